"""What is said about a run: a result first, with its numbers."""

import math
from fractions import Fraction

from core.activations import ACTIVATIONS
from core.hidden_units import NEAR_LIMIT
from core.training_config import Change, TrainingConfig
from explorer.runs.run import MNIST_TRAINING_IMAGES, Run, Status
from explorer.runs.training_thread import Accuracies
from explorer.texts.language import _, ngettext
from explorer.texts.numbers import fixed, grouped, percent, plain
from explorer.training.cost import NO_COST, Cost, parameter_count
from explorer.training.state import TrainingState
from explorer.training.subject import Held, Subject

SIGNIFICANT = (
    2.0  # standard errors from which on a gap between training and test accuracy is more than chance
)
LONGEST_RUN = 10_000_000  # iterations


def speed(run: Run) -> str:
    """Return the present speed of a run, or nothing where there is none."""
    if run.status is not Status.RUNNING or not run.steps_per_second:
        return ""
    rate = run.steps_per_second
    written = grouped(round(rate)) if rate >= 10 else fixed(rate, 1)
    return _("{rate} iterations per second").format(rate=written)


def duration(seconds: float) -> str:
    """Return a time with the digits that matter: ``1.6 s``, ``42 s``, ``2 min 5 s``, ``30 h``."""
    if seconds < 9.95:
        return _("{seconds} s").format(seconds=fixed(seconds, 1))
    whole = round(seconds)
    if whole < 60:
        return _("{seconds} s").format(seconds=whole)
    if whole < 600:
        return _("{minutes} min {seconds} s").format(minutes=whole // 60, seconds=whole % 60)
    if whole < 2 * 3600:
        return _("{minutes} min").format(minutes=round(whole / 60))
    return _("{hours} h").format(hours=grouped(round(whole / 3600)))


def accuracy_hint(run: Run) -> str:
    """Return what the accuracies are of, or, once there are some, their gap and whether it is more than chance."""
    if len(run.accuracies) < 2:
        learned = run.config.training_images
        if learned is None and run.config.validation_images:
            return _("training images without the validation images, all test images, once per epoch")
        if learned is None:
            return _("all training and all test images, once per epoch")
        return _("{count} training and all test images, once per epoch").format(count=grouped(learned))
    last = run.accuracies[-1]
    gap, error = last.train - last.test, standard_error(last.test, run.test_images)
    sentence = (
        _("train − test = {gap}, standard error {error}: overfitting")
        if gap > SIGNIFICANT * error
        else _("train − test = {gap}, standard error {error}: no sign of overfitting")
    )
    return sentence.format(gap=fixed(gap, 4), error=fixed(error, 4))


def standard_error(share: float, count: int) -> float:
    """Return the standard error of a share of so many images."""
    return math.sqrt(share * (1 - share) / count)


def moment(run: Run, iteration: int, is_newest: bool) -> str:
    """Return which moment of a run is looked at."""
    step = _("iteration {step}").format(step=grouped(iteration))
    epoch = iteration / run.iterations_per_epoch
    if is_newest:
        return step
    if epoch.is_integer():
        return _("{step}, epoch {epoch}").format(step=step, epoch=grouped(int(epoch)))
    return _("{step}, epoch {epoch}").format(step=step, epoch=fixed(epoch, 2))


def held_network(held: Held | None, subject: Subject) -> str:
    """Return which network work is about, and whether it lags behind."""
    if held is None:
        return _("no network yet")
    when = moment(held.run, held.moment, is_newest=True)
    if held.network is subject.network:
        return _("network of {moment}").format(moment=when)
    return _("network of {moment}, updated when the run pauses").format(moment=when)


def measured(at: Accuracies) -> str:
    """Return the accuracies that are known of a network."""
    return _("Known: training {train}, test {test}").format(train=fixed(at.train, 4), test=fixed(at.test, 4))


def mean_label(mean: float) -> str:
    """Return what is written at the end of the running mean."""
    return _("mean of 50: {mean}").format(mean=fixed(mean, 3))


def loss_at(iteration: int, loss: float, mean: float) -> tuple[str, ...]:
    """Return the lines that tell of one iteration."""
    return (
        _("Iteration {iteration}").format(iteration=grouped(iteration)),
        _("loss of its batch {loss}").format(loss=fixed(loss, 4)),
        _("mean of the last 50 {mean}").format(mean=fixed(mean, 4)),
    )


def accuracies_at(at: Accuracies, iterations_per_epoch: int) -> tuple[str, ...]:
    """Return the lines that tell of the accuracies at one iteration."""
    epoch = at.iteration / iterations_per_epoch
    lines = [
        _("Iteration {iteration}, epoch {epoch}").format(
            iteration=grouped(at.iteration),
            epoch=grouped(int(epoch)) if epoch.is_integer() else fixed(epoch, 2),
        ),
        train_label(at.train),
        test_label(at.test),
    ]
    if at.validation is not None:
        lines.append(validation_label(at.validation))
    return tuple(lines)


def cloud_label(batch_size: int) -> str:
    """Return what is written at the single losses."""
    return ngettext("each single image", "each mini-batch of {size}", batch_size).format(
        size=grouped(batch_size)
    )


def change_label(change: Change) -> str:
    """Return what is written where the learning rate or the optimizer was changed."""
    what = (
        _("lr {rate}").format(rate=plain(change.value))
        if change.field == "learning_rate"
        else type(change.value).__name__
    )
    return _("{what}, iteration {step}").format(what=what, step=grouped(change.iteration))


def train_label(accuracy: float) -> str:
    """Return what is written at the end of the training accuracy."""
    return _("train {accuracy}").format(accuracy=fixed(accuracy, 4))


def test_label(accuracy: float) -> str:
    """Return what is written at the end of the test accuracy."""
    return _("test {accuracy}").format(accuracy=fixed(accuracy, 4))


def validation_label(accuracy: float) -> str:
    """Return what is written at the end of the validation accuracy."""
    return _("validation {accuracy}").format(accuracy=fixed(accuracy, 4))


def cost_sentence(state: TrainingState, cost: Cost) -> str:
    """Return how long a run takes by each gradient whose cost is known, or else how many parameters it has."""
    if cost == NO_COST:
        return _("{count} parameters").format(count=grouped(parameter_count(state.hidden_size)))
    times = [
        sentence.format(time=about(seconds * state.iterations))
        for sentence, seconds in (
            (_("{time} with backpropagation"), cost.backprop),
            (_("{time} with the numerical gradient"), cost.numerical),
            (_("{time} with one parameter at a time"), cost.one_by_one),
        )
        if seconds is not None
    ]
    return f"{_iterations(state)}: {', '.join(times)}."


def short_cost(state: TrainingState, cost: Cost) -> str:
    """Return how long a run takes by the gradient that is chosen, on one line; before that is known, its parameters."""
    seconds = cost.of(state.gradient)
    if seconds is None:
        return cost_sentence(state, NO_COST)
    return f"{_iterations(state)}: {about(seconds * state.iterations)}"


def _iterations(state: TrainingState) -> str:
    return ngettext("{count} iteration", "{count} iterations", state.iterations).format(
        count=grouped(state.iterations)
    )


def about(seconds: float) -> str:
    """Return a time that was estimated: ``under 1 s``, ``about 3 s``, ``about 30 h``, ``about 12 days``."""
    for limit, unit, text in (
        (1, 1, _("under 1 s")),
        (90, 1, _("about {count} s")),
        (90 * 60, 60, _("about {count} min")),
        (48 * 3600, 3600, _("about {count} h")),
    ):
        if seconds < limit:
            return text.format(count=round(seconds / unit))
    return _("about {count} days").format(count=grouped(round(seconds / 86_400)))


def epoch_sentence(config: TrainingConfig, total: int = MNIST_TRAINING_IMAGES) -> str:
    """Return how many iterations an epoch has with `total` training images, and what share of them it uses."""
    if not config.fits(total):
        return ""
    images, batch = config.images_learnt_from(total), config.batch_size
    epoch = config.iterations_per_epoch(total)
    length = (
        _("1 epoch = {images} / {batch} = {epoch} iterations")
        if images == epoch * batch
        else _("1 epoch = {images} / {batch} ≈ {epoch} iterations")
    ).format(images=grouped(images), batch=grouped(batch), epoch=grouped(epoch))
    said = [f"{length}; {_share_of_an_epoch(config, images, epoch * batch)}"]
    if images > batch and images % batch:
        said.append(_remainder_sentence(images / batch))
    return " ".join(said)


def _share_of_an_epoch(config: TrainingConfig, images: int, drawn: int) -> str:
    """Return what share of the images is among those drawn in an epoch."""
    kinds = images + (0 if config.style_variants is None else config.style_variants.total)
    if config.sampling == "replacement":
        share = -math.expm1(drawn * math.log1p(-1 / kinds)) if kinds > 1 else 1.0
        return _("draws {share} of the images on average.").format(share=percent(share, 1))
    if drawn == kinds:
        return _("shuffled, every image exactly once.")
    if drawn > kinds:
        return _("shuffled, the first one has every image at least once.")
    return _("shuffled, the first one has {share} of the images, each once.").format(
        share=percent(drawn / kinds, 1)
    )


def _remainder_sentence(length: float) -> str:
    """Return when the chapter's test for the end of an epoch is true, for a length that is no whole number."""
    period = Fraction(length).numerator  # the least whole multiple of a float, in exact arithmetic
    written = plain(length, 6)
    if period > LONGEST_RUN:
        return _("The chapter’s i % iter_per_epoch == 0, with {length}, is true only at i = 0.").format(
            length=written
        )
    return _(
        "The chapter’s i % iter_per_epoch == 0, with {length}, is true only every {period} iterations."
    ).format(length=written, period=grouped(period))


def weights_note(units: int, shown: int) -> str:
    """Return what the images of W1 show."""
    meaning = _("One image per hidden unit: ink on warm pixels raises its sum, ink on blue ones lowers it.")
    if shown == units:
        return meaning
    which = _("The first {shown} of {units}.").format(shown=grouped(shown), units=grouped(units))
    return f"{meaning} {which}"


def saturation_note(activation: str) -> str:
    """Return what a saturated unit is; nothing for an activation that does not saturate."""
    if not ACTIVATIONS[activation].saturates:
        return ""
    low, high = ACTIVATIONS[activation].limits
    steepest = float(ACTIVATIONS[activation].derivative_from_output(low + NEAR_LIMIT))
    return _(
        "Saturated: within {near} of {low} or {high} for at least 99 % of the test images, where the slope is below "
        "{slope}."
    ).format(
        near=plain(NEAR_LIMIT), low=plain(low), high=plain(high), slope=plain(math.ceil(100 * steepest) / 100)
    )
