"""Exceptions in methods that Qt calls are reported, and go no further."""

import functools
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FunctionType
from typing import Any

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QGraphicsItem

# Methods whose return value Qt needs; after a failure the base class provides it.
ANSWERS = frozenset(
    (
        "boundingRect",
        "event",
        "eventFilter",
        "hasHeightForWidth",
        "heightForWidth",
        "itemChange",
        "minimumSizeHint",
        "sceneEvent",
        "shape",
        "sizeHint",
        "viewportEvent",
    )
)
_DRAWING = frozenset(
    ("drawBackground", "drawForeground", "initializeGL", "paintGL", "resizeGL", "sliderChange")
)


def is_called_by_qt(owner: type, name: str) -> bool:
    """Whether a method is a virtual one that Qt calls, or pyqtgraph while it handles an event."""
    if name == "paint":
        return issubclass(owner, QGraphicsItem)
    return name.endswith("Event") or name in ANSWERS or name in _DRAWING


def report_failure(failure: Exception) -> None:
    """Report an exception as uncaught, and clear its frames: a painter among their variables must be deleted."""
    traceback.clear_frames(failure.__traceback__)
    sys.excepthook(type(failure), failure, failure.__traceback__)


@contextmanager
def failures_reported() -> Iterator[None]:
    """Report an exception in the body and continue after it."""
    try:
        yield
    except Exception as failure:
        report_failure(failure)


class Guarded:
    """First base class of every class that overrides methods of Qt in Python.

    An exception in such a method would propagate through Qt to the Python code that made Qt call it, and leave that
    code half done; its traceback would keep a painter alive, which blocks later painting. So it is reported here and
    goes no further. Methods inherited from pyqtgraph are guarded as well.
    """

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        for base in cls.__mro__:
            is_done = base is not cls and issubclass(base, Guarded)
            if is_done or base.__module__.startswith("PySide6."):
                continue
            for name, method in list(vars(base).items()):
                if (
                    isinstance(method, FunctionType)
                    and is_called_by_qt(cls, name)
                    and getattr(cls, name) is method
                ):
                    setattr(cls, name, _guard(cls, method))


def _guard(owner: type, method: Callable[..., Any]) -> Callable[..., Any]:
    name = method.__name__

    @functools.wraps(method)
    def guarded(self: Any, *arguments: Any, **named: Any) -> Any:
        try:
            return method(self, *arguments, **named)
        except Exception as failure:
            report_failure(failure)
        if name == "boundingRect":
            return QRectF()  # QGraphicsItem.boundingRect is abstract
        return getattr(super(owner, self), name)(*arguments, **named) if name in ANSWERS else None

    return guarded
