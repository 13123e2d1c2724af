"""Zip files, read with bounds on the number of members and on what they take unpacked, before memory is allocated."""

from __future__ import annotations

import zipfile
from typing import IO

_END, _END_BYTES = b"PK\x05\x06", 22
_LOCATOR_OF_ZIP64, _LOCATOR_BYTES = b"PK\x06\x07", 20
_BYTES_OF_ENTRY = 250  # in the directory: 46, and a name with a digest
_COMPRESSIONS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # the others unpack in pieces of any size


class ZipError(ValueError):
    """A zip file that has more than it should; the message is a predicate that says so."""


class DamagedZipError(ZipError):
    """Bytes that are no zip file, or no longer."""

    def __init__(self) -> None:
        super().__init__("is damaged, or no zip file")


class BoundedZip:
    """The members of a zip file.

    Parameters
    ----------
    file : binary file
        It must be able to seek.
    most_members : int
    most_bytes : int
        What all members together may take unpacked.

    Attributes
    ----------
    sizes : dict of int
        Of each member, by name: how many bytes it has unpacked, and not one more when it is read.

    Raises
    ------
    ZipError
        If it is no zip file (`DamagedZipError`), has more or larger members, or two of the same name.
    """

    def __init__(self, file: IO[bytes], most_members: int, most_bytes: int) -> None:
        try:
            _check_directory(file, most_members)
            self._archive = zipfile.ZipFile(file)
            self._members = {info.filename: info for info in self._archive.infolist()}
            is_as_it_should = len(self._members) == len(self._archive.infolist()) and all(
                info.compress_type in _COMPRESSIONS for info in self._members.values()
            )
        except ZipError:
            raise
        except Exception as problem:  # whatever zipfile meets in a file that somebody made up
            raise DamagedZipError from problem
        if not is_as_it_should:
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
                content = member.read(self.sizes[name] + 1)  # without a number it unpacks whatever is there
        except Exception as problem:
            raise DamagedZipError from problem
        if len(content) != self.sizes[name]:
            raise DamagedZipError
        return content


def _check_directory(file: IO[bytes], most_members: int) -> None:
    """Look at the record at the end, by which `zipfile` goes: it makes an object of every entry in the directory."""
    start = max(0, file.seek(0, 2) - _END_BYTES - _LOCATOR_BYTES)
    file.seek(start)
    tail = file.read(_END_BYTES + _LOCATOR_BYTES)
    end = tail[-_END_BYTES:]
    is_plain = end[:4] == _END and end[-2:] == b"\0\0" and tail[:4] != _LOCATOR_OF_ZIP64
    if not is_plain:
        raise DamagedZipError
    if int.from_bytes(end[12:16], "little") > most_members * _BYTES_OF_ENTRY:
        raise ZipError("has more members than it should")
