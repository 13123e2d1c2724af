"""Reading numbers out of sentences, and comparing them with what they claim."""

import re
from decimal import Decimal

_DIGITS = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")


def read(text):
    """The number that a text such as ``2.3·10⁻⁵`` or ``12 345`` stands for."""
    mantissa, exponent = _parts(text)
    return Decimal(mantissa).scaleb(exponent)


def is_rounded(text, value):
    """Whether a text is the value to the last digit that it shows, give or take the rounding of floats."""
    if text.startswith("< "):
        return Decimal(value) < read(text[2:])
    mantissa, exponent = _parts(text)
    unit = Decimal(10) ** (exponent - len(mantissa.partition(".")[2]))
    value = Decimal(value)
    if mantissa == "0":  # what floats cannot hold
        return abs(value) < Decimal("1e-300")
    if "." not in mantissa and not exponent:  # 12345 is shown with more digits than count
        unit = max(unit, abs(value) / 20)
    return abs(read(text) - value) <= unit * Decimal("0.5000001")


def _parts(text):
    text = text.replace("−", "-").replace("\u202f", "")
    mantissa, _dot, power = text.partition("·10")
    if not power and (match := re.fullmatch("(-?)10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)", text)):
        mantissa, power = f"{match[1]}1", match[2]
    return mantissa, int(power.translate(_DIGITS) or 0)
