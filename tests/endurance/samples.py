"""Sample files of every kind: valid, missing and damaged."""

import shutil
from pathlib import Path

import numpy as np

import resources


def make_files(folder: Path) -> list[Path]:
    """Write files of all kinds to a folder; return them, and some paths that do not exist."""
    valid = [
        *(resources.path("models", name) for name in ("chapter.npz", "chapter_run.npz")),
        resources.path("pictures", "drawing.png"),
    ]
    files = [Path(shutil.copy(file, folder)) for file in valid]
    for file in list(files):
        truncated = folder / f"truncated-{file.name}"
        truncated.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
        files.append(truncated)
    for suffix in (".learnscope", ".npz", ".png", ".csv"):
        random = folder / f"random{suffix}"
        random.write_bytes(np.random.default_rng(0).bytes(2_000))
        empty = folder / f"empty{suffix}"
        empty.touch()
        files += [random, empty, folder / f"missing{suffix}"]
    data = make_data(folder / "idx")
    saved = [
        folder / f"{number}-{name}" for number in range(3) for name in ("session.learnscope", "run-1.npz")
    ]
    return [*files, *saved, data, folder, folder / "missing"]


def make_data(folder: Path) -> Path:
    """Create a folder of four IDX files with few images, and return it."""
    folder.mkdir()
    for name, shape in (("train", (200, 28, 28)), ("t10k", (50, 28, 28))):
        _write_idx(folder / f"{name}-images-idx3-ubyte", shape)
        _write_idx(folder / f"{name}-labels-idx1-ubyte", shape[:1])
    return folder


def _write_idx(file: Path, shape: tuple[int, ...]) -> None:
    """Write labels, or images with a bright bar whose position shows the label."""
    labels = np.arange(shape[0], dtype=np.uint8) % 10
    values = labels
    if len(shape) > 1:
        values = np.zeros(shape, np.uint8)
        for image, label in zip(values, labels.tolist(), strict=True):
            image[2 * label + 2 : 2 * label + 6, 4:24] = 200
    header = bytes([0, 0, 8, len(shape)]) + b"".join(size.to_bytes(4, "big") for size in shape)
    file.write_bytes(header + values.tobytes())
