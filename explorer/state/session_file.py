"""A session on disk: the views' states and the networks, runs and pictures that they name, in a zip or in a folder."""

import dataclasses
import io
import os
import zipfile
from collections.abc import Callable, Collection, Hashable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path, PurePath
from typing import Any

import msgspec

from core.bounded_zip import BoundedZip, DamagedZipError, ZipError
from core.files import FileError, open_regular_file, read_regular_file, write_atomically
from core.model_file import (
    ModelFileError,
    SavedNetwork,
    SavedRun,
    network_from_bytes,
    network_to_bytes,
    run_from_bytes,
    run_to_bytes,
    unpacked_size,
)
from core.picture import Picture, PictureError
from explorer.runs.run import Run
from explorer.state.session import CHAPTER, NEWEST, Session, run_of
from explorer.state.session_upgrade import from_version_1

FORMAT, VERSION = "learnscope-session", 2
STATE_FILE = "state.json"
STATE_BYTES, STATE_VALUES, STATE_OBJECTS = 20_000_000, 1_000_000, 10_000
MEMBERS = 10_000
MOST_BYTES = 500_000_000  # of a session, unpacked
EXPANSION = 30_000_000  # by which it may exceed its file when unpacked: Learnscope does not compress sessions


class SessionFileError(FileError):
    """A session that cannot be used; the message is one sentence that says why."""


class _Outline(msgspec.Struct, frozen=True):
    """The fields of state.json in every version."""

    format: str = ""
    version: int = 0


class Header(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What state.json holds."""

    format: str
    version: int
    view: str
    states: dict[str, msgspec.Raw]
    newest: str = ""  # id of the network trained last


@dataclasses.dataclass(frozen=True)
class OpenedSession:
    """A session that was read and checked."""

    view: str
    states: Mapping[str, Any]
    networks: tuple[SavedNetwork, ...]
    runs: tuple[SavedRun, ...]
    pictures: tuple[Picture, ...] = ()


@dataclasses.dataclass(frozen=True)
class RecordedRun:
    """A run as it was when the session was recorded; `revision` changes whenever the run does."""

    revision: Hashable
    record: Callable[[], SavedRun]

    def content(self) -> bytes:
        """Return the content of its file."""
        return run_to_bytes(self.record())


@dataclasses.dataclass(frozen=True)
class Recording:
    """A snapshot of a session, which can be written on any thread while the session changes.

    A run that is not finished is None: `RunKeeper` writes it.
    """

    view: str
    states: Mapping[str, Any]
    networks: Mapping[str, SavedNetwork]  # the newest last
    runs: Mapping[str, RecordedRun | None]
    pictures: Mapping[str, Picture]

    @classmethod
    def of(cls, view: str, states: Mapping[str, Any], session: Session) -> "Recording":
        """Record a session as it is now."""
        return cls(
            view,
            dict(states),
            {key: session.network(key) for key in session.trained_networks},
            {key: _recorded(session.run(key)) for key in session.runs},
            session.pictures,
        )

    def to_zip(self) -> bytes:
        """Return the content of a session file."""
        content = io.BytesIO()
        with zipfile.ZipFile(content, "w", zipfile.ZIP_STORED) as archive:
            for name, member in self._members({}):
                archive.writestr(name, member())
        return content.getvalue()

    def write_in(self, folder: Path, run_names: dict[Hashable, str]) -> None:
        """Write the session to a folder; a session already there stays readable until this one is complete.

        Parameters
        ----------
        run_names : dict
            Names of runs by revision, so that unchanged runs are not recorded again. Updated.

        Raises
        ------
        OSError
            If it cannot be written.
        ValueError
            If a run is too large for a file.
        """
        written = set()
        for name, member in self._members(run_names):
            file = folder / name
            if name == STATE_FILE or not file.exists():
                file.parent.mkdir(parents=True, exist_ok=True)
                write_atomically(file, member())
            written.add(file)
        for file in folder.rglob("*"):  # of an earlier session, or of an interrupted save
            if file not in written and not file.is_dir():
                with suppress(OSError):
                    file.unlink()

    def _members(self, run_names: dict[Hashable, str]) -> Iterator[tuple[str, Callable[[], bytes]]]:
        """Yield the name of each file and a function that returns its content; state.json comes last."""
        states = {name: msgspec.to_builtins(state) for name, state in self.states.items()}
        texts = set(_strings(states))
        named = texts | {run_of(text) for text in texts}
        newest = next(reversed([*self.networks]), "") if NEWEST in named else ""
        for key, network in self.networks.items():
            if key in named or key == newest:
                yield f"networks/{key}.npz", partial(network_to_bytes, network)
        for key, picture in self.pictures.items():
            if key in named:
                yield f"pictures/{key}.pgm", picture.to_bytes
        names = dict.fromkeys(self.runs, CHAPTER)
        for key, run in self.runs.items():
            if run is not None and key in named:
                if run.revision not in run_names:
                    run_names[run.revision] = run.record().sha256
                names[key] = run_names[run.revision]
                yield f"runs/{names[key]}.npz", run.content
        names |= {
            text: text.replace(run_of(text), names[run_of(text)], 1)
            for text in texts
            if run_of(text) in names and text not in names
        }
        contents = {
            name: msgspec.Raw(msgspec.json.encode(_renamed(state, names))) for name, state in states.items()
        }
        yield STATE_FILE, partial(msgspec.json.encode, Header(FORMAT, VERSION, self.view, contents, newest))


def _recorded(run: Run) -> RecordedRun | None:
    record = None if run.is_active else run.recorder()
    return None if record is None else RecordedRun((run.key, run.revision), record)


def save_session(file: Path, view: str, states: Mapping[str, Any], session: Session) -> None:
    """Write a session file: the states, and the networks, runs and pictures of `session` that they name.

    Raises
    ------
    OSError
        If the file cannot be written; an existing file is unchanged.
    """
    write_atomically(file, Recording.of(view, states, session).to_zip())


def open_session(path: Path, state_types: Mapping[str, type]) -> OpenedSession:
    """Read a session from a file or folder, without changing the session that is open.

    Raises
    ------
    SessionFileError
        If it cannot be read, is damaged or too large, was made by a newer version, or has a state that is not valid.
    """
    name = "The folder" if path.is_dir() else path.name
    try:
        with _folder_members(path) if path.is_dir() else _file_members(path) as members:
            return _opened(members, state_types, name)
    except SessionFileError:
        raise
    except _TooLargeError:
        raise SessionFileError(f"{name} is larger than any session that Learnscope writes.") from None
    except ModelFileError as problem:
        raise SessionFileError(f"A network or run inside {name} cannot be used. {problem}") from None
    except PictureError as problem:
        raise SessionFileError(f"A picture inside {name} cannot be used. {problem}") from None
    except OSError as problem:
        raise SessionFileError(f"{name} cannot be read: {problem.strerror or problem}.") from None
    except Exception:  # anything else that a damaged file may raise
        raise SessionFileError(f"{name} is damaged, or is not a Learnscope session.") from None


class _TooLargeError(Exception):
    """A session larger than any that Learnscope writes."""


@dataclasses.dataclass
class _Members:
    """The files of a session, read within a budget of unpacked bytes."""

    names: Collection[str]
    read: Callable[[str], bytes]
    bytes_left: int

    def contents(self, folder: str, named_in: bytes, size: Callable[[bytes], int]) -> Iterator[bytes]:
        """Yield the contents of the files in a folder that state.json names; others belong to an earlier session."""
        for name in self.names:
            if name.startswith(f"{folder}/") and PurePath(name).stem.encode() in named_in:
                content = self.read(name)
                self.bytes_left -= size(content)
                if self.bytes_left < 0:
                    raise _TooLargeError
                yield content


@contextmanager
def _file_members(file: Path) -> Iterator[_Members]:
    with open_regular_file(file) as opened:
        most_bytes = min(MOST_BYTES, os.fstat(opened.fileno()).st_size + EXPANSION)
        try:
            archive = BoundedZip(opened, MEMBERS, most_bytes)
        except DamagedZipError:
            raise
        except ZipError:
            raise _TooLargeError from None
        yield _Members(archive.sizes, archive.read, most_bytes)


@contextmanager
def _folder_members(folder: Path) -> Iterator[_Members]:
    names = [file.relative_to(folder).as_posix() for file in folder.rglob("*") if not file.is_dir()]
    yield _Members(names, lambda name: read_regular_file(folder / name, MOST_BYTES), MOST_BYTES)


def _opened(members: _Members, state_types: Mapping[str, type], name: str) -> OpenedSession:
    content = members.read(STATE_FILE)
    header = _read_header(content, name)
    if header.view not in state_types:
        raise SessionFileError(f"{name} names a view that does not exist: {header.view}.")
    states = {}
    for view, values in header.states.items():
        if header.version < VERSION:
            values = msgspec.Raw(msgspec.json.encode(from_version_1(view, msgspec.json.decode(values))))
        states[view] = _state(view, values, state_types, name)
    networks = [
        network_from_bytes(network) for network in members.contents("networks", content, unpacked_size)
    ]
    runs = [run_from_bytes(run) for run in members.contents("runs", content, unpacked_size)]
    pictures = [Picture.from_bytes(picture) for picture in members.contents("pictures", content, len)]
    networks.sort(key=lambda saved: saved.sha256 == header.newest)
    return OpenedSession(header.view, states, tuple(networks), tuple(runs), tuple(pictures))


def _read_header(content: bytes, name: str) -> Header:
    if (
        len(content) > STATE_BYTES
        or content.count(b",") > STATE_VALUES
        or content.count(b"{") > STATE_OBJECTS
    ):
        raise _TooLargeError
    try:
        outline = msgspec.json.decode(content, type=_Outline)
        if outline.format == FORMAT:
            if outline.version > VERSION:
                raise SessionFileError(
                    f"{name} was saved by a newer Learnscope (file version {outline.version}, this one reads "
                    f"{VERSION}): update Learnscope to open it."
                )
            return msgspec.json.decode(content, type=Header)
    except msgspec.ValidationError as problem:
        raise SessionFileError(
            f"{name} contains something that Learnscope does not know: {problem}."
        ) from None
    raise SessionFileError(f"{name} is damaged, or is not a Learnscope session.")


def _state(name: str, content: msgspec.Raw, state_types: Mapping[str, type], file_name: str) -> Any:
    if name not in state_types:
        raise SessionFileError(f"{file_name} has a view that Learnscope does not know: {name}.")
    unknown = _unknown_field(content, state_types[name])
    if unknown:
        raise SessionFileError(f"{file_name} has a setting that Learnscope does not know: {name}.{unknown}.")
    try:
        return msgspec.json.decode(content, type=state_types[name])
    except ValueError as problem:
        raise SessionFileError(
            f"{file_name} has a value for {name} that is not allowed: {problem}."
        ) from None


def _unknown_field(content: msgspec.Raw, state_type: type) -> str:
    """Return the name of the first unknown field, if any; msgspec ignores unknown fields of dataclasses."""
    if not bytes(content).lstrip().startswith(b"{"):
        return ""
    fields = {field.name: field.type for field in dataclasses.fields(state_type)}
    for name, value in msgspec.json.decode(content, type=dict[str, msgspec.Raw]).items():
        if name not in fields:
            return name
        page = fields[name]
        if isinstance(page, type) and dataclasses.is_dataclass(page):
            unknown = _unknown_field(value, page)
            if unknown:
                return f"{name}.{unknown}"
    return ""


def _strings(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    children = (
        value.values() if isinstance(value, dict) else value if isinstance(value, (list, tuple)) else ()
    )
    return [text for child in children for text in _strings(child)]


def _renamed(value: Any, names: Mapping[str, str]) -> Any:
    """Return nested builtins with each string that is a key of `names` replaced."""
    if isinstance(value, dict):
        return {key: _renamed(child, names) for key, child in value.items()}
    if isinstance(value, (list, tuple)):
        return [_renamed(child, names) for child in value]
    return names.get(value, value) if isinstance(value, str) else value
