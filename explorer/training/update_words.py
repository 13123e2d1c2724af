"""What one step of training does, in one line."""

from core.optimizers import SGD, AdaGrad, Adam, Momentum, Nesterov, Optimizer, RMSProp
from core.training import TrainingConfig
from explorer.language import _
from explorer.widgets.numbers import grouped, plain


def never_learnt(config: TrainingConfig) -> str:
    """Return what backpropagation leaves as it was drawn, and why; nothing where all learns."""
    if config.activation == "step" and config.gradient == "backprop":
        return _(
            "The slope of the step function is 0: W1 and b1 never learn (section 2).",
        )
    return ""


def each_step(config: TrainingConfig) -> str:
    """Return what each step of a run does: whose gradient it takes, and what the update rule makes of that."""
    if said := never_learnt(config):
        return said
    way = _("by differences") if config.gradient == "numerical" else _("by backprop")
    rate = plain(config.learning_rate) if config.schedule == "constant" else "lr"
    return _("Each step: gradient g of {size} images {way}, {rule}").format(
        size=grouped(config.batch_size), way=way, rule=rule(config.optimizer, rate)
    )


def rule(optimizer: Optimizer, rate: str) -> str:
    """Return an update rule as a formula, with its numbers."""
    match optimizer:
        case SGD():
            return f"W ← W − {rate} · g"
        case Momentum(momentum=kept):
            return f"v ← {plain(kept)} v + g, W ← W − {rate} · v"
        case Nesterov(momentum=kept):
            return f"v ← {plain(kept)} v + g, W ← W − {rate} (g + {plain(kept)} v)"
        case AdaGrad():
            return f"W ← W − {rate} · g / √Σg²"
        case RMSProp():
            return _("W ← W − {rate} · g / √(mean of g²)").format(rate=rate)
        case Adam():
            return _("W ← W − {rate} · mean of g / √(mean of g²)").format(rate=rate)
