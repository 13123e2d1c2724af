"""What the tests of the window share: windows that end in good order, and a data set learned in a blink."""

import gc

import numpy as np
import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from core.images import Images
from core.mnist import Dataset, load_dataset
from explorer.application import build
from explorer.background.frame_clock import FrameClock
from explorer.background.garbage import collect_what_is_due
from explorer.state.session import Session
from explorer.training import cost


@pytest.fixture(scope="module", autouse=True)
def _windows_of_this_module():
    """Delete windows as Qt does, parents first: Python's garbage collector would take any order, and crash."""
    windows = []
    yield windows
    windows += QApplication.topLevelWidgets()
    for window in windows:
        if shiboken6.isValid(window) and _is_ours(window):
            window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _is_ours(window):
    """Whether a window was shown, or is of this project: plots keep hidden ones, which go with their plot."""
    shown = window.windowHandle() is not None
    return window.parent() is None and (shown or type(window).__module__.startswith("explorer"))


@pytest.fixture(scope="session", autouse=True)
def _no_garbage_on_other_threads():
    """Collect garbage as the application does: a training thread that takes widgets apart crashes Qt."""
    gc.disable()


@pytest.fixture(autouse=True)
def _garbage_of_this_test():
    yield
    collect_what_is_due()


@pytest.fixture(autouse=True)
def _windows_of_this_test(_windows_of_this_module):
    """Keep the windows of a test from the garbage collector until its module is over."""
    yield
    _windows_of_this_module.extend(QApplication.topLevelWidgets())


@pytest.fixture(autouse=True)
def _frames_at_once(request, monkeypatch):
    """Draw what is stale at once, for tests to read without an event loop; not where frames are what is tested."""
    if request.node.get_closest_marker("frame_clock") is None:
        monkeypatch.setattr(FrameClock, "request", lambda _clock, draw, wait=0.0: draw())


@pytest.fixture(autouse=True)
def _little_beside_the_window(request, monkeypatch, dataset):
    """Read the small data set in place of the bundled one, and time one step of each kind, not 0.4 s of them.

    The tests of the clock count what is painted, which is all there only after the usual waits.
    """
    if request.node.get_closest_marker("frame_clock") is None:
        monkeypatch.setattr(cost, "_SECONDS_A_TRIAL", 1e-9)
        monkeypatch.setattr(
            "explorer.state.session.load_dataset",
            lambda folder=None: dataset if folder is None else load_dataset(folder),
        )


@pytest.fixture(scope="session")
def dataset():
    """Two hundred small pictures: a bright bar whose place is the class."""
    rng = np.random.default_rng(0)
    labels = np.arange(200, dtype=np.uint8) % 10
    images = rng.integers(0, 60, (200, 784), dtype=np.uint8)
    for image, label in zip(images, labels.tolist(), strict=True):
        image[label * 70 : label * 70 + 60] += 180
    return Dataset(Images.of(images[:150]), labels[:150], Images.of(images[150:]), labels[150:], "bars")


@pytest.fixture
def session(_fonts, dataset):
    """A session that has the small data set."""
    session = Session()
    session.dataset = dataset
    yield session
    session.close()


@pytest.fixture
def settings_file(tmp_path):
    return tmp_path / "settings.ini"


@pytest.fixture
def start(qapp, settings_file, qtbot):
    """Build the application as the command does; each window ends with its test: one left makes the next slower."""
    windows = []

    def start(*arguments):
        _, window = build(["learnscope", "--settings", str(settings_file), *arguments])
        windows.append(window)
        window.show()
        qtbot.waitExposed(window)
        return window

    yield start
    for window in windows:
        window.close()
        window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def window(start):
    return start()
