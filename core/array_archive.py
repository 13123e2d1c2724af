"""Arrays with a text of metadata in one .npz file, written with the same bytes each time and read with care."""

from __future__ import annotations

import io
import math
import re
import zipfile
from collections.abc import Collection, Mapping, Sequence
from typing import IO, TypeAlias

import numpy as np
from numpy.typing import NDArray

from core.bounded_zip import BoundedZip, DamagedZipError, ZipError

MAX_BYTES = 64_000_000
"""Neither a file nor what it expands to may be larger."""

_METADATA = "metadata.json"
_MOST_MEMBERS = 50
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest date that a zip file can hold
_MOST_METADATA_BYTES = 4_000_000  # decoded JSON takes up to 25 times as much memory

_START_OF_HEADER = 10
_HEADER = re.compile(
    rb"\x93NUMPY\x01\x00(?s:..)\{'descr': '(<f4|<f8|<i8)', 'fortran_order': (True|False), "
    rb"'shape': \(((?:\d{1,8},? ?){0,3})\), \} *\n"
)


class ArchiveError(ValueError):
    """Bytes that are no such archive; the message is a predicate, such as "is damaged"."""


Array: TypeAlias = NDArray[np.generic]
Content: TypeAlias = Array | Sequence[Array]
"""An array, or parts of one, which are written one after the other along its first axis and never joined."""


def pack(metadata: bytes, arrays: Mapping[str, Content]) -> bytes:
    """Return what `write` writes."""
    content = io.BytesIO()
    write(content, metadata, arrays)
    return content.getvalue()


def write(file: IO[bytes], metadata: bytes, arrays: Mapping[str, Content]) -> None:
    """Write an archive to a file that can seek. `numpy.load` reads it as well.

    Parameters
    ----------
    file : binary file
    metadata : bytes
        A text.
    arrays : mapping of ndarray, or of sequences of them
        Of dtype float32, float64 or int64. Float64 is stored as float32 where that loses nothing. A sequence is parts
        of one array: at least one, which follow each other along the first axis.

    Raises
    ------
    ValueError
        If parts do not fit together, or the metadata are too long to be read back.
    """
    if len(metadata) > _MOST_METADATA_BYTES:
        raise ValueError(f"its metadata are longer than {_MOST_METADATA_BYTES // 1_000_000} MB")
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(zipfile.ZipInfo(_METADATA, _EPOCH), metadata)
        for name, content in arrays.items():
            parts = [content] if isinstance(content, np.ndarray) else list(content)
            with archive.open(zipfile.ZipInfo(f"{name}.npy", _EPOCH), "w") as member:
                _write_array(member, parts, _smallest_dtype(parts))


def unpack(
    content: bytes, names: Collection[str], optional: Collection[str] = ()
) -> tuple[bytes, dict[str, NDArray[np.generic]]]:
    """Return the metadata and the arrays of an archive.

    Parameters
    ----------
    content : bytes
        The file.
    names : collection of str
        The arrays that it must hold.
    optional : collection of str, optional
        Those that it may hold besides; any other is refused.

    Raises
    ------
    ArchiveError
        If it is not such an archive, or a larger one than `MAX_BYTES`.

    Notes
    -----
    No member is read before its size is known, no array allocated before its shape is known to fit its bytes,
    and nothing is ever unpickled.
    """
    try:
        archive = BoundedZip(io.BytesIO(content), _MOST_MEMBERS, MAX_BYTES)
        held = [*names, *(name for name in optional if f"{name}.npy" in archive.sizes)]
        if sorted(archive.sizes) != sorted([_METADATA, *(f"{name}.npy" for name in held)]):
            raise ArchiveError("does not hold what it should")
        if archive.sizes[_METADATA] > _MOST_METADATA_BYTES:
            raise ArchiveError("has longer metadata than Learnscope writes")
        arrays = {name: _array_of(archive.read(f"{name}.npy")) for name in held}
        return archive.read(_METADATA), arrays
    except DamagedZipError as error:
        raise ArchiveError("is damaged, or is not an archive of arrays (.npz)") from error
    except ZipError as error:
        raise ArchiveError(str(error)) from error


def unpacked_size(content: bytes) -> int:
    """Return the size of an archive once unpacked, in bytes, without unpacking it.

    Raises
    ------
    ZipError
        If it is not an archive, or larger than `MAX_BYTES`.
    """
    return sum(BoundedZip(io.BytesIO(content), _MOST_MEMBERS, MAX_BYTES).sizes.values())


def _smallest_dtype(parts: Sequence[Array]) -> np.dtype[np.generic]:
    """Return the type of little-endian numbers, as small as can be without loss, that an array is stored in."""
    dtype = np.result_type(*parts)
    if dtype == np.float64 and all(_is_single_precision(part) for part in parts):
        return np.dtype("<f4")
    return dtype.newbyteorder("<")


def _is_single_precision(array: Array) -> bool:
    with np.errstate(over="ignore"):
        return np.array_equal(array.astype(np.float32), array)


def _write_array(member: IO[bytes], parts: Sequence[Array], dtype: np.dtype[np.generic]) -> None:
    """Write an array in NumPy's format, its numbers as they lie in memory: `write_array` would copy them."""
    first = parts[0]
    if any(part.shape[1:] != first.shape[1:] or not part.ndim for part in parts[1:]):
        raise ValueError("the parts of an array differ in shape")
    columns_first = len(parts) == 1 and first.flags.f_contiguous and not first.flags.c_contiguous
    shape = (sum(map(len, parts)), *first.shape[1:]) if first.ndim else ()
    np.lib.format.write_array_header_1_0(
        member, {"descr": dtype.str, "fortran_order": columns_first, "shape": shape}
    )
    for part in parts:
        numbers = part.astype(dtype, copy=False)
        member.write(np.ascontiguousarray(numbers.T if columns_first else numbers).data)


def _array_of(member: bytes) -> NDArray[np.generic]:
    header = _HEADER.match(member)
    if header is not None and header.end() == _START_OF_HEADER + int.from_bytes(member[8:10], "little"):
        dtype = np.dtype(header[1].decode())
        shape = tuple(int(length) for length in header[3].replace(b",", b" ").split())
        # A length of 0 counts as 1 here: the lengths beside it must not overflow in NumPy.
        is_small = math.prod(max(1, length) for length in shape) <= MAX_BYTES
        if is_small and len(member) - header.end() == math.prod(shape) * dtype.itemsize:
            array = np.frombuffer(member, dtype, offset=header.end())
            return array.reshape(shape, order="F" if header[2] == b"True" else "C")
    raise ArchiveError("contains an array of an unexpected type or size")
