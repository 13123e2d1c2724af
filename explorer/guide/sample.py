"""The lesson that "Make one" writes: two steps with every kind of block explained."""

SAMPLE = """\
+++
title = "My first lesson"
+++

# A step begins with a heading {#predict}

```scene
# What is on the screen: a view, and its fields that differ from the defaults. "Copy this scene" (Ctrl+Shift+L)
# writes such a block of what you see; "learnscope --facts" prints the names of all views, fields, cards and facts.
view = "descent"
surface = "bowl"
starts = [[-3.0, 4.0]]
learning_rate = 0.9
steps = 30
controls = ["learning_rate"]  # the controls that this step needs
```

The text is Markdown. A name in braces is a field or a fact as it is displayed:
the learning rate is **{learning_rate}**.

```guess
kind = "choice"  # or "number", "point", "line" (both with plot = "field", a card), "open" (in words, with why)
ask = "What happens with a learning rate of 1.05?"
choices = ["It arrives sooner", "Each step ends farther away"]
# A choice: its number, counted from 1. A number: its value. A point: [x, y]. Each can also be the name of a fact, and
# near = 0.1 says how far off a number or a point may be. A line needs no answer.
answer = 2
replies = ["The steps grow.", "Each step overshoots by more than the one before."]  # one for each choice
veil = ["ends", "lower"]  # cards that would give the answer away
then = { learning_rate = 1.05 }  # what changes once the guess is made
why = "Now the distance grows with every step: the path **diverges**."
```

# A task is recognised when it is done {#do}

```scene
view = "descent"
surface = "bowl"
starts = [[-3.0, 4.0]]
learning_rate = 0.9
steps = 1
controls = ["learning_rate"]
```

One step starts at (-3, 4).

```do
ask = "Find a learning rate with which one step ends within 0.25 of the minimum."
# All of these must hold. A fact or field must equal a value (end_1 = "arrived"), lie in a range (steps = [1, 10]),
# or be at_least or at_most a number:
until = { distance_1 = { at_most = 0.25 } }
so_far = "{distance_1} away"
hints = ["Try 0.5."]  # given after three tries, or 40 seconds
```
"""
