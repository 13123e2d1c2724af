"""What is said about runs beside each other: names, configurations, and how they differ."""

from dataclasses import fields
from typing import Any

from core.optimizers import Optimizer
from core.training import TrainingConfig
from explorer.runs import Run, Status
from explorer.session import CHAPTER, RUN_PREFIX
from explorer.training.loss_curve import mean_of_last
from explorer.training.runs.state import LONGEST_NAME, RunsState
from explorer.training.words import change_label, translate
from explorer.widgets.numbers import fixed, grouped, percent, plain
from explorer.widgets.text import shortened

_ARROW = " → "


def title(run: Run, state: RunsState) -> str:
    """Return what a run is called."""
    given = state.name_of(run.key)
    if given:
        return given
    if run.key == CHAPTER:
        return translate("training", "The chapter’s run")
    number = run.name.removeprefix(RUN_PREFIX)
    if number.isdecimal():
        return translate("training", "Run {number}").format(number=number)
    if run.name != run.key:
        return shortened(run.name, LONGEST_NAME)
    return translate("training", "Opened {key}").format(key=run.key[:6])


def short_title(run: Run, state: RunsState) -> str:
    """Return what a run is called beside its line."""
    if run.key == CHAPTER and not state.name_of(run.key):
        return translate("training", "Chapter")
    return title(run, state)


def differences(before: TrainingConfig, after: TrainingConfig) -> list[str]:
    """Return what differs in a configuration, such as ``lr 0.1 → 0.3``, the chapter's settings first."""
    found = []
    for name, text in _names().items():
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            found.append(f"{text} {_value(name, old)}{_ARROW}{_value(name, new)}")
    return found


def difference_sentence(before: Run, after: Run) -> str:
    """Return all differences, one a line: of the settings at the start, and of what was changed on the way."""
    if after is before:
        return translate("training", "No difference: the same run")
    found = differences(before.config, after.config)
    if before.changes != after.changes:
        found.append(
            translate("training", "on the way {before} → {after}").format(
                before=_on_the_way(before), after=_on_the_way(after)
            )
        )
    return "\n".join(found) if found else translate("training", "No difference in the settings")


def _on_the_way(run: Run) -> str:
    return "; ".join(map(change_label, run.changes)) or translate("training", "nothing")


def settings(config: TrainingConfig) -> str:
    """Return a configuration by what it does not share with the chapter's, whatever the seed."""
    chapter = TrainingConfig()
    found = [
        f"{text} {_value(name, getattr(config, name))}"
        for name, text in _names().items()
        if getattr(config, name) != getattr(chapter, name)
    ]
    return ", ".join(found) if found else translate("training", "the chapter’s settings")


def changes(run: Run) -> str:
    """Return how often a run was changed on its way; nothing where it never was."""
    count = len(run.changes)
    if not count:
        return ""
    if count == 1:
        return translate("training", "changed once on the way")
    return translate("training", "changed {count} times on the way").format(count=count)


def steps(run: Run) -> str:
    """Return how far a run has come."""
    return translate("training", "{steps} steps").format(steps=grouped(run.iteration))


def loss(run: Run) -> str:
    """Return the mean of the last losses."""
    return fixed(float(mean_of_last(run.losses)[0]), 3) if run.iteration else "–"


def accuracy(run: Run) -> str:
    """Return the last test accuracy."""
    return percent(run.accuracies[-1].test) if run.accuracies else "–"


def status(run: Run) -> str:
    """Return where a run is, in a word; nothing for one that is finished."""
    return {
        Status.WAITING: translate("training", "waiting"),
        Status.RUNNING: translate("training", "running"),
        Status.PAUSED: translate("training", "paused"),
        Status.STOPPED: translate("training", "stopped"),
        Status.FINISHED: "",
        Status.DIVERGED: translate("training", "diverged"),
        Status.FAILED: translate("training", "failed"),
    }[run.status]


def _names() -> dict[str, str]:
    """Return the words for the fields of a configuration, in the order in which they are told."""
    return {
        "learning_rate": translate("training", "lr"),
        "hidden_size": translate("training", "hidden units"),
        "batch_size": translate("training", "batch"),
        "iterations": translate("training", "iterations"),
        "gradient": translate("training", "gradient"),
        "optimizer": translate("training", "optimiser"),
        "activation": translate("training", "activation"),
        "weight_init_std": translate("training", "first weights σ"),
        "schedule": translate("training", "schedule"),
        "sampling": translate("training", "batches"),
        "training_images": translate("training", "images"),
        "validation_images": translate("training", "held out"),
        "augmentation": translate("training", "augmentation"),
        "style_variants": translate("training", "style variants"),
        "subtract_mean": translate("training", "mean image subtracted"),
        "seed": translate("training", "seed"),
    }


def _value(name: str, value: Any) -> str:
    if name == "optimizer":
        return _optimizer(value)
    if name == "training_images":
        return translate("training", "all") if value is None else grouped(value)
    if value is None or isinstance(value, bool):
        return translate("training", "yes") if value else translate("training", "no")
    if isinstance(value, str):
        return {
            "backprop": translate("training", "backprop"),
            "numerical": translate("training", "numerical"),
            "replacement": translate("training", "at random"),
            "shuffle": translate("training", "shuffled"),
            "relu": "ReLU",
        }.get(value, value)
    if isinstance(value, int):
        return grouped(value)
    return plain(value) if isinstance(value, float) else translate("training", "yes")


def _optimizer(optimizer: Optimizer) -> str:
    usual = type(optimizer)()
    own = [
        f"{field.name} {plain(getattr(optimizer, field.name))}"
        for field in fields(optimizer)
        if getattr(optimizer, field.name) != getattr(usual, field.name)
    ]
    name = type(optimizer).__name__
    return f"{name} ({', '.join(own)})" if own else name
