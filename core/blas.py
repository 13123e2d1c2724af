"""How NumPy's matrix products are computed: in how many threads, and in how many parts."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from queue import SimpleQueue
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from threadpoolctl import ThreadpoolController

_AVX512_KERNELS = {"SkylakeX", "Cooperlake", "SapphireRapids"}
_SMALL_PRODUCT = 1_000_000
_MOST_PARTS = 8
_ROWS_OF_PIECE = 100

# Users more or less, and what to set then.
_requests: SimpleQueue[tuple[int, threading.Event]] = SimpleQueue()
_start = threading.Lock()
_setter: threading.Thread | None = None


@lru_cache(maxsize=1)
def _controller() -> ThreadpoolController:
    from threadpoolctl import ThreadpoolController  # only now: it takes 20 ms, and no first picture needs it

    return ThreadpoolController()  # looks through all loaded libraries: some milliseconds


def _set_limits() -> None:
    """Hold matrix products to one thread while there are users; on a thread that does it for everybody.

    A recent threadpoolctl lets only the first thread that asks change OpenBLAS, as long as it lives, and passes over
    all others without a word.
    """
    users, limiter = 0, None
    while True:
        change, done = _requests.get()
        before, users = users, users + change
        with suppress(Exception):  # products are as right in several threads
            if not before and users:
                limiter = _controller().limit(limits=1, user_api="blas")
            elif before and not users and limiter is not None:
                limiter.restore_original_limits()
        done.set()


def _request(change: int) -> None:
    """Have the setter count so many users more, and wait until it has.

    No lock is held meanwhile, and `SimpleQueue.put` may be called at any time: a user that is a generator leaves when
    it is collected, which may be in the midst of any call, of this one too.
    """
    done = threading.Event()
    _requests.put((change, done))
    if threading.current_thread() is not _setter and not sys.is_finalizing():
        done.wait()


@lru_cache(maxsize=1)
def _small_products_are_faster() -> bool:
    return any(library.get("architecture") in _AVX512_KERNELS for library in _controller().info())


def parts_of_product(length: int, others: int) -> int:
    """Return into how many parts to cut a matrix product in float32 along its longest dimension.

    Parameters
    ----------
    length : int
        The dimension that is cut.
    others : int
        Product of the other two dimensions.

    Returns
    -------
    int
        A divisor of `length`: 1 where whole is fastest.

    Notes
    -----
    Up to a million multiplications, and with AVX-512 only, OpenBLAS works on the matrices as they lie and wastes
    nothing on sides that are no multiples of 16. For 784-50-10 and 100 samples four parts take a fifth less
    time than the whole; beyond eight parts adding them up takes what they gain.
    """
    if not _small_products_are_faster():
        return 1
    wanted = (parts for parts in range(1, _MOST_PARTS + 1) if length % parts == 0)
    return next((parts for parts in wanted if length // parts * others <= _SMALL_PRODUCT), 1)


def pieces_of_product(rows: int, length: int, columns: int) -> tuple[int, int]:
    """Return into how many pieces to cut the first factor of a matrix product in float32, down and across.

    Parameters
    ----------
    rows, length : int
        Shape of the first factor.
    columns : int
        Number of columns of the second factor.

    Returns
    -------
    (int, int)
        Divisors of `rows` and of `length`.

    Notes
    -----
    Hundreds of rows are cut into hundreds, as a piece of all rows would have to be too short to be fast. For
    784-50-10 and 1,000 images the pieces take a tenth less time than the whole.
    """
    down = rows // _ROWS_OF_PIECE if rows and rows % _ROWS_OF_PIECE == 0 else 1
    across = parts_of_product(length, rows // down * columns)
    return (down, across) if across > 1 else (1, 1)


@contextmanager
def one_blas_thread() -> Iterator[None]:
    """Hold matrix products to one thread in the whole process, until the last user of this has left it.

    On matrices as small as a mini-batch a second thread brings little, and it costs most of the speed as
    soon as the machine is busy with something else.
    """
    global _setter
    with _start:
        if _setter is None:
            _setter = threading.Thread(target=_set_limits, name="blas", daemon=True)
            _setter.start()
    _request(1)
    try:
        yield
    finally:
        _request(-1)
