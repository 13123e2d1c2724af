"""Pieces of the scripts that pages hand out: the chapter's functions as the book writes them, with NumPy only."""

import re

from core.expressions import Expression
from core.expressions.source import python_source
from explorer.views.activation_words import ACTIVATION_WORDS

IMPORT = "import numpy as np\n"
QUIET = 'np.seterr(all="ignore")  # a script may divide by 0, as the page does\n'
CROSS_ENTROPY = """\
def cross_entropy_error(y, t):
    return -np.sum(t * np.log(y + 1e-7))
"""
MEAN_SQUARED_ERROR = """\
def mean_squared_error(y, t):
    return 0.5 * np.sum((y - t) ** 2)
"""
SOFTMAX = """\
def softmax(a):
    exponentials = np.exp(a - np.max(a))
    return exponentials / np.sum(exponentials)
"""
NUMERICAL_DIFF = """\
def numerical_diff(f, x, h=1e-4):
    return (f(x + h) - f(x - h)) / (2 * h)
"""
FORWARD_DIFFERENCE = """\
def forward_difference(f, x, h=1e-4):
    return (f(x + h) - f(x)) / h
"""
NUMERICAL_GRADIENT = """\
def numerical_gradient(f, x, h=1e-4):
    gradient = np.zeros_like(x)
    for k in np.ndindex(x.shape):
        moved = x.copy()
        moved[k] = x[k] + h
        right = f(moved)
        moved[k] = x[k] - h
        gradient[k] = (right - f(moved)) / (2 * h)
    return gradient
"""


def function_of(expression: Expression, unpacking: str = "") -> str:
    """Return the source of a function ``f(x)`` with the values of a formula, and of what it calls.

    Parameters
    ----------
    expression : Expression
        Its variables keep their names.
    unpacking : str, optional
        A line that gets the variables out of `x`, where there are several.
    """
    body = python_source(expression.tree, expression.variables)
    called = [words.source for words in ACTIVATION_WORDS.values() if _calls(body, words.function)]
    lines = ["def f(x):", *([f"    {unpacking}"] if unpacking else []), f"    return {body}", ""]
    return "\n\n".join([*called, "\n".join(lines)])


def _calls(source: str, function: str) -> bool:
    """Return whether a source calls a function by this very name: that of tanh is not NumPy's ``np.tanh``."""
    return re.search(rf"(?<![\w.]){function}\(", source) is not None


def joined(*parts: str) -> str:
    """Return a script of parts, two empty lines apart, as style guides have functions."""
    return "\n\n".join(parts)
