"""The colours of the two themes. No other file names a colour.

Text and series colours were checked for contrast (WCAG) and for colour-vision deficiency (CIEDE2000 of every
pair under simulated protan, deutan and tritan vision), so a change of one means checking them all again.
"""

from dataclasses import dataclass
from typing import Literal

ThemeName = Literal["dark", "light"]


@dataclass(frozen=True)
class Theme:
    """The colours of one theme, by what they are for."""

    name: ThemeName
    window: str  # behind the cards
    panel: str  # cards, and the ground of every plot
    control: str  # fields, buttons, the unfilled part of a track
    hover: str
    line: str  # hairlines: card borders, separators, axes
    grid: str
    text: str
    text2: str  # labels, axes, hints
    text3: str  # disabled, zeros, marks: never a sentence
    accent: str  # selection, focus, primary button, slider fill
    accent_hover: str
    on_accent: str
    a: str  # series 1 to 4, each always with a marker, a dash or a word as well
    b: str
    c: str
    d: str
    creep: str  # the bands of a step size
    good: str
    warn: str
    bad: str
    heat: tuple[str, ...]  # low to high
    basins: tuple[str, str, str, str]  # where descent ends, mixed with the lowest heat: no series has them
    contour: str
    arrow: str
    cloud: str  # raw points behind a smoothed line
    diverging: tuple[str, str, str]  # negative, zero, positive


DARK = Theme(
    name="dark",
    window="#0E1116",
    panel="#161A21",
    control="#232934",
    hover="#2D3542",
    line="#303846",
    grid="#252C37",
    text="#EDF0F5",
    text2="#AEB8C6",
    text3="#6E7A8C",
    accent="#6FA8FF",
    accent_hover="#8DBAFF",
    on_accent="#0A1424",
    a="#FFD24A",
    b="#62A0FF",
    c="#F07F8F",
    d="#4FE8D8",
    creep="#56657D",
    good="#35C2A8",
    warn="#FFC23D",
    bad="#FF5C7A",
    heat=("#11161F", "#16233A", "#1D3452", "#264563", "#305673"),
    basins=("#7A5AD0", "#9BD653", "#A8431F", "#DCD6E6"),
    contour="#4F6F90",
    arrow="#7F9AB8",
    cloud="#3B5478",
    diverging=("#62A0FF", "#0A0C10", "#FFD24A"),
)
LIGHT = Theme(
    name="light",
    window="#EFF2F6",
    panel="#FFFFFF",
    control="#E9EDF3",
    hover="#DDE3EC",
    line="#D2D9E3",
    grid="#E6EAF0",
    text="#141820",
    text2="#4A5564",
    text3="#77828F",
    accent="#1B5FD6",
    accent_hover="#164FB5",
    on_accent="#FFFFFF",
    a="#B45309",
    b="#2563EB",
    c="#5E0B4A",
    d="#0D7F72",
    creep="#94A5BC",
    good="#0B7A6B",
    warn="#E8A317",
    bad="#A8123C",
    heat=("#FFFFFF", "#F0F5FB", "#DFE9F5", "#CBDCEE", "#B8CFE7"),
    basins=("#8D73E0", "#B5D561", "#8A4A22", "#465059"),
    contour="#8FABCB",
    arrow="#6E8CB0",
    cloud="#BCCBE2",
    diverging=("#2563EB", "#F7F8FA", "#B45309"),
)


def colour(theme: Theme, token: str) -> str:
    """Return the colour that `theme` has for `token`, the name of one of its fields."""
    value = getattr(theme, token)
    assert isinstance(value, str), token
    return value
