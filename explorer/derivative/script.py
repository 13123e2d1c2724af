"""A page as a Python script that prints the numbers on it: NumPy and the chapter's functions, nothing else."""

from core.surfaces import find
from explorer.derivative.measurement import Measurement
from explorer.derivative.network.state import NetworkState
from explorer.derivative.variables.state import VariablesState
from explorer.views.script import (
    CROSS_ENTROPY,
    FORWARD_DIFFERENCE,
    IMPORT,
    NUMERICAL_DIFF,
    NUMERICAL_GRADIENT,
    QUIET,
    SOFTMAX,
    function_of,
    joined,
)


def tangent_script(measurement: Measurement) -> str:
    """Return a script for the page Tangent: the slope by formula, and both differences in float64."""
    return _start(measurement) + _DIFFERENCES


def rounding_script(measurement: Measurement) -> str:
    """Return a script for the page Rounding: both differences in both precisions, with their errors."""
    return _start(measurement) + _PRECISIONS


def variables_script(state: VariablesState) -> str:
    """Return a script for the page Several variables: the numerical gradient, and the slope in the direction."""
    expression = find(state.surface).expression
    return joined(
        IMPORT + QUIET,
        function_of(expression, "x0, x1 = x"),
        NUMERICAL_DIFF,
        NUMERICAL_GRADIENT,
        f"x = np.array([{state.x0!r}, {state.x1!r}])\nangle = np.radians({state.angle!r})\n" + _DIRECTION,
    )


def network_script(state: NetworkState) -> str:
    """Return a script for the page Network: descent, then scores, loss, gradient, and what the nudge does."""
    return joined(
        IMPORT + QUIET,
        CROSS_ENTROPY,
        SOFTMAX,
        NUMERICAL_GRADIENT,
        _NETWORK.format(
            weights=[list(row) for row in state.weights],
            inputs=list(state.inputs),
            label=state.label,
            rate=state.learning_rate,
            steps=state.descended,
            index=state.index,
            nudge=state.nudge,
        ),
    )


def _start(measurement: Measurement) -> str:
    state = measurement.state
    return joined(
        IMPORT + QUIET,
        function_of(measurement.curve.expression),
        NUMERICAL_DIFF,
        FORWARD_DIFFERENCE,
        f"x, h = np.float64({state.x!r}), {state.h!r}\n"
        f'exact = float("{measurement.shape.slope!r}")  # by the rules of differentiation\n',
    )


_DIFFERENCES = """\
print(f"exact {exact:.12g}")
print(f"central {numerical_diff(f, x, h):.12g}")
print(f"forward {forward_difference(f, x, h):.12g}")
"""
_PRECISIONS = """\
for dtype in (np.float64, np.float32):
    for name, difference in (("central", numerical_diff), ("forward", forward_difference)):
        slope = difference(f, dtype(x), dtype(h))
        error = abs(float(slope) - exact) / (abs(exact) or 1)
        print(f"{name} {dtype.__name__} {slope} error {error:.3g}")
"""
_DIRECTION = """\
print("gradient", *numerical_gradient(f, x))

direction = np.array([np.cos(angle), np.sin(angle)])
print("slope in the direction", numerical_diff(lambda along: f(x + along * direction), 0.0))
"""
_NETWORK = """\
def loss(W):
    return cross_entropy_error(softmax(x @ W), t)


x, t = np.array({inputs}), np.eye(3)[{label}]
W = np.array({weights})
for step in range({steps}):
    W = W - {rate} * numerical_gradient(loss, W)

dW = numerical_gradient(loss, W)
print("scores", *(x @ W))
print("loss", loss(W))
print("dW", *dW.ravel())

nudged = W.copy()
nudged[{index}] += {nudge}
print("predicted change", dW[{index}] * {nudge})
print("real change", loss(nudged) - loss(W))
"""
