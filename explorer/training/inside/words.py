"""What is said about the inside of a network: a result first, a number in every claim."""

import math
from collections.abc import Mapping, Sequence

import numpy as np

from core.hidden_units import UnitStates
from core.inspection import Histogram, LearningPace
from core.optimizers import Optimizer
from core.training import TrainingConfig
from explorer.language import _, ngettext
from explorer.training.inside.state import StageName
from explorer.training.inside.units import Activity
from explorer.widgets.numbers import MINUS, fixed, grouped, percent, plain, significant


def signed(value: float, decimals: int) -> str:
    """Return a number with its sign."""
    written = fixed(value, decimals)
    return written if written.startswith(MINUS) else f"+{written}"


def signed_significant(value: float) -> str:
    """Return a number of any size with its sign."""
    written = significant(value, 2)
    return written if written.startswith(MINUS) else f"+{written}"


def rank(place: int, count: int) -> str:
    """Return how large a thing is among so many, of which 0 is the largest."""
    if place == 0:
        return _("the largest of {count}").format(count=grouped(count))
    return _("the {ordinal} largest of {count}").format(ordinal=_ordinal(place + 1), count=grouped(count))


def unit_title(unit: int) -> str:
    """Return what a hidden unit is called."""
    return _("Hidden unit {unit}").format(unit=grouped(unit))


def norm_line(norm: float, place: int, count: int) -> str:
    """Return how long the weights of a unit are."""
    return _("Norm {norm}, {rank}").format(norm=significant(norm), rank=rank(place, count))


def bias_line(bias: float) -> str:
    """Return the bias of a unit."""
    return _("Bias {bias}").format(bias=fixed(bias, 3))


def importance_line(rise: float, place: int, count: int) -> str:
    """Return what the network is without a unit."""
    if not rise:
        return _("Without it: nothing changes")
    return _("Without it: loss {rise}, {rank}").format(rise=signed_significant(rise), rank=rank(place, count))


def weight_line(pixel: tuple[int, int] | None, value: float) -> str:
    """Return the weight that is pointed at."""
    if pixel is None:
        return _("Point at a weight to read it.")
    return _("Row {row}, column {column}: {value}").format(
        row=pixel[0], column=pixel[1], value=signed(value, 4)
    )


def exciting_line(index: int, label: int, output: float) -> str:
    """Return one image that excites a unit."""
    return _("Test image {index}, a {label}: output {output}").format(
        index=grouped(index), label=label, output=fixed(output, 3)
    )


def pace_heads() -> tuple[str, str, str, str]:
    """Return what the sizes of an array are called: of its values, gradient and update, and their ratio."""
    return _("values"), _("gradient"), _("update"), _("ratio")


def mosaic_hint(shown: int, units: int) -> str:
    """Return how many of the units there is room for."""
    if shown == units:
        sentence = ngettext(
            "{units} unit: ink on warm pixels raises it",
            "{units} units: ink on warm pixels raises one",
            units,
        )
        return sentence.format(units=grouped(units))
    return _("the first {shown} of {units} in this order").format(shown=grouped(shown), units=grouped(units))


def histogram_hint(count: int, size: float) -> str:
    """Return how many parameters there are, and how large."""
    return _("{count}, RMS {size}").format(count=grouped(count), size=significant(size))


def start_words(spread: float) -> str:
    """Return what the dashed line of a histogram is."""
    if spread == 0:
        return _("at the start:\nall 0")
    return _("at the start:\nσ = {spread}").format(spread=plain(spread))


def mean_words() -> str:
    """Return what the first biases are of a network whose images have a mean image subtracted."""
    return _("makes up for\nthe mean image")


def stage_title(stage: StageName) -> str:
    """Return whose outputs are counted."""
    return {
        "hidden": _("Outputs of all units"),
        "scores": _("Scores of all digits"),
        "answers": _("Probabilities of all digits"),
    }[stage]


def outputs_hint(images: int, values: int, stage: StageName) -> str:
    """Return how many are counted."""
    sentence = (
        ngettext("{images} test images × {values} unit", "{images} test images × {values} units", values)
        if stage == "hidden"
        else _("{images} test images × {values} digits")
    )
    return sentence.format(images=grouped(images), values=grouped(values))


def states_hint(states: UnitStates) -> str:
    """Return how many units are dead or saturated."""
    dead, saturated = int(states.dead.sum()), int(states.saturated.sum())
    if not dead and not saturated:
        return _("none of {units} is dead or saturated").format(units=grouped(len(states.dead)))
    return _("of {units}, {dead} dead (×), {saturated} saturated (▼)").format(
        units=grouped(len(states.dead)), dead=grouped(dead), saturated=grouped(saturated)
    )


def state_of(activity: Activity, unit: int) -> str:
    """Return what has become of one unit."""
    if activity.states.dead[unit]:
        return _("dead: always {output}").format(output=fixed(float(activity.ranges.median[unit]), 2))
    if activity.states.saturated[unit]:
        return _("saturated: always near 0 or 1")
    return _("mostly {low} to {high}").format(
        low=fixed(float(activity.ranges.low[unit]), 2), high=fixed(float(activity.ranges.high[unit]), 2)
    )


def range_line(activity: Activity, unit: int) -> str:
    """Return one unit with the range of its outputs and their median."""
    ranges = activity.ranges
    return _("Unit {unit}: {low} to {high}, median {median}").format(
        unit=grouped(unit),
        low=fixed(float(ranges.low[unit]), 2),
        high=fixed(float(ranges.high[unit]), 2),
        median=fixed(float(ranges.median[unit]), 2),
    )


def spread_name(spread: float, is_own: bool) -> str:
    """Return a standard deviation, and whether it is that of the run."""
    name = f"weight_init_std = {plain(spread)}"
    return _("{name}, as in this run").format(name=name) if is_own else name


def spread_meaning(histogram: Histogram, activation: str) -> str:
    """Return where the outputs of an untrained network lie."""
    shares = histogram.counts / max(int(histogram.counts.sum()), 1)
    if activation == "relu":
        return _("{share} are near 0, the largest is {top}").format(
            share=percent(float(shares[0])), top=significant(float(histogram.edges[-1]), 2)
        )
    if activation == "step":
        return _("{share} are 1, the others 0").format(share=percent(float(shares[-1])))
    middle, ends = shares_of_sigmoid(histogram)
    return _("{middle} near 0.5, {ends} near 0 or 1").format(middle=percent(middle, 0), ends=percent(ends, 0))


def shares_of_sigmoid(histogram: Histogram) -> tuple[float, float]:
    """Return which share of the outputs of sigmoids is near 0.5, and which near 0 or 1."""
    shares = histogram.counts / max(int(histogram.counts.sum()), 1)
    middles = (histogram.edges[:-1] + histogram.edges[1:]) / 2
    return float(shares[np.abs(middles - 0.5) < 0.1].sum()), float(shares[0] + shares[-1])


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


def pace_sentence(pace: Mapping[str, LearningPace], config: TrainingConfig, iteration: int) -> str:
    """Return which arrays do not learn and why, or which learns fastest and which slowest, for its size."""
    activation = config.activation
    ratios = {name: part.update_to_weight for name, part in pace.items()}
    still = [name for name, part in pace.items() if not part.rms_gradient]
    if len(still) == len(pace):
        return _("No array moves: the gradient is 0 everywhere.")
    if activation == "step" and config.gradient == "numerical":
        return _(
            "The slope of the step function is 0, so backpropagation, of which these numbers are, brings nothing to W1 "
            "and b1. This run takes differences: those move W1 and b1, by leaps, where h crosses a jump.",
        )
    if activation == "step":
        return _(
            "The slope of the step function is 0, so no gradient passes through it to W1 and b1: they never learn, "
            "and stay as they were drawn. Only W2 and b2 do. Try the sigmoid (chapter, sections 2 and 6).",
        )
    if still:
        return _no_gradient(still, pace, activation)
    if not any(ratios.values()):
        return (
            _("The step is too small for the digits of a float32.")
            if config.learning_rate_at(iteration)
            else _("The schedule has come to its end: at a learning rate of 0 nothing moves.")
        )
    unmoved = [name for name, value in ratios.items() if math.isinf(value)]
    if unmoved:
        return _("{names} start at 0: no share can be told.").format(names=", ".join(unmoved))
    fastest, slowest = max(ratios, key=ratios.__getitem__), min(ratios, key=ratios.__getitem__)
    return _(
        "For its size, {fastest} moves fastest, by {most} of itself, and {slowest} slowest, by {least}. About a "
        "thousandth a step is usual.",
    ).format(fastest=fastest, most=ratio(ratios[fastest]), slowest=slowest, least=ratio(ratios[slowest]))


def _no_gradient(still: Sequence[str], pace: Mapping[str, LearningPace], activation: str) -> str:
    """Return why some arrays do not learn."""
    if activation == "relu" and "W2" in still:
        why = _(
            "all hidden units are dead. They answer 0 to all these images, where ReLU has no slope: see Activations.",
        )
    elif not pace["W2"].rms_weight:
        why = _("it passes through W2, which is 0 as yet.")
    else:
        why = _(
            "all hidden units are stuck at 0 or 1, where the sigmoid has no slope: see Activations.",
        )
    return _("No gradient comes to {names}: {why}").format(names=", ".join(still), why=why)


def _ordinal(number: int) -> str:
    """Return a number as an English ordinal; other languages replace the endings."""
    endings = (
        _("{number}st"),
        _("{number}nd"),
        _("{number}rd"),
    )
    last, is_teen = number % 10, number // 10 % 10 == 1
    ending = endings[last - 1] if 1 <= last <= 3 and not is_teen else _("{number}th")
    return ending.format(number=grouped(number))
