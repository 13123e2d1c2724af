import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.files import FileError
from explorer.application import VIEWS
from explorer.guide.lesson import Condition, Guess, Scene, Task, Text
from explorer.guide.reading import MOST_BYTES, read_lesson, read_lesson_file
from explorer.guide.sample import SAMPLE

STATE_TYPES = {source.name: source.state_type for source in VIEWS}
HEAD = '+++\ntitle = "A lesson"\n+++\n'


def read(text):
    return read_lesson(text, STATE_TYPES)


def problems(text):
    return [str(problem) for problem in read(HEAD + text).all_problems]


def test_that_the_blocks_of_a_step_are_read_in_their_order():
    lesson = read(SAMPLE)
    assert lesson.title == "My first lesson"
    assert lesson.all_problems == ()
    predict, do = lesson.steps
    assert (predict.key, predict.heading) == ("predict", "A step begins with a heading")
    assert [type(block) for block in predict.blocks] == [Scene, Text, Guess]
    scene, text, guess = predict.blocks
    assert scene.fields == {"surface": "bowl", "starts": ((-3.0, 4.0),), "learning_rate": 0.9, "steps": 30}
    assert scene.controls == ("learning_rate",)
    assert text.markdown.startswith("The text is Markdown.")
    assert (guess.answer, guess.then) == (2, {"learning_rate": 1.05})
    assert isinstance(do.blocks[-1], Task)
    assert do.blocks[-1].until == {"distance_1": Condition(at_most=0.25)}


def test_that_other_fences_are_text_and_a_hash_in_them_is_no_heading():
    (step,) = read(HEAD + "# One\n\n```python\n# a comment\nx = 1\n```\n").steps
    assert step.blocks == (Text("```python\n# a comment\nx = 1\n```"),)


@pytest.mark.parametrize(
    ("block", "sentence"),
    [
        ('scene\nview = "descent"\nlearning_rat = 1', "line 7: descent has no field “learning_rat”. Did you"),
        ('scene\nview = "descend"', "line 6: there is no view “descend”: it is one of losses, d"),
        ("scene\nlearning_rate = 1", "line 6: view is missing: it is one of losses, d"),
        ('scene\nview = "descent"\nsteps = 0.5', "line 7: steps: expected int, got float"),
        ('scene\nview = "descent"\nsteps = nan', "line 7: steps: expected int, got float"),
        ('scene\nview = "descent"\nx = [', "line 7: not valid TOML"),
        ('scene\nview = "descent"\npage = "nowhere"', "line 7: page: “nowhere” is not one of paths, picture, method"),
        ('guess\nkind = "choice"\nask = "?"\nchoices = ["a"]\nanswer = 1', "a choice has 2 to 5 choices, not 1"),
        ('guess\nkind = "choice"\nask = "?"\nchoices = ["a", "b"]\nanswer = 3', "answer is the number of a choice"),
        ('guess\nkind = "number"\nask = "?"', "answer is a number, or the name of a fact"),
        ('guess\nkind = "number"\nask = "?"\nanswer = 1\nthen = { steps = 1 }', "line 9: then needs a scene before it"),
        ('guess\nkind = "riddle"\nask = "?"', "line 6: kind: “riddle” is not one of choice, number, point, line, open"),
        (f'guess\nkind = 0x{"f" * 3900}\nask = "?"', "line 6: kind: this value is not one of choice, number, point, "),
        ('do\nask = "?"', "until is missing"),
        ('do\nask = "?"\nuntil = { f = [1, 2, 3] }', "line 7: until: a value, [low, high], "),
        ("do", "this block has no end"),
    ],
)  # fmt: skip
def test_that_an_error_is_a_sentence_with_its_line(block, sentence):
    end = "" if block == "do" else "\n```\n"
    (problem,) = problems(f"# One\n```{block}{end}")
    assert sentence in problem
    assert re.match(r"line \d+: ", problem)


def test_that_the_other_steps_of_a_lesson_with_an_error_work():
    lesson = read(HEAD + '# One\n```scene\nview = "x"\n```\n# Two\n```scene\nview = "losses"\n```\n')
    assert [bool(step.problems) for step in lesson.steps] == [True, False]


def test_that_a_field_must_be_allowed_by_the_view():
    (problem,) = problems('# One\n```scene\nview = "descent"\nlearning_rate = -1.0\n```\n')
    assert problem.startswith("line 7: Learning rate must be a number from ")


def test_that_a_scene_does_not_change_the_users_work():
    (problem,) = problems('# One\n```scene\nview = "descent"\nrecent_formulas = ["x0"]\n```\n')
    assert problem == "line 7: a scene does not change recent_formulas, which holds the user’s work"


def test_that_two_steps_with_one_id_are_reported():
    assert problems("# One {#a}\n# Two {#a}\n") == ["line 5: another step has the id a"]


def test_that_a_file_that_is_no_text_is_refused(tmp_path):
    file = tmp_path / "lesson.md"
    file.write_bytes(b"+++\n\xff\n")
    with pytest.raises(FileError, match="not UTF-8 text: see line 2"):
        read_lesson_file(file, STATE_TYPES)
    file.write_bytes(b"a" * (MOST_BYTES + 1))
    with pytest.raises(FileError, match="cannot be read"):
        read_lesson_file(file, STATE_TYPES)


@pytest.mark.parametrize(
    "text",
    [
        "# a\n```scene\nx = " + "[" * 3_000 + "\n```\n",
        "# a\n```scene\n" + "a." * 1_900 + "b = 1\n```\n",
        "# a\n```scene\nx = " + "9" * 3_900 + '\nview = "descent"\n```\n',
        "# a\n```scene\nview = 0x" + "f" * 3_900 + "\n```\n",
        '# a\n```guess\nkind = "number"\nask = "?"\nanswer = 0x' + "f" * 3_900 + "\n```\n",
        "# a\n" + ("-" + " " * 30) * 11 + "a\n" + "- " * 12 + "\n",
        '# a\n```guess\nkind = "open"\nask = "' + "> " * 100 + '"\n```\n',
        '# a\n```scene\nview = "losses"\n```\n' * 2_000,
        "# a" * 60_000,
        "# a\n" * 60_000,
        "# a\n" + "> " * 1_900 + "\n",
        "# a\n" + "1. " * 1_200 + "\n",
        "# a\n```do\nuntil = { x = " + "{ y = " * 500 + "1" + " }" * 500 + " }\n```\n",
        "```" * 50_000,
        "+++\n" * 60_000,
        "\n" * 250_000,
    ],
    ids=range(16),
)
def test_that_hostile_lessons_have_errors_with_lines(text):
    assert problems(text)


def mutated(text, seed):
    random_numbers = random.Random(seed)
    characters = list(text)
    for _count in range(random_numbers.randint(1, 30)):
        place = random_numbers.randrange(len(characters))
        match random_numbers.randrange(4):
            case 0:
                del characters[place]
            case 1:
                characters.insert(
                    place, chr(random_numbers.choice([0, 9, 10, 34, 96, 123, 125, 0x2028, 0xFFFD]))
                )
            case 2:
                characters[place:place] = characters[place : place + 40]
            case 3:
                characters[place] = random_numbers.choice(
                    ["-1", "1e400", "nan", '"', "[", "]", "=", "#", "true"]
                )
    return "".join(characters)


@given(st.integers(0, 2**32))
def test_that_a_mutated_lesson_is_read_or_its_errors_have_lines(seed):
    lesson = read(mutated(SAMPLE, seed))
    count = SAMPLE.count("\n") * 50
    assert all(1 <= problem.line <= count and problem.sentence for problem in lesson.all_problems)
