"""What is said about a run: present tense, a result first, a number in every claim."""

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QCoreApplication

from core.training import TrainingConfig
from core.training_config import Change
from explorer.runs import Run, Status
from explorer.session import CHAPTER
from explorer.training.cost import Cost, parameter_count
from explorer.training.loss_curve import GUESS
from explorer.training.state import TrainingState
from explorer.training_thread import Accuracies
from explorer.widgets.numbers import fixed, grouped, percent, plain

translate = QCoreApplication.translate  # the name that lupdate looks for

OVERFITTING = 0.02  # from this gap between training and test accuracy on
_CLOSE = 0.01
_LARGEST_ADVICE = 1.0  # a learning rate that the chapter's network bears


@dataclass(frozen=True)
class Finding:
    """A title, a sentence or two below it, and for trouble the learning rate to try.

    `goes_on` says whether there is a network to go on from with that rate.
    """

    title: str
    body: str = ""
    is_trouble: bool = False
    advice: float | None = None
    goes_on: bool = False


def finding(run: Run) -> Finding:
    """Return what there is to say about a run as it is now."""
    if run.key == CHAPTER:
        return Finding(
            translate("training", "The chapter’s own run: {accuracy} right").format(
                accuracy=_test_accuracy(run)
            ),
            translate("training", "This run comes with Learnscope. Start trains a network of your own."),
        )
    match run.status:
        case Status.WAITING:
            return Finding(
                translate("training", "Reading the 70 000 images"),
                translate("training", "Training begins as soon as they are there."),
            )
        case Status.RUNNING | Status.PAUSED:
            return _under_way(run)
        case Status.FINISHED:
            return Finding(
                translate("training", "Finished: {accuracy} of the test images right").format(
                    accuracy=_test_accuracy(run)
                ),
                translate("training", "The drawing view reads with this network now."),
            )
        case Status.STOPPED:
            return _stopped(run)
        case Status.DIVERGED:
            return _diverged(run)
        case Status.FAILED:
            return Finding(
                translate("training", "Failed at step {step}").format(step=grouped(run.iteration)),
                translate("training", "The message above says why. Start tries again."),
                is_trouble=True,
            )


def speed(run: Run) -> str:
    """Return the present speed of a run, or nothing where there is none."""
    if run.status is not Status.RUNNING or not run.steps_per_second:
        return ""
    rate = run.steps_per_second
    written = grouped(round(rate)) if rate >= 10 else fixed(rate, 1)
    return translate("training", "{rate} steps a second").format(rate=written)


def duration(seconds: float) -> str:
    """Return a time with the digits that matter: ``1.6 s``, ``42 s``, ``2 min 5 s``, ``30 h``."""
    if seconds < 9.95:
        return translate("training", "{seconds} s").format(seconds=fixed(seconds, 1))
    whole = round(seconds)
    if whole < 60:
        return translate("training", "{seconds} s").format(seconds=whole)
    if whole < 600:
        return translate("training", "{minutes} min {seconds} s").format(
            minutes=whole // 60, seconds=whole % 60
        )
    if whole < 2 * 3600:
        return translate("training", "{minutes} min").format(minutes=round(whole / 60))
    return translate("training", "{hours} h").format(hours=grouped(round(whole / 3600)))


def epoch_of(accuracies: Accuracies, iterations_per_epoch: int) -> str:
    """Return when accuracies were measured, in epochs: whole, or with one decimal."""
    epochs, rest = divmod(accuracies.iteration, iterations_per_epoch)
    return grouped(epochs) if not rest else fixed(accuracies.iteration / iterations_per_epoch, 1)


def accuracy_hint(run: Run) -> str:
    """Return what the accuracies are of, or, once the network has learnt, how far they part and what that means."""
    if len(run.accuracies) < 2:
        learnt = run.config.training_images
        if learnt is None:
            return translate("training", "all training and all test images, once an epoch")
        return translate("training", "{count} training and all test images, once an epoch").format(
            count=grouped(learnt)
        )
    gap = run.accuracies[-1].train - run.accuracies[-1].test
    if gap >= OVERFITTING:
        meaning = translate("training", "the network overfits")
    elif gap >= _CLOSE:
        meaning = translate("training", "the lines begin to part")
    elif gap <= -_CLOSE:
        meaning = translate("training", "the test images are easier so far")
    else:
        meaning = translate("training", "no overfitting so far")
    return translate("training", "train − test = {gap}: {meaning}").format(gap=fixed(gap, 4), meaning=meaning)


def moment(run: Run, iteration: int, is_newest: bool) -> str:
    """Return when a network is of that is looked at."""
    step = translate("training", "step {step}").format(step=grouped(iteration))
    epoch = iteration / run.iterations_per_epoch
    if is_newest:
        return step
    if epoch.is_integer():
        return translate("training", "{step}, epoch {epoch}").format(step=step, epoch=grouped(int(epoch)))
    return translate("training", "{step}, epoch {epoch}").format(step=step, epoch=fixed(epoch, 2))


def measured(at: Accuracies) -> str:
    """Return the accuracies that are known of a network."""
    return translate("training", "Known: training {train}, test {test}").format(
        train=fixed(at.train, 4), test=fixed(at.test, 4)
    )


def mean_label(mean: float) -> str:
    """Return what is written at the end of the running mean."""
    return translate("training", "mean of 50: {mean}").format(mean=fixed(mean, 3))


def cloud_label(batch_size: int) -> str:
    """Return what is written at the single losses."""
    if batch_size == 1:
        return translate("training", "each single image")
    return translate("training", "each batch of {size}").format(size=grouped(batch_size))


def change_label(change: Change) -> str:
    """Return what is written where the learning rate or the optimizer was changed."""
    what = (
        translate("training", "lr {rate}").format(rate=plain(change.value))
        if change.field == "learning_rate"
        else type(change.value).__name__
    )
    return translate("training", "{what}, step {step}").format(what=what, step=grouped(change.iteration))


def train_label(accuracy: float) -> str:
    """Return what is written at the end of the training accuracy."""
    return translate("training", "train {accuracy}").format(accuracy=fixed(accuracy, 4))


def test_label(accuracy: float) -> str:
    """Return what is written at the end of the test accuracy."""
    return translate("training", "test {accuracy}").format(accuracy=fixed(accuracy, 4))


def validation_label(accuracy: float) -> str:
    """Return what is written at the end of the validation accuracy."""
    return translate("training", "held out {accuracy}").format(accuracy=fixed(accuracy, 4))


def cost_sentence(state: TrainingState, cost: Cost | None) -> str:
    """Return how long a run takes by either gradient, or, before that is known, how many parameters it moves."""
    if cost is None:
        return translate("training", "{count} parameters, each with its slope.").format(
            count=grouped(parameter_count(state.hidden_size))
        )
    return translate(
        "training",
        "{steps} steps: about {backprop} by backprop, {numerical} numerically, {one_by_one} one parameter at a time.",
    ).format(
        steps=grouped(state.iterations),
        backprop=about(cost.backprop * state.iterations),
        numerical=about(cost.numerical * state.iterations),
        one_by_one=about(cost.one_by_one * state.iterations),
    )


def about(seconds: float) -> str:
    """Return a time that was estimated: ``3 s``, ``2 min``, ``30 h``, ``12 days``."""
    for limit, unit, text in (
        (1, 1, translate("training", "under 1 s")),
        (90, 1, translate("training", "{count} s")),
        (90 * 60, 60, translate("training", "{count} min")),
        (48 * 3600, 3600, translate("training", "{count} h")),
    ):
        if seconds < limit:
            return text.format(count=round(seconds / unit))
    return translate("training", "{count} days").format(count=grouped(round(seconds / 86_400)))


def sampling_sentence(sampling: str) -> str:
    """Return what a way of drawing mini-batches means for an epoch."""
    if sampling == "shuffle":
        return translate("training", "Shuffled, one epoch meets every image exactly once.")
    return translate("training", "At random, one epoch meets about {share} of the images.").format(
        share=percent(1 - np.exp(-1), 0)
    )


def weights_note(units: int, shown: int) -> str:
    """Return what the images of W1 show."""
    meaning = translate(
        "training", "One image a hidden unit: ink on warm pixels raises it, ink on blue ones lowers it."
    )
    if shown == units:
        return meaning
    which = translate("training", "The first {shown} of {units}.").format(
        shown=grouped(shown), units=grouped(units)
    )
    return f"{meaning} {which}"


def _under_way(run: Run) -> Finding:
    if run.is_ending:
        return Finding(translate("training", "Stopping after this step"), _each_step(run.present_config))
    if run.status is Status.PAUSED:
        return Finding(
            translate("training", "Paused at step {step}").format(step=grouped(run.iteration)),
            translate("training", "Resume goes on as if nothing had been; Step does one more step."),
        )
    left = run.seconds_left
    title = (
        translate("training", "Running")
        if left is None
        else translate("training", "Running: {time} left").format(time=duration(left))
    )
    return Finding(title, _each_step(run.present_config))


def _each_step(config: TrainingConfig) -> str:
    sentence = (
        translate(
            "training", "Each step: {size} images, their gradient by differences, W ← W − {rate} · gradient"
        )
        if config.gradient == "numerical"
        else translate(
            "training", "Each step: {size} images, their gradient by backprop, W ← W − {rate} · gradient"
        )
    )
    return sentence.format(size=grouped(config.batch_size), rate=plain(config.learning_rate))


def _stopped(run: Run) -> Finding:
    step = grouped(run.iteration)
    if not run.iteration:
        return Finding(translate("training", "Stopped before the first step"))
    if not run.accuracies or run.accuracies[-1].iteration != run.iteration:
        return Finding(
            translate("training", "Stopped at step {step}").format(step=step),
            translate("training", "Continue goes on from there as if it had never stopped."),
        )
    if run.outcome.reached is not None:
        return Finding(
            translate("training", "{goal} % reached at step {step}: {accuracy} right").format(
                goal=plain(100 * run.outcome.reached, 4), step=step, accuracy=percent(run.accuracies[-1].test)
            ),
            translate(
                "training", "So this run stopped, as More settings say. Continue goes on to the next epoch."
            ),
        )
    return Finding(
        translate("training", "Stopped at step {step}: {accuracy} right").format(
            step=step, accuracy=percent(run.accuracies[-1].test)
        ),
        translate("training", "The drawing view reads with this network now. Continue goes on from there."),
    )


def _diverged(run: Run) -> Finding:
    step = run.outcome.diverged_at or 0
    rate = run.present_config.learning_rate
    advice = float(f"{min(rate / 3, _LARGEST_ADVICE):.2g}")
    loss = float(run.losses[step]) if step < len(run.losses) else float("nan")
    title = (
        translate("training", "Diverged at step {step}: loss {loss}, where a guess has {guess}").format(
            step=grouped(step), loss=fixed(loss, 1), guess=fixed(GUESS, 1)
        )
        if np.isfinite(loss)
        else translate("training", "Diverged at step {step}: the loss is no number").format(
            step=grouped(step)
        )
    )
    kept = (
        translate("training", "the network of step {step} is kept").format(
            step=grouped(run.outcome.iteration)
        )
        if run.outcome.iteration
        else translate("training", "no step was a good one")
    )
    body = translate("training", "lr = {rate} leaps past every valley; {kept}.").format(
        rate=plain(rate), kept=kept
    )
    return Finding(title, body, is_trouble=True, advice=advice, goes_on=run.outcome.iteration > 0)


def _test_accuracy(run: Run) -> str:
    return percent(run.accuracies[-1].test) if run.accuracies else "—"
