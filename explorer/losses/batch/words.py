"""Sentences of the page Batch, each from the numbers of the present state."""

import numpy as np

from core.arrays import FloatArray
from core.mini_batch import expected_spread
from core.sampling import IndexArray
from explorer.losses.batch.state import BatchState
from explorer.losses.batch.work import Batch, LossesOfAll, ManyMeans
from explorer.texts.language import _, ngettext
from explorer.texts.numbers import fixed, grouped, percent, significant

FORMULA = "E = −1/N ΣΣ t log y"


def terms() -> dict[str, str]:
    """Return the terms of the formula that the pictures show, each with its tooltip."""
    return {
        "E": _("The mean loss of this batch, among those of 100 batches"),
        "N": _("The batch size"),
        "t log y": _("The loss of each image is −t log y, summed over the classes"),
    }


_MOST_WRITTEN = 4  # of the indices: as many as fit in a window of 1100 pixels


def loss(value: float) -> str:
    """Return a loss as the page writes it."""
    return fixed(value, 4)


def image(index: int, label: int, loss: float | None) -> str:
    """Return an image of the batch in words, with its loss if it is known."""
    words = _("Training image {index}, label {label}").format(index=grouped(index), label=label)
    return words if loss is None else f"{words}: {fixed(loss, 4)}"


def gallery_hint(state: BatchState, shown: int, size: int) -> str:
    """Return which images are in sight."""
    if shown >= size:
        return _("all {size}, loss below each").format(size=grouped(size))
    if state.order == "loss":
        return _("{shown} largest losses of {size}").format(shown=shown, size=grouped(size))
    return _("first {shown} of {size}, loss below each").format(shown=shown, size=grouped(size))


def draw_code(state: BatchState, count: int) -> str:
    """Return the NumPy code that draws the batch out of `count` images."""
    size, rng = min(state.batch_size, count), f"np.random.default_rng({state.batch_seed})"
    if state.sampling == "shuffle":
        return f"{rng}.permutation({count})[:{size}]"
    return f"{rng}.choice({count}, {size})"


def draw_line(state: BatchState, count: int, indices: IndexArray) -> str:
    """Return that code with the first indices that it draws."""
    more = " …" if len(indices) > _MOST_WRITTEN else ""
    return f"{draw_code(state, count)} → {' '.join(map(str, indices[:_MOST_WRITTEN].tolist()))}{more}"


def batch_sentence(batch: Batch, all_losses: LossesOfAll, standard_error: float) -> str:
    """Compare the batch's mean with that of all images."""
    difference = batch.mean - all_losses.mean
    sentence = _("Full training set ({count}): {all}. Difference {difference}, standard error {error}.")
    return sentence.format(
        count=grouped(len(all_losses.losses)),
        all=loss(all_losses.mean),
        difference=f"+{loss(difference)}" if difference > 0 else loss(difference),
        error=significant(standard_error, 2),
    )


def largest_sentence(batch: Batch) -> str:
    """Say how much of the batch's loss the tenth of its images with the largest losses accounts for."""
    median, largest = loss(float(np.median(batch.losses))), loss(float(batch.losses.max()))
    count, total = len(batch.losses) // 10, float(batch.losses.sum())
    spread = _("Median {median}, largest {largest}.").format(median=median, largest=largest)
    if count == 0 or total <= 0:
        return spread
    share = float(np.sort(batch.losses)[-count:].sum()) / total
    sentence = ngettext(
        "The largest loss accounts for {share} of the sum.",
        "The {count} largest losses account for {share} of the sum.",
        count,
    ).format(count=grouped(count), share=percent(share, 0))
    return f"{sentence} {spread}"


def spread_caption(means: ManyMeans) -> str:
    """Return the standard deviation of the means, and below it the standard error that it estimates."""
    return _("measured {measured}\nexpected {expected}").format(
        measured=significant(means.result.spread, 2), expected=significant(means.result.expected_spread, 2)
    )


def means_sentence(means: ManyMeans, all_losses: LossesOfAll) -> str:
    """Say how many of the batches come near the mean of all, and what larger batches would do."""
    if means.result.expected_spread == 0:  # every batch has the mean of all, but for rounding
        return ""
    near = np.abs(means.result.means - all_losses.mean) <= means.result.expected_spread
    sentence = _("{near} of {count} batches lie within one standard error of the full training set.").format(
        near=int(near.sum()), count=len(means.result.means)
    )
    return f"{sentence} {_four_times_as_many(means, all_losses.losses)}".rstrip()


def _four_times_as_many(means: ManyMeans, losses: FloatArray) -> str:
    """Return the standard error of a batch of four times the size, if there is one."""
    size = 4 * means.size
    if means.sampling == "shuffle" and size > len(losses):
        return ""
    error = significant(float(expected_spread(losses, size, means.sampling)), 2)
    return _("Standard error with {size} images: {error}.").format(size=grouped(size), error=error)


def means_title(means: ManyMeans) -> str:
    """Return what the histogram is of."""
    return _("{count} batches of {size}").format(count=len(means.result.means), size=grouped(means.size))


def coverage_hint(state: BatchState, after_one: float) -> str:
    """Return the share of all images that one epoch of draws has seen, drawn with replacement or shuffled."""
    share = after_one if state.sampling == "replacement" else 1.0
    return _("{share} seen").format(share=percent(share, 1))


def status(batch: Batch, all_losses: LossesOfAll) -> str:
    """Return the page in a sentence, for a screen reader."""
    return _("Mean loss of {size} images {mean}, of all images {all}.").format(
        size=len(batch.losses), mean=loss(batch.mean), all=loss(all_losses.mean)
    )
