"""What the pages about the inside of a network say, against a recount that is made another way."""

import math
import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.ablation import without
from core.activations import ACTIVATIONS
from core.hidden_units import hidden_outputs, losses_without_each_unit, output_ranges, unit_states
from core.inspection import UntrainedOutputs, update_sizes_of_step
from core.optimizers import SGD, Adam, Momentum
from core.parameters import parameters_of
from core.training import TrainingConfig
from core.two_layer_net import TwoLayerNet
from explorer.texts.numbers import plain
from explorer.training.inside import words
from explorer.training.inside.fresh import SPREADS, FreshQuestion
from explorer.training.words import saturation_note
from tests.activations import ALL, WITH_SLOPE
from tests.generators import result_of

NAMES = st.sampled_from(ALL)
SEEDS = st.integers(0, 2**32 - 1)


def number(text):
    return float(text.replace("−", "-").replace("\u202f", ""))


def a_network(seed, activation, inputs=6, units=4):
    """Return a small network, in some of which units are stuck or alike, and images for it."""
    rng = np.random.default_rng(seed)
    net = TwoLayerNet(inputs, units, 3, 10 ** rng.uniform(-2, 1.5), activation=activation, rng=rng)
    net.params["b1"] = rng.choice([0.0, 1.0, 30.0, -200.0], units) * rng.standard_normal(units)
    if rng.random() < 0.3:
        net.params["W1"][:, 1] = net.params["W1"][:, 0]
    if rng.random() < 0.2:
        net.params["W1"][:] = 0
    images = rng.integers(0, 256, (int(rng.integers(1, 120)), inputs)).astype(np.uint8)
    return net, images, rng.integers(3, size=len(images))


@given(SEEDS, NAMES)
@settings(max_examples=25)
def test_that_dead_and_saturated_units_are_so_for_the_images_that_are_named(seed, activation):
    net, images, _ = a_network(seed, activation)
    outputs = hidden_outputs(net, images)
    states = unit_states(outputs, activation)
    for unit in range(4):
        first, *others = (float(value) for value in outputs[:, unit])
        assert states.dead[unit] == all(other == first for other in others)
        # The lower limit, and what "the slope is below 0.01" is said of.
        low, slope, bound = {
            "sigmoid": (0, lambda y: y * (1 - y), 0.01),
            "tanh": (-1, lambda y: 1 - y**2, 0.02),
        }.get(activation, (math.nan, None, None))
        at_an_end = sum(1 for value in outputs[:, unit].tolist() if value <= low + 0.01 or value >= 0.99)
        is_saturated = not math.isnan(low) and not states.dead[unit] and at_an_end >= 0.99 * len(images)
        assert states.saturated[unit] == is_saturated
        if states.saturated[unit]:
            slopes = sorted(map(slope, outputs[:, unit].astype(np.float64).tolist()))
            assert slopes[math.ceil(0.99 * len(images)) - 1] < bound
            assert f"within 0.01 of {plain(low)} or 1" in saturation_note(activation)
            assert f"slope is below {bound}." in saturation_note(activation)
    hint = words.states_hint(states)
    assert hint == f"{sum(states.dead)} dead (×), {sum(states.saturated)} saturated (▼) of 4"


@given(SEEDS, NAMES)
@settings(max_examples=25)
def test_that_percentiles_leave_at_most_a_twentieth_beyond_each(seed, activation):
    net, images, _ = a_network(seed, activation)
    outputs = hidden_outputs(net, images).astype(np.float64)
    ranges = output_ranges(outputs)
    for unit in range(4):
        below = sum(1 for value in outputs[:, unit] if value < ranges.low[unit])
        above = sum(1 for value in outputs[:, unit] if value > ranges.high[unit])
        under = sum(1 for value in outputs[:, unit] if value < ranges.median[unit])
        assert max(below, above) <= 0.05 * len(images) + 1 and abs(under) <= 0.5 * len(images)


@given(SEEDS, st.sampled_from(WITH_SLOPE))
@settings(max_examples=25)
def test_that_the_loss_without_a_unit_and_its_rank_are_recounted(seed, activation):
    net, images, labels = a_network(seed, activation)
    losses = result_of(losses_without_each_unit(net, images, labels))
    rises = losses[:-1] - losses[-1]
    base = net.loss(images / 255, labels)
    exact = [without(net, units=[unit]).loss(images / 255, labels) - base for unit in range(4)]
    for unit in range(4):
        said = re.fullmatch(
            r"Without it: test loss (\S+), rank (\d)/4(?:, (\d) others? equal)?",
            words.importance_line(rises, unit),
        )
        assert number(said[1]) == pytest.approx(exact[unit], abs=1e-4)
        surely_larger = sum(1 for other in exact if other > exact[unit] + 1.5e-4)
        perhaps_larger = sum(1 for other in exact if other > exact[unit] + 1e-6)
        assert surely_larger < int(said[2]) <= perhaps_larger + 1
        same = sum(1 for other in exact if other == exact[unit]) - 1
        assert int(said[3] or 0) >= same


@given(SEEDS)
@settings(max_examples=25)
def test_that_a_norm_and_its_rank_are_recounted(seed):
    net, _, _ = a_network(seed, "sigmoid")
    norms = np.linalg.norm(net.params["W1"], axis=0)
    own = [math.hypot(*column) for column in net.params["W1"].T.tolist()]
    for unit in range(4):
        said = re.fullmatch(r"Norm (\S+), rank (\d)/4(?:, (\d) others? equal)?", words.norm_line(norms, unit))
        assert said, words.norm_line(norms, unit)
        equal = sum(1 for other in own if abs(other - own[unit]) <= 1e-5 * max(own)) - 1
        assert int(said[3] or 0) == equal
        assert int(said[2]) == 1 + sum(1 for other in own if other > own[unit] + 1e-5 * max(own))


def share_of(text):
    """Return the lowest and the highest share that a percentage in words can mean."""
    value = number(text.split("\u00a0")[0].split(" ")[-1]) / 100
    if text.startswith("<"):
        return (0, 0.01)
    if text.startswith(">"):
        return (0.99, 1)
    return (value, value) if value in (0, 1) else (value - 0.005, value + 0.005)


@given(SEEDS, NAMES, st.sampled_from([0.0, 0.003, 0.01, 0.1, 1.0, 10.0]))
@settings(max_examples=25)
def test_that_what_is_said_of_untrained_outputs_is_counted(seed, activation, spread):
    rng = np.random.default_rng(seed)
    net = TwoLayerNet(20, 5, 3, spread, activation=activation, rng=rng)
    images = rng.integers(0, 256, (40, 20)).astype(np.uint8)
    outputs = [value for row in hidden_outputs(net, images).tolist() for value in row]
    said = words.outputs_at_start(UntrainedOutputs.of(net, images), activation)
    if said.startswith("every output is"):
        assert all(value == number(said.split()[-1]) for value in outputs)
        return
    assert min(outputs) < max(outputs)
    parts = re.findall(r"(?:< |> )?\d+\u00a0%", said)
    if ACTIVATIONS[activation].saturates:
        low, high = ACTIVATIONS[activation].limits
        tenths = [(value - low) / (high - low) * 10 for value in outputs]
        shares = [
            sum(1 for tenth in tenths if 4 <= tenth < 6) / 200,
            sum(1 for tenth in tenths if tenth < 0.2 or tenth >= 9.8) / 200,
        ]
    elif activation == "relu":
        shares = [sum(1 for value in outputs if value == 0) / 200]
        assert number(said.split()[-1]) == pytest.approx(max(outputs), rel=0.06)
    else:
        shares = [sum(1 for value in outputs if value == 1) / 200]
    for text, counted in zip(parts, shares, strict=True):
        low, high = share_of(text)
        assert low - 1e-9 <= counted <= high + 1e-9


def sizes_by_hand(net, optimizer, state, rate, images, labels):
    """Return RMS of values, gradient and update of each array, by sums of Python numbers."""
    names = ("W1", "b1", "W2", "b2")
    exact = net.gradient(images / 255, labels)
    gradient = np.concatenate([exact[name].ravel() for name in names]).astype(np.float32)
    step, _ = optimizer.update(gradient, state, rate)
    values = np.concatenate([net.params[name].ravel() for name in names]).astype(np.float32)
    update = (values - step).astype(np.float64) - values
    ends = np.cumsum([net.params[name].size for name in names])[:-1]
    parts = [np.split(vector.astype(np.float64), ends) for vector in (values, gradient, update)]
    return {
        name: [math.sqrt(math.fsum(x * x for x in part.tolist()) / part.size) for part in three]
        for name, *three in zip(names, *parts, strict=True)
    }


@given(SEEDS, NAMES, st.sampled_from([SGD(), Momentum(), Adam()]), st.sampled_from([0.0, 1e-12, 0.1, 5.0]))
@settings(max_examples=25, deadline=None)
def test_that_what_is_said_of_update_ratios_is_computed_by_hand(seed, activation, optimizer, rate):
    net, images, labels = a_network(seed, activation)
    rng = np.random.default_rng(seed)
    if rng.random() < 0.2:
        net.params["W2"][:] = 0
    if rng.random() < 0.2:
        net.params["b2"][:] = 0
    net.params = {name: array.astype(np.float32).astype(np.float64) for name, array in net.params.items()}
    parameters = parameters_of(net, np.float32)
    state = optimizer.init(parameters.flat)
    if rng.random() < 0.5:  # earlier gradients
        _, state = optimizer.update(rng.standard_normal(len(parameters.flat)).astype(np.float32), state, rate)
    # The rate 0 is that of the end of a schedule: after the 40th update.
    config = TrainingConfig(
        activation=activation,
        optimizer=optimizer,
        learning_rate=rate or 0.1,
        iterations=40,
        schedule="constant" if rate else "cosine",
    )
    found = update_sizes_of_step(parameters, config, images, labels, iteration=40, state=state)
    said = words.update_ratio_sentence(found, config, 40)
    own = sizes_by_hand(net, optimizer, state, config.learning_rate_at(40), images, labels)
    without_gradient = [name for name, (_, gradient, _) in own.items() if gradient == 0]
    if said.startswith("The gradient of this mini-batch is 0 for"):
        named = re.match(r"The gradient of this mini-batch is 0 for ([^.]*)\.", said)[1].split(", ")
        for name, (_, gradient, _) in own.items():
            assert gradient < 1e-7 if name in named else gradient > 0
        assert "which is 0" not in said or not net.params["W2"].any()
        assert "step function" not in said or activation == "step"
    elif said.startswith("The gradient of this mini-batch is 0"):
        assert all(gradient < 1e-7 for _, gradient, _ in own.values())
        assert ("earlier gradients" in said) == any(update > 0 for *_, update in own.values())
    elif "no parameter changes" in said:
        assert all(update == 0 for *_, update in own.values())
        assert ("learning rate is 0" in said) == (config.learning_rate_at(40) == 0)
    elif said.startswith("All values are 0"):
        named = said.split(": ")[1][:-1].split(", ")
        assert named == [name for name, (value, _, update) in own.items() if value == 0 and update > 0]
    else:
        assert not without_gradient or activation == "sigmoid"
        ratios = {name: update / value if update else 0.0 for name, (value, _, update) in own.items()}
        most, least = re.fullmatch(
            r"Largest ratio: ([\w, ]*), (\S+)\. Smallest: ([\w, ]*), (\S+)\.", said
        ).group(1, 3)
        for names, extreme in ((most, max(ratios.values())), (least, min(ratios.values()))):
            for name in names.split(", "):
                assert ratios[name] == pytest.approx(extreme, rel=1e-2, abs=1e-9)


def test_that_units_are_called_equal_only_if_all_their_weights_are():
    assert "equal" in words.after_an_epoch(0.114, 1e-5)
    assert "equal" not in words.after_an_epoch(0.114, 2e-4)
    assert words.after_an_epoch(None, None) == ""


@pytest.mark.parametrize(
    ("value", "text"), [(0.0, "0 %"), (1e-9, "< 1 %"), (0.42, "42 %"), (0.9999, "> 99 %"), (1.0, "100 %")]
)
def test_that_a_share_is_none_or_all_only_where_it_is_exactly(value, text):
    assert words.share(value).replace("\u202f", " ").replace("\xa0", " ") == text


def test_that_untrained_networks_are_trained_in_slices_of_few_steps(dataset):
    config = TrainingConfig(hidden_size=2, batch_size=5)  # 30 steps an epoch
    question = FreshQuestion.about(TwoLayerNet(784, 2, 10), config, dataset)
    assert sum(result is None for result in question.answer(dataset)) == len(SPREADS) * (1 + 3)
