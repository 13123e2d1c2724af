"""How many threads NumPy's matrix products use."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from threadpoolctl import ThreadpoolController

_lock = threading.Lock()
_users = 0
_limiter: Any = None


@lru_cache(maxsize=1)
def _controller() -> ThreadpoolController:
    return ThreadpoolController()  # looks through all loaded libraries: some milliseconds


@contextmanager
def one_blas_thread() -> Iterator[None]:
    """Hold matrix products to one thread in the whole process, until the last user of this has left it.

    On matrices as small as a mini-batch a second thread brings little, and it costs most of the speed as
    soon as the machine is busy with something else.
    """
    global _limiter, _users
    with _lock:
        if _users == 0:
            _limiter = _controller().limit(limits=1, user_api="blas")
        _users += 1
    try:
        yield
    finally:
        with _lock:
            _users -= 1
            if _users == 0:
                _limiter.restore_original_limits()
