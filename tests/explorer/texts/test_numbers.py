import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.texts.numbers import fixed, grouped, parse_number, percent, plain, power_of_ten, significant


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (-0.0, "0"),
        (0.1, "0.1"),
        (-2.5, "−2.5"),
        (0.0001, "0.0001"),
        (0.000114, "0.000114"),
        (0.00009996, "0.0001"),
        (2.3e-5, "2.3·10⁻⁵"),
        (-2.3e-5, "−2.3·10⁻⁵"),
        (1e-50, "10⁻⁵⁰"),
        (-1e-50, "−10⁻⁵⁰"),
        (9999, "9999"),
        (10_000, "10\u202f000"),
        (12_345.6, "12\u202f346"),
        (9_999_999, "9\u202f999\u202f999"),
        (2.59e13, "2.59·10¹³"),
        (math.inf, "∞"),
        (-math.inf, "−∞"),
        (math.nan, "NaN"),
    ],
)
def test_that_plain_writes_numbers_as_a_textbook_does(value, text):
    assert plain(value) == text


def test_that_fixed_keeps_its_decimals_and_never_shows_a_negative_zero():
    assert fixed(-7, 2) == "−7.00"
    assert fixed(-0.001, 2) == "0.00"
    assert fixed(-0.0, 0) == "0"
    assert fixed(12345.678, 1) == "12\u202f345.7"
    assert fixed(1e40, 2) == "10⁴⁰"
    assert fixed(math.nan, 2) == "NaN"


def test_that_significant_keeps_trailing_zeros():
    assert significant(0.1) == "0.100"
    assert significant(2) == "2.00"
    assert significant(2.3e-5) == "2.30·10⁻⁵"
    assert significant(0) == "0.00"


def test_that_powers_of_ten_are_words_near_one_and_powers_far_from_it():
    written = [power_of_ten(exponent) for exponent in (-16, -4, -3, -2, 0, 1, 3, 4)]
    assert written == ["10⁻¹⁶", "10⁻⁴", "0.001", "0.01", "1", "10", "1000", "10⁴"]


def test_that_whole_numbers_and_percentages_are_grouped_and_spaced():
    assert grouped(6240) == "6\u202f240"
    assert grouped(-1_234_567) == "−1\u202f234\u202f567"
    assert percent(0.8264) == "82.6\u00a0%"
    assert percent(0.945, 0) == "94\u00a0%"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0.3", 0.3),
        ("  .5 ", 0.5),
        ("5.", 5.0),
        ("−2.5", -2.5),
        ("-2.5", -2.5),
        ("+1", 1.0),
        ("1e-4", 1e-4),
        ("1E+3", 1000.0),
        ("10^-4", 1e-4),
        ("-10^2", -100.0),
        ("10⁻⁵⁰", 1e-50),
        ("2.3·10⁻⁵", 2.3e-5),
        ("2.3 × 10^-5", 2.3e-5),
        ("2.3*10^(-5)", 2.3e-5),
        ("10 000", 10_000.0),
        ("10\u2009000", 10_000.0),
        ("1\u202f234\u202f567.5", 1_234_567.5),
        ("０．５", 0.5),
    ],
)
def test_that_numbers_are_read_as_people_type_them(text, value):
    assert parse_number(text) == value


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("", "such as 0.1"),
        ("   ", "such as 0.1"),
        ("ten", "“ten” is not a number"),
        ("1 2", "is not a number"),
        ("nan", "is not a number"),
        ("inf", "is not a number"),
        ("0x10", "is not a number"),
        ("1_000", "is not a number"),
        ("0,3", "with a point"),
        ("1e999", "Too large"),
        ("1e-999", "Too small"),
        ("x" * 500, "…"),
    ],
)
def test_that_what_is_no_number_gets_a_sentence(text, part):
    with pytest.raises(ValueError, match=part):
        parse_number(text)


def test_that_zero_in_any_spelling_is_zero():
    assert parse_number("0e-999") == parse_number("-0.00") == 0


@given(st.floats(allow_nan=False, allow_infinity=False, allow_subnormal=False))
def test_that_what_plain_writes_in_full_reads_back_exactly(value):
    assert parse_number(plain(value, 17)) == value


@given(st.floats(min_value=-1e8, max_value=1e8), st.integers(0, 6))
def test_that_what_fixed_writes_reads_back_within_its_rounding(value, decimals):
    assert abs(parse_number(fixed(value, decimals)) - value) <= 0.5000001 * 10.0**-decimals + 1e-7


@given(st.text(max_size=30))
def test_that_any_text_gives_a_finite_number_or_a_sentence(text):
    try:
        value = parse_number(text)
    except ValueError as problem:
        assert str(problem).endswith(".")
    else:
        assert math.isfinite(value)
