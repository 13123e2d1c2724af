"""The IDX format of MNIST, written, and read with every byte accounted for."""

from __future__ import annotations

import gzip
import hashlib
import math
import zlib
from pathlib import Path
from typing import IO

import numpy as np
from numpy.typing import NDArray

MAX_ITEMS = 300_000

_GZIP_MAGIC = b"\x1f\x8b"
_UNSIGNED_BYTES = 0x08


class DatasetError(ValueError):
    """Files that are not a data set; the message is one sentence that names the file."""


def read_idx(path: Path, item_shape: tuple[int, ...] = (), md5: str | None = None) -> NDArray[np.uint8]:
    """Read a file of bytes in the IDX format, plain or gzip-compressed.

    Parameters
    ----------
    path : Path
        The file; what it is compressed with is told by its content, not by its name.
    item_shape : tuple of int, optional
        Shape that each item must have: (28, 28) for images, () for labels.
    md5 : str, optional
        Digest in hexadecimal that the uncompressed file must have.

    Returns
    -------
    ndarray of uint8, shape (items, product of `item_shape`), or (items,) for shape ()
        Read-only.

    Raises
    ------
    DatasetError
        If the file cannot be read, is damaged, has another type or shape, ends early, goes on after
        its end, or holds more than `MAX_ITEMS` items.

    Notes
    -----
    At most one byte more is read than the header announces, whatever the file expands to. The format:
    magic number 0, 0, type (8 for unsigned bytes), number of dimensions; each dimension as a big-endian
    32-bit number; then the items [1]_.

    References
    ----------
    .. [1] Y. LeCun, C. Cortes, C. J. C. Burges, "The MNIST database", http://yann.lecun.com/exdb/mnist.
    """
    try:
        with path.open("rb") as file:
            compressed = file.read(2) == _GZIP_MAGIC
            file.seek(0)
            if not compressed:
                return _read_stream(file, path, item_shape, md5)
            with gzip.GzipFile(fileobj=file) as stream:
                return _read_stream(stream, path, item_shape, md5)
    except FileNotFoundError:
        raise DatasetError(f"There is no file {path}.") from None
    except EOFError:
        raise DatasetError(f"{path.name} ends in the middle: its compressed data is cut short.") from None
    except (gzip.BadGzipFile, zlib.error):
        raise DatasetError(f"{path.name} is damaged: its compressed data cannot be unpacked.") from None
    except OSError as error:
        raise DatasetError(f"{path.name} cannot be read: {error.strerror or error}.") from None


def idx_bytes(items: NDArray[np.uint8]) -> bytes:
    """Return bytes in the IDX format, as `read_idx` takes them.

    Parameters
    ----------
    items : ndarray of uint8, shape (items, ...)
        Such as images of shape (n, 28, 28), or labels of shape (n,).

    Raises
    ------
    ValueError
        If the array is not of bytes, or has no dimension.
    """
    if items.dtype != np.uint8 or items.ndim == 0:
        raise ValueError(f"IDX holds rows of bytes, not {items.ndim} dimensions of {items.dtype}")
    header = bytes([0, 0, _UNSIGNED_BYTES, items.ndim]) + np.array(items.shape, dtype=">u4").tobytes()
    return header + np.ascontiguousarray(items).tobytes()


def _read_stream(
    stream: IO[bytes] | gzip.GzipFile, path: Path, item_shape: tuple[int, ...], md5: str | None
) -> NDArray[np.uint8]:
    header = stream.read(8 + 4 * len(item_shape))
    count = _count(header, path, item_shape)
    item_size = math.prod(item_shape)
    body = stream.read(count * item_size + 1)
    if len(body) < count * item_size:
        raise DatasetError(
            f"{path.name} ends after {len(body)} of the {count * item_size} bytes that its header announces."
        )
    if len(body) > count * item_size:
        raise DatasetError(f"{path.name} goes on after the {count} items that its header announces.")
    if md5 is not None and _md5(header, body) != md5:
        raise DatasetError(f"{path.name} is not the file that was published: its MD5 digest differs.")
    items = np.frombuffer(body, np.uint8)
    return items.reshape(count, item_size) if item_shape else items


def _count(header: bytes, path: Path, item_shape: tuple[int, ...]) -> int:
    """Check the header, and return the number of items that it announces."""
    dimensions = 1 + len(item_shape)
    if len(header) < 4 + 4 * dimensions:
        raise DatasetError(f"{path.name} is too short to be an IDX file.")
    if header[:2] != b"\x00\x00":
        raise DatasetError(f"{path.name} is not an IDX file: it begins with {header[:4].hex(' ')}.")
    if header[2:4] != bytes([_UNSIGNED_BYTES, dimensions]):
        magic = int.from_bytes(header[:4], "big")
        raise DatasetError(
            f"{path.name} has the magic number {magic}: for bytes in {dimensions} dimensions it must be "
            f"{_UNSIGNED_BYTES << 8 | dimensions}."
        )
    count, *shape = (int(n) for n in np.frombuffer(header, ">u4", offset=4))
    if tuple(shape) != item_shape:
        sizes = (" x ".join(map(str, sides)) for sides in (shape, item_shape))
        raise DatasetError("{} holds images of {}: they must be {}.".format(path.name, *sizes))
    if count > MAX_ITEMS:
        raise DatasetError(f"{path.name} announces {count} items: at most {MAX_ITEMS} are read.")
    return count


def _md5(header: bytes, body: bytes) -> str:
    digest = hashlib.md5(header, usedforsecurity=False)
    digest.update(body)
    return digest.hexdigest()
