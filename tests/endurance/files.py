"""Mutated files of every kind: each is read, or refused with one sentence, within limits on time and memory.

``--kind run --start 17 --count 1`` repeats one mutation, and ``--keep FILE`` writes it.
"""

import argparse
import faulthandler
import gzip
import tempfile
import time
import tracemalloc
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from PySide6.QtCore import QBuffer, QIODevice, QLoggingCategory
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

import resources
from core.files import FileError
from core.idx import idx_bytes
from core.images import Images
from core.mnist import Dataset, DatasetError, load_dataset
from core.model_file import (
    ModelFileError,
    SavedNetwork,
    SavedRun,
    load_network,
    load_run,
    network_to_bytes,
    run_to_bytes,
)
from core.optimizers import Adam
from core.picture import Picture, PictureError
from core.training import TrainingConfig, initial_checkpoint, train
from core.training_config import Change
from explorer.application import VIEWS
from explorer.drawing.files_in.decode import read_picture
from explorer.guide.filling import filled
from explorer.guide.lesson import Text
from explorer.guide.markdown import MarkdownLabel
from explorer.guide.reading import read_lesson_file
from explorer.guide.sample import SAMPLE
from explorer.session_file import STATE_FILE, RecordedRun, Recording, SessionFileError, open_session
from explorer.settings import Settings
from explorer.theme import DARK, Look
from tests.endurance.mutations import mutated

MOST_SECONDS, MOST_MEGABYTES, LONGEST_SENTENCE = 2.0, 200, 300
_TIMEOUT_SECONDS = 120
_GUIDE_WIDTH = 286
STATE_TYPES = {source.name: source.state_type for source in VIEWS}


@dataclass(frozen=True)
class Kind:
    """A kind of file.

    Attributes
    ----------
    originals : mapping of bytes
        Valid files by name; all are written to one folder, and one of them is mutated.
    open : callable
        Reads the mutated file.
    errors : tuple of type
        The exceptions that reading may raise.
    """

    originals: Mapping[str, bytes]
    open: Callable[[Path], object]
    errors: tuple[type[Exception], ...] = ()


@dataclass
class Report:
    """The results for one kind of file."""

    read: int = 0
    refused: int = 0
    seconds: float = 0.0
    megabytes: float = 0.0
    wrong: list[str] = field(default_factory=list)
    over_limit: list[str] = field(default_factory=list)  # on time or memory


def try_kind(name: str, seed: int, count: int, start: int = 0) -> Report:
    """Test `count` mutations of a kind of file; a seed and a number give the same mutation each time."""
    kind, report = KINDS[name](), Report()
    everything = list(kind.originals.values())
    with tempfile.TemporaryDirectory() as folder:
        for file, content in kind.originals.items():
            Path(folder, file).parent.mkdir(exist_ok=True)
            Path(folder, file).write_bytes(content)
        for file in kind.originals:
            kind.open(Path(folder, file))  # imports all modules, and checks that the originals are valid
        for number in range(start, start + count):
            file, content = _file(name, kind, everything, seed, number)
            path = Path(folder, file)
            path.write_bytes(content)
            where = f"{name} {number}, seed {seed}, {file}"
            _try(kind, path, content, where, report)
            path.write_bytes(kind.originals[file])
    return report


def _file(name: str, kind: Kind, everything: list[bytes], seed: int, number: int) -> tuple[str, bytes]:
    rng = np.random.default_rng([seed, number, *name.encode()])
    file = list(kind.originals)[rng.integers(len(kind.originals))]
    return file, mutated(kind.originals[file], everything, rng)


def _try(kind: Kind, path: Path, content: bytes, where: str, report: Report) -> None:
    faulthandler.dump_traceback_later(_TIMEOUT_SECONDS, exit=True)
    resident, (traced, _) = _reset_resident_peak(), tracemalloc.get_traced_memory()
    tracemalloc.reset_peak()
    begin = time.process_time()  # what others do on the machine does not count; the time-out ends what waits
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            kind.open(path)
        report.read += 1
    except kind.errors as error:
        report.refused += 1
        sentence = str(error)
        if not sentence.endswith(".") or "\n" in sentence or len(sentence) > LONGEST_SENTENCE:
            report.wrong.append(f"{where}: message of {len(sentence)} characters: {sentence[:200]!r}")
    except Exception as error:
        report.wrong.append(f"{where}: {type(error).__name__}: {str(error)[:200]!r}")
    seconds = time.process_time() - begin
    megabytes = (tracemalloc.get_traced_memory()[1] - traced) / 1e6
    megabytes = max(megabytes, _resident_peak() - resident)
    faulthandler.cancel_dump_traceback_later()
    report.seconds, report.megabytes = max(report.seconds, seconds), max(report.megabytes, megabytes)
    if seconds > MOST_SECONDS or megabytes > MOST_MEGABYTES:
        report.over_limit.append(f"{where}: {seconds:.2f} s, {megabytes:.0f} MB")
    if path.read_bytes() != content:
        report.wrong.append(f"{where}: the file was changed")


def _reset_resident_peak() -> float:
    """Reset the kernel's peak of the resident set size, where possible, and return it in megabytes."""
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")
    return _resident_peak()


def _resident_peak() -> float:
    """Return the peak resident set size in megabytes, or 0 where it is not known."""
    with suppress(OSError):
        lines = Path("/proc/self/status").read_text().splitlines()
        return next(int(line.split()[1]) / 1e3 for line in lines if line.startswith("VmHWM"))
    return 0.0


def _digits(count: int, rng: np.random.Generator) -> tuple[Images, np.ndarray]:
    images = rng.integers(0, 256, (count, 784)) * (rng.random((count, 784)) < 0.1)
    return Images.of(images.astype(np.uint8)), rng.integers(10, size=count).astype(np.uint8)


def _saved() -> tuple[SavedNetwork, SavedRun]:
    """Return a small network and its run, with a change and checkpoints."""
    rng = np.random.default_rng(0)
    data = Dataset(*_digits(60, rng), *_digits(30, rng))
    config = TrainingConfig(
        hidden_size=3, batch_size=10, iterations=9, optimizer=Adam(), validation_images=10
    )
    steps, checkpoints = [], [initial_checkpoint(config, data)]
    for step in train(config, data):
        steps.append(step)
        if step.iteration == 5:
            checkpoints.append(step.checkpoint().set_apart())
    network = steps[-1].network
    assert network is not None
    at = [step for step in steps if step.train_accuracy is not None]
    run = SavedRun.of(
        network,
        config=config,
        losses=[step.loss for step in steps],
        iterations=[step.iteration for step in at],
        train_accuracies=[step.train_accuracy for step in at],
        test_accuracies=[step.test_accuracy for step in at],
        validation_accuracies=[step.validation_accuracy for step in at],
        name="Run 1",
        changes=[Change(4, "learning_rate", 0.25)],
        checkpoints=checkpoints,
    )
    return SavedNetwork.of(network, config=config, name="Run 1"), run


def _run() -> Kind:
    return Kind({"run.npz": run_to_bytes(_saved()[1])}, load_run, (ModelFileError,))


def _network() -> Kind:
    return Kind({"network.npz": network_to_bytes(_saved()[0])}, load_network, (ModelFileError,))


def _idx(suffix: str, pack: Callable[[bytes], bytes]) -> Kind:
    rng = np.random.default_rng(0)
    originals = {
        f"{part}-{what}-ubyte{suffix}": pack(idx_bytes(items))
        for part, count in (("train", 12), ("t10k", 7))
        for what, items in (
            ("images-idx3", rng.integers(0, 256, (count, 28, 28), dtype=np.uint8)),
            ("labels-idx1", rng.integers(0, 10, count, dtype=np.uint8)),
        )
    }
    return Kind(originals, lambda path: load_dataset(path.parent), (DatasetError,))


def _grey() -> np.ndarray:
    grey = np.full((60, 90), 255, np.uint8)
    grey[10:50, 20:26] = grey[10:50, 60:66] = 0
    return grey


def _picture() -> Kind:
    image = QImage(_grey().tobytes(), 90, 60, 90, QImage.Format.Format_Grayscale8)
    originals = {"picture.pgm": Picture(_grey()).to_bytes()}
    for suffix in ("png", "jpg", "bmp", "webp"):
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        if image.save(buffer, suffix):
            originals[f"picture.{suffix}"] = buffer.data().data()
    return Kind(originals, read_picture, (PictureError,))


def _lesson() -> Kind:
    lessons = {file.name: file.read_bytes() for file in resources.path("lessons").glob("*.md")}
    return Kind(lessons | {"sample.md": SAMPLE.encode()}, _read_lesson, (FileError,))


def _read_lesson(path: Path) -> None:
    """Read a lesson, and lay out its texts as the guide does."""
    lesson = read_lesson_file(path, STATE_TYPES)
    label = MarkdownLabel(Look(DARK))
    for step in lesson.steps:
        for block in step.blocks:
            if isinstance(block, Text):
                label.set_markdown(filled(block.markdown, lambda _name: "0.1"))
                label.heightForWidth(_GUIDE_WIDTH)
    for problem in lesson.all_problems:
        if problem.line < 1 or not problem.sentence or len(str(problem)) > LONGEST_SENTENCE:
            raise AssertionError(str(problem)[:LONGEST_SENTENCE])


def _settings() -> Kind:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "settings.ini")
        settings, window = Settings(file), QWidget()
        settings.theme, settings.projector, settings.view = "dark", True, "training"
        settings.geometry = window.saveGeometry()
        settings.remember_file(Path("/home/me/lesson.learnscope"))
        settings.remember_file(Path("/home/me/Données, 2/mnist"))
        settings.save()
        return Kind({"settings.ini": file.read_bytes()}, _read_settings)


def _read_settings(path: Path) -> None:
    settings = Settings(path)
    _ = settings.theme, settings.projector, settings.view, settings.recent_files
    QWidget().restoreGeometry(settings.geometry)


def _recording() -> Recording:
    network, run = _saved()
    picture = Picture(_grey())
    states = {view.name: view.state_type() for view in VIEWS}
    states["drawing"] = replace(states["drawing"], network=network.sha256, picture=picture.sha256)
    states["training"] = replace(states["training"], run=run.sha256)
    return Recording(
        "training",
        states,
        {network.sha256: network},
        {run.sha256: RecordedRun(0, lambda: run)},
        {picture.sha256: picture},
    )


def _session() -> Kind:
    return Kind({"session.learnscope": _recording().to_zip()}, _open_session, (SessionFileError,))


def _autosave() -> Kind:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _recording().write_in(folder, {})
        originals = {
            file.relative_to(folder).as_posix(): file.read_bytes()
            for file in folder.rglob("*")
            if file.is_file()
        }
    return Kind(originals, lambda path: _open_session(_folder_of(path)), (SessionFileError,))


def _folder_of(path: Path) -> Path:
    return path.parent if path.name == STATE_FILE else path.parent.parent


def _open_session(path: Path) -> object:
    return open_session(path, {view.name: view.state_type for view in VIEWS})


KINDS: Mapping[str, Callable[[], Kind]] = {
    "session": _session,
    "autosave": _autosave,
    "run": _run,
    "network": _network,
    "idx": lambda: _idx("", bytes),
    "idx.gz": lambda: _idx(".gz", gzip.compress),
    "picture": _picture,
    "settings": _settings,
    "lesson": _lesson,
}


def main(argv: list[str]) -> int:
    """Test mutations of each kind of file and print the results; return 1 if anything was wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.endurance files", description=__doc__)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--count", type=int, default=1_000, help="mutations of each kind")
    parser.add_argument("--start", type=int, default=0, help="number of the first mutation")
    parser.add_argument("--kind", choices=KINDS, action="append")
    parser.add_argument("--keep", type=Path, help="only write the first mutation to this file")
    options = parser.parse_args(argv)
    application = QApplication.instance() or QApplication([])
    names = options.kind or list(KINDS)
    if options.keep is not None:
        kind = KINDS[names[0]]()
        everything = list(kind.originals.values())
        options.keep.write_bytes(_file(names[0], kind, everything, options.seed, options.start)[1])
        return 0
    QLoggingCategory.setFilterRules(
        "qt.gui.imageio*=false"
    )  # Qt's decoders log warnings about damaged images
    tracemalloc.start()
    print(f"{'kind':10} {'files':>6} {'read':>6} {'refused':>8} {'wrong':>6} {'worst s':>8} {'worst MB':>9}")
    failures: list[str] = []
    for line, report in _reports(names, options.seed, options.count, options.start):
        print(line, flush=True)
        failures += report.wrong + report.over_limit
    print(*failures, sep="\n")
    application.processEvents()
    return 1 if failures else 0


def _reports(names: list[str], seed: int, count: int, start: int) -> Iterator[tuple[str, Report]]:
    for name in names:
        report = try_kind(name, seed, count, start)
        yield (
            f"{name:10} {count:6} {report.read:6} {report.refused:8} {len(report.wrong):6} "
            f"{report.seconds:8.2f} {report.megabytes:9.0f}",
            report,
        )
