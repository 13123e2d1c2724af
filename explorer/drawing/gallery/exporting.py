"""Kept drawings as a data set: four IDX files, and a PNG for each drawing."""

from pathlib import Path

import numpy as np
from PySide6.QtGui import QImage

from core.files import write_atomically
from core.idx import idx_bytes
from core.mnist import SIDE
from explorer.drawing.gallery.forms import Shown
from explorer.plots.picture import png

_PARTS = ("train", "t10k")


def export(folder: Path, shown: tuple[Shown, ...]) -> int:
    """Write the drawings that have a label, and return how many those are.

    The same drawings are the training and the test images, so that a network can be tested or trained on them.

    Raises
    ------
    ValueError
        If no drawing has a label: a data set needs labels.
    OSError
        If a file cannot be written.
    """
    labelled = [(one.form, one.label) for one in shown if one.form is not None and one.label is not None]
    if not labelled:
        raise ValueError("no drawing has a label")
    images = np.stack([np.rint(255 * form).astype(np.uint8) for form, _unused in labelled])
    labels = np.array([label for _unused, label in labelled], dtype=np.uint8)
    for part in _PARTS:
        write_atomically(folder / f"{part}-images-idx3-ubyte", idx_bytes(images.reshape(-1, SIDE, SIDE)))
        write_atomically(folder / f"{part}-labels-idx1-ubyte", idx_bytes(labels))
    for number, (image, label) in enumerate(zip(images, labels.tolist(), strict=True)):
        pixels = np.ascontiguousarray(image)
        picture = QImage(pixels.data, SIDE, SIDE, SIDE, QImage.Format.Format_Grayscale8)
        write_atomically(folder / f"{number:03d}-label-{label}.png", png(picture))
    return len(labelled)
