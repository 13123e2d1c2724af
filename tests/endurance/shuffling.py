"""A pytest plugin that shuffles the test files, and the tests in each, with a seed, and collects garbage often.

``pytest -p tests.endurance.shuffling --shuffle SEED``
"""

import gc
import random
from itertools import groupby

_THRESHOLD = 5  # allocations before a collection of the youngest generation


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
