"""A page as a Python script that prints the numbers on it: NumPy and the chapter's functions, nothing else."""

from core.weight_influence import Weight
from explorer.losses.state import LossesState
from explorer.state.session import CHAPTER, READER
from explorer.texts.language import _
from explorer.views.script import CROSS_ENTROPY, IMPORT, MEAN_SQUARED_ERROR, NUMERICAL_GRADIENT, SOFTMAX


def sample_script(state: LossesState) -> str:
    """Return a script for the page Sample.

    It prints both losses of each sample, their means over several, and, where scores are entered, the slope of
    each loss along each score as `numerical_gradient` has it.
    """
    outputs = [list(sample.y) for sample in state.all_samples]
    targets = [sample.target for sample in state.all_samples]
    parts = [IMPORT, "", MEAN_SQUARED_ERROR, "", CROSS_ENTROPY]
    if state.entry == "scores":
        parts += ["", SOFTMAX, "", NUMERICAL_GRADIENT, "", f"a = np.array({list(state.scores)})"]
        outputs[0] = []
        listed = ", ".join(["softmax(a)", *(f"np.array({y})" for y in outputs[1:])])
    else:
        listed = ", ".join(f"np.array({y})" for y in outputs)
    parts += [f"outputs = [{listed}]", f"targets = {targets}", _SAMPLE_LOOP]
    if state.entry == "scores":
        parts.append(_SAMPLE_SLOPES)
    if state.entry == "scores" and state.samples == "batch" and state.kept:
        parts.append(_WITHOUT_AXIS)
    return "\n".join(parts)


def batch_script(state: LossesState) -> str:
    """Return a script for the page Batch: the mean loss of the batch, and that of all images.

    Raises
    ------
    ValueError
        With a sentence, where the network is not in a file.
    """
    draw = {
        "replacement": "rng.choice(len(x), {size})",
        "shuffle": "rng.permutation(len(x))[:{size}]",
    }[state.batch.sampling]
    return _NETWORK.format(name=_bundled(state.network)) + _BATCH.format(
        seed=state.batch.batch_seed, draw=draw.format(size=state.batch.batch_size)
    )


def weight_script(state: LossesState, weight: Weight) -> str:
    """Return a script for the page Weight: loss, accuracy and both slopes at the weight's value.

    Raises
    ------
    ValueError
        With a sentence, where the network is not in a file.
    """
    return _NETWORK.format(name=_bundled(state.network)) + _WEIGHT.format(
        seed=state.weight.images_seed,
        images=state.weight.images,
        matrix=weight.name,
        index=weight.index,
        offset=state.weight.offset,
    )


def step_script(state: LossesState, weight: Weight) -> str:
    """Return a script for the page Step: activations, losses, and the slopes of all.

    Raises
    ------
    ValueError
        With a sentence, where the network is not in a file.
    """
    return _NETWORK.format(name=_bundled(state.network)) + _STEP.format(
        seed=state.weight.images_seed,
        images=state.weight.images,
        index=weight.index,
        offset=state.weight.offset,
        x=state.step.activation_x,
    )


def _bundled(network: str) -> str:
    """Return the name of the file of a network."""
    if network not in (CHAPTER, READER):
        raise ValueError(
            _("This network is not saved in a file yet. Choose a bundled one to copy the page as Python.")
        )
    return network


_NETWORK = """\
import numpy as np

import resources
from core.losses import cross_entropy_error
from core.mnist import load_mnist
from core.model_file import load_network

(x, t), _ = load_mnist(one_hot_label=False)
network = load_network(resources.path("models", "{name}.npz")).network
"""
_BATCH = """
rng = np.random.default_rng({seed})
batch = {draw}
print(f"mean loss of the batch: {{cross_entropy_error(network.predict(x[batch]), t[batch]):.4f}}")
print(f"mean loss of all {{len(x)}}: {{cross_entropy_error(network.predict(x), t):.4f}}")
"""
_WEIGHT = """
batch = np.random.default_rng({seed}).permutation(len(x))[:{images}]
x, t = x[batch].astype(np.float64), t[batch]
weights = network.params["{matrix}"]
weights[{index}] += {offset}
w, h = weights[{index}], 1e-4


def at(value, measure):
    weights[{index}] = value
    result = measure(x, t)
    weights[{index}] = w
    return result


print(f"w = {{w:.6f}}")
for name, measure in (("loss", network.loss), ("accuracy", network.accuracy)):
    slope = (at(w + h, measure) - at(w - h, measure)) / (2 * h)
    print(f"{{name}} {{measure(x, t):.6f}}, slope {{slope:.6f}}")
"""
_STEP = """
from core.activations import sigmoid, step_function
from core.differentiation import numerical_diff
from core.two_layer_net import TwoLayerNet

for name, f in (("sigmoid", sigmoid), ("step", step_function)):
    print(f"{{name}} at {x}: {{f({x}):.6f}}, slope {{numerical_diff(f, {x}):.6f}}")

batch = np.random.default_rng({seed}).permutation(len(x))[:{images}]
x, t = x[batch].astype(np.float64), t[batch]
w = network.params["W1"][{index}] + {offset}
print(f"w = {{w:.6f}}")
for name in ("sigmoid", "step"):
    same_weights = TwoLayerNet.from_params(network.params, activation=name)

    def loss(value):
        same_weights.params["W1"][{index}] = value
        return same_weights.loss(x, t)

    print(f"loss with {{name}} {{loss(w):.6f}}, slope {{numerical_diff(loss, w, h=1e-6):.6f}}")
"""
_SAMPLE_LOOP = """
squares, entropies = [], []
for y, label in zip(outputs, targets):
    t = np.eye(10)[label]
    squares.append(mean_squared_error(y, t))
    entropies.append(cross_entropy_error(y, t))
    print(f"label {label}: mean squared error {squares[-1]:.4f}, cross-entropy {entropies[-1]:.4f}")
print(f"mean: {np.mean(squares):.4f} and {np.mean(entropies):.4f}")
"""
_WITHOUT_AXIS = """\
np.seterr(divide="ignore")  # log 0
whole = softmax(np.vstack([a, *(np.log(y) for y in outputs[1:])]))  # no axis: one sum for all rows
losses = [cross_entropy_error(y, np.eye(10)[label]) for y, label in zip(whole, targets)]
print("without the axis, sums of the rows", *np.sum(whole, axis=1))
print("without the axis, mean cross-entropy", np.mean(losses))
"""
_SAMPLE_SLOPES = """\
t = np.eye(10)[targets[0]]
print("y - t", softmax(a) - t)
print("slopes of the mean squared error", numerical_gradient(lambda a: mean_squared_error(softmax(a), t), a))
print("slopes of the cross-entropy", numerical_gradient(lambda a: cross_entropy_error(softmax(a), t), a))
"""
