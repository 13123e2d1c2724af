"""How a gradient becomes a step in the descent view."""

from dataclasses import dataclass
from typing import Any, Literal

from core.optimizers import OPTIMIZERS, Optimizer
from explorer.state.declarations import (
    LinearTrack,
    State,
    number,
    seed,
    value,
)
from explorer.texts.language import N_, _

OptimizerName = Literal["sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adam"]

OPTIMIZER_NAMES: dict[OptimizerName, str] = {
    "sgd": "SGD",
    "momentum": N_("Momentum"),
    "nesterov": "Nesterov",
    "adagrad": "AdaGrad",
    "rmsprop": "RMSProp",
    "adam": "Adam",
}
HYPERPARAMETERS: dict[OptimizerName, tuple[str, ...]] = {
    "sgd": (),
    "momentum": ("momentum",),
    "nesterov": ("momentum",),
    "adagrad": ("adagrad_epsilon",),
    "rmsprop": ("decay", "epsilon"),
    "adam": ("beta1", "beta2", "epsilon"),
}
"""Fields of `MethodState` that each update rule takes, in its order."""


def _check_compared(compared: tuple[str, ...]) -> None:
    if any(name not in OPTIMIZERS for name in compared):
        raise ValueError(_("The optimisers must be among {names}.").format(names=", ".join(OPTIMIZERS)))


def _share(default: float, *, label: str, hint: str) -> Any:
    return number(default, 0, 0.999999, step=0.01, label=label, hint=hint, shown_by="optimizer")


def _epsilon(default: float) -> Any:
    hint = N_(
        "ε is added to the divisor, which so is never 0. Where ε is much larger than the gradients, a step is "
        "about lr/ε times "
        "the gradient (Adam: its moving average)"
    )
    return number(default, 1e-300, 1e6, label=N_("Epsilon"), hint=hint, shown_by="optimizer")


@dataclass(frozen=True)
class MethodState(State):
    """How a gradient becomes a step.

    Attributes
    ----------
    compared : tuple of str
        Other update rules that go from the chosen start as well; where there are any, the other starts rest.
    """

    momentum: float = _share(
        0.9,
        label=N_("Momentum"),
        hint=N_("β: the share of the velocity that is kept at each step; at 0 it is plain gradient descent"),
    )
    decay: float = _share(
        0.99,
        label=N_("Decay"),
        hint=N_(
            "ρ: the share of the moving average of squared gradients that is kept at each step. The first step is "
            "lr/√(1 − ρ) along each axis: 10 lr at ρ = 0.99"
        ),
    )
    beta1: float = _share(
        0.9,
        label=N_("Beta 1"),
        hint=N_(
            "β₁: the share of the moving average of gradients that is kept at each step; at 0 there is no momentum"
        ),
    )
    beta2: float = _share(
        0.999,
        label=N_("Beta 2"),
        hint=N_("β₂: the share of the moving average of squared gradients that is kept at each step"),
    )
    epsilon: float = _epsilon(1e-8)
    adagrad_epsilon: float = _epsilon(1e-10)
    compared: tuple[OptimizerName, ...] = value((), _check_compared)
    noise: float = number(
        0.0,
        0,
        1e6,
        step=0.05,
        track=LinearTrack(0, 5),
        label=N_("Gradient noise"),
        hint=N_("Adds a random error to each gradient, as a mini-batch does (section 6)"),
    )
    noise_seed: int = seed(
        shown_by="noise",
        label=N_("Other noise"),
        hint=N_("Draw other random errors of the same size"),
        enabled="has_noise",
    )

    @property
    def has_noise(self) -> bool:
        """Whether the gradient is noisy."""
        return self.noise > 0

    def optimizer(self, name: OptimizerName) -> Optimizer:
        """Return an update rule with its hyperparameters."""
        return OPTIMIZERS[name](*(getattr(self, parameter) for parameter in HYPERPARAMETERS[name]))
