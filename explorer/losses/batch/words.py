"""Sentences of the page Mini-batch, each from the numbers of now."""

import numpy as np

from explorer.language import _
from explorer.losses.batch.state import BatchState
from explorer.losses.batch.work import Batch, LossesOfAll, ManyMeans
from explorer.widgets.numbers import fixed, grouped, percent, significant


def loss(value: float) -> str:
    """Return a loss as the page writes it."""
    return fixed(value, 4)


def gallery_hint(state: BatchState, shown: int, size: int) -> str:
    """Return which images are in sight."""
    if shown >= size:
        return _("all {size}, loss below").format(size=grouped(size))
    if state.order == "loss":
        return _("the {shown} worst of {size}, loss below").format(shown=shown, size=grouped(size))
    return _("the first {shown} of {size}, loss below").format(shown=shown, size=grouped(size))


def batch_sentence(batch: Batch, all_losses: LossesOfAll, expected_spread: float) -> str:
    """Compare the batch's mean with that of all images."""
    difference = batch.mean - all_losses.mean
    numbers = {
        "count": grouped(len(all_losses.losses)),
        "all": loss(all_losses.mean),
        "difference": loss(abs(difference)),
        "spread": significant(expected_spread, 2),
    }
    sentence = (
        _("All {count} have {all}: the batch is {difference} above, with ±{spread} to be expected.")
        if difference >= 0
        else _("All {count} have {all}: the batch is {difference} below, with ±{spread} to be expected.")
    )
    return sentence.format(**numbers)


def largest_sentence(batch: Batch) -> str:
    """Say how unevenly the batch's loss is shared."""
    worst = max(1, len(batch.losses) // 10)
    total = float(batch.losses.sum())
    if len(batch.losses) < 10 or total <= 0:
        return _("Median {median}, largest {largest}.").format(
            median=loss(float(np.median(batch.losses))), largest=loss(float(batch.losses.max()))
        )
    share = float(np.sort(batch.losses)[-worst:].sum()) / total
    return _("The worst tenth makes {share} of it. Median {median}, largest {largest}.").format(
        share=percent(share, 0),
        median=loss(float(np.median(batch.losses))),
        largest=loss(float(batch.losses.max())),
    )


def means_hint(means: ManyMeans) -> str:
    """Return the spread of the means against theory."""
    return _("{measured}; theory {expected}").format(
        measured=significant(means.result.spread, 2), expected=significant(means.result.expected_spread, 2)
    )


def means_sentence(means: ManyMeans, all_losses: LossesOfAll) -> str:
    """Say how many of the batches come near the mean of all."""
    near = np.abs(means.result.means - all_losses.mean) <= means.result.expected_spread
    return _(
        "Of {count} such batches {near} come within ±{spread}. Four times the images halve the spread."
    ).format(
        count=len(means.result.means),
        near=int(near.sum()),
        spread=significant(means.result.expected_spread, 2),
    )


def beyond_hint(beyond: int) -> str:
    """Return how many means are out of sight."""
    return _("{count} further right").format(count=beyond) if beyond else ""


def means_title(means: ManyMeans) -> str:
    """Return what the histogram is of."""
    return _("{count} batches of {size}").format(count=len(means.result.means), size=grouped(means.size))


def coverage_hint(after_one: float) -> str:
    """Return what an epoch of draws has seen."""
    return _("epoch: {share}").format(share=percent(after_one, 1))


def status(batch: Batch, all_losses: LossesOfAll) -> str:
    """Return the page in a sentence, for people who do not see the picture."""
    return _("Mean loss of {size} images {mean}, of all {all}.").format(
        size=len(batch.losses), mean=loss(batch.mean), all=loss(all_losses.mean)
    )
