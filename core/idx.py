"""The IDX format of MNIST, written, and read with every byte accounted for."""

from __future__ import annotations

import hashlib
import math
import zlib
from pathlib import Path
from typing import IO

import numpy as np
from numpy.typing import NDArray

from core.files import FileError, on_one_line, open_regular_file

MAX_ITEMS = 240_000
"""Size of the largest common data set in this format, EMNIST Digits."""

_CHUNK = 1 << 18
_LONGEST_NAME = 100
_GZIP_MAGIC = b"\x1f\x8b"
_UNSIGNED_BYTES = 0x08


class DatasetError(FileError):
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
    name = on_one_line(path.name, _LONGEST_NAME)
    try:
        with open_regular_file(path) as file:
            compressed = file.read(2) == _GZIP_MAGIC
            file.seek(0)
            return _read_stream(_Gzip(file) if compressed else file, name, item_shape, md5)
    except DatasetError:
        raise
    except FileNotFoundError:
        raise DatasetError(f"There is no file {path}.") from None
    except EOFError:
        raise DatasetError(f"{name} ends in the middle: its compressed data is cut short.") from None
    except zlib.error:
        raise DatasetError(f"{name} is damaged: its compressed data cannot be unpacked.") from None
    except OSError as error:
        raise DatasetError(f"{name} cannot be read: {error.strerror or error}.") from None


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


class _Gzip:
    """A gzip file read as a stream; unlike `gzip.GzipFile`, its memory is bounded."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self._unpacker = file, zlib.decompressobj(zlib.MAX_WBITS | 16)

    def read(self, count: int) -> bytes:
        """Return between 1 and `count` unpacked bytes, or none at the end.

        Raises
        ------
        EOFError
            If the compressed data is truncated.
        zlib.error
            If it is damaged, or followed by other data.
        """
        part = b""
        while not part and not self._unpacker.eof:
            packed = self._unpacker.unconsumed_tail or self._file.read(_CHUNK)
            if not packed:
                raise EOFError
            part = self._unpacker.decompress(packed, count)
        if self._unpacker.unused_data.strip(b"\0"):
            raise zlib.error("data follows the compressed data")
        return part


def _read_stream(
    stream: IO[bytes] | _Gzip, name: str, item_shape: tuple[int, ...], md5: str | None
) -> NDArray[np.uint8]:
    header = _read_up_to(stream, 8 + 4 * len(item_shape)).tobytes()
    count = _count(header, name, item_shape)
    item_size = math.prod(item_shape)
    size = count * item_size
    body = _read_up_to(stream, size + 1)
    if len(body) < size:
        raise DatasetError(f"{name} ends after {len(body)} of the {size} bytes that its header announces.")
    if len(body) > size:
        raise DatasetError(f"{name} goes on after the {count} items that its header announces.")
    if md5 is not None and _md5(header, body) != md5:
        raise DatasetError(f"{name} is not the file that was published: its MD5 digest differs.")
    body.flags.writeable = False
    return body.reshape(count, item_size) if item_shape else body


def _read_up_to(stream: IO[bytes] | _Gzip, count: int) -> NDArray[np.uint8]:
    """Return the next `count` bytes, or fewer at the end of the file."""
    content, filled = np.empty(count, np.uint8), 0
    while filled < count and (part := stream.read(min(count - filled, _CHUNK))):
        content[filled : filled + len(part)] = np.frombuffer(part, np.uint8)
        filled += len(part)
    return content[:filled]


def _count(header: bytes, name: str, item_shape: tuple[int, ...]) -> int:
    """Check the header, and return the number of items that it announces."""
    dimensions = 1 + len(item_shape)
    if len(header) < 4 + 4 * dimensions:
        raise DatasetError(f"{name} is too short to be an IDX file.")
    if header[:2] != b"\x00\x00":
        raise DatasetError(f"{name} is not an IDX file: it begins with {header[:4].hex(' ')}.")
    if header[2:4] != bytes([_UNSIGNED_BYTES, dimensions]):
        magic = int.from_bytes(header[:4], "big")
        raise DatasetError(
            f"{name} has the magic number {magic}: for bytes in {dimensions} dimensions it must be "
            f"{_UNSIGNED_BYTES << 8 | dimensions}."
        )
    count, *shape = (int(n) for n in np.frombuffer(header, ">u4", offset=4))
    if tuple(shape) != item_shape:
        sizes = (" x ".join(map(str, sides)) for sides in (shape, item_shape))
        raise DatasetError("{} holds images of {}: they must be {}.".format(name, *sizes))
    if count > MAX_ITEMS:
        raise DatasetError(f"{name} announces {count} items: at most {MAX_ITEMS} are read.")
    return count


def _md5(header: bytes, body: NDArray[np.uint8]) -> str:
    digest = hashlib.md5(header, usedforsecurity=False)
    digest.update(body)
    return digest.hexdigest()
