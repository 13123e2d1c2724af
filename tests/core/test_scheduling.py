import os
import sys

import pytest

from core.scheduling import processors


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
