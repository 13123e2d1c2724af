"""What is said about runs beside each other: names, configurations, and how they differ."""

from dataclasses import fields
from typing import Any

from core.augmentation import Affine
from core.optimizers import Optimizer
from core.style_variants import StyleVariants
from core.training import TrainingConfig
from explorer.runs.run import Run, Status
from explorer.state.session import CHAPTER, RUN_PREFIX
from explorer.texts.language import _, ngettext
from explorer.texts.numbers import fixed, grouped, percent, plain
from explorer.texts.shortening import shortened
from explorer.training.loss_curve import mean_of_last
from explorer.training.runs.state import LONGEST_NAME, RunsState
from explorer.training.words import change_label
from explorer.views.activation_words import ACTIVATION_WORDS

_ARROW = " → "


def title(run: Run, state: RunsState) -> str:
    """Return what a run is called."""
    given = state.name_of(run.key)
    if given:
        return given
    if run.key == CHAPTER:
        return _("The chapter’s run")
    number = run.name.removeprefix(RUN_PREFIX)
    if number.isdecimal():
        return _("Run {number}").format(number=number)
    if run.name != run.key:
        return shortened(run.name, LONGEST_NAME)
    return _("Opened {key}").format(key=run.key[:6])


def short_title(run: Run, state: RunsState) -> str:
    """Return what a run is called beside its line."""
    if run.key == CHAPTER and not state.name_of(run.key):
        return _("Chapter")
    return title(run, state)


def differences(before: TrainingConfig, after: TrainingConfig) -> list[str]:
    """Return what differs in a configuration, such as ``lr 0.1 → 0.3``, the chapter's settings first."""
    found = []
    for name, text in _names().items():
        old, new = getattr(before, name), getattr(after, name)
        if isinstance(old, Affine | StyleVariants) and isinstance(new, Affine | StyleVariants):
            amounts = [(f"{text} {field.name}", field.name) for field in fields(old)]
            found += [_change(label, part, getattr(old, part), getattr(new, part)) for label, part in amounts]
        else:
            found.append(_change(text, name, old, new))
    return [text for text in found if text]


def _change(text: str, name: str, old: Any, new: Any) -> str:
    """Return the two values of a field; nothing where they are the same."""
    return f"{text} {_value(name, old)}{_ARROW}{_value(name, new)}" if old != new else ""


def difference_sentence(before: Run, after: Run) -> str:
    """Return all differences, one a line: of the settings at the start, and of what was changed on the way."""
    if after is before:
        return _("No difference: the same run")
    found = differences(before.config, after.config)
    if before.changes != after.changes:
        found.append(
            _("changed during training {before} → {after}").format(
                before=_on_the_way(before), after=_on_the_way(after)
            )
        )
    return "\n".join(found) if found else _("No difference in the settings")


def _on_the_way(run: Run) -> str:
    return "; ".join(map(change_label, run.changes)) or _("nothing")


def settings(config: TrainingConfig) -> str:
    """Return a configuration by what it does not share with the chapter's, whatever the seed."""
    chapter = TrainingConfig()
    found = [
        f"{text} {_value(name, getattr(config, name))}"
        for name, text in _names().items()
        if getattr(config, name) != getattr(chapter, name)
    ]
    return ", ".join(found) if found else _("the chapter’s settings")


def changes(run: Run) -> str:
    """Return how often a run was changed on its way; nothing where it never was."""
    count = len(run.changes)
    if not count:
        return ""
    return ngettext("changed once during training", "changed {count} times during training", count).format(
        count=count
    )


def steps(run: Run) -> str:
    """Return how far a run has come."""
    return ngettext("{steps} iteration", "{steps} iterations", run.iteration).format(
        steps=grouped(run.iteration)
    )


def loss(run: Run) -> str:
    """Return the mean of the last losses."""
    return fixed(float(mean_of_last(run.losses)[0]), 3) if run.iteration else "–"


def accuracy(run: Run) -> str:
    """Return the last test accuracy."""
    return percent(run.accuracies[-1].test) if run.accuracies else "–"


def status(run: Run) -> str:
    """Return where a run is, in a word; nothing for one that is finished."""
    return {
        Status.WAITING: _("waiting"),
        Status.RUNNING: _("running"),
        Status.PAUSED: _("paused"),
        Status.STOPPED: _("stopped"),
        Status.FINISHED: "",
        Status.DIVERGED: _("diverged"),
        Status.FAILED: _("failed"),
    }[run.status]


def _names() -> dict[str, str]:
    """Return the words for the fields of a configuration, in the order in which they are told."""
    return {
        "learning_rate": _("lr"),
        "hidden_size": _("hidden units"),
        "batch_size": _("batch"),
        "iterations": _("iterations"),
        "gradient": _("gradient"),
        "optimizer": _("optimiser"),
        "activation": _("activation"),
        "weight_init_std": _("initial weights σ"),
        "schedule": _("schedule"),
        "sampling": _("mini-batches"),
        "training_images": _("training images"),
        "validation_images": _("validation images"),
        "augmentation": _("augmentation"),
        "style_variants": _("style variants"),
        "subtract_mean": _("mean subtracted"),
        "seed": _("seed"),
    }


def _value(name: str, value: Any) -> str:
    if name == "optimizer":
        return _optimizer(value)
    if name == "training_images":
        return _("all") if value is None else grouped(value)
    if value is None or isinstance(value, bool):
        return _("yes") if value else _("no")
    if name == "activation":
        return _(ACTIVATION_WORDS[value].label)
    if isinstance(value, str):
        return {
            "backprop": _("backprop"),
            "numerical": _("numerical"),
            "replacement": _("at random"),
            "shuffle": _("shuffled"),
        }.get(value, value)
    if isinstance(value, int):
        return grouped(value)
    return plain(value) if isinstance(value, float) else _("yes")


def _optimizer(optimizer: Optimizer) -> str:
    usual = type(optimizer)()
    own = [
        f"{field.name} {plain(getattr(optimizer, field.name))}"
        for field in fields(optimizer)
        if getattr(optimizer, field.name) != getattr(usual, field.name)
    ]
    name = type(optimizer).__name__
    return f"{name} ({', '.join(own)})" if own else name
