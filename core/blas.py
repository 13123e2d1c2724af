"""How many threads NumPy's matrix products use."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import lru_cache
from typing import Any

from threadpoolctl import ThreadpoolController

_lock = threading.Lock()
_users = 0
_limiter: Any = None


@lru_cache(maxsize=1)
def _controller() -> ThreadpoolController:
    return ThreadpoolController()  # looks through all loaded libraries: some milliseconds


@lru_cache(maxsize=1)
def _setter() -> ThreadPoolExecutor:
    # A recent threadpoolctl lets only the first thread that asks change OpenBLAS, as long as it
    # lives, and passes over all others without a word: so that one thread does it for everybody.
    return ThreadPoolExecutor(max_workers=1, thread_name_prefix="blas")


@contextmanager
def one_blas_thread() -> Iterator[None]:
    """Hold matrix products to one thread in the whole process, until the last user of this has left it.

    On matrices as small as a mini-batch a second thread brings little, and it costs most of the speed as
    soon as the machine is busy with something else.
    """
    global _limiter, _users
    with _lock:
        if _users == 0:
            _limiter = _setter().submit(_controller().limit, limits=1, user_api="blas").result()
        _users += 1
    try:
        yield
    finally:
        with _lock:
            _users -= 1
            if _users == 0:
                with suppress(RuntimeError):  # at the end of the process, when nobody needs them back
                    _setter().submit(_limiter.restore_original_limits).result()
