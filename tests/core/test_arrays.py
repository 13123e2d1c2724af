import sys
from pathlib import Path

import numpy as np
import pytest

from core.arrays import LINE_BYTES, as_float, in_lines, set_apart


@pytest.mark.parametrize("numbers", [[1, 2], [True, False], np.arange(3, dtype=np.uint8), 7])
def test_that_integers_and_booleans_become_float64(numbers):
    assert as_float(numbers).dtype == np.float64
    assert np.array_equal(as_float(numbers), numbers)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_that_a_float_array_keeps_its_dtype_and_is_not_copied(dtype):
    array = np.ones(3, dtype=dtype)
    assert as_float(array) is array


@pytest.mark.parametrize("junk", ["12", [1j], [None], [{}]])
def test_that_what_is_not_a_real_number_is_refused(junk):
    with pytest.raises(TypeError, match="real numbers are needed"):
        as_float(junk)


@pytest.mark.parametrize(
    "array", [np.arange(12, dtype=np.float32).reshape(3, 4).T, np.ones(40_000), np.empty((0, 2))]
)
def test_that_an_array_that_is_set_apart_is_a_copy_of_it(array):
    apart, before = set_apart(array), array.copy()
    assert apart.dtype == array.dtype
    np.testing.assert_array_equal(apart, array, strict=True)
    apart += 1
    np.testing.assert_array_equal(array, before)


@pytest.mark.skipif(sys.platform != "linux", reason="only there the memory of a process is read so easily")
def test_that_memory_set_apart_goes_back_to_the_system():
    def pages():
        return int(Path("/proc/self/statm").read_text().split()[1])

    before = pages()
    apart = [set_apart(np.ones(40_000)) for _ in range(100)]
    held = pages() - before
    del apart[::2]
    assert pages() - before < 0.6 * held


@pytest.mark.parametrize("count", [0, 1, 7, 8, 1_000, 100_003])
def test_that_room_in_lines_begins_with_a_line(count):
    rooms = [in_lines(count) for _ in range(5)]
    assert {(room.shape, room.dtype) for room in rooms} == {((count,), np.dtype(np.float64))}
    assert all(room.ctypes.data % LINE_BYTES == 0 for room in rooms if count)
