"""A session on disk: a zip of the views' states and of the networks and runs that they name, bounded and checked."""

import dataclasses
import io
import zipfile
import zlib
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from core.model_file import (
    ModelFileError,
    SavedNetwork,
    SavedRun,
    network_from_bytes,
    network_to_bytes,
    run_from_bytes,
    run_to_bytes,
)
from core.picture import Picture, PictureError
from explorer.files import write_whole
from explorer.session import CHAPTER, NEWEST, Session, run_of

FORMAT, VERSION = "learnscope-session", 1
STATE_FILE = "state.json"
STATE_BYTES, MEMBER_BYTES, MEMBERS = 20_000_000, 64_000_000, 10_000


class SessionFileError(ValueError):
    """One sentence that says what is wrong with a session file."""


class Header(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What state.json holds."""

    format: str
    version: int
    view: str
    states: dict[str, Any]
    newest: str = ""  # id of the network trained last


@dataclasses.dataclass(frozen=True)
class OpenedSession:
    """A session file that was read and found right."""

    view: str
    states: Mapping[str, Any]
    networks: tuple[SavedNetwork, ...]
    runs: tuple[SavedRun, ...]
    pictures: tuple[Picture, ...] = ()


def save_session(file: Path, view: str, states: Mapping[str, Any], session: Session) -> None:
    """Write the states, and the networks and runs of `session` that they name.

    Raises
    ------
    OSError
        If the file cannot be written; an old file of that name stays whole.
    """
    write_whole(file, session_recorder(view, states, session)())


def session_recorder(view: str, states: Mapping[str, Any], session: Session) -> Callable[[], bytes]:
    """Return what makes the content of a session file, on any thread and whatever has become of the session by then.

    Notes
    -----
    Making it takes about 20 ms for each run that the states name.
    """
    builtins = {name: msgspec.to_builtins(state) for name, state in states.items()}
    named = {part for text in _strings(builtins) for part in (text, run_of(text))}
    newest = session.trained_networks[-1:] if NEWEST in named else ()
    return partial(
        _content,
        Header(FORMAT, VERSION, view, builtins, newest[0] if newest else ""),
        {key: session.network(key) for key in session.trained_networks if key in named or key in newest},
        {key: session.run(key).recorder() for key in session.runs if key in named},
        {key: picture for key in sorted(named) if (picture := session.picture(key)) is not None},
    )


def _content(
    header: Header,
    networks: Mapping[str, SavedNetwork],
    recorders: Mapping[str, Callable[[], SavedRun] | None],
    pictures: Mapping[str, Picture],
) -> bytes:
    """Return the content of a session file, in whose states runs are named by what they hold."""
    runs = {key: record() for key, record in recorders.items() if record is not None}
    names = {key: runs[key].sha256 if key in runs else CHAPTER for key in recorders}
    names |= {
        text: text.replace(run_of(text), names[run_of(text)], 1)
        for text in _strings(header.states)
        if run_of(text) in names and text not in names
    }
    header = msgspec.structs.replace(header, states=_renamed(header.states, names))
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(STATE_FILE, msgspec.json.format(msgspec.json.encode(header)))
        for key, network in networks.items():
            archive.writestr(f"networks/{key}.npz", network_to_bytes(network))
        for saved in runs.values():
            archive.writestr(f"runs/{saved.sha256}.npz", run_to_bytes(saved))
        for key, picture in pictures.items():
            archive.writestr(f"pictures/{key}.pgm", picture.to_bytes())
    return content.getvalue()


def open_session(file: Path, state_types: Mapping[str, type]) -> OpenedSession:
    """Read a session file; nothing is changed by that.

    Raises
    ------
    SessionFileError
        If it cannot be read, is damaged, was made by a newer version, or says what no view understands.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            members = archive.infolist()
            if len(members) > MEMBERS or any(member.file_size > MEMBER_BYTES for member in members):
                raise SessionFileError(f"{file.name} is larger than any session that Learnscope writes.")
            header = _read_header(archive, file.name)
            states = {
                name: _state(name, values, state_types, file.name) for name, values in header.states.items()
            }
            networks = [
                network_from_bytes(archive.read(m)) for m in members if m.filename.startswith("networks/")
            ]
            runs = [run_from_bytes(archive.read(m)) for m in members if m.filename.startswith("runs/")]
            pictures = [
                Picture.from_bytes(archive.read(m)) for m in members if m.filename.startswith("pictures/")
            ]
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError, RuntimeError):
        raise SessionFileError(f"{file.name} is damaged, or is no session of Learnscope.") from None
    except OSError as problem:
        raise SessionFileError(f"{file.name} cannot be read: {problem.strerror}.") from None
    except ModelFileError as problem:
        raise SessionFileError(f"A network or run inside {file.name} cannot be used. {problem}") from None
    except PictureError as problem:
        raise SessionFileError(f"A picture inside {file.name} cannot be used. {problem}") from None
    if header.view not in state_types:
        raise SessionFileError(f"{file.name} names a view that there is not: {header.view}.")
    networks.sort(key=lambda saved: saved.sha256 == header.newest)
    return OpenedSession(header.view, states, tuple(networks), tuple(runs), tuple(pictures))


def _read_header(archive: zipfile.ZipFile, name: str) -> Header:
    if archive.getinfo(STATE_FILE).file_size > STATE_BYTES:
        raise SessionFileError(f"{name} is larger than any session that Learnscope writes.")
    content = archive.read(STATE_FILE)
    try:
        outline = msgspec.json.decode(content, type=dict[str, Any])
        if outline.get("format") == FORMAT and isinstance(outline.get("version"), int):
            if outline["version"] > VERSION:
                raise SessionFileError(
                    f"{name} was saved by a newer Learnscope (file version {outline['version']}, this one "
                    f"reads {VERSION}): update Learnscope to open it."
                )
            return msgspec.convert(outline, Header)
    except msgspec.ValidationError as problem:
        raise SessionFileError(f"{name} says something that Learnscope does not know: {problem}.") from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        pass
    raise SessionFileError(f"{name} is damaged, or is no session of Learnscope.")


def _state(name: str, values: Any, state_types: Mapping[str, type], file_name: str) -> Any:
    if name not in state_types:
        raise SessionFileError(f"{file_name} has a view that Learnscope does not know: {name}.")
    unknown = _unknown_field(values, state_types[name])
    if unknown:
        raise SessionFileError(f"{file_name} has a setting that Learnscope does not know: {name}.{unknown}.")
    try:
        return msgspec.convert(values, state_types[name])
    except (msgspec.ValidationError, ValueError) as problem:
        raise SessionFileError(
            f"{file_name} has a value for {name} that is not allowed: {problem}."
        ) from None


def _unknown_field(values: Any, state_type: type) -> str:
    """Name of the first value that the dataclass has no field for; msgspec passes over those of dataclasses."""
    if not isinstance(values, dict):
        return ""
    fields = {field.name: field.type for field in dataclasses.fields(state_type)}
    for name, value in values.items():
        if name not in fields:
            return str(name)
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
