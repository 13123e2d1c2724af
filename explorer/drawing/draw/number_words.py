"""A pixel as a number: from 0 to 255 as in the file, or from 0 to 1 as the network takes it."""

from core.arrays import FloatArray
from core.mnist import SIDE
from explorer.drawing.state import NumbersName
from explorer.texts.language import _, ngettext
from explorer.texts.numbers import fixed

_HIGHEST = 255


def written(value: float, name: NumbersName, decimals: int) -> str:
    """Return the number of a pixel from 0 to 1, with so many decimals where it is not from 0 to 255."""
    return str(round(_HIGHEST * value)) if name == "bytes" else fixed(value, decimals)


def numbers_hint(form: FloatArray | None, name: NumbersName, decimals: int, pixel: int | None) -> str:
    """Return what the numbers are, or the arithmetic of one of them."""
    if form is None:
        return ""
    if pixel is None:
        if name == "bytes":
            return _("28 rows of 28 numbers, 0 to 255, rounded to whole numbers")
        words = ngettext(
            "28 rows of 28 numbers, grey level / 255: 0 to 1, rounded to {0} decimal",
            "28 rows of 28 numbers, grey level / 255: 0 to 1, rounded to {0} decimals",
            decimals,
        )
        return words.format(decimals)
    value = float(form.reshape(-1)[pixel])
    words = _("row {0}, column {1} (from 0): {2} / 255 ≈ {3}")
    return words.format(*divmod(pixel, SIDE), round(_HIGHEST * value), fixed(value, 3))
