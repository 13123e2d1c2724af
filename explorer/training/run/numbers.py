"""The numbers of a run at one moment."""

from explorer.runs.run import Run
from explorer.state.session import CHAPTER
from explorer.texts.language import N_
from explorer.texts.numbers import fixed
from explorer.training.loss_curve import mean_of_last
from explorer.views.facts import MISSING, Fact, Facts, percentage, whole

FACT_LABELS = {
    "iteration": N_("Iteration"),
    "own_iteration": N_("Iteration of your own run"),
    "epoch": N_("Epoch"),
    "loss": N_("Loss"),
    "training_accuracy": N_("Training accuracy"),
    "test_accuracy": N_("Test accuracy"),
    "generalisation_gap": N_("Generalisation gap"),
}


def numbers_of(run: Run, moment: int | None) -> Facts:
    """Return the numbers of a run as it is now, or as it was after `moment` updates."""
    done = run.iteration if moment is None else moment
    loss = float(mean_of_last(run.losses[:done])[0]) if done else None
    last = next((at for at in reversed(run.accuracies) if at.iteration <= done), None)
    gap = None if last is None else last.train - last.test
    return {
        "iteration": whole(done),
        "own_iteration": whole(0 if run.key == CHAPTER else run.iteration),
        "epoch": whole(done // run.iterations_per_epoch),
        "loss": MISSING if loss is None else Fact(loss, fixed(loss, 3)),
        "training_accuracy": MISSING if last is None else percentage(last.train),
        "test_accuracy": MISSING if last is None else percentage(last.test),
        "generalisation_gap": MISSING if gap is None else Fact(gap, fixed(gap, 4)),
    }
