"""MNIST, and other data sets of its form: 28 x 28 grey images of ten classes."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import numpy as np

import resources
from core.arrays import FloatArray, UInt8Array
from core.idx import DatasetError, read_idx
from core.images import Images

__all__ = ["CLASSES", "PIXELS", "SIDE", "Dataset", "DatasetError", "load_dataset", "load_mnist"]

SIDE = 28
PIXELS = SIDE * SIDE
CLASSES = tuple("0123456789")

_FILES = (
    "train-images-idx3-ubyte",
    "train-labels-idx1-ubyte",
    "t10k-images-idx3-ubyte",
    "t10k-labels-idx1-ubyte",
)
# MD5 of the uncompressed files, as the field's loaders publish them.
_PUBLISHED_MD5 = (
    "6bbc9ace898e44ae57da46a324031adb",
    "a25bea736e30d166cdddb491f175f624",
    "2646ac647ad5339dbf082846283269ea",
    "27ae3e4e09519cfbb04c329615203637",
)


@dataclass(frozen=True, eq=False)
class Dataset:
    """Images with their labels, split into training and test data.

    Attributes
    ----------
    train_images, test_images : Images
        Of 784 grey levels each, 0 to 255, row by row.
    train_labels, test_labels : ndarray of uint8, shape (n,)
        Indices into `classes`. Read-only.
    name : str
        What to call the data set.
    classes : tuple of str
        The name of each label.
    number : int
        Unique in this process. An `id` is not: Python reuses it after the object is deleted.

    Raises
    ------
    DatasetError
        If shapes, dtypes, counts or labels do not fit together.
    """

    train_images: Images
    train_labels: UInt8Array
    test_images: Images
    test_labels: UInt8Array
    name: str = "MNIST"
    classes: tuple[str, ...] = CLASSES
    number: int = field(default_factory=count().__next__, init=False, repr=False)

    def __post_init__(self) -> None:
        for part, images, name in (
            ("training", self.train_images, "train_labels"),
            ("test", self.test_images, "test_labels"),
        ):
            labels = getattr(self, name).view()
            _check_part(part, images, labels, len(self.classes))
            labels.flags.writeable = False
            object.__setattr__(self, name, labels)


def load_dataset(folder: str | Path | None = None) -> Dataset:
    """Load the bundled MNIST, or the data set in a folder of four IDX files.

    Parameters
    ----------
    folder : path, optional
        Holds ``train-images-idx3-ubyte``, ``train-labels-idx1-ubyte``, ``t10k-images-idx3-ubyte`` and
        ``t10k-labels-idx1-ubyte``, plain or as ``.gz``, also in the spelling ``.idx3-ubyte``.
        None is the bundled MNIST, whose MD5 digests are checked.

    Returns
    -------
    Dataset
        Named after the folder.

    Raises
    ------
    DatasetError
        If a file is missing, unreadable, damaged, or not of this form.

    Notes
    -----
    Holds 785 bytes an image, and never reads much more, whatever a file claims or expands to.
    """
    if folder is None:
        return _read_folder(resources.path("mnist"), "MNIST", _PUBLISHED_MD5)
    return _read_folder(Path(folder), Path(folder).resolve().name, (None,) * len(_FILES))


def load_mnist(
    normalize: bool = True, one_hot_label: bool = True
) -> tuple[tuple[FloatArray | UInt8Array, FloatArray | UInt8Array], ...]:
    """Load the bundled MNIST as arrays, as the chapter does.

    Parameters
    ----------
    normalize : bool, optional
        Whether the pixels become float32 from 0 to 1; otherwise they stay uint8 from 0 to 255.
    one_hot_label : bool, optional
        Whether each label becomes a row of ten float64 with a single 1; otherwise labels stay uint8.

    Returns
    -------
    (train_images, train_labels), (test_images, test_labels)
        60,000 and 10,000 rows of 784 pixels, with their labels.

    Raises
    ------
    DatasetError
        If the bundled files are damaged.

    Notes
    -----
    Normalised images take 220 MB; `load_dataset` keeps 55 MB.
    """
    data = load_dataset()
    parts = ((data.train_images, data.train_labels), (data.test_images, data.test_labels))
    one_hot = np.eye(len(data.classes))
    return tuple(
        (
            images[:] / np.float32(255) if normalize else images[:],
            one_hot[labels] if one_hot_label else labels,
        )
        for images, labels in parts
    )


def _check_part(part: str, images: Images, labels: UInt8Array, classes: int) -> None:
    if images.shape[1] != PIXELS:
        raise DatasetError(f"The {part} images must have {PIXELS} pixels, not {images.shape[1]}.")
    if labels.dtype != np.uint8 or labels.ndim != 1:
        raise DatasetError(
            f"The {part} labels must be a row of uint8, not {labels.dtype} of shape {labels.shape}."
        )
    _check_counts(part, len(images), len(labels))
    if not len(images):
        raise DatasetError(f"There are no {part} images.")
    if labels.max() >= classes:
        raise DatasetError(f"The {part} labels go up to {labels.max()}: they must be 0 to {classes - 1}.")


def _check_counts(part: str, images: int, labels: int) -> None:
    if images != labels:
        raise DatasetError(f"There are {images} {part} images but {labels} {part} labels.")


def _read_folder(folder: Path, name: str, digests: Sequence[str | None]) -> Dataset:
    paths = [_find(folder, file) for file in _FILES]
    shapes: list[tuple[int, ...]] = [(SIDE, SIDE), (), (SIDE, SIDE), ()]
    # Unpacking and digests release the GIL: the small files are read beside the large one.
    with ThreadPoolExecutor(max_workers=2) as pool:
        train_images, train_labels, test_images, test_labels = pool.map(read_idx, paths, shapes, digests)
    # Before `Images.of` allocates as much memory again.
    _check_counts("training", len(train_images), len(train_labels))
    _check_counts("test", len(test_images), len(test_labels))
    return Dataset(Images.of(train_images), train_labels, Images.of(test_images), test_labels, name)


def _find(folder: Path, name: str) -> Path:
    spellings = [name, name.replace("-idx", ".idx")]
    for candidate in (folder / f"{spelling}{suffix}" for spelling in spellings for suffix in ("", ".gz")):
        if candidate.is_file():
            return candidate
    raise DatasetError(f"The folder {folder} has no file {name}, plain or as .gz.")
