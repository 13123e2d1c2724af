"""A plugin of pytest: the files of tests, and the tests of each, in an order that a seed decides; garbage ends at once.

``pytest -p tests.endurance.shuffling --shuffle SEED``
"""

import gc
import random
from itertools import groupby

_THRESHOLD = 5  # objects made, after which the youngest garbage is collected


def pytest_addoption(parser):
    parser.addoption("--shuffle", type=int, required=True, metavar="SEED")


def pytest_configure():
    gc.set_threshold(_THRESHOLD)


def pytest_collection_modifyitems(config, items):
    rng = random.Random(config.getoption("--shuffle"))
    files = [list(tests) for _, tests in groupby(items, lambda item: item.path)]
    rng.shuffle(files)
    for tests in files:
        rng.shuffle(tests)
    items[:] = [test for tests in files for test in tests]
