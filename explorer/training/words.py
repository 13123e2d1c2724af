"""What is said about a run: present tense, a result first, a number in every claim."""

import numpy as np

from core.training_config import Change, TrainingConfig
from explorer.language import _, ngettext
from explorer.runs import MNIST_TRAINING_IMAGES, Run, Status
from explorer.training.cost import Cost, parameter_count
from explorer.training.state import TrainingState
from explorer.training.subject import Held, Subject
from explorer.training_thread import Accuracies
from explorer.widgets.numbers import fixed, grouped, percent, plain

OVERFITTING = 0.02  # from this gap between training and test accuracy on
_CLOSE = 0.01
_NO_BETTER = 0.2  # test accuracy up to which a network is hardly better than a guess


def speed(run: Run) -> str:
    """Return the present speed of a run, or nothing where there is none."""
    if run.status is not Status.RUNNING or not run.steps_per_second:
        return ""
    rate = run.steps_per_second
    written = grouped(round(rate)) if rate >= 10 else fixed(rate, 1)
    return _("{rate} steps a second").format(rate=written)


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
    """Return what the accuracies are of, or, once the network has learnt, how far they part and what that means."""
    if len(run.accuracies) < 2:
        learnt = run.config.training_images
        if learnt is None and run.config.validation_images:
            return _("all training images but those held out, all test images, once an epoch")
        if learnt is None:
            return _("all training and all test images, once an epoch")
        return _("{count} training and all test images, once an epoch").format(count=grouped(learnt))
    gap = run.accuracies[-1].train - run.accuracies[-1].test
    if run.accuracies[-1].test <= _NO_BETTER:
        meaning = _("hardly better than a guess")
    elif gap >= OVERFITTING:
        meaning = _("the network overfits")
    elif gap >= _CLOSE:
        meaning = _("the lines begin to part")
    elif gap <= -_CLOSE:
        meaning = _("the test images are easier so far")
    else:
        meaning = _("no overfitting so far")
    return _("train − test = {gap}: {meaning}").format(gap=fixed(gap, 4), meaning=meaning)


def moment(run: Run, iteration: int, is_newest: bool) -> str:
    """Return when a network is of that is looked at."""
    step = _("step {step}").format(step=grouped(iteration))
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
    return _("network of {moment}, renewed when the run pauses").format(moment=when)


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
    return ngettext("each single image", "each batch of {size}", batch_size).format(size=grouped(batch_size))


def change_label(change: Change) -> str:
    """Return what is written where the learning rate or the optimizer was changed."""
    what = (
        _("lr {rate}").format(rate=plain(change.value))
        if change.field == "learning_rate"
        else type(change.value).__name__
    )
    return _("{what}, step {step}").format(what=what, step=grouped(change.iteration))


def train_label(accuracy: float) -> str:
    """Return what is written at the end of the training accuracy."""
    return _("train {accuracy}").format(accuracy=fixed(accuracy, 4))


def test_label(accuracy: float) -> str:
    """Return what is written at the end of the test accuracy."""
    return _("test {accuracy}").format(accuracy=fixed(accuracy, 4))


def validation_label(accuracy: float) -> str:
    """Return what is written at the end of the validation accuracy."""
    return _("held out {accuracy}").format(accuracy=fixed(accuracy, 4))


def cost_sentence(state: TrainingState, cost: Cost | None) -> str:
    """Return how long a run takes by either gradient, or, before that is known, how many parameters it moves."""
    if cost is None:
        return _("{count} parameters, each with its slope.").format(
            count=grouped(parameter_count(state.hidden_size))
        )
    sentence = ngettext(
        "{steps} step: {backprop} by backprop, {numerical} numerically, {one_by_one} one parameter at a time.",
        "{steps} steps: {backprop} by backprop, {numerical} numerically, {one_by_one} one parameter at a time.",
        state.iterations,
    )
    return sentence.format(
        steps=grouped(state.iterations),
        backprop=about(cost.backprop * state.iterations),
        numerical=about(cost.numerical * state.iterations),
        one_by_one=about(cost.one_by_one * state.iterations),
    )


def short_cost(state: TrainingState, cost: Cost | None) -> str:
    """Return how long a run takes by the gradient that is chosen, on one line; before that is known, its parameters."""
    if cost is None:
        return cost_sentence(state, cost)
    seconds = cost.numerical if state.gradient == "numerical" else cost.backprop
    return ngettext("{steps} step: {time}", "{steps} steps: {time}", state.iterations).format(
        steps=grouped(state.iterations), time=about(seconds * state.iterations)
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


def sampling_sentence(config: TrainingConfig) -> str:
    """Return what a way of drawing mini-batches of MNIST means for an epoch."""
    times = 1.0  # that an image comes
    if config.fits(MNIST_TRAINING_IMAGES):
        images = config.images_learnt_from(MNIST_TRAINING_IMAGES)
        variants = 0 if config.style_variants is None else config.style_variants.total
        drawn = config.iterations_per_epoch(MNIST_TRAINING_IMAGES) * config.batch_size
        times = drawn / (images + variants)
    if config.sampling == "replacement":
        share = float(1 - np.exp(-times))
        return _("At random, one epoch meets about {share} of the images.").format(share=percent(share, 0))
    if times == 1:
        return _("Shuffled, one epoch meets every image exactly once.")
    if times < 1:
        return _("Shuffled, one epoch meets {share} of the images, each once.").format(
            share=percent(times, 0)
        )
    return _("Shuffled, one epoch meets every image about {times} times.").format(times=plain(times, 3))


def weights_note(units: int, shown: int) -> str:
    """Return what the images of W1 show."""
    meaning = _("One image a hidden unit: ink on warm pixels raises it, ink on blue ones lowers it.")
    if shown == units:
        return meaning
    which = _("The first {shown} of {units}.").format(shown=grouped(shown), units=grouped(units))
    return f"{meaning} {which}"
