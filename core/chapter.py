"""The chapter's examples: what it computes, the numbers that it prints, and where the program shows them.

``python -m core.chapter`` prints its numbers beside ours.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

import numpy as np

from core.activations import softmax
from core.chapter_inputs import (
    CORRECT_CLASS,
    DESCENT_RATES,
    DESCENT_START,
    DESCENT_STEPS,
    FIRST_NET_WEIGHTS,
    MOSTLY_RIGHT,
    MOSTLY_WRONG,
    NET_INPUTS,
    NET_LABEL,
    SECOND_NET_WEIGHTS,
)
from core.descent import gradient_descent
from core.differentiation import (
    forward_difference,
    function_1,
    function_2,
    numerical_diff,
    numerical_gradient,
)
from core.losses import cross_entropy_error, mean_squared_error
from core.simple_net import SimpleNet
from core.two_layer_net import TwoLayerNet

NAMES: Mapping[str, object] = MappingProxyType(
    {
        function.__name__: function
        for function in (
            cross_entropy_error,
            forward_difference,
            function_1,
            function_2,
            gradient_descent,
            mean_squared_error,
            numerical_diff,
            numerical_gradient,
            softmax,
            TwoLayerNet,
        )
    }
    | {"np": np}
)
"""What the code of an example may use, beside what it is given."""


@dataclass(frozen=True)
class Example:
    """One computation of the chapter.

    Attributes
    ----------
    section : str
        Where it stands, such as ``"4.2"``.
    code : str
        The computation, a Python expression that uses `NAMES` and what is `given`.
    printed : str
        The numbers that the chapter prints, separated by spaces; those of an array in the order of memory.
    view : str
        Where the program shows it, such as ``"losses/sample"``: the view, and its page.
    fields : mapping
        The fields of the view's state that the numbers depend on, with their values.
    given : mapping
        The variables that the code uses, by their names.
    """

    section: str
    code: str
    printed: str
    view: str
    fields: Mapping[str, object]
    given: Mapping[str, object]

    @property
    def ours(self) -> tuple[float, ...]:
        """Our numbers, in the order of `printed`."""
        value = eval(
            self.code, {**NAMES, **self.given}
        )  # of this module alone: the code shown is what is run
        return tuple(np.ravel(value).tolist())

    @property
    def agrees(self) -> bool:
        """Whether each of our numbers, rounded to the digits that are printed, is the printed one."""
        printed = [Decimal(text) for text in self.printed.split()]
        ours = self.ours
        return len(ours) == len(printed) and all(
            Decimal(number).quantize(text) == text for number, text in zip(ours, printed, strict=True)
        )


def _net(weights: tuple[tuple[float, ...], ...]) -> SimpleNet:
    net = SimpleNet()
    net.W = np.array(weights)
    return net


def _examples_of_losses() -> list[Example]:
    t = np.eye(10)[CORRECT_CLASS]
    both = {"y": np.array([MOSTLY_RIGHT, MOSTLY_WRONG]), "t": np.array([t, t])}
    correct, wrong = {"y": np.array(MOSTLY_RIGHT), "t": t}, {"y": np.array(MOSTLY_WRONG), "t": t}
    sample, error, entropy = "losses/sample", "mean_squared_error(y, t)", "cross_entropy_error(y, t)"
    return [
        Example("4.2", error, "0.09750000000000003", sample, {"y": MOSTLY_RIGHT}, correct),
        Example("4.2", error, "0.5975", sample, {"y": MOSTLY_WRONG}, wrong),
        Example("4.2", entropy, "0.510825457099338", sample, {"y": MOSTLY_RIGHT}, correct),
        Example("4.2", entropy, "2.302584092994546", sample, {"y": MOSTLY_WRONG}, wrong),
        Example("4.2", entropy, "1.406704775046942", sample, {"samples": "batch"}, both),
        Example(
            "4.2",
            entropy,
            "1.406704775046942",
            sample,
            {"samples": "batch", "one_hot": False},
            both | {"t": np.array([CORRECT_CLASS] * 2)},
        ),
        Example(
            "4.2", "-np.log(1e-7)", "16.118", sample, {"selected": CORRECT_CLASS, "curve": "near_zero"}, {}
        ),
    ]


def _examples_of_derivatives() -> list[Example]:
    diff, gradient = "numerical_diff(function_1, {x})", "numerical_gradient(function_2, np.array([{x}]))"
    tangent, variables = "derivative/tangent", "derivative/variables"
    return [
        Example("4.3", diff.format(x="5"), "0.1999999999990898", tangent, {"x": 5.0, "h": 1e-4}, {}),
        Example("4.3", diff.format(x="10"), "0.2999999999986347", tangent, {"x": 10.0, "h": 1e-4}, {}),
        Example(
            "4.3",
            "numerical_diff(function_1, 5, h=1e-50)",
            "0.0",
            "derivative/rounding",
            {"formula": "chapter", "x": 5.0, "h": 1e-50},
            {},
        ),
        *(
            Example(
                "4.3",
                gradient.format(x=f"{x0}, {x1}"),
                printed,
                variables,
                {"surface": "bowl", "x0": x0, "x1": x1},
                {},
            )
            for x0, x1, printed in (
                (3.0, 4.0, "6.00000000000378 7.999999999999119"),
                (0.0, 2.0, "0 4.000000000004"),
                (3.0, 0.0, "6.000000000012662 0"),
            )
        ),
    ]


def _examples_of_descent() -> list[Example]:
    x0, x1 = DESCENT_START
    start = f"np.array([{x0}, {x1}])"
    ends = ("-6.11110793e-10 8.14814391e-10", "-2.58983747e+13 -1.29524862e+12", "-2.99999994 3.99999992")
    fields = {"surface": "bowl", "starts": (DESCENT_START,), "steps": DESCENT_STEPS, "gradient": "numerical"}
    return [
        Example(
            "4.4",
            f"gradient_descent(function_2, init_x={start}, lr={lr}, step_num={DESCENT_STEPS})",
            printed,
            "descent",
            fields | {"learning_rate": lr},
            {},
        )
        for lr, printed in zip(DESCENT_RATES, ends, strict=True)
    ]


def _examples_of_networks() -> list[Example]:
    x, t = np.array(NET_INPUTS), np.eye(3)[NET_LABEL]
    codes = (
        "net.predict(x)",
        "np.argmax(net.predict(x))",
        "net.loss(x, t)",
        "numerical_gradient(lambda W: cross_entropy_error(softmax(x @ W), t), net.W)",
    )
    printed = {
        FIRST_NET_WEIGHTS: (
            "1.05414809 0.63071653 1.13280740",
            "2",
            "0.92806829",
            "0.21924757 0.14356243 -0.36281000 0.32887136 0.21534364 -0.54421500",
        ),
        SECOND_NET_WEIGHTS: (
            "-0.82558478 1.08303857 -1.91010794",
            "1",
            "3.17414300",
            "0.07424014 0.50066058 -0.57490072 0.11136022 0.75099087 -0.86235109",
        ),
    }
    return [
        Example(
            "4.4",
            code,
            numbers,
            "derivative/network",
            {"weights": weights},
            {"net": _net(weights), "x": x, "t": t},
        )
        for weights, all_numbers in printed.items()
        for code, numbers in zip(codes, all_numbers, strict=True)
    ]


def _examples_of_learning() -> list[Example]:
    net = TwoLayerNet(784, 50, 10, rng=np.random.default_rng(0))
    shapes = {"W1": "784 50", "b1": "50", "W2": "50 10", "b2": "10"}
    seen = "1 - (1 - 1 / 60_000) ** 60_000"
    return [
        Example("4.5", f"net.params[{name!r}].shape", shape, "training/slow_motion", {}, {"net": net})
        for name, shape in shapes.items()
    ] + [Example("4.5", seen, "0.63", "losses/batch", {}, {})]


EXAMPLES: tuple[Example, ...] = (
    *_examples_of_losses(),
    *_examples_of_derivatives(),
    *_examples_of_descent(),
    *_examples_of_networks(),
    *_examples_of_learning(),
)


def main() -> None:
    """Print the chapter's numbers beside ours, with a tick where they agree."""
    for example in EXAMPLES:
        ours = " ".join(f"{number:.16g}" for number in example.ours)
        print(f"{example.section}  {example.code}  [{example.view}]")
        print(f"  {'✓' if example.agrees else '✗'} printed {example.printed}")
        print(f"    ours    {ours}")


if __name__ == "__main__":
    main()
