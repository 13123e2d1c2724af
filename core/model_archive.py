"""What files of networks and of runs have in common: their metadata, and the network in them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Annotated, Any, TypeAlias

import msgspec
import numpy as np
from numpy.typing import NDArray

from core import array_archive, config_document
from core.files import FileError
from core.run_document import ChangeDocument, CheckpointDocument
from core.training_config import TrainingConfig
from core.two_layer_net import PARAMETER_NAMES, TwoLayerNet

NETWORK, RUN = "learnscope-network", "learnscope-run"
NEWEST_VERSION = {NETWORK: 1, RUN: 2}
"""Of each format, the newest version that can be read."""

Share: TypeAlias = Annotated[float, msgspec.Meta(ge=0, le=1)]


class ModelFileError(FileError):
    """A file that is not what it should be; the message is one sentence that says so."""


class Metadata(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The text of a file; a format may add to it."""

    format: str
    version: int
    activation: str
    name: Annotated[str, msgspec.Meta(max_length=200)] = ""
    config: dict[str, Any] | None = None
    train_accuracy: Share | None = None
    test_accuracy: Share | None = None


class RunMetadata(Metadata, frozen=True, forbid_unknown_fields=True):
    """The text of a run's file, from version 2."""

    changes: list[ChangeDocument] = []
    checkpoints: list[CheckpointDocument] = []


class _Outline(msgspec.Struct, frozen=True):
    """What the metadata of any version have."""

    format: str = ""
    version: int = 0


@contextmanager
def one_sentence(source: str) -> Iterator[None]:
    """Turn any exception raised while reading a file, which may be crafted, into a `ModelFileError`."""
    try:
        with np.errstate(over="raise"):  # numbers that do not fit into float32
            yield
    except ModelFileError:
        raise
    except array_archive.ArchiveError as error:
        raise ModelFileError(f"{source} {error}.") from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ModelFileError(f"{source} holds metadata that Learnscope does not know.") from error
    except ValueError as error:
        raise ModelFileError(f"{source} cannot be used: {error}.") from error
    except Exception as error:
        raise ModelFileError(f"{source} contains something that Learnscope does not know.") from error


def unpack[M: Metadata](
    content: bytes,
    kind: str,
    metadata_type: type[M],
    names: tuple[str, ...],
    source: str,
    optional: tuple[str, ...] = (),
) -> tuple[M, Mapping[str, NDArray[Any]]]:
    """Return the metadata and the arrays of a file; `source` is what the sentence of an error calls it."""
    text, arrays = array_archive.unpack(content, names, optional)
    outline = msgspec.json.decode(text, type=_Outline)
    if outline.format == kind and outline.version > NEWEST_VERSION[kind]:
        raise ModelFileError(f"{source} was saved by a newer Learnscope: update Learnscope to open it.")
    metadata = msgspec.json.decode(text, type=metadata_type)
    if metadata.format != kind:
        raise ModelFileError(f"{source} is not a {kind.replace('-', ' ')} file.")
    return metadata, arrays


def network_of(
    metadata: Metadata, arrays: Mapping[str, NDArray[np.generic]], source: str
) -> tuple[TwoLayerNet, TrainingConfig | None]:
    """Return the network of a file, and how it was trained."""
    megabytes = sum(8 * arrays[name].size for name in PARAMETER_NAMES) / 1e6  # stored as float32, perhaps
    if megabytes > array_archive.MAX_BYTES / 1e6:
        raise ModelFileError(f"{source} holds a network of {megabytes:.0f} MB, which is too large.")
    if not all(np.isfinite(arrays[name]).all() for name in PARAMETER_NAMES):
        raise ModelFileError(f"{source} holds a network with parameters that are not finite.")
    params = {name: arrays[name].astype(np.float64) for name in PARAMETER_NAMES}
    net = TwoLayerNet.from_params(params, activation=metadata.activation)
    config = None if metadata.config is None else config_document.from_document(metadata.config)
    if config is not None and (config.hidden_size, config.activation) != (
        net.sizes[1],
        net.activation,
    ):
        raise ModelFileError(f"{source} holds a network that its configuration does not describe.")
    return net, config


def finite_params(network: TwoLayerNet) -> dict[str, NDArray[np.generic]]:
    """Return the parameters of a network, all of which must be finite."""
    for name, array in network.params.items():
        if not np.isfinite(array).all():
            raise ValueError(f"a network whose {name} is not finite cannot be saved")
    return {name: network.params[name] for name in PARAMETER_NAMES}


def digest(content: bytes) -> str:
    """Return what tells one file from all others."""
    return hashlib.sha256(content).hexdigest()
