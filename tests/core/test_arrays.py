import numpy as np
import pytest

from core.arrays import as_float


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
