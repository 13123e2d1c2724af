"""What is said about the inside of a network: a result first, a number in every claim."""

import math
from collections.abc import Mapping

import numpy as np
from PySide6.QtCore import QCoreApplication

from core.hidden_units import UnitStates
from core.inspection import Histogram, LearningPace
from core.optimizers import Optimizer
from core.training import TrainingConfig
from explorer.training.inside.ground import Ground, Slice
from explorer.training.inside.state import StageName
from explorer.training.inside.units import Activity
from explorer.training.words import duration
from explorer.widgets.numbers import MINUS, fixed, grouped, percent, plain, significant

translate = QCoreApplication.translate  # the name that lupdate looks for


def signed(value: float, decimals: int) -> str:
    """Return a number with its sign."""
    written = fixed(value, decimals)
    return written if written.startswith(MINUS) else f"+{written}"


def signed_significant(value: float) -> str:
    """Return a number of any size with its sign."""
    written = significant(value, 2)
    return written if written.startswith(MINUS) else f"+{written}"


def rank(place: int, count: int) -> str:
    """Return a place, counted from 0, among so many."""
    return translate("training", "no. {place} of {count}").format(
        place=grouped(place + 1), count=grouped(count)
    )


def unit_title(unit: int) -> str:
    """Return what a hidden unit is called."""
    return translate("training", "Hidden unit {unit}").format(unit=grouped(unit))


def norm_line(norm: float, place: int, count: int) -> str:
    """Return how long the weights of a unit are."""
    return translate("training", "Norm {norm}, {rank}").format(
        norm=significant(norm), rank=rank(place, count)
    )


def bias_line(bias: float) -> str:
    """Return the bias of a unit."""
    return translate("training", "Bias {bias}").format(bias=fixed(bias, 3))


def importance_line(rise: float, place: int, count: int) -> str:
    """Return what the network is without a unit."""
    return translate("training", "Without it: loss {rise}, {rank}").format(
        rise=signed_significant(rise), rank=rank(place, count)
    )


def weight_line(pixel: tuple[int, int] | None, value: float) -> str:
    """Return the weight that is pointed at."""
    if pixel is None:
        return translate("training", "Point at a weight to read it.")
    return translate("training", "Row {row}, column {column}: {value}").format(
        row=pixel[0], column=pixel[1], value=signed(value, 4)
    )


def exciting_line(index: int, label: int, output: float) -> str:
    """Return one image that excites a unit."""
    return translate("training", "Test image {index}, a {label}: output {output}").format(
        index=grouped(index), label=label, output=fixed(output, 3)
    )


def mosaic_hint(shown: int, units: int) -> str:
    """Return how many of the units there is room for."""
    if shown == units:
        return translate("training", "{units} units: ink on warm pixels raises one").format(
            units=grouped(units)
        )
    return translate("training", "the first {shown} of {units} in this order").format(
        shown=grouped(shown), units=grouped(units)
    )


def histogram_hint(count: int, size: float) -> str:
    """Return how many parameters there are, and how large."""
    return translate("training", "{count}, RMS {size}").format(count=grouped(count), size=significant(size))


def start_words(spread: float) -> str:
    """Return what the dashed line of a histogram is."""
    if spread == 0:
        return translate("training", "at the start:\nall 0")
    return translate("training", "at the start:\nσ = {spread}").format(spread=plain(spread))


def stage_title(stage: StageName) -> str:
    """Return whose outputs are counted."""
    return {
        "hidden": translate("training", "Outputs of all units"),
        "scores": translate("training", "Scores of all digits"),
        "answers": translate("training", "Probabilities of all digits"),
    }[stage]


def outputs_hint(images: int, values: int, stage: StageName) -> str:
    """Return how many are counted."""
    sentence = (
        translate("training", "{images} test images × {values} units")
        if stage == "hidden"
        else translate("training", "{images} test images × {values} digits")
    )
    return sentence.format(images=grouped(images), values=grouped(values))


def states_hint(states: UnitStates) -> str:
    """Return how many units are dead or saturated."""
    dead, saturated = int(states.dead.sum()), int(states.saturated.sum())
    if not dead and not saturated:
        return translate("training", "none of {units} is dead or saturated").format(
            units=grouped(len(states.dead))
        )
    return translate("training", "of {units}, {dead} dead (×), {saturated} saturated (▼)").format(
        units=grouped(len(states.dead)), dead=grouped(dead), saturated=grouped(saturated)
    )


def state_of(activity: Activity, unit: int) -> str:
    """Return what has become of one unit."""
    if activity.states.dead[unit]:
        return translate("training", "dead: always {output}").format(
            output=fixed(float(activity.ranges.median[unit]), 2)
        )
    if activity.states.saturated[unit]:
        return translate("training", "saturated: always near 0 or 1")
    return translate("training", "mostly {low} to {high}").format(
        low=fixed(float(activity.ranges.low[unit]), 2), high=fixed(float(activity.ranges.high[unit]), 2)
    )


def spread_name(spread: float, is_own: bool) -> str:
    """Return a standard deviation, and whether it is that of the run."""
    name = f"weight_init_std = {plain(spread)}"
    return translate("training", "{name}, as in this run").format(name=name) if is_own else name


def spread_meaning(histogram: Histogram, activation: str) -> str:
    """Return where the outputs of an untrained network lie."""
    shares = histogram.counts / max(int(histogram.counts.sum()), 1)
    if activation == "relu":
        return translate("training", "{share} are near 0, the largest is {top}").format(
            share=percent(float(shares[0])), top=significant(float(histogram.edges[-1]), 2)
        )
    ends = float(shares[0] + shares[-1])
    if activation == "step":
        return translate("training", "{share} are 1, the others 0").format(share=percent(float(shares[-1])))
    middles = (histogram.edges[:-1] + histogram.edges[1:]) / 2
    middle = float(shares[np.abs(middles - 0.5) < 0.1].sum())
    return translate("training", "{middle} near 0.5, {ends} near 0 or 1").format(
        middle=percent(middle, 0), ends=percent(ends, 0)
    )


def ratio(value: float) -> str:
    """Return an update as a share of the weights."""
    return "∞" if math.isinf(value) else significant(value, 2)


def optimizer_name(optimizer: Optimizer) -> str:
    """Return what an update rule is called."""
    return type(optimizer).__name__


def step_hint(config: TrainingConfig, iteration: int) -> str:
    """Return by which rule the step is taken."""
    return translate("training", "{rule}, lr = {rate}").format(
        rule=optimizer_name(config.optimizer), rate=plain(config.learning_rate_at(iteration))
    )


def pace_sentence(pace: Mapping[str, LearningPace]) -> str:
    """Return which array learns fastest and which slowest, for its size."""
    ratios = {name: part.update_to_weight for name, part in pace.items()}
    if not any(ratios.values()):
        return translate("training", "No array moves: the gradient is 0 everywhere.")
    unmoved = [name for name, value in ratios.items() if math.isinf(value)]
    if unmoved:
        return translate("training", "{names} start at 0: no share can be told.").format(
            names=", ".join(unmoved)
        )
    fastest, slowest = max(ratios, key=ratios.__getitem__), min(ratios, key=ratios.__getitem__)
    return translate(
        "training",
        "For its size, {fastest} moves fastest, by {most} of itself, and {slowest} slowest, by {least}. About a "
        "thousandth a step is usual.",
    ).format(fastest=fastest, most=ratio(ratios[fastest]), slowest=slowest, least=ratio(ratios[slowest]))


def directions(are_random: bool) -> tuple[str, str]:
    """Return the names of the axes of the loss slice."""
    if are_random:
        return translate("training", "random direction 1"), translate("training", "random direction 2")
    return translate("training", "main direction of the path"), translate("training", "second direction")


def retracing_hint(seconds: float | None) -> str:
    """Return that a run is trained again, and for how long."""
    if seconds is None:
        return translate("training", "training again, as the run did, to find its way…")
    return translate("training", "training again, as the run did, to find its way: {time} left").format(
        time=duration(seconds)
    )


def at_work_hint(seconds: float | None) -> str:
    """Return that the picture will change, and when."""
    if seconds is None:
        return translate("training", "coarse or older so far, being worked out…")
    return translate("training", "coarse or older so far: {time} left").format(time=duration(seconds))


def around_hint(images: int, is_stopped: bool, is_running: bool) -> str:
    """Return what the picture is of."""
    if is_stopped:
        return translate("training", "stopped: coarse or older")
    if is_running:
        return translate("training", "the way so far, renewed when the run pauses")
    return translate("training", "mean loss of {images} training images; point anywhere to read it").format(
        images=grouped(images)
    )


def around_title(ground: Ground, found: Slice | None) -> str:
    """Return the loss of the network, and the lowest one in the picture."""
    here = fixed(float(ground.losses[-1]), 3)
    if found is None:
        return translate("training", "Loss {loss} at the network").format(loss=here)
    lowest = float(np.where(np.isfinite(found.losses), found.losses, np.inf).min())
    if lowest >= ground.losses[-1]:
        return translate("training", "Loss {loss} at the network, and nowhere lower in the picture").format(
            loss=here
        )
    return translate(
        "training", "Loss {loss} at the network, {lowest} at the lowest point of the picture"
    ).format(loss=here, lowest=fixed(lowest, 3))


def around_body(ground: Ground, has_course: bool) -> str:
    """Return what the directions hold of the path."""
    length = float(np.linalg.norm(ground.path.points[0])) if len(ground.path.points) else 0.0
    farthest = float(ground.path.distances.max())
    if ground.shares is not None:
        return translate(
            "training",
            "These directions hold {first} and {second} of the run’s way, from {start} away; it is never more than "
            "{farthest} beside the picture.",
        ).format(
            first=percent(float(ground.shares[0])),
            second=percent(float(ground.shares[1])),
            start=significant(length),
            farthest=significant(farthest),
        )
    scale = translate(
        "training", "A step of 1 changes the weights into each unit by as much as they are long; biases stay."
    )
    if not has_course:
        return translate("training", "{scale} This run kept no networks on its way.").format(scale=scale)
    return translate(
        "training",
        "{scale} The run came from {farthest} away, at right angles to the picture: its whole path is one dot here.",
    ).format(scale=scale, farthest=significant(farthest))


def step_tag(ground: Ground, step: int, found: Slice | None) -> str:
    """Return what is said about one network of the path."""
    lines = translate("training", "step {step}\nloss {loss}").format(
        step=grouped(int(ground.iterations[step])), loss=fixed(float(ground.losses[step]), 3)
    )
    if found is None:
        return lines
    x, y = ground.path.points[step].tolist()
    return translate("training", "{lines}, in the picture {here}").format(
        lines=lines, here=fixed(found.loss_at(x, y), 3)
    )


def place_tag(loss: float) -> str:
    """Return the loss at a place of the slice."""
    return translate("training", "loss {loss}").format(loss=fixed(loss, 3))
