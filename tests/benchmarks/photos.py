"""How many pen digits are read from photos of paper, five in a row: ``python -m tests.benchmarks.photos FOLDER``.

FOLDER as in `tests.benchmarks.handwriting`; every fifth digit is taken. A row counts as told apart where as many digits
are found as are on it; what is read is counted among all digits.
"""

import sys

import numpy as np

import resources
from core.digit_image import from_strokes
from core.model_file import load_network
from core.segmentation import find_digits
from tests.benchmarks.handwriting import on_canvas, read_digits
from tests.core.photographs import inked, photographed, side_by_side

EVERY, IN_ROW = 5, 5
SIDE, GAP = 100, 14  # pixels of a digit's square, and between two
PENS = {"fine pen": 3, "marker": 11}  # pixels
LIGHTS = ("even", "from the left", "lamp", "edge of a shadow")
POINTS = 60  # of a stroke, about, at most


def main(folder: str) -> None:
    """Print a line for each pen and light."""
    network = load_network(resources.path("models", "reader.npz")).network
    digits = read_digits(folder)[::EVERY]
    digits = digits[: len(digits) // IN_ROW * IN_ROW]
    labels = np.array([digit["label"] for digit in digits]).reshape(-1, IN_ROW)
    drawings = [on_canvas(digit["strokes"]) for digit in digits]
    answers = network.predict(np.stack([from_strokes(drawing) for drawing in drawings])).argmax(axis=1)
    print(f"as strokes: {100 * np.mean(answers == labels.ravel()):.1f} % of {labels.size} digits")
    rng = np.random.default_rng(0)
    for pen, width in PENS.items():
        inks = [inked([_thinned(stroke) for stroke in drawing], SIDE, width) for drawing in drawings]
        sheets = []
        for row in range(len(labels)):
            drops = rng.integers(0, SIDE // 4, IN_ROW).tolist()
            sheets.append(side_by_side(inks[row * IN_ROW : (row + 1) * IN_ROW], GAP, drops)[0])
        for light in LIGHTS:
            apart, right = 0, 0
            for sheet, expected in zip(sheets, labels, strict=True):
                found = find_digits(photographed(sheet, rng, light=light, grain=0.03))
                if len(found) == IN_ROW:
                    apart += 1
                    images = np.stack([digit.image for digit in found]) / 255
                    right += int((network.predict(images).argmax(axis=1) == expected).sum())
            rows, read = 100 * apart / len(labels), 100 * right / labels.size
            print(f"{pen}, {light}: {rows:.1f} % of rows told apart, {read:.1f} % of digits read")


def _thinned(stroke: tuple[tuple[float, float], ...]) -> list[tuple[float, float]]:
    """Return about `POINTS` points of a stroke and its end."""
    return [*stroke[:: -(-len(stroke) // POINTS)], stroke[-1]]


if __name__ == "__main__":
    main(*sys.argv[1:])
