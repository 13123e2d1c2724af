"""What one step of training does, in one line."""

from core.optimizers import SGD, AdaGrad, Adam, Momentum, Nesterov, Optimizer, RMSProp
from core.training import TrainingConfig
from explorer.texts.language import _
from explorer.texts.numbers import grouped, plain


def never_learnt(config: TrainingConfig) -> str:
    """Return what backpropagation leaves as it was drawn, and why; nothing where all learns."""
    if config.activation == "step" and config.gradient == "backprop":
        return _("The slope of the step function is 0, so W1 and b1 never change (section 2).")
    return ""


def each_step(config: TrainingConfig) -> str:
    """Return what each step of a run does: whose gradient it takes, and what the update rule makes of that."""
    if said := never_learnt(config):
        return said
    rule = update_rule(config)
    sentence = (
        _("{rule}: L of {size} images, numerical gradient")
        if config.gradient == "numerical"
        else _("{rule}: L of {size} images")
    )
    return sentence.format(size=grouped(config.batch_size), rule=rule)


def update_rule(config: TrainingConfig) -> str:
    """Return the update rule as a formula, with the learning rate where it stays the same."""
    return rule(config.optimizer, plain(config.learning_rate) if config.schedule == "constant" else "lr")


def rule(optimizer: Optimizer, rate: str) -> str:
    """Return an update rule as a formula, with its numbers; g is the gradient where it comes more than once.

    Adam's v̂ and ŝ are v / (1 − β₁ⁿ) and s / (1 − β₂ⁿ) at step n.
    """
    match optimizer:
        case SGD():
            return f"W ← W − {rate} ∂L/∂W"
        case Momentum(momentum=kept):
            return f"v ← {plain(kept)} v + ∂L/∂W, W ← W − {rate} v"
        case Nesterov(momentum=kept):
            return f"v ← {plain(kept)} v + g, W ← W − {rate} (g + {plain(kept)} v), g = ∂L/∂W"
        case AdaGrad():
            return f"s ← s + g², W ← W − {rate} g / (√s + ε), g = ∂L/∂W"
        case RMSProp(decay=kept):
            return f"s ← {plain(kept)} s + {plain(1 - kept)} g², W ← W − {rate} g / (√s + ε), g = ∂L/∂W"
        case Adam(beta1=mean, beta2=square):
            return (
                f"v ← {plain(mean)} v + {plain(1 - mean)} g, s ← {plain(square)} s + {plain(1 - square)} g², "
                f"W ← W − {rate} v̂ / (√ŝ + ε)"
            )
