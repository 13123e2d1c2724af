"""What every test shares: no display needed, one application, the house fonts."""

import os
import sys

import pytest
from hypothesis import settings

from core.mnist import load_dataset

if sys.platform.startswith("linux") and "DISPLAY" not in os.environ:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# The same examples every time: only a change makes a test fail. `--hypothesis-profile thorough` looks further.
settings.register_profile("learnscope", deadline=None, derandomize=True, max_examples=25)
settings.register_profile("thorough", deadline=None, max_examples=2000)
settings.load_profile("learnscope")


def pytest_xdist_auto_num_workers(config):
    """One more worker than processors, as tests wait for threads and processes; 4 at most."""
    return min((os.cpu_count() or 1) + 1, 4)


@pytest.fixture(scope="session")
def _fonts(qapp):
    from explorer.look.theme import load_fonts

    load_fonts()


@pytest.fixture(scope="session")
def mnist_dataset():
    """The bundled MNIST, which takes long to load."""
    return load_dataset()


@pytest.fixture
def look(_fonts, request):
    """The dark look at scale 1, applied to the application; or that of the test's parameter, a tuple for `Look`."""
    from explorer.look.theme import Look

    look = Look(*getattr(request, "param", ()))
    look.apply_to_application()
    return look
