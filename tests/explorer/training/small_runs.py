"""Runs that take no time, and what is seen of them."""

from PySide6.QtWidgets import QAbstractButton

SMALL = {
    "hidden_size": 6,
    "batch_size": 10,
    "learning_rate": 0.5,
    "iterations": 200,
    "seed": 3,
    "new_seed": False,
}
CONFIG = {name: value for name, value in SMALL.items() if name != "new_seed"}
ENDLESS = SMALL | {"iterations": 10_000_000}


def ended(view, qtbot):
    qtbot.waitUntil(lambda: not view.subject.run.is_active, timeout=20_000)
    return view.subject.run


def holds(run):
    """Say whether the weights that a paused run sends as it holds are there."""
    newest = run.timeline.newest
    return newest is not None and newest.iteration == run.iteration


def numbers(view):
    return [stat.accessibleDescription() for stat in view.page("run").numbers.stats]


def primary_buttons(view):
    buttons = view.findChildren(QAbstractButton)
    return [button for button in buttons if button.property("primary") and button.isVisible()]
