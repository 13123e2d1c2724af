import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.differentiation import correct_digits
from explorer.derivative.digits import Digits, cut_digits


@pytest.mark.parametrize(
    ("value", "exact", "digits"),
    [
        (np.float64(0.1999999999990898), 0.2, Digits("0.19999999999", "90898", "")),
        (np.float64(0.20000099999917254), 0.2, Digits("0.20000", "099999917254", "")),
        (np.float32(0.2002716), 0.2, Digits("0.200", "2716", "")),
        (np.float64(0.24), 0.2, Digits("0.2", "4", "")),
        (np.float64(0.26), 0.2, Digits("0.", "26", "")),
        (np.float64(0.2), 0.2, Digits("0.2", "", "")),
        (np.float64(0.0), 0.2, Digits("", "0.0", "")),
        (np.float64(-0.2), 0.2, Digits("", "−0.2", "")),
        (np.float64(-1234.05), -1234.0, Digits("−1234.0", "5", "")),
        (np.float64(1.25e-7), 1.2e-7, Digits("1.2", "5", "·10⁻⁷")),
        (np.float64(3.5e20), 3.5e20, Digits("3.5", "", "·10²⁰")),
        (np.float64(0.0002), 0.0, Digits("0.000", "2", "")),
        (np.float64(1e-12), 0.0, Digits("", "1.0", "·10⁻¹²")),
        (np.float64(0.0), 0.0, Digits("0.0", "", "")),
        (np.float64(np.nan), 0.2, Digits("", "NaN", "")),
        (np.float64(-np.inf), 0.2, Digits("", "−∞", "")),
    ],
)
def test_that_a_number_is_cut_behind_its_last_right_digit(value, exact, digits):
    assert cut_digits(value, exact, correct_digits(float(value), exact)) == digits


def test_that_nothing_is_wrong_where_nothing_is_known():
    assert cut_digits(np.float64(0.5), np.nan, None) == Digits("0.5", "", "")


@given(st.floats(allow_nan=False, allow_infinity=False), st.floats(allow_nan=False, allow_infinity=False))
def test_that_the_pieces_give_the_number_back(value, exact):
    right, wrong, power = cut_digits(np.float64(value), exact, correct_digits(value, exact))
    superscripts = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
    text = (right + wrong + power).replace("−", "-").replace("·10", "e").translate(superscripts)
    assert float(text) == value
