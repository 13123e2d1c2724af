"""Networks and training runs to and from files, which hold numbers and a text and cannot run code."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import IO, Any

import msgspec
import numpy as np
from numpy.typing import ArrayLike, NDArray

from core import array_archive, config_document, run_document
from core.bounded_zip import ZipError
from core.checkpoint import Checkpoint
from core.files import read_regular_file, write_atomically
from core.model_archive import (
    NETWORK,
    RUN,
    Metadata,
    ModelFileError,
    RunMetadata,
    digest,
    finite_params,
    network_of,
    one_sentence,
    unpack,
)
from core.training_config import Change, TrainingConfig
from core.two_layer_net import PARAMETER_NAMES, TwoLayerNet

__all__ = [
    "ModelFileError",
    "SavedNetwork",
    "SavedRun",
    "load_network",
    "load_run",
    "network_from_bytes",
    "network_to_bytes",
    "run_from_bytes",
    "run_to_bytes",
    "save_network",
    "save_run",
    "unpacked_size",
    "write_run",
]

_HISTORY_NAMES = ("losses", "iterations", "train_accuracies", "test_accuracies")
_VALIDATION = "validation_accuracies"


@dataclass(frozen=True, eq=False)
class SavedNetwork:
    """A network with what is known about it.

    Attributes
    ----------
    network : TwoLayerNet
    config : TrainingConfig or None
        How it was trained.
    train_accuracy, test_accuracy : float or None
        Shares of the training and test images that it answers rightly.
    name : str
        What to call it.
    sha256 : str
        Of the file that it is, or would be.
    """

    network: TwoLayerNet
    config: TrainingConfig | None
    train_accuracy: float | None
    test_accuracy: float | None
    name: str
    sha256: str

    @classmethod
    def of(
        cls,
        network: TwoLayerNet,
        *,
        config: TrainingConfig | None = None,
        train_accuracy: float | None = None,
        test_accuracy: float | None = None,
        name: str = "",
    ) -> SavedNetwork:
        """Return a network that has not been in a file yet.

        Raises
        ------
        ValueError
            If a parameter is not finite.
        """
        unnamed = cls(network, config, train_accuracy, test_accuracy, name, "")
        return cls(network, config, train_accuracy, test_accuracy, name, digest(network_to_bytes(unnamed)))


@dataclass(frozen=True, eq=False)
class SavedRun:
    """A training run: the network that came out, and the history.

    Attributes
    ----------
    network : TwoLayerNet
        After all updates.
    config : TrainingConfig
        How it was trained, at the start.
    losses : ndarray of float32, shape (n,)
        Loss of each mini-batch, before its update.
    iterations : ndarray of int64, shape (m,)
        Numbers of updates after which the accuracies were computed.
    train_accuracies, test_accuracies : ndarray of float64, shape (m,)
        Shares of the training and test images predicted correctly.
    name : str
        What to call it.
    changes : tuple of Change
        What was changed on the way, in order.
    checkpoints : tuple of Checkpoint
        Where it can be taken up again: any number of them.
    validation_accuracies : ndarray of float64, shape (m,), or None
        Shares of the validation images that were predicted correctly, where there are any.
    file_sha256 : str
        Of the file that it came in; empty where it has not been in one yet.
    """

    network: TwoLayerNet
    config: TrainingConfig
    losses: NDArray[np.float32]
    iterations: NDArray[np.int64]
    train_accuracies: NDArray[np.float64]
    test_accuracies: NDArray[np.float64]
    name: str
    changes: tuple[Change, ...] = ()
    checkpoints: tuple[Checkpoint, ...] = ()
    validation_accuracies: NDArray[np.float64] | None = None
    file_sha256: str = ""

    @cached_property
    def sha256(self) -> str:
        """Of the file that it came in, or would be; computed when it is first asked for.

        Raises
        ------
        ValueError
            As `write_run`.
        """
        return self.file_sha256 or digest(run_to_bytes(self))

    @classmethod
    def of(
        cls,
        network: TwoLayerNet,
        *,
        config: TrainingConfig,
        losses: ArrayLike,
        iterations: ArrayLike,
        train_accuracies: ArrayLike,
        test_accuracies: ArrayLike,
        name: str = "",
        changes: Sequence[Change] = (),
        checkpoints: Sequence[Checkpoint] = (),
        validation_accuracies: ArrayLike | None = None,
    ) -> SavedRun:
        """Return a run that has not been in a file yet; `losses` that are float32 already are not copied."""
        return cls(
            network,
            config,
            np.asarray(losses, dtype=np.float32),
            np.array(iterations, dtype=np.int64),
            np.array(train_accuracies, dtype=np.float64),
            np.array(test_accuracies, dtype=np.float64),
            name,
            tuple(changes),
            tuple(checkpoints),
            None if validation_accuracies is None else np.array(validation_accuracies, np.float64),
        )


def save_network(
    path: str | Path,
    network: TwoLayerNet,
    *,
    config: TrainingConfig | None = None,
    train_accuracy: float | None = None,
    test_accuracy: float | None = None,
    name: str = "",
) -> None:
    """Write a network to a file; the same network gives the same bytes.

    Raises
    ------
    ValueError
        If a parameter is not finite.
    OSError
        If the file cannot be written; an existing file is unchanged.
    """
    saved = SavedNetwork.of(
        network, config=config, train_accuracy=train_accuracy, test_accuracy=test_accuracy, name=name
    )
    write_atomically(path, network_to_bytes(saved))


def load_network(path: str | Path) -> SavedNetwork:
    """Read a network from a file.

    Raises
    ------
    ModelFileError
        If it cannot be read, is no network file, is larger than 64 MB or expands to more, or holds anything
        that a network does not.
    """
    return network_from_bytes(_read(Path(path)), Path(path).name)


def save_run(path: str | Path, run: SavedRun) -> None:
    """Write a run to a file; the same run gives the same bytes.

    Raises
    ------
    ValueError
        As `write_run`.
    OSError
        If the file cannot be written; an existing file is unchanged.
    """
    write_atomically(path, run_to_bytes(run))


def load_run(path: str | Path) -> SavedRun:
    """Read a run from a file.

    Raises
    ------
    ModelFileError
        As `load_network`.
    """
    return run_from_bytes(_read(Path(path)), Path(path).name)


def network_to_bytes(saved: SavedNetwork) -> bytes:
    """Return what `save_network` writes."""
    metadata = Metadata(
        NETWORK,
        1,
        saved.network.activation,
        saved.name,
        None if saved.config is None else config_document.to_document(saved.config),
        saved.train_accuracy,
        saved.test_accuracy,
    )
    return array_archive.pack(msgspec.json.encode(metadata), finite_params(saved.network))


def network_from_bytes(content: bytes, source: str = "The network") -> SavedNetwork:
    """Read what `network_to_bytes` wrote; `source` is what the sentence of an error calls it."""
    with one_sentence(source):
        metadata, arrays = unpack(content, NETWORK, Metadata, PARAMETER_NAMES, source)
        network, config = network_of(metadata, arrays, source)
    return SavedNetwork(
        network, config, metadata.train_accuracy, metadata.test_accuracy, metadata.name, digest(content)
    )


def run_to_bytes(run: SavedRun) -> bytes:
    """Return what `save_run` writes."""
    content = io.BytesIO()
    write_run(content, run)
    return content.getvalue()


def write_run(file: IO[bytes], run: SavedRun) -> None:
    """Write what `save_run` writes to an open file: in the first version of the format where that can hold it.

    Raises
    ------
    ValueError
        If a number in a network is not finite, the accuracies differ in number, or it is too large for a file, which
        shows once it is written.
    """
    history = {name: getattr(run, name) for name in _HISTORY_NAMES}
    if run.validation_accuracies is not None:
        history[_VALIDATION] = run.validation_accuracies
    if len({array.shape for name, array in history.items() if name != "losses"}) > 1:
        raise ValueError("a run needs as many accuracies as iterations at which they were computed")
    config = config_document.to_document(run.config)
    arrays: dict[str, array_archive.Content] = {**finite_params(run.network), **history}
    metadata = Metadata(RUN, 1, run.network.activation, run.name, config)
    if run.changes or run.checkpoints or run.validation_accuracies is not None:
        changes = run_document.changes_to_documents(run.changes, run.config)
        checkpoints, checkpoint_arrays = run_document.checkpoints_to_documents(run.checkpoints)
        metadata = RunMetadata(
            RUN, 2, metadata.activation, run.name, config, changes=changes, checkpoints=checkpoints
        )
        arrays |= checkpoint_arrays
    array_archive.write(file, msgspec.json.encode(metadata), arrays)
    if file.tell() > array_archive.MAX_BYTES:
        raise ValueError(f"a run of more than {array_archive.MAX_BYTES // 1_000_000} MB cannot be saved")


def run_from_bytes(content: bytes, source: str = "The run") -> SavedRun:
    """Read what `run_to_bytes` wrote; `source` is what the sentence of an error calls it."""
    with one_sentence(source):
        return _run_from_bytes(content, source)


def unpacked_size(content: bytes) -> int:
    """Return the unpacked size in bytes of a network or run file, without unpacking it.

    Raises
    ------
    ModelFileError
        If it is not such a file, or is too large to open.
    """
    try:
        return array_archive.unpacked_size(content)
    except ZipError as error:
        raise ModelFileError(f"The file {error}.") from error


def _run_from_bytes(content: bytes, source: str) -> SavedRun:
    names = (*PARAMETER_NAMES, *_HISTORY_NAMES)
    optional = (_VALIDATION, *run_document.CHECKPOINT_ARRAYS)
    metadata, arrays = unpack(content, RUN, RunMetadata, names, source, optional)
    network, config = network_of(metadata, arrays, source)
    if config is None:
        raise ModelFileError(f"{source} does not say how its network was trained.")
    losses, iterations, train, test = (arrays[name] for name in _HISTORY_NAMES)
    held_out = arrays.get(_VALIDATION, test)
    shapes = {array.shape for array in (iterations, train, test, held_out)}
    are_counts = iterations.dtype.kind == "i" and (iterations >= 0).all()
    if losses.ndim != 1 or iterations.ndim != 1 or len(shapes) > 1 or not are_counts:
        raise ModelFileError(f"{source} holds losses and accuracies that do not fit together.")
    if not all(_are_shares(array) for array in (train, test, held_out)):
        raise ModelFileError(f"{source} holds accuracies that are not between 0 and 1.")
    changes = run_document.changes_from_documents(metadata.changes)
    checkpoints = run_document.checkpoints_from_documents(metadata.checkpoints, arrays, network.sizes)
    return SavedRun(
        network,
        config,
        losses.astype(np.float32),
        iterations.astype(np.int64),
        train.astype(np.float64),
        test.astype(np.float64),
        metadata.name,
        changes,
        checkpoints,
        held_out.astype(np.float64) if _VALIDATION in arrays else None,
        digest(content),
    )


def _read(path: Path) -> bytes:
    try:
        return read_regular_file(path, array_archive.MAX_BYTES)
    except OSError as error:
        raise ModelFileError(f"{path.name} cannot be read: {error.strerror or error}.") from None


def _are_shares(accuracies: NDArray[Any]) -> bool:
    return bool(((accuracies >= 0) & (accuracies <= 1)).all())
