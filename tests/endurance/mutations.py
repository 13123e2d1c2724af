"""Mutations of files: random damage, and crafted attacks."""

import gzip
import io
import json
import struct
import warnings
import zipfile
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from core.idx import MAX_ITEMS
from tests.endurance.lesson_mutations import other_lesson

Rng = np.random.Generator

BOMB_BYTES = 55_000_000, 260_000_000  # unpacked


def mutated(content: bytes, others: Sequence[bytes], rng: Rng) -> bytes:
    """Return a mutation of `content`, perhaps with parts of others."""
    ways: list[Callable[[], bytes]] = [lambda: _damaged(content, others, rng)]
    if content[:2] == b"PK":
        ways += [lambda: _rezipped(content, others, rng)] * 3
    elif content[:2] == b"\x1f\x8b":
        ways += [lambda: gzip.compress(mutated(gzip.decompress(content), others, rng), 1)]
        ways += [lambda: gzip.compress(gzip.decompress(content) + bytes(_bomb_size(rng)), 1)]
        ways += [lambda: content[:3] + b"\x08" + b"x" * int(rng.integers(3_000_000))]
    elif content[:1] == b"{":
        ways += [lambda: _other_json(content, rng)] * 6
    elif content[:6] == b"\x93NUMPY":
        ways += [lambda: _other_header(content, rng)] * 3
    elif content[:2] == b"\0\0":
        ways += [lambda: _other_idx(content, rng)] * 2
    elif content[:1] == b"[":
        ways += [lambda: _other_settings(content, rng)] * 3
    elif content[:2] == b"P5":
        ways += [lambda: _other_pgm(content, rng)]
    elif content[:4] == b"\x89PNG":
        ways += [lambda: _other_png(content, rng)]
    elif content[:3] == b"+++":
        ways += [lambda: other_lesson(content, rng)] * 6
    return ways[rng.integers(len(ways))]()


def _damaged(content: bytes, others: Sequence[bytes], rng: Rng) -> bytes:
    """Change, truncate, extend, zero, repeat, delete or splice bytes."""
    way, size = rng.integers(7), len(content)
    start, length = int(rng.integers(size + 1)), int(rng.integers(1, max(2, min(size, 5_000))))
    if way == 0:
        changed = bytearray(content)
        for _ in range(rng.integers(1, 9) if size else 0):
            place = rng.integers(size)
            if rng.random() < 0.5:  # headers and directories are at the ends
                place = min(size - 1, int(rng.exponential(60)))
                place = place if rng.random() < 0.5 else size - 1 - place
            changed[place] = rng.integers(256)
        return bytes(changed)
    if way == 1:
        return content[:start]
    if way == 2:
        return content + (bytes(length) if rng.random() < 0.5 else rng.bytes(length))
    if way == 3:
        return content[:start] + bytes(length) + content[start + length :]
    if way == 4:
        return content[:start] + content[start : start + length] * int(rng.integers(2, 5)) + content[start:]
    if way == 5:
        return content[:start] + content[start + length :]
    other = others[rng.integers(len(others))]
    return content[:start] + other[int(rng.integers(len(other) + 1)) :]


def _rezipped(content: bytes, others: Sequence[bytes], rng: Rng) -> bytes:
    """Change, add or remove members, and write a zip file with valid checksums."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = [(name, archive.read(name)) for name in archive.namelist()]
    index = int(rng.integers(len(members)))
    name, member = members[index]
    way = rng.integers(12)
    if way < 7:
        members[index] = name, mutated(member, others, rng)
    elif way == 7 and rng.random() < 0.3 and any(each == "W1.npy" for each, _ in members):
        return _bomb(content, rng)
    elif way == 7:
        members[index] = name, _bomb(member, rng)
    elif way == 8:
        members[index] = _text(rng) if rng.random() < 0.3 else name[::-1], member
    elif way == 9:
        del members[index]
    elif way == 10:
        member = _bomb(member, rng) if member[:2] == b"PK" and rng.random() < 0.5 else member
        members += [(name if rng.random() < 0.2 else f"{name}{n}", member) for n in range(rng.integers(1, 9))]
    else:
        members += [(f"{name[:-4]}{n}{name[-4:]}", b"") for n in range(int(rng.exponential(1_500)))]
    compression = zipfile.ZIP_DEFLATED
    if rng.random() < 0.2:
        compression = int(rng.choice([zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]))
    if max(len(member) for _, member in members) > 1_000_000:
        compression = zipfile.ZIP_DEFLATED
    return _zip(members, compression)


def _zip(members: Sequence[tuple[str, bytes]], compression: int) -> bytes:
    content = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about duplicate names
        with zipfile.ZipFile(content, "w", compression, compresslevel=1) as archive:
            for name, member in members:
                archive.writestr(
                    zipfile.ZipInfo(name[:30_000].encode("utf-8", "replace").decode()), member, compression
                )
    return content.getvalue()


def _bomb_size(rng: Rng) -> int:
    return int(rng.integers(*BOMB_BYTES)) if rng.random() < 0.15 else int(rng.exponential(1_000_000))


def _bomb(member: bytes, rng: Rng) -> bytes:
    """Return a large content that compresses to almost nothing."""
    size = _bomb_size(rng)
    if member[:1] == b"{":
        piece = [b"[],", b'"",', b"[", b" ", b'{"":0},'][rng.integers(5)]
        return b'{"format": "learnscope-run", "config": [' + piece * (size // 10)
    if member[:2] == b"PK":  # a network or run in a session: a nested bomb
        with zipfile.ZipFile(io.BytesIO(member)) as archive:
            members = [(name, archive.read(name)) for name in archive.namelist()]
        if rng.random() < 0.5:
            width = int(rng.integers(1_000, 20_000))
            members = [(name, _widened(name, inner, width)) for name, inner in members]
        else:
            members = [(name, bytes(size // 4) if name.endswith("npy") else inner) for name, inner in members]
        return _zip(members, zipfile.ZIP_DEFLATED)
    if member[:6] == b"\x93NUMPY":
        return _npy(np.zeros(size // 4, np.float32))
    return bytes(size)


def _widened(name: str, member: bytes, width: int) -> bytes:
    """Return a member of a network file resized to `width` hidden units with weights of 0."""
    shapes = {"W1.npy": (784, width), "b1.npy": (width,), "W2.npy": (width, 10)}
    if name in shapes:
        return _npy(np.zeros(shapes[name], np.float32))
    if name.endswith(".json"):
        metadata = json.loads(member)
        metadata["config"]["hidden_size"] = width
        return json.dumps(metadata).encode()
    return member


def _npy(array: np.ndarray) -> bytes:
    content = io.BytesIO()
    np.save(content, array)
    return content.getvalue()


_SHAPES = (
    "(2**70, 0)", "(-1,)", "(99999999, 99999999)", "(99999999, 99999999, 99999999, 0)", "()", "(1.5,)", "None",
    "(True,)", "[784, 3]", "(" * 2_000, "((1,), 2)", "(9" + "9" * 5_000 + ",)", "(1e400,)", "(0,)", "(1, 0)",
)  # fmt: skip
_DESCRIPTIONS = (
    "'|O'", "'<U9'", "'<c16'", "'<M8[s]'", "'>f8'", "'<f2'", "[('a', '<f8')]", "'<f8' * 9**9", "0", "'x" * 500,
    "'|V1000000000'", "__import__('os')", "('<f8', (9999999,))",
)  # fmt: skip


def _other_header(content: bytes, rng: Rng) -> bytes:
    """Return an array with a crafted header or unusual numbers."""
    end = 10 + int.from_bytes(content[8:10], "little")
    header, data = content[10:end].decode("latin-1"), content[end:]
    way = rng.integers(6)
    if way < 3:
        start, stop = header.index("'shape': ") + 9, header.rindex(")") + 1
        header = header[:start] + str(rng.choice(_SHAPES)) + header[stop:]
    elif way == 3:
        start, stop = header.index("'descr': ") + 9, header.index(", 'fortran")
        header = header[:start] + str(rng.choice(_DESCRIPTIONS)) + header[stop:]
    elif way == 4:
        header = str(
            rng.choice(["'''", "{", "(", "\\", "lambda: 0", "{'descr'", "#", "0x", "{}", "1" * 9_000])
        )
    else:
        dtype = np.dtype(str(rng.choice(["<f4", "<f8", "<i8"])))
        numbers = rng.choice([np.nan, np.inf, -np.inf, 1e308, -1.0, 2**53, 0.5], len(data) // dtype.itemsize)
        with np.errstate(all="ignore"), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            data = numbers.astype(dtype).tobytes()
    encoded = header.encode("latin-1")[:65_535]
    version = b"\x01\x00" if rng.random() < 0.9 else rng.bytes(2)
    return content[:6] + version + struct.pack("<H", len(encoded)) + encoded + data


def _text(rng: Rng) -> str:
    texts = (
        "",
        "x" * 100_000,
        "a\nb\r\n",
        "<b>bold</b>" * 50,
        "../../etc",
        "\0",
        "\u202e\u2028",
        "\ud800",
        "NEWEST",
        "-1",
    )
    return texts[rng.integers(len(texts))]


def _value(rng: Rng) -> Any:
    """Return a value of an unexpected type or size."""
    if rng.random() < 0.3:
        return _text(rng)
    deep: Any = 0
    for _ in range(900):
        deep = [deep]
    values = (
        None, True, -1, 0, 1e308, -1e-308, 10**30, 2**63, -(2**64), float("nan"), float("inf"), 0.5, 10_000_000,
        [], {}, [[]], [0] * 100_000, {"": {}}, deep, [float("nan")] * 3, {"name": "adam"}, [["0.5", 1]],
    )  # fmt: skip
    return values[rng.integers(len(values))]


def _other_json(content: bytes, rng: Rng) -> bytes:
    """Change, add or remove one value anywhere in a JSON text."""
    try:
        document = json.loads(content)
        places = list(_places(document))
    except (ValueError, RecursionError):
        return _damaged(content, [content], rng)
    owner, key = places[rng.integers(len(places))] if places else (document, "")
    way = rng.integers(10)
    if way == 0 and places:
        del owner[key]
    elif way == 1 and isinstance(owner, dict):
        owner[_text(rng)] = _value(rng)
    elif way == 2:
        return b'{"format":' * 2_000 + content
    elif way == 3:
        return content.replace(b":", b": 1" + b"0" * int(rng.integers(1, 9_000)) + b', "a":', 1)
    elif isinstance(owner, (dict, list)) and places:
        owner[key] = _value(rng)
    text = json.dumps(document)
    return text.encode("utf-8", "surrogatepass")


def _places(value: Any) -> Any:
    keys = list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for key in keys:
        yield value, key
        yield from _places(value[key])


def _other_idx(content: bytes, rng: Rng) -> bytes:
    """Return images or labels with a wrong header, or of the maximum size."""
    count = int(rng.choice([0, 1, 2**31, 2**32 - 1, MAX_ITEMS, MAX_ITEMS + 1, 12_345]))
    if rng.random() < 0.3:
        return content[:4] + struct.pack(">I", MAX_ITEMS) + content[8:] + bytes(784 * MAX_ITEMS)
    if rng.random() < 0.5:
        return content[:4] + struct.pack(">I", count) + content[8:]
    return content[:2] + rng.bytes(int(rng.integers(1, 14))) + content[16:]


def _other_pgm(content: bytes, rng: Rng) -> bytes:
    sizes = (
        "0 0",
        "1 1",
        "9999 9999",
        "640 640",
        "99999999 1",
        "-1 5",
        "4" * 5_000,
        "1 1\n#\n",
        "16000 1000",
    )
    return (
        b"P5\n"
        + str(rng.choice(sizes)).encode()
        + b"\n"
        + rng.choice([b"255", b"65535", b"0"])
        + b"\n"
        + content[15:]
    )


def _other_png(content: bytes, rng: Rng) -> bytes:
    width, height = (int(rng.choice([0, 1, 4_000, 65_535, 2**31 - 1])) for _ in range(2))
    kind = b"IHDR" + struct.pack(">II", width, height) + content[24:29]
    return content[:12] + kind + struct.pack(">I", zipfile.crc32(kind)) + content[33:]


def _other_settings(content: bytes, rng: Rng) -> bytes:
    """Change a setting, or add one."""
    lines = content.decode("utf-8", "replace").splitlines()
    values = (
        "@Invalid()", "@ByteArray(" + "\\x1\\xd9\\xd0\\xcb" * 200 + ")", "@ByteArray(",
        "@Variant(\\0\\0\\0\\x7f\\0\\0)",
        "@Variant(\\0\\0\\0\\t\\xff\\xff\\xff\\xff)", "@Size(1 2)", "@Rect(9 9 9)", "x" * 100_000, "a, b, c", '"',
        "\\x", "\\n" * 5_000, "<b>", "true", "9" * 400, "/\\0", "%U0041", ";", "\\xffff",
    )  # fmt: skip
    value = str(rng.choice(values))
    place = int(rng.integers(1, len(lines) + 1))
    if place < len(lines) and rng.random() < 0.7:
        lines[place] = lines[place].split("=")[0] + "=" + value
    else:
        name = rng.choice(
            ["theme", "projector", "view", "geometry", "recent_files", "other", "%", "a/b/c" * 999]
        )
        lines.insert(place, f"{name}={value}")
    return "\n".join(lines).encode() + b"\n"
