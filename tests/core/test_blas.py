from threading import Thread

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from threadpoolctl import ThreadpoolController

from core import blas
from core.blas import one_blas_thread, parts_of_product, pieces_of_product


def blas_threads() -> list[int]:
    np.ones((2, 2)) @ np.ones((2, 2))  # a library that is not loaded has no threads to look at
    return [library["num_threads"] for library in ThreadpoolController().select(user_api="blas").info()]


class LeftAtOnce:
    """A queue at which one of the users leaves in the midst of each request, as the garbage collector may have it."""

    def __init__(self, queue, users):
        self._queue, self._users = queue, users

    def put(self, item):
        if self._users:
            self._users.pop().close()
        self._queue.put(item)

    def get(self):
        return self._queue.get()


def test_that_matrix_products_have_one_thread_inside_and_their_own_again_outside():
    before = blas_threads()
    with one_blas_thread():
        assert set(blas_threads()) <= {1}
    assert blas_threads() == before


def test_that_the_last_to_leave_gives_the_threads_back_whoever_came_first():
    before = blas_threads()
    first, second = one_blas_thread(), one_blas_thread()
    first.__enter__()
    second.__enter__()
    first.__exit__(None, None, None)
    assert set(blas_threads()) <= {1}
    second.__exit__(None, None, None)
    assert blas_threads() == before


def test_that_threads_are_given_back_after_an_exception():
    before = blas_threads()
    with pytest.raises(KeyError), one_blas_thread():
        raise KeyError
    assert blas_threads() == before


def test_that_many_threads_may_ask_at_once():
    before = blas_threads()

    def ask() -> None:
        for _ in range(20):
            with one_blas_thread():
                pass

    threads = [Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert blas_threads() == before


def test_that_every_thread_is_heard_whoever_asked_first() -> None:
    found = []

    def ask() -> None:
        with one_blas_thread():
            found.append(set(blas_threads()) <= {1})

    ask()
    for _ in range(2):
        thread = Thread(target=ask)
        thread.start()
        thread.join()
    assert found == [True, True, True]


def test_that_a_user_may_leave_in_the_midst_of_a_request(monkeypatch):
    """A generator that is given up leaves whenever the garbage is collected: here, as another one asks."""
    before = blas_threads()
    users = []

    def given_up():
        with one_blas_thread():
            yield

    def ask():
        for _ in range(3):
            user = given_up()
            next(user)
            users.append(user)
            with one_blas_thread():
                pass

    monkeypatch.setattr(blas, "_requests", LeftAtOnce(blas._requests, users))
    thread = Thread(target=ask, daemon=True)
    thread.start()
    thread.join(20)
    assert not thread.is_alive() and not users
    assert blas_threads() == before


@given(length=st.integers(1, 2_000), others=st.integers(0, 2_000_000))
def test_that_parts_of_a_product_are_equal_and_few_and_small_enough_or_there_is_one(length, others):
    parts = parts_of_product(length, others)
    assert 1 <= parts <= 8
    assert length % parts == 0
    assert parts == 1 or length // parts * others <= 1_000_000


def test_that_a_product_is_cut_where_small_ones_are_faster_and_no_more_than_needed(monkeypatch):
    monkeypatch.setattr(blas, "_small_products_are_faster", lambda: True)
    batches = (0, 25, 26, 50, 100, 160, 200, 1_000)
    assert [parts_of_product(784, 50 * samples) for samples in batches] == [1, 1, 2, 2, 4, 7, 8, 1]
    monkeypatch.setattr(blas, "_small_products_are_faster", lambda: False)
    assert parts_of_product(784, 5_000) == 1


@given(rows=st.integers(0, 3_000), length=st.integers(1, 2_000), columns=st.integers(1, 500))
def test_that_pieces_of_a_product_are_equal(rows, length, columns):
    down, across = pieces_of_product(rows, length, columns)
    assert rows % down == 0
    assert length % across == 0


def test_that_many_rows_are_cut_into_hundreds_where_small_products_are_faster(monkeypatch):
    monkeypatch.setattr(blas, "_small_products_are_faster", lambda: True)
    rows = (0, 50, 100, 1_000, 1_001)
    assert [pieces_of_product(n, 784, 50) for n in rows] == [(1, 1), (1, 2), (1, 4), (10, 4), (1, 1)]
    assert pieces_of_product(1_000, 784, 500) == (1, 1)
    monkeypatch.setattr(blas, "_small_products_are_faster", lambda: False)
    assert pieces_of_product(1_000, 784, 50) == (1, 1)
