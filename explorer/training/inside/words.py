"""What is said about the inside of a network: a result first, a number in every claim."""

from PySide6.QtCore import QCoreApplication

from core.arrays import FloatArray
from core.inspection import rms
from explorer.widgets.numbers import MINUS, fixed, grouped, plain, significant

translate = QCoreApplication.translate  # the name that lupdate looks for


def signed(value: float, decimals: int) -> str:
    """Return a number with its sign."""
    written = fixed(value, decimals)
    return written if written.startswith(MINUS) else f"+{written}"


def rank(place: int, count: int) -> str:
    """Return a place, counted from 0, among so many."""
    return translate("training", "no. {place} of {count}").format(
        place=grouped(place + 1), count=grouped(count)
    )


def unit_title(unit: int) -> str:
    """Return what a hidden unit is called."""
    return translate("training", "Hidden unit {unit}").format(unit=grouped(unit))


def norm_line(norm: float, place: int, count: int) -> str:
    """Return how long the weights of a unit are."""
    return translate("training", "Norm {norm}, {rank}").format(
        norm=significant(norm), rank=rank(place, count)
    )


def bias_line(bias: float) -> str:
    """Return the bias of a unit."""
    return translate("training", "Bias {bias}").format(bias=fixed(bias, 3))


def importance_line(rise: float, place: int, count: int) -> str:
    """Return what the network is without a unit."""
    return translate("training", "Without it: loss {rise}, {rank}").format(
        rise=signed(rise, 4), rank=rank(place, count)
    )


def weight_line(pixel: tuple[int, int] | None, value: float) -> str:
    """Return the weight that is pointed at."""
    if pixel is None:
        return translate("training", "Point at a weight to read it.")
    return translate("training", "Row {row}, column {column}: {value}").format(
        row=pixel[0], column=pixel[1], value=signed(value, 4)
    )


def exciting_line(index: int, label: int, output: float) -> str:
    """Return one image that excites a unit."""
    return translate("training", "Test image {index}, a {label}: output {output}").format(
        index=grouped(index), label=label, output=fixed(output, 3)
    )


def mosaic_hint(shown: int, units: int) -> str:
    """Return how many of the units there is room for."""
    if shown == units:
        return translate("training", "{units} units: ink on warm pixels raises one").format(
            units=grouped(units)
        )
    return translate("training", "the first {shown} of {units} in this order").format(
        shown=grouped(shown), units=grouped(units)
    )


def histogram_hint(values: FloatArray) -> str:
    """Return how many parameters there are, and how large."""
    return translate("training", "{count}, RMS {size}").format(
        count=grouped(values.size), size=significant(rms(values))
    )


def start_words(spread: float) -> str:
    """Return what the dashed line of a histogram is."""
    if spread == 0:
        return translate("training", "at the start:\nall 0")
    return translate("training", "at the start:\nσ = {spread}").format(spread=plain(spread))
