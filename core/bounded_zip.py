"""Zip files read within limits on the number and unpacked size of members, checked before memory is allocated."""

from __future__ import annotations

import zipfile
from typing import IO

_END, _END_BYTES = b"PK\x05\x06", 22
_LOCATOR_OF_ZIP64, _LOCATOR_BYTES = b"PK\x06\x07", 20
_BYTES_OF_ENTRY = 250  # in the central directory: 46, plus a name with a digest
_COMPRESSIONS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # zipfile cannot bound the memory of the others


class ZipError(ValueError):
    """A zip file that exceeds a limit; the message is a predicate, to follow the name of the file."""


class DamagedZipError(ZipError):
    """Not a zip file, or a damaged one."""

    def __init__(self) -> None:
        super().__init__("is damaged, or is not a zip file")


class BoundedZip:
    """The members of a zip file.

    Parameters
    ----------
    file : binary file
        Must be seekable.
    most_members : int
    most_bytes : int
        Limit on the unpacked size of all members together.

    Attributes
    ----------
    sizes : dict of int
        Unpacked size of each member by name; `read` never returns more.

    Raises
    ------
    ZipError
        If it is not a zip file or has duplicate names (`DamagedZipError`), or exceeds a limit.
    """

    def __init__(self, file: IO[bytes], most_members: int, most_bytes: int) -> None:
        try:
            _check_directory(file, most_members)
            self._archive = zipfile.ZipFile(file)
            self._members = {info.filename: info for info in self._archive.infolist()}
            is_valid = len(self._members) == len(self._archive.infolist()) and all(
                info.compress_type in _COMPRESSIONS for info in self._members.values()
            )
        except ZipError:
            raise
        except Exception as problem:  # zipfile raises many kinds for crafted files
            raise DamagedZipError from problem
        if not is_valid:
            raise DamagedZipError
        self.sizes = {name: info.file_size for name, info in self._members.items()}
        if sum(self.sizes.values()) > most_bytes:
            raise ZipError(f"is larger than {most_bytes / 1e6:g} MB")

    def read(self, name: str) -> bytes:
        """Return the content of a member.

        Raises
        ------
        DamagedZipError
            If there is no such member, or it is damaged.
        """
        try:
            with self._archive.open(self._members[name]) as member:
                content = member.read(self.sizes[name] + 1)  # without a limit it would unpack everything
        except Exception as problem:
            raise DamagedZipError from problem
        if len(content) != self.sizes[name]:
            raise DamagedZipError
        return content


def _check_directory(file: IO[bytes], most_members: int) -> None:
    """Check the size of the central directory, as `zipfile` creates an object for each of its entries."""
    start = max(0, file.seek(0, 2) - _END_BYTES - _LOCATOR_BYTES)
    file.seek(start)
    tail = file.read(_END_BYTES + _LOCATOR_BYTES)
    end = tail[-_END_BYTES:]
    is_supported = end[:4] == _END and end[-2:] == b"\0\0" and tail[:4] != _LOCATOR_OF_ZIP64
    if not is_supported:
        raise DamagedZipError
    if int.from_bytes(end[12:16], "little") > most_members * _BYTES_OF_ENTRY:
        raise ZipError("has too many members")
