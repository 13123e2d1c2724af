"""What is said about mistakes: a result first, a number in every claim."""

import numpy as np
from numpy.typing import NDArray

from core.arrays import FloatArray
from core.losses import LOG_OFFSET
from explorer.language import _
from explorer.training.mistakes.state import Cell
from explorer.training.mistakes.work import Answers
from explorer.widgets.numbers import fixed, grouped, percent


def cell_sentence(counts: NDArray[np.int64], cell: Cell) -> str:
    """Return what a cell of the confusion matrix counts."""
    count, images = int(counts[cell]), int(counts[cell[0]].sum())
    share = percent(count / images) if images else "–"
    sentence = (
        _("{label} read rightly: {count} of {images} images, {share}")
        if cell[0] == cell[1]
        else _("{label} read as {answer}: {count} of {images} images, {share}")
    )
    return sentence.format(
        label=cell[0], answer=cell[1], count=grouped(count), images=grouped(images), share=share
    )


def mistakes_sentence(answers: Answers) -> str:
    """Return how many images are answered wrongly."""
    sentence = (
        _("{mistakes} of {count} test images wrong: {accuracy} right")
        if answers.split == "test"
        else _("{mistakes} of {count} training images wrong: {accuracy} right")
    )
    return sentence.format(
        mistakes=grouped(answers.mistakes),
        count=grouped(len(answers.labels)),
        accuracy=percent(answers.accuracy, 2),
    )


def classes_hint(by_class: FloatArray) -> str:
    """Return which digit is read worst."""
    if not np.isfinite(by_class).any():
        return ""
    worst = int(np.nanargmin(by_class))
    if by_class[worst] == np.nanmax(by_class):
        return _("all are read equally well")
    return _("{digit} is read worst").format(digit=worst)


def gallery_title(cell: Cell | None) -> str:
    """Return what the images are."""
    if cell is None:
        return _("All mistakes")
    if cell[0] == cell[1]:
        return _("{label} read rightly").format(label=cell[0])
    return _("{label} read as {answer}").format(label=cell[0], answer=cell[1])


def gallery_hint(shown: range, count: int, cell: Cell | None) -> str:
    """Return which of the images are seen, how they are sorted, and what stands below those of a cell."""
    if not count:
        return _("none is")
    which = grouped(count)
    if len(shown) < count:
        which = _("{first}–{last} of {count}").format(
            first=grouped(shown.start + 1), last=grouped(shown.stop), count=grouped(count)
        )
    if cell is None:
        return _("{which}, the largest loss first").format(which=which)
    return _("{which}; below: what {label} gets").format(which=which, label=cell[0])


def caption(label: int, answer: int, probabilities: FloatArray, cell: Cell | None) -> str:
    """Return what stands below an image: its digit and what it is read as, or what its digit gets."""
    return f"{label} → {answer}" if cell is None else percent(float(probabilities[label]))


def description(index: int, label: int, answer: int, probabilities: FloatArray) -> str:
    """Return what the network says about one image."""
    right = float(probabilities[label])
    if label == answer:
        return _("Image {index}: a {label}, read rightly with {right}").format(
            index=grouped(index), label=label, right=percent(right)
        )
    return _("Image {index}: a {label}, read as {answer} with {share}; {label} gets {right}").format(
        index=grouped(index),
        label=label,
        answer=answer,
        share=percent(float(probabilities[answer])),
        right=percent(right),
    )


def image_title(index: int, label: int) -> str:
    """Return the number of an image and its digit."""
    return _("Image {index}: a {label}").format(index=grouped(index), label=label)


def loss_of(probabilities: FloatArray, label: int) -> float:
    """Return the cross-entropy of one answer."""
    return -float(np.log(np.float64(probabilities[label]) + LOG_OFFSET))


def image_hint(label: int, answer: int, probabilities: FloatArray) -> str:
    """Return how wrong the answer to one image is."""
    loss = fixed(loss_of(probabilities, label), 2)
    if label == answer:
        return _("read rightly, loss {loss}").format(loss=loss)
    return _("read as {answer}, loss {loss}").format(answer=answer, loss=loss)
