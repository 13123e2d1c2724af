"""What is said about the inside of a network: a result first, a number in every claim."""

import math
from collections.abc import Mapping, Sequence

import numpy as np

from core.activations import ACTIVATIONS
from core.arrays import FloatArray
from core.hidden_units import UnitStates
from core.inspection import Histogram, UntrainedOutputs, UpdateSizes
from core.mnist import SIDE
from core.optimizers import Optimizer
from core.training import TrainingConfig
from core.two_layer_net import PARAMETER_NAMES
from explorer.texts.language import _, ngettext
from explorer.texts.numbers import MINUS, fixed, grouped, percent, plain, significant
from explorer.training.inside.state import StageName
from explorer.training.inside.units import BINS, Activity
from explorer.training.words import saturation_note
from explorer.views.activation_words import ACTIVATION_WORDS
from explorer.widgets.number_table import Content, Row

EQUAL_NORMS = 1e-5  # of the largest norm: units that start equal differ by less in float32
RISE_DECIMALS, EQUAL_RISES = 4, 5e-5  # of a loss, which float32 gives to some 10⁻⁶ of its size
STILL_EQUAL = 1e-4  # the largest difference of weights of units that are called equal


def signed(value: float, decimals: int) -> str:
    """Return a number with its sign."""
    written = fixed(value, decimals)
    return written if written.startswith(MINUS) else f"+{written}"


def rank(values: FloatArray, place: int, tolerance: float) -> str:
    """Return how many of some values are larger than one of them, and how many are equal to it within a tolerance."""
    gaps = values - values[place]
    larger, equal = int((gaps > tolerance).sum()), int((np.abs(gaps) <= tolerance).sum()) - 1
    said = _("rank {place}/{count}").format(place=grouped(larger + 1), count=grouped(len(values)))
    if not equal:
        return said
    others = ngettext("{equal} other equal", "{equal} others equal", equal).format(equal=grouped(equal))
    return f"{said}, {others}"


def unit_title(unit: int) -> str:
    """Return what a hidden unit is called."""
    return _("Hidden unit {unit}").format(unit=grouped(unit))


def norm_line(norms: FloatArray, unit: int) -> str:
    """Return the norm of the weights of a unit, and its rank; float32 has them equal to 10⁻⁵ where they start equal."""
    tolerance = EQUAL_NORMS * float(norms.max())
    return _("Norm {norm}, {rank}").format(
        norm=significant(float(norms[unit])), rank=rank(norms, unit, tolerance)
    )


def bias_line(bias: float) -> str:
    """Return the bias of a unit."""
    return _("Bias {bias}").format(bias=fixed(bias, 3))


def importance_line(rises: FloatArray, unit: int) -> str:
    """Return by how much the loss of the test images changes without a unit, to the decimals that float32 gives."""
    rise = signed(float(rises[unit]), RISE_DECIMALS)
    return _("Without it: test loss {rise}, {rank}").format(rise=rise, rank=rank(rises, unit, EQUAL_RISES))


def weight_line(pixel: tuple[int, int] | None, unit: int, value: float) -> str:
    """Return the weight that is pointed at, as the code names it."""
    if pixel is None:
        return _("Point at a weight to read it.")
    return _("W1[{index}, {unit}] = {value}\nPixel ({row}, {column}), from 0").format(
        index=SIDE * pixel[0] + pixel[1], unit=unit, row=pixel[0], column=pixel[1], value=signed(value, 4)
    )


def output_line(index: int, label: int, output: float) -> str:
    """Return one of the images with the largest outputs of a unit."""
    return _("Test image {index}, label {label}: output {output}").format(
        index=grouped(index), label=label, output=fixed(output, 3)
    )


def update_ratio_heads() -> tuple[str, str, str, str]:
    """Return what the sizes of an array are called: of its values, gradient and update, and their ratio."""
    return _("values"), _("gradient"), _("update"), _("ratio")


def update_ratio_content(update_sizes: Mapping[str, UpdateSizes]) -> Content:
    """Return the sizes of each array and of its gradient and update, as a table."""
    rows = (
        Row(
            (
                name,
                size(update_sizes[name].rms_weight),
                size(update_sizes[name].rms_gradient),
                size(update_sizes[name].rms_update),
                ratio(update_sizes[name].update_to_weight),
            )
        )
        for name in PARAMETER_NAMES
    )
    return ("", *update_ratio_heads()), tuple(rows), ("", "", "")


def mosaic_hint(shown: int, units: int) -> str:
    """Return how many of the units there is room for."""
    if shown == units:
        return ngettext("one image, 28 × 28 weights", "{units} images, 28 × 28 weights each", units).format(
            units=grouped(units)
        )
    return _("the first {shown} of {units} in this order").format(shown=grouped(shown), units=grouped(units))


def histogram_hint(count: int, size: float) -> str:
    """Return how many parameters there are, and how large."""
    return _("{count}, RMS {size}").format(count=grouped(count), size=significant(size))


def start_words(spread: float) -> str:
    """Return what the dashed line of a histogram is."""
    if spread == 0:
        return _("initially\nall 0")
    return _("initially\nσ = {spread}").format(spread=plain(spread))


def mean_words() -> str:
    """Return what the biases contain of a network whose images have a mean image subtracted."""
    return _("includes\n−(mean image) · W1")


def stage_title(stage: StageName) -> str:
    """Return whose outputs are counted."""
    return {
        "hidden": _("Hidden outputs"),
        "scores": _("Scores"),
        "answers": _("Probabilities (softmax)"),
    }[stage]


def outputs_hint(images: int, values: int, stage: StageName) -> str:
    """Return how many are counted."""
    sentence = (
        ngettext("{images} test images × {values} unit", "{images} test images × {values} units", values)
        if stage == "hidden"
        else _("{images} test images × {values} classes")
    )
    return sentence.format(images=grouped(images), values=grouped(values))


def states_note(images: int, activation: str) -> str:
    """Return what dead means, and what saturated means where it can be."""
    note = _("Dead: the same output for all {images} test images.").format(images=grouped(images))
    return f"{note} {saturation}" if (saturation := saturation_note(activation)) else note


def formulas(activation: str) -> str:
    """Return how the hidden outputs, the scores and the probabilities are computed."""
    return _("h = {activation}(x W1 + b1)\nscores = h W2 + b2\ny = softmax(scores)").format(
        activation=ACTIVATION_WORDS[activation].function
    )


def formula_terms(stage: StageName) -> dict[str, str]:
    """Return what the pictures show of those formulas at a stage, each with its tooltip."""
    outputs = _("The histograms of the hidden outputs")
    return {
        "hidden": {"h": outputs},
        "scores": {"h": outputs, "scores": _("The histogram of the scores")},
        "answers": {"h": outputs, "y": _("The histogram of the probabilities")},
    }[stage]


def states_hint(states: UnitStates) -> str:
    """Return how many units are dead or saturated."""
    return _("{dead} dead (×), {saturated} saturated (▼) of {units}").format(
        units=grouped(len(states.dead)),
        dead=grouped(int(states.dead.sum())),
        saturated=grouped(int(states.saturated.sum())),
    )


def state_of(activity: Activity, unit: int) -> str:
    """Return whether a unit is dead or saturated, or else between which percentiles its outputs lie."""
    if activity.states.dead[unit]:
        return _("dead: {output} for all images").format(output=fixed(float(activity.ranges.median[unit]), 2))
    if activity.states.saturated[unit]:
        low, high = ACTIVATIONS[activity.network.activation].limits
        return _("saturated: near {low} or {high}").format(low=plain(low), high=plain(high))
    return _("5–95 %: {low} to {high}").format(
        low=fixed(float(activity.ranges.low[unit]), 2), high=fixed(float(activity.ranges.high[unit]), 2)
    )


def range_line(activity: Activity, unit: int) -> str:
    """Return one unit with two percentiles of its outputs and their median."""
    ranges = activity.ranges
    return _("Unit {unit}: 5–95 % {low} to {high}, median {median}").format(
        unit=grouped(unit),
        low=fixed(float(ranges.low[unit]), 2),
        high=fixed(float(ranges.high[unit]), 2),
        median=fixed(float(ranges.median[unit]), 2),
    )


def spread_name(spread: float, is_own: bool) -> str:
    """Return a standard deviation of initial weights, and whether it is that of the run."""
    name = f"weight_init_std {plain(spread)}"
    return _("{name}, this run").format(name=name) if is_own else name


def outputs_at_start(untrained: UntrainedOutputs, activation: str) -> str:
    """Return where the outputs of the hidden units of an untrained network lie."""
    if untrained.lowest == untrained.highest:
        return _("every output is {output}").format(output=plain(untrained.lowest))
    if ACTIVATIONS[activation].is_piecewise_constant:
        return _("{share} are 1, the others 0").format(share=share(1 - untrained.zeros))
    if not ACTIVATIONS[activation].saturates:
        return _("{share} are 0, the largest is {top}").format(
            share=share(untrained.zeros), top=significant(untrained.highest, 2)
        )
    low, high = ACTIVATIONS[activation].limits
    in_middle, at_limits = shares_near_middle_and_limits(untrained.histogram)
    return _("{in_middle} near {middle}, {at_limits} near {low} or {high}").format(
        in_middle=share(in_middle),
        middle=plain((low + high) / 2),
        at_limits=share(at_limits),
        low=plain(low),
        high=plain(high),
    )


def nearness_hint(activation: str) -> str:
    """Return what near means in `outputs_at_start`, and when the accuracies were measured."""
    if not ACTIVATIONS[activation].saturates:
        return _("hidden outputs, and test accuracy after one epoch")
    low, high = ACTIVATIONS[activation].limits
    return _(
        "hidden outputs (near {middle}: ±{wide}, near {low} or {high}: ±{narrow}), test accuracy after one epoch"
    ).format(
        wide=plain((high - low) / 10),
        middle=plain((low + high) / 2),
        narrow=plain((high - low) / BINS),
        low=plain(low),
        high=plain(high),
    )


def after_an_epoch(accuracy: float | None, difference: float | None) -> str:
    """Return how accurate the network is after one epoch, and whether its hidden units are still equal."""
    if accuracy is None or difference is None:
        return ""
    if difference <= STILL_EQUAL:
        return _("after one epoch: {accuracy},\nall units still equal (to 10⁻⁴)").format(
            accuracy=percent(accuracy)
        )
    return _("after one epoch: {accuracy}").format(accuracy=percent(accuracy))


def share(value: float) -> str:
    """Return a share in whole percent; 0 % and 100 % only where they are exact."""
    if 0 < value < 0.01:
        return _("< {share}").format(share=percent(0.01, 0))
    if 0.99 < value < 1:
        return _("> {share}").format(share=percent(0.99, 0))
    return percent(value, 0)


def shares_near_middle_and_limits(histogram: Histogram) -> tuple[float, float]:
    """Return the shares of outputs within a tenth of the range around its middle, and in the first or last bin."""
    counts, total = histogram.counts, max(int(histogram.counts.sum()), 1)
    centres, (low, high) = (histogram.edges[:-1] + histogram.edges[1:]) / 2, histogram.edges[[0, -1]]
    in_middle = np.abs(centres - (low + high) / 2) < (high - low) / 10
    return int(counts[in_middle].sum()) / total, int(counts[0] + counts[-1]) / total


def ratio(value: float) -> str:
    """Return an update as a share of the weights."""
    return "∞" if math.isinf(value) else size(value, 2)


def size(value: float, digits: int = 3) -> str:
    """Return a size with the digits that matter; exactly 0 has none."""
    return significant(value, digits) if value else "0"


def optimizer_name(optimizer: Optimizer) -> str:
    """Return what an update rule is called."""
    return type(optimizer).__name__


def step_hint(config: TrainingConfig, iteration: int) -> str:
    """Return by which rule the step is taken."""
    return _("{rule}, lr = {rate}").format(
        rule=optimizer_name(config.optimizer), rate=plain(config.learning_rate_at(iteration))
    )


def rule_note(config: TrainingConfig, has_state: bool) -> str:
    """Return how a ratio is computed, and whether the update rule goes on from what it has stored."""
    rule = optimizer_name(config.optimizer)
    note = _("ratio = RMS(ΔW) / RMS(W)\nΔW: one update by {rule} from this mini-batch.").format(rule=rule)
    if has_state:
        return note
    return _("{note} What {rule} had stored at this step is not known: it starts anew.").format(
        note=note, rule=rule
    )


def update_ratio_sentence(pace: Mapping[str, UpdateSizes], config: TrainingConfig, iteration: int) -> str:
    """Return which arrays have no gradient or no update, or which have the largest and the smallest ratio."""
    ratios = {name: part.update_to_weight for name, part in pace.items()}
    still = [name for name, part in pace.items() if not part.rms_gradient]
    has_update = any(part.rms_update for part in pace.values())
    if any(math.isnan(value) for value in ratios.values()):
        return _("These parameters are not all numbers.")
    if len(still) == len(pace) and has_update:
        return _("The gradient of this mini-batch is 0; the update comes from earlier gradients.")
    if len(still) == len(pace):
        return _("The gradient of this mini-batch is 0: no parameter changes.")
    if still:
        return _no_gradient(still, pace, config)
    if not has_update:
        return (
            _("Every update rounds to 0 in float32: no parameter changes.")
            if config.learning_rate_at(iteration)
            else _("The learning rate is 0 at this step: no parameter changes.")
        )
    unmoved = [name for name, value in ratios.items() if math.isinf(value)]
    if unmoved:
        return _("All values are 0, so there is no ratio: {names}.").format(names=", ".join(unmoved))
    most, least = max(ratios.values()), min(ratios.values())
    return _("Largest ratio: {fastest}, {most}. Smallest: {slowest}, {least}.").format(
        fastest=", ".join(name for name, value in ratios.items() if value == most),
        most=ratio(most),
        slowest=", ".join(name for name, value in ratios.items() if value == least),
        least=ratio(least),
    )


def _no_gradient(still: Sequence[str], pace: Mapping[str, UpdateSizes], config: TrainingConfig) -> str:
    """Return which arrays have no gradient, and why where that is certain."""
    said = _("The gradient of this mini-batch is 0 for {names}.").format(names=", ".join(still))
    if not pace["W2"].rms_weight:
        return _("{said} It passes through W2, which is 0.").format(said=said)
    if config.activation == "step" and config.gradient == "numerical":
        return _(
            "{said} The step function has slope 0, so backpropagation gives 0. This run’s numerical gradient can "
            "differ: h can cross a jump."
        ).format(said=said)
    if config.activation == "step":
        return _("{said} The step function has slope 0: only W2 and b2 learn.").format(said=said)
    return _("{said} See Activations for dead and saturated units.").format(said=said)
