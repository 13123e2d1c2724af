"""Numbers as people read and type them: true minus, thin grouping, powers of ten in superscripts."""

import math
import re
import unicodedata

from explorer.texts.language import _

MINUS, THIN_SPACE, SPACE, DOT = "−", "\u202f", "\u00a0", "·"  # no line breaks at either space

_SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_FROM_SUPERSCRIPTS = str.maketrans("⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "+-0123456789")
_SUPERSCRIPT_POWER = re.compile("10([⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)")
_GROUP_SPACE = re.compile(r"(?<=\d)\s(?=\d{3}(?!\d))")
_MANTISSA = r"[+-]?(?:\d+\.?\d*|\.\d+)"
_E_NOTATION = re.compile(rf"(?P<mantissa>{_MANTISSA})(?:[eE](?P<exponent>[+-]?\d+))?")
_POWER_NOTATION = re.compile(
    rf"(?:(?P<mantissa>{_MANTISSA})\s*[·×*]\s*|(?P<sign>[+-]?))10\s*\^\s*\(?(?P<exponent>[+-]?\d+)\)?"
)
# Plain decimals from 10⁻⁴ to below 10⁷; powers of ten outside.
_LOWEST_PLAIN_EXPONENT, _PLAIN_END = -4, 1e7
_HIGHEST_FIXED = 1e9
SMALLEST = 1e-300
"""Floats that are much smaller have fewer digits, and the smallest become 0."""


def grouped(number: int) -> str:
    """Return a whole number with thin spaces between its thousands: ``6 240``."""
    return f"{number:,}".replace(",", THIN_SPACE).replace("-", MINUS)


def power_of_ten(exponent: int) -> str:
    """Return ten to the power `exponent`: ``0.01``, ``1``, ``1000``, and ``10⁻⁴`` beyond three digits."""
    if abs(exponent) <= 3:
        return f"{10.0**exponent:g}"
    return f"10{str(exponent).translate(_SUPERSCRIPTS)}"


def significant(value: float, digits: int = 3) -> str:
    """Return `value` rounded to `digits` significant digits, zeros kept: ``0.100``, ``2.30·10⁻⁵``.

    The digits before the point are never rounded away: 12345 stays ``12 345``.
    """
    if not math.isfinite(value) or value == 0:
        return _special(value, digits - 1)
    mantissa, exponent = _scientific(value, digits)
    if exponent >= _LOWEST_PLAIN_EXPONENT and abs(value) < _PLAIN_END:
        return _decimal(value, max(0, digits - 1 - exponent))
    return f"{mantissa}{DOT}10{str(exponent).translate(_SUPERSCRIPTS)}"


def plain(value: float, digits: int = 3) -> str:
    """Return `value` with at most `digits` significant digits and no idle zeros.

    Examples
    --------
    >>> plain(0.1), plain(-2.5), plain(2.3e-5), plain(1e-50)
    ('0.1', '−2.5', '2.3·10⁻⁵', '10⁻⁵⁰')
    """
    mantissa, dot, power = significant(value, digits).partition(DOT)
    if "." in mantissa:
        mantissa = mantissa.rstrip("0").rstrip(".")
    if dot and mantissa.lstrip(MINUS) == "1":
        return mantissa[:-1] + power
    return mantissa + dot + power


def fixed(value: float, decimals: int) -> str:
    """Return `value` with exactly `decimals` digits after the point; as `plain` from 10⁹ on."""
    if not math.isfinite(value):
        return _special(value, 0)
    if abs(value) >= _HIGHEST_FIXED:
        return plain(value, decimals + 1)
    return _decimal(value, decimals)


def percent(probability: float, decimals: int = 1) -> str:
    """Return a probability as a percentage: 0.826 is ``82.6 %``."""
    return f"{fixed(100 * probability, decimals)}{SPACE}%"


def parse_number(text: str) -> float:
    """Read a number as people type it.

    Takes ``0.3``, ``−2.5`` with either minus, ``1e-4``, ``10^-4``, ``10⁻⁴``, ``2.3·10⁻⁵``, ``10 000`` with
    any kind of space, and full-width digits.

    Raises
    ------
    ValueError
        With a sentence for the person: nothing typed, not a number, a decimal comma, or a size that float64
        cannot hold.
    """
    normal = _SUPERSCRIPT_POWER.sub(lambda match: "10^" + match[1].translate(_FROM_SUPERSCRIPTS), text)
    normal = unicodedata.normalize("NFKC", normal).replace(MINUS, "-").strip()
    normal = _GROUP_SPACE.sub("", normal)
    if not normal:
        raise ValueError(_("Type a number, such as 0.1."))
    match = _E_NOTATION.fullmatch(normal) or _POWER_NOTATION.fullmatch(normal)
    if match is None:
        raise ValueError(_why_not_a_number(text.strip(), normal))
    parts = match.groupdict()
    mantissa = parts["mantissa"] or f"{parts['sign']}1"
    value = float(f"{mantissa}e{parts['exponent'] or 0}")
    if math.isinf(value):
        raise ValueError(_("Too large: numbers end near 1.8·10³⁰⁸."))
    if value == 0 and mantissa.strip("+-0."):
        raise ValueError(_("Too small: numbers start near 5·10⁻³²⁴."))
    return value


def _why_not_a_number(text: str, normal: str) -> str:
    if _E_NOTATION.fullmatch(normal.replace(",", ".", 1)):
        return _("Write decimals with a point, such as 0.3.")
    sentence = _("“{text}” is not a number: try 0.1 or 1e-4.")
    return sentence.format(text=text if len(text) <= 20 else text[:19] + "…")


def _scientific(value: float, digits: int) -> tuple[str, int]:
    mantissa, exponent = f"{value:.{digits - 1}e}".split("e")
    return mantissa.replace("-", MINUS), int(exponent)


def _decimal(value: float, decimals: int) -> str:
    whole, point, fraction = f"{value:.{decimals}f}".partition(".")
    sign = "-" if whole.startswith("-") and (whole + fraction).strip("-0") else ""
    whole = whole.lstrip("-")
    if len(whole) > 4:
        whole = grouped(int(whole))
    return sign.replace("-", MINUS) + whole + point + fraction


def _special(value: float, decimals: int) -> str:
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "∞" if value > 0 else f"{MINUS}∞"
    return f"{0:.{decimals}f}"
