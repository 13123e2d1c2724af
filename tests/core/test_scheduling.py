import ctypes
import itertools
import os
import runpy
import sys
import threading
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from core import scheduling
from core.scheduling import let_others_go, processors


@pytest.fixture
def clock(monkeypatch):
    """A clock that only the test moves, and how often others were let go."""
    now, yields = [100.0], []
    monkeypatch.setattr(time, "perf_counter", lambda: now[0])
    monkeypatch.setattr(scheduling, "_leave_processor", lambda: yields.append(now[0]))
    return now, yields


def in_a_new_thread(action):
    thread = threading.Thread(target=action)
    thread.start()
    thread.join()


def test_that_others_are_let_go_once_in_a_millisecond_however_short_the_work(clock):
    now, yields = clock

    def work():
        for _ in range(100):
            let_others_go()
            now[0] += 1 / 4096

    in_a_new_thread(work)
    gaps = [after - before for before, after in itertools.pairwise(yields)]
    assert len(yields) == 20
    assert set(gaps) == {5 / 4096}


def test_that_others_are_let_go_each_time_where_the_work_is_long(clock):
    now, yields = clock

    def work():
        for _ in range(10):
            let_others_go()
            now[0] += 0.25

    in_a_new_thread(work)
    assert len(yields) == 10


def test_that_each_thread_has_a_slice_of_its_own(clock):
    _, yields = clock
    for _ in range(3):
        in_a_new_thread(let_others_go)
    assert len(yields) == 3


def test_that_nobody_is_let_go_on_windows(clock, monkeypatch):
    _, yields = clock
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(ctypes, "PyDLL", lambda _: SimpleNamespace(sched_yield=lambda: yields.append(None)))
    in_a_new_thread(runpy.run_path(scheduling.__file__)["let_others_go"])
    assert not yields


def test_that_another_thread_has_its_turns_beside_work_in_the_shortest_pieces():
    over, is_late = threading.Event(), threading.Event()

    def work():
        start = time.perf_counter()
        while not over.is_set() and not is_late.is_set():
            let_others_go()
            if time.perf_counter() - start > 20:
                is_late.set()

    thread = threading.Thread(target=work)
    thread.start()
    for _ in range(100):
        Path().stat()  # lets go of the interpreter, and then has to wait for it
    over.set()
    thread.join()
    assert not is_late.is_set()


def test_that_processors_that_are_for_others_do_not_count(monkeypatch):
    monkeypatch.setattr(os, "cpu_count", lambda: 64)
    monkeypatch.setattr(os, "sched_getaffinity", lambda process: {2, 5}, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    assert processors() == 2


@pytest.mark.parametrize(("counted", "expected"), [(8, 8), (None, 1)])
def test_that_elsewhere_all_processors_count(monkeypatch, counted, expected):
    monkeypatch.setattr(os, "cpu_count", lambda: counted)
    monkeypatch.setattr(sys, "platform", "darwin")
    assert processors() == expected
