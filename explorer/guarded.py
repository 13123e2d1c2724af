"""An exception in what Qt calls is reported, and leaves nothing half done."""

import functools
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FunctionType
from typing import Any

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QGraphicsItem

# What Qt calls and needs an answer from; after a failure the base class gives it.
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
    """Whether Qt, or pyqtgraph in an event of Qt's, calls a method of that name of a class by itself."""
    if name == "paint":
        return issubclass(owner, QGraphicsItem)
    return name.endswith("Event") or name in ANSWERS or name in _DRAWING


def report_failure(failure: Exception) -> None:
    """Report an exception as one that nobody caught, and end what its frames were about, such as a painter."""
    traceback.clear_frames(failure.__traceback__)
    sys.excepthook(type(failure), failure, failure.__traceback__)


@contextmanager
def failures_reported() -> Iterator[None]:
    """Report an exception within the context; what comes after it is done all the same."""
    try:
        yield
    except Exception as failure:
        report_failure(failure)


class Guarded:
    """First base of every class of which Qt calls methods that are written in Python.

    An exception that leaves such a method would go through Qt into whatever Python code made Qt call it, and leave
    that half done; and its traceback would keep a painter at work, without which nothing can be painted any more. So it
    is reported here, and goes no further. Methods that come from pyqtgraph are guarded as well.
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
    def guarded(self: Any, *arguments: Any, **options: Any) -> Any:
        try:
            return method(self, *arguments, **options)
        except Exception as failure:
            report_failure(failure)
        if name == "boundingRect":
            return QRectF()  # the base class has none
        return getattr(super(owner, self), name)(*arguments, **options) if name in ANSWERS else None

    return guarded
