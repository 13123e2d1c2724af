"""How often what is a digit is taken for none, and what is none for a digit: letters of fonts, by hand, scribbles."""

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontDatabase, QImage, QPainter, QPainterPath

import resources
from core.digit_image import from_strokes
from core.ink_form import from_ink
from core.mnist import load_dataset
from tests.core.non_digits import letters, scribbles

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
ALIKE = "OoDQIiljSsZzBbgqy"
"""Letters that look as a digit may: they are counted apart."""

_SIDE, _SIZE, _AT = 150, 90, (30, 110)  # pixels
_SYSTEM = (
    "DejaVu Sans",
    "DejaVu Serif",
    "DejaVu Sans Mono",
    "Noto Sans",
    "Segoe UI",
    "Times New Roman",
    "Arial",
)
_HAND_COPIES, _SCRIBBLES_OF_A_KIND = 10, 100

IsFamiliar = Callable[[NDArray[np.floating]], bool]


def rows(is_familiar: IsFamiliar) -> Iterator[tuple[str, int, float]]:
    """Yield of each kind its name, how many there are, and the share that is taken for no digit."""
    rng = np.random.default_rng(0)
    drawn = [*letters(rng, _HAND_COPIES)], [*scribbles(rng, _SCRIBBLES_OF_A_KIND)]
    families = ["Inter", *(family for family in _SYSTEM if family in QFontDatabase.families())]
    kinds = {
        "MNIST test images": list(load_dataset().test_images[:] / 255),
        f"letters of {', '.join(families)}": glyphs(set(LETTERS) - set(ALIKE), families),
        f"letters that look like digits ({ALIKE})": glyphs(set(ALIKE), families),
        "letters by hand": [from_strokes(strokes) for strokes in drawn[0]],
        "scribbles": [from_strokes(strokes) for strokes in drawn[1]],
    }
    for name, forms in kinds.items():
        yield name, len(forms), float(np.mean([not is_familiar(form) for form in forms]))


def glyphs(characters: set[str], families: list[str]) -> list[NDArray[np.floating]]:
    """Return characters in two weights of each family, in the form of MNIST."""
    for weight in ("Regular", "Bold"):
        QFontDatabase.addApplicationFont(str(resources.path("fonts", f"Inter-{weight}.otf")))
    return [
        form
        for family in families
        for weight in (QFont.Weight.Normal, QFont.Weight.Bold)
        for character in sorted(characters)
        if (form := from_ink(_ink(character, family, weight))) is not None
    ]


def _ink(character: str, family: str, weight: QFont.Weight) -> NDArray[np.floating]:
    font, path = QFont(family, weight=weight), QPainterPath()
    font.setPixelSize(_SIZE)
    path.addText(*_AT, font, character)
    image = QImage(_SIDE, _SIDE, QImage.Format.Format_Grayscale8)
    image.fill(0)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillPath(path, Qt.GlobalColor.white)
    painter.end()
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(_SIDE, image.bytesPerLine())[:, :_SIDE]
    return pixels / 255
