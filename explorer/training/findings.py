"""What there is to say about a run: where it stands, what has gone wrong, and what to try."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.activations import ACTIVATIONS
from core.hidden_units import UnitStates
from core.optimizers import Adam, Momentum, Nesterov, RMSProp
from core.training import TrainingConfig
from explorer.runs.divergence import WATCHED_LOSSES
from explorer.runs.run import Run, Status
from explorer.state.session import CHAPTER
from explorer.texts.language import _
from explorer.texts.numbers import fixed, grouped, percent, plain
from explorer.training import words
from explorer.training.loss_curve import GUESS, mean_of_last
from explorer.training.update_words import each_step, never_learnt

CHAPTERS_RATE = 0.1
_RATES = {Momentum: 0.01, Nesterov: 0.01, RMSProp: 0.001, Adam: 0.001}  # as usual; else the chapter's
_FAR = (
    10.0  # from this many times the usual rate on, that one is offered instead of a third of the present one
)
_NEAR_A_GUESS = 0.03  # share by which a loss may be off ln 10 to be called near it
_LONG = 500  # iterations after which a loss that has not fallen is worth a word
_WELL = 0.9  # test accuracy from which units that do not take part are no trouble


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


def finding(run: Run, states: UnitStates | None = None, *, is_meant: bool = True) -> Finding:
    """Return what there is to say about a run as it is now.

    `states` are those of its hidden units for all test images, where known; `is_meant` whether settings and data are
    still those of the run.
    """
    if run.key == CHAPTER:
        return Finding(
            _("The chapter’s run: {accuracy} of the test images correct").format(accuracy=_accuracy(run)),
            _("Trained with the chapter’s settings. Start trains a network of your own."),
        )
    if run.status in _WITH_NETWORK:
        trouble = _trouble(run, states)
        if trouble is not None:
            return trouble
    match run.status:
        case Status.NEW:
            return Finding(_("Nothing trained yet: press Start"), each_step(run.config))
        case Status.WAITING:
            return Finding(_("Reading the images…"), _("Training begins as soon as they are there."))
        case Status.RUNNING | Status.PAUSED:
            return _under_way(run)
        case Status.FINISHED:
            return Finding(
                _("Finished: {accuracy} of the test images correct").format(accuracy=_accuracy(run)),
                _about_the_end(
                    run,
                    _("Step, Epoch or more Iterations continue it. Drawing uses this network now.")
                    if is_meant and run.can_go_on_to(run.iteration + 1)
                    else _another(),
                ),
            )
        case Status.STOPPED:
            return _stopped(run, is_meant)
        case Status.DIVERGED:
            return _diverged(run)
        case Status.FAILED:
            return Finding(
                _("Failed at iteration {step}").format(step=grouped(run.iteration)),
                _("The message above says why."),
                is_trouble=True,
            )


_WITH_NETWORK = (Status.RUNNING, Status.PAUSED, Status.FINISHED, Status.STOPPED)


def finding_at(run: Run, moment: int) -> Finding:
    """Return what there is to say about a run at an earlier moment that is looked at."""
    then = next((at for at in run.accuracies if at.iteration == moment), None)
    when = words.moment(run, moment, is_newest=False)
    title = (
        _("Back at {moment}").format(moment=when)
        if then is None
        else _("Back at {moment}: {accuracy} of the test images correct").format(
            moment=when, accuracy=percent(then.test)
        )
    )
    last = run.accuracies[-1] if run.accuracies else None
    now = (
        _("The run is at iteration {step} now.")
        if run.is_active
        else _("The run ended at iteration {step}.")
        if last is None or last.iteration != run.iteration
        else _("The run ended at iteration {step} with {accuracy} correct.")
    ).format(step=grouped(run.iteration), accuracy=_accuracy(run))
    return Finding(title, now)


def has_not_learnt(run: Run) -> bool:
    """Whether the mean of the last losses is near ln 10 or above, after an epoch and many iterations."""
    return run.iteration >= max(run.iterations_per_epoch, _LONG) and bool(
        mean_of_last(run.losses)[0] >= (1 - _NEAR_A_GUESS) * GUESS
    )


def usual_rate(config: TrainingConfig) -> float:
    """Return the learning rate that is usual for an update rule: the chapter's for SGD."""
    return _RATES.get(type(config.optimizer), CHAPTERS_RATE)


def _trouble(run: Run, states: UnitStates | None) -> Finding | None:
    """Return what is amiss with a network that does not learn, and what to try; None where nothing is known."""
    if ACTIVATIONS[run.present_config.activation].is_piecewise_constant or not run.iteration:
        return None
    if states is not None and not (run.accuracies and run.accuracies[-1].test >= _WELL):
        total, dead, saturated = len(states.dead), int(states.dead.sum()), int(states.saturated.sum())
        if 2 * dead >= total:
            return _dead(run, dead, total)
        if 2 * (dead + saturated) >= total:
            return _saturated(run, dead, saturated, total)
    return _high_loss(run) if has_not_learnt(run) else None


def _dead(run: Run, dead: int, total: int) -> Finding:
    title = (
        _("All {total} hidden units are dead")
        if dead == total
        else _("{dead} of {total} hidden units are dead")
    ).format(dead=grouped(dead), total=grouped(total))
    why = _("The output of each is the same for all test images.")
    return Finding(title, f"{why} {_try(run)}", is_trouble=True, advice=_smaller(run))


def _saturated(run: Run, dead: int, saturated: int, total: int) -> Finding:
    title = (
        _("{saturated} of {total} hidden units are saturated, {dead} dead")
        if dead
        else _("{saturated} of {total} hidden units are saturated")
    ).format(dead=grouped(dead), saturated=grouped(saturated), total=grouped(total))
    return Finding(
        title,
        f"{words.saturation_note(run.present_config.activation)} {_try(run)}",
        is_trouble=True,
        advice=_smaller(run),
    )


def _high_loss(run: Run) -> Finding:
    """Return what there is to say about a loss that is not below that of a guess."""
    loss, rate, usual = float(mean_of_last(run.losses)[0]), run.present_config.learning_rate, None
    sentence = (
        _("Loss {loss} after {step} iterations: about ln 10, that of a random guess")
        if loss <= (1 + _NEAR_A_GUESS) * GUESS
        else _("Loss {loss} after {step} iterations: above ln 10 = 2.303, that of a random guess")
    )
    title = sentence.format(loss=fixed(loss, 2), step=grouped(run.iteration))
    usual = usual_rate(run.present_config)
    if rate < usual and run.config.weight_init_std > 0:
        return Finding(title, _("Try a larger learning rate."), is_trouble=True, advice=usual)
    return Finding(title, _try(run), is_trouble=True, advice=_smaller(run))


def _try(run: Run) -> str:
    """Return what may help: other initial weights, or a smaller learning rate."""
    config = run.config
    if config.weight_init_std == 0:
        return _("All hidden units start equal: try initial weights with σ = 0.01.")
    if config.weight_init_std > 10 * TrainingConfig.weight_init_std:
        return _("Try smaller initial weights, σ = 0.01, in More settings.")
    if _smaller(run) is not None:
        return _("Try a smaller learning rate.")
    return _("Try another σ or another seed.")


def _smaller(run: Run) -> float | None:
    """Return the usual learning rate where it is smaller and the initial weights leave it a chance."""
    if run.config.weight_init_std == 0:
        return None  # hidden units that start equal have equal gradients at any rate
    usual = usual_rate(run.present_config)
    return usual if usual < run.present_config.learning_rate else None


def _under_way(run: Run) -> Finding:
    if run.is_ending:
        return Finding(_("Stopping after this iteration"), each_step(run.present_config))
    if run.status is Status.PAUSED:
        return Finding(
            _("Paused at iteration {step}").format(step=grouped(run.iteration)),
            _about_the_end(run, each_step(run.present_config)),
        )
    left = run.seconds_left
    title = _("Running") if left is None else _("Running: {time} left").format(time=words.about(left))
    return Finding(title, each_step(run.present_config))


def _about_the_end(run: Run, usual: str) -> str:
    """Return what is said below the end of a run: what it never learns, or the usual."""
    return never_learnt(run.config) or usual


def _another() -> str:
    return _("Start trains another network. Drawing uses this one now.")


def _stopped(run: Run, is_meant: bool) -> Finding:
    step = grouped(run.iteration)
    goes_on = _about_the_end(
        run,
        _("Continue trains on from here. Drawing uses this network now.") if is_meant else _another(),
    )
    if not run.iteration:
        return Finding(_("Stopped before the first iteration"))
    if not run.accuracies or run.accuracies[-1].iteration != run.iteration:
        return Finding(_("Stopped at iteration {step}").format(step=step), goes_on)
    if run.outcome.reached is not None:
        return _reached(run, run.outcome.reached)
    return Finding(
        _("Stopped at iteration {step}: {accuracy} of the test images correct").format(
            step=step, accuracy=_accuracy(run)
        ),
        goes_on,
    )


def _reached(run: Run, goal: float) -> Finding:
    """Return what there is to say about a run that ended at its target accuracy."""
    held_out = run.accuracies[-1].validation
    sentence = (
        _("Target of {goal} % reached at iteration {step}: {accuracy} of the test images correct")
        if held_out is None
        else _("Target of {goal} % reached at iteration {step}: {accuracy} of the validation images correct")
    )
    accuracy = run.accuracies[-1].test if held_out is None else held_out
    body = (
        _("Stopped by the test images: their accuracy is no longer an independent measure.")
        if held_out is None
        else _("The test images took no part: {accuracy} of them are correct.").format(
            accuracy=_accuracy(run)
        )
    )
    title = sentence.format(
        goal=plain(100 * goal, 4), step=grouped(run.iteration), accuracy=percent(accuracy)
    )
    return Finding(title, body)


def _diverged(run: Run) -> Finding:
    step = run.outcome.diverged_at or 0
    rate, usual = run.present_config.learning_rate, usual_rate(run.present_config)
    loss = float(run.losses[step]) if step < len(run.losses) else float("nan")
    title = (
        _("Diverged: loss {loss} at iteration {step}").format(step=grouped(step), loss=fixed(loss, 2))
        if np.isfinite(loss)
        else _("Diverged: the loss at iteration {step} is not a number").format(step=grouped(step))
    )
    kept = (
        _("The network of iteration {step} is kept.").format(step=grouped(run.outcome.iteration)) + " "
        if run.outcome.iteration
        else ""
    )
    rule = (
        _(
            "A run ends when its last {count} losses average more than twice ln 10 and twice the first, or a weight "
            "is not finite."
        ).format(count=WATCHED_LOSSES)
        if np.isfinite(loss)
        else ""
    )
    advice = usual if rate > _FAR * usual else float(f"{rate / 3:.2g}")
    return Finding(
        title,
        f"{kept}{rule}".strip() or _("Try a smaller learning rate."),
        is_trouble=True,
        advice=advice,
        goes_on=run.outcome.iteration > 0,
    )


def _accuracy(run: Run) -> str:
    return percent(run.accuracies[-1].test) if run.accuracies else "—"
