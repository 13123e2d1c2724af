"""Networks and training runs to and from files, which hold numbers and a text and cannot run code."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, TypeAlias

import msgspec
import numpy as np
from numpy.typing import ArrayLike, NDArray

from core import array_archive, config_document
from core.training_config import TrainingConfig
from core.two_layer_net import PARAMETER_NAMES, TwoLayerNet

VERSION = 1

_NETWORK = "learnscope-network"
_RUN = "learnscope-run"
_HISTORY_NAMES = ("losses", "iterations", "train_accuracies", "test_accuracies")
_Share: TypeAlias = Annotated[float, msgspec.Meta(ge=0, le=1)]


class ModelFileError(ValueError):
    """A file that is not what it should be; the message is one sentence that says so."""


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
        return cls(network, config, train_accuracy, test_accuracy, name, _digest(network_to_bytes(unnamed)))


@dataclass(frozen=True, eq=False)
class SavedRun:
    """A training run: the network that came out, and the history.

    Attributes
    ----------
    network : TwoLayerNet
        After all updates.
    config : TrainingConfig
        How it was trained.
    losses : ndarray of float32, shape (n,)
        Loss of each mini-batch, before its update.
    iterations : ndarray of int64, shape (m,)
        Numbers of updates after which the accuracies were worked out.
    train_accuracies, test_accuracies : ndarray of float64, shape (m,)
        Shares of the training and test images answered rightly.
    name : str
        What to call it.
    sha256 : str
        Of the file that it is, or would be.
    """

    network: TwoLayerNet
    config: TrainingConfig
    losses: NDArray[np.float32]
    iterations: NDArray[np.int64]
    train_accuracies: NDArray[np.float64]
    test_accuracies: NDArray[np.float64]
    name: str
    sha256: str

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
    ) -> SavedRun:
        """Return a run that has not been in a file yet.

        Raises
        ------
        ValueError
            If a parameter is not finite, or the accuracies differ in number.
        """
        history = (
            np.array(losses, dtype=np.float32),
            np.array(iterations, dtype=np.int64),
            np.array(train_accuracies, dtype=np.float64),
            np.array(test_accuracies, dtype=np.float64),
        )
        unnamed = cls(network, config, *history, name, "")
        return cls(network, config, *history, name, _digest(run_to_bytes(unnamed)))


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
        If the file cannot be written.
    """
    saved = SavedNetwork.of(
        network, config=config, train_accuracy=train_accuracy, test_accuracy=test_accuracy, name=name
    )
    Path(path).write_bytes(network_to_bytes(saved))


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
    OSError
        If the file cannot be written.
    """
    Path(path).write_bytes(run_to_bytes(run))


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
    metadata = _Metadata(
        _NETWORK,
        VERSION,
        saved.network.activation,
        saved.name,
        None if saved.config is None else config_document.to_document(saved.config),
        saved.train_accuracy,
        saved.test_accuracy,
    )
    return array_archive.pack(msgspec.json.encode(metadata), _finite_params(saved.network))


def network_from_bytes(content: bytes, source: str = "The network") -> SavedNetwork:
    """Read what `network_to_bytes` wrote; `source` is what the sentence of an error calls it."""
    metadata, arrays = _unpack(content, _NETWORK, PARAMETER_NAMES, source)
    network, config = _network(metadata, arrays, source)
    return SavedNetwork(
        network, config, metadata.train_accuracy, metadata.test_accuracy, metadata.name, _digest(content)
    )


def run_to_bytes(run: SavedRun) -> bytes:
    """Return what `save_run` writes."""
    history = {name: getattr(run, name) for name in _HISTORY_NAMES}
    if len({history[name].shape for name in _HISTORY_NAMES[1:]}) > 1:
        raise ValueError("a run needs as many accuracies as iterations at which they were worked out")
    config = config_document.to_document(run.config)
    metadata = _Metadata(_RUN, VERSION, run.network.activation, run.name, config)
    return array_archive.pack(msgspec.json.encode(metadata), {**_finite_params(run.network), **history})


def run_from_bytes(content: bytes, source: str = "The run") -> SavedRun:
    """Read what `run_to_bytes` wrote; `source` is what the sentence of an error calls it."""
    metadata, arrays = _unpack(content, _RUN, (*PARAMETER_NAMES, *_HISTORY_NAMES), source)
    network, config = _network(metadata, arrays, source)
    if config is None:
        raise ModelFileError(f"{source} does not say how its network was trained.")
    losses, iterations, train, test = (arrays[name] for name in _HISTORY_NAMES)
    if losses.ndim != 1 or iterations.ndim != 1 or not iterations.shape == train.shape == test.shape:
        raise ModelFileError(f"{source} holds losses and accuracies that do not fit together.")
    return SavedRun(
        network,
        config,
        losses.astype(np.float32),
        iterations.astype(np.int64),
        train.astype(np.float64),
        test.astype(np.float64),
        metadata.name,
        _digest(content),
    )


class _Metadata(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    format: str
    version: int
    activation: str
    name: Annotated[str, msgspec.Meta(max_length=200)] = ""
    config: dict[str, Any] | None = None
    train_accuracy: _Share | None = None
    test_accuracy: _Share | None = None


class _Outline(msgspec.Struct, frozen=True):
    """What the metadata of any version have."""

    format: str = ""
    version: int = 0


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(array_archive.MAX_BYTES + 1)
    except OSError as error:
        raise ModelFileError(f"{path.name} cannot be read: {error.strerror}.") from None


def _unpack(
    content: bytes, kind: str, names: tuple[str, ...], source: str
) -> tuple[_Metadata, Mapping[str, NDArray[np.generic]]]:
    try:
        text, arrays = array_archive.unpack(content, names)
        outline = msgspec.json.decode(text, type=_Outline)
        if outline.format == kind and outline.version > VERSION:
            raise ModelFileError(f"{source} was saved by a newer Learnscope: update Learnscope to open it.")
        metadata = msgspec.json.decode(text, type=_Metadata)
    except array_archive.ArchiveError as error:
        raise ModelFileError(f"{source} {error}.") from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise ModelFileError(f"{source} holds metadata that Learnscope does not know.") from None
    if metadata.format != kind:
        raise ModelFileError(f"{source} is not a {kind.replace('-', ' ')} file.")
    return metadata, arrays


def _network(
    metadata: _Metadata, arrays: Mapping[str, NDArray[np.generic]], source: str
) -> tuple[TwoLayerNet, TrainingConfig | None]:
    params = {name: arrays[name].astype(np.float64) for name in PARAMETER_NAMES}
    if not all(np.isfinite(array).all() for array in params.values()):
        raise ModelFileError(f"{source} holds a network with parameters that are not finite.")
    try:
        network = TwoLayerNet.from_params(params, activation=metadata.activation)
        config = None if metadata.config is None else config_document.from_document(metadata.config)
    except ValueError as error:
        raise ModelFileError(f"{source} cannot be used: {error}.") from None
    if config is not None and (config.hidden_size, config.activation) != (
        network.sizes[1],
        network.activation,
    ):
        raise ModelFileError(f"{source} holds a network that its configuration does not describe.")
    return network, config


def _finite_params(network: TwoLayerNet) -> dict[str, NDArray[np.generic]]:
    for name, array in network.params.items():
        if not np.isfinite(array).all():
            raise ValueError(f"a network whose {name} is not finite cannot be saved")
    return {name: network.params[name] for name in PARAMETER_NAMES}


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
