"""What there is to say about a run: where it stands, what has gone wrong and why, and what to try."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.hidden_units import UnitStates
from core.optimizers import Adam, Momentum, Nesterov, RMSProp
from core.training import TrainingConfig
from explorer.language import _
from explorer.runs import Run, Status
from explorer.session import CHAPTER
from explorer.training import words
from explorer.training.loss_curve import GUESS, mean_of_last
from explorer.training.update_words import each_step, never_learnt
from explorer.widgets.numbers import fixed, grouped, percent, plain

CHAPTERS_RATE = 0.1
_RATES = {Momentum: 0.01, Nesterov: 0.01, RMSProp: 0.001, Adam: 0.001}  # as usual; else the chapter's
_FAR = 10.0  # from this many times the known rate on, a third of a rate is no help
_AT_A_GUESS = 0.97  # of the loss of a guess: from there on nothing is learnt
_LONG = 500  # steps after which a loss that has not moved is no slow start
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

    `states` are those of its hidden units, where known; `is_meant` whether settings and data are still those of it.
    """
    if run.key == CHAPTER:
        return Finding(
            _("The chapter’s own run: {accuracy} right").format(accuracy=_accuracy(run)),
            _("This run comes with Learnscope. Start trains a network of your own."),
        )
    if run.status in _WITH_NETWORK:
        trouble = _trouble(run, states)
        if trouble is not None:
            return trouble
    match run.status:
        case Status.WAITING:
            return Finding(
                _("Reading the 70 000 images"),
                _("Training begins as soon as they are there."),
            )
        case Status.RUNNING | Status.PAUSED:
            return _under_way(run)
        case Status.FINISHED:
            return Finding(
                _("Finished: {accuracy} of the test images right").format(accuracy=_accuracy(run)),
                _about_the_end(
                    run,
                    _(
                        "Drawing reads with it now. Step and Epoch go on from here, and so do more Iterations.",
                    )
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
                _("Failed at step {step}").format(step=grouped(run.iteration)),
                _("The message above says why. Start tries again."),
                is_trouble=True,
            )


_WITH_NETWORK = (Status.RUNNING, Status.PAUSED, Status.FINISHED, Status.STOPPED)


def finding_at(run: Run, moment: int) -> Finding:
    """Return what there is to say about a run at an earlier moment that is looked at."""
    then = next((at for at in run.accuracies if at.iteration == moment), None)
    when = words.moment(run, moment, is_newest=False)
    title = (
        _("Looking back at {moment}").format(moment=when)
        if then is None
        else _("Looking back at {moment}: {accuracy} right").format(moment=when, accuracy=percent(then.test))
    )
    last = run.accuracies[-1] if run.accuracies else None
    now = (
        _("The run is at step {step} now.")
        if run.is_active
        else _("The run ended at step {step}.")
        if last is None or last.iteration != run.iteration
        else _("The run ended at step {step}, with {accuracy} right.")
    ).format(step=grouped(run.iteration), accuracy=_accuracy(run))
    return Finding(title, now + " " + _("The right end of the time machine leads back there."))


def is_at_a_guess(run: Run) -> bool:
    """Whether the losses of a run are still, or again, those of a guess after an epoch and many steps."""
    return run.iteration >= max(run.iterations_per_epoch, _LONG) and bool(
        mean_of_last(run.losses)[0] >= _AT_A_GUESS * GUESS
    )


def known_rate(config: TrainingConfig) -> float:
    """Return a learning rate that is known to work for an update rule."""
    return _RATES.get(type(config.optimizer), CHAPTERS_RATE)


def _trouble(run: Run, states: UnitStates | None) -> Finding | None:
    """Return why a network does not learn, and what to try; None where it does, or where that is not known."""
    if run.present_config.activation == "step" or not run.iteration:
        return None
    if states is not None and not (run.accuracies and run.accuracies[-1].test >= _WELL):
        total, dead, saturated = len(states.dead), int(states.dead.sum()), int(states.saturated.sum())
        if 2 * dead >= total:
            return _dead(run, dead, total)
        if 2 * (dead + saturated) >= total:
            return _saturated(run, dead + saturated, total)
    return _at_a_guess(run) if is_at_a_guess(run) else None


def _dead(run: Run, dead: int, total: int) -> Finding:
    title = (
        _("All {total} hidden units are dead: {accuracy} right")
        if dead == total
        else _("{dead} of {total} hidden units are dead: {accuracy} right")
    ).format(dead=grouped(dead), total=grouped(total), accuracy=_accuracy(run))
    why = (
        _(
            "They answer 0 to every image, where ReLU has no slope: nothing reaches their weights.",
        )
        if run.present_config.activation == "relu"
        else _("They answer the same to every image, so nothing can be told apart by them.")
    )
    return Finding(title, f"{why} {_try(run)}", is_trouble=True, advice=_smaller(run))


def _saturated(run: Run, stuck: int, total: int) -> Finding:
    return Finding(
        _("{stuck} of {total} hidden units are saturated: {accuracy} right").format(
            stuck=grouped(stuck), total=grouped(total), accuracy=_accuracy(run)
        ),
        _("They are nearly always at 0 or 1, where the sigmoid has next to no slope.") + f" {_try(run)}",
        is_trouble=True,
        advice=_smaller(run),
    )


def _at_a_guess(run: Run) -> Finding:
    config = run.present_config
    known, rate = known_rate(config), config.learning_rate
    title = _("No better than a guess after {step} steps: the loss is at ln 10").format(
        step=grouped(run.iteration)
    )
    if rate < known:
        body = _("lr = {rate} moves the weights too little to see. lr = {known} is known to work.")
        return Finding(
            title, body.format(rate=plain(rate), known=plain(known)), is_trouble=True, advice=known
        )
    return Finding(title, _try(run), is_trouble=True, advice=_smaller(run))


def _try(run: Run) -> str:
    """Return what keeps units alive: a smaller learning rate, or smaller first weights."""
    config = run.config
    if config.weight_init_std > 10 * TrainingConfig.weight_init_std:
        return _("Try smaller first weights, σ = 0.01, in More settings.")
    if _smaller(run) is not None:
        return _("lr = {rate} leapt too far: try a smaller one.").format(
            rate=plain(run.present_config.learning_rate)
        )
    return _("Try other first weights: another σ, or another seed.")


def _smaller(run: Run) -> float | None:
    """Return a smaller learning rate that is known to work, if there is one."""
    if run.config.weight_init_std == 0:
        return None  # hidden units that begin alike stay alike at any rate
    known = known_rate(run.present_config)
    return known if known < run.present_config.learning_rate else None


def _under_way(run: Run) -> Finding:
    if run.is_ending:
        return Finding(_("Stopping after this step"), each_step(run.present_config))
    if run.status is Status.PAUSED:
        return Finding(
            _("Paused at step {step}").format(step=grouped(run.iteration)),
            _about_the_end(run, _("Resume goes on as if nothing had been; Step does one more step.")),
        )
    left = run.seconds_left
    title = _("Running") if left is None else _("Running: {time} left").format(time=words.duration(left))
    return Finding(title, each_step(run.present_config))


def _about_the_end(run: Run, usual: str) -> str:
    """Return what is said below the end of a run: what it never learns, or the usual."""
    return never_learnt(run.config) or usual


def _another() -> str:
    return _("Drawing reads with it now. Start trains another network.")


def _stopped(run: Run, is_meant: bool) -> Finding:
    step = grouped(run.iteration)
    goes_on = _about_the_end(
        run,
        _("Drawing reads with it now. Continue goes on as if it had never stopped.")
        if is_meant
        else _another(),
    )
    if not run.iteration:
        return Finding(_("Stopped before the first step"))
    if not run.accuracies or run.accuracies[-1].iteration != run.iteration:
        return Finding(_("Stopped at step {step}").format(step=step), goes_on)
    if run.outcome.reached is not None:
        return Finding(
            _("{goal} % reached at step {step}: {accuracy} right").format(
                goal=plain(100 * run.outcome.reached, 4), step=step, accuracy=_accuracy(run)
            ),
            _("So this run stopped, as More settings say. Continue goes on to the next epoch.")
            if is_meant
            else _another(),
        )
    return Finding(
        _("Stopped at step {step}: {accuracy} right").format(step=step, accuracy=_accuracy(run)),
        goes_on,
    )


def _diverged(run: Run) -> Finding:
    step = run.outcome.diverged_at or 0
    rate, known = run.present_config.learning_rate, known_rate(run.present_config)
    loss = float(run.losses[step]) if step < len(run.losses) else float("nan")
    title = (
        _("Diverged at step {step}: loss {loss}").format(step=grouped(step), loss=fixed(loss, 1))
        if np.isfinite(loss)
        else _("Diverged at step {step}: the loss is no number").format(step=grouped(step))
    )
    kept = (
        _("the network of step {step} is kept").format(step=grouped(run.outcome.iteration))
        if run.outcome.iteration
        else _("no step was a good one")
    )
    is_far = rate > _FAR * known
    body = (
        _(
            "A guess has {guess}: lr = {rate} leaps past every valley; {kept}. lr = {known} is known to work.",
        )
        if is_far
        else _(
            "A guess has {guess}: lr = {rate} leaps past every valley; {kept}. A third of it may hold.",
        )
    ).format(guess=fixed(GUESS, 1), rate=plain(rate), kept=kept, known=plain(known))
    advice = known if is_far else float(f"{rate / 3:.2g}")
    return Finding(title, body, is_trouble=True, advice=advice, goes_on=run.outcome.iteration > 0)


def _accuracy(run: Run) -> str:
    return percent(run.accuracies[-1].test) if run.accuracies else "—"
