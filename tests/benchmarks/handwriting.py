"""How many pen digits the drawing view reads: ``python -m tests.benchmarks.handwriting FOLDER [confusion] [worst]``.

FOLDER holds ``digits.json.gz``, a list of ``{"source": donor, "label": 0 to 9, "strokes": [[[x, y], ...], ...]}``
in any units, y downwards. The strokes go the way of a person's: into the view's store, and its answer out. Besides:
how often they, and what is no digit, are said to be unlike any digit.
"""

import gzip
import json
import math
import os
import sys
from pathlib import Path

import numpy as np

from core.metrics import confusion_matrix

MARGIN = 0.1  # of the canvas, around a digit
NETWORKS = ("reader", "chapter")
WORST = 10


def on_canvas(strokes: list[list[list[float]]]) -> tuple[tuple[tuple[float, float], ...], ...]:
    """Scale strokes to the unit square, their aspect ratio kept, in the middle by their box."""
    points = np.array([point for stroke in strokes for point in stroke], dtype=float)
    low, high = points.min(axis=0), points.max(axis=0)
    scale = (1 - 2 * MARGIN) / max((high - low).max(), 1e-9)
    middle = (low + high) / 2
    return tuple(
        tuple((float(x), float(y)) for x, y in (np.array(stroke, dtype=float) - middle) * scale + 0.5)
        for stroke in strokes
        if stroke
    )


def read_digits(folder: str) -> list[dict]:
    """Return the digits of a folder."""
    with gzip.open(Path(folder, "digits.json.gz"), "rt", encoding="utf-8") as file:
        digits: list[dict] = json.load(file)
    return digits


def main(folder: str, *options: str) -> None:
    """Print the accuracy of both bundled networks for each donor."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from explorer.drawing.reading import digits_known
    from explorer.drawing.state import DrawingState
    from explorer.drawing.view import DrawingView
    from explorer.look.theme import Look
    from explorer.state.session import Session
    from explorer.state.store import Store
    from tests.benchmarks import not_digits

    digits = read_digits(folder)
    labels = np.array([digit["label"] for digit in digits])
    donors = np.array([digit["source"] for digit in digits])
    drawings = [on_canvas(digit["strokes"]) for digit in digits]
    _application = QApplication([])
    session = Session()
    view = DrawingView(Look(), session, Store(DrawingState()))
    for network in NETWORKS:
        readings = [_reading(view, strokes, network) for strokes in drawings]
        answers = np.array([reading.answer.winner for reading in readings])
        print(f"{network}: {_share(answers == labels)}")
        for donor in sorted(set(donors)):
            chosen = donors == donor
            print(f"  {donor}: {_share(answers[chosen] == labels[chosen])}")
        if "confusion" in options:
            print("  rows: drawn, columns: read")
            for digit, row in enumerate(confusion_matrix(labels, answers)):
                print(f"  {digit} " + " ".join(f"{count:4d}" for count in row))
        if "worst" in options:
            _print_worst(readings, labels, donors)
    print("taken for no digit:")
    for donor in ("", *sorted(set(donors))):
        chosen = [reading for reading, of in zip(readings, donors, strict=True) if donor in ("", of)]
        refused = np.mean([not reading.is_familiar for reading in chosen])
        print(f"  pen digits {donor or 'of all'}: {100 * refused:.1f} % of {len(chosen)}")
    for name, count, share in not_digits.rows(digits_known().is_familiar):
        print(f"  {name}: {100 * share:.1f} % of {count}")
    session.close()


def _reading(view, strokes, network: str):
    view.store.tick(strokes=strokes, network=network)
    return view.reading()


def _print_worst(readings, labels: np.ndarray, donors: np.ndarray) -> None:
    """Print the ten digits whose right answer got least."""
    given = np.array(
        [reading.answer.probabilities[label] for reading, label in zip(readings, labels, strict=True)]
    )
    print("  worst: number, donor, drawn, read, their probabilities")
    for index in np.argsort(given)[:WORST]:
        answer = readings[index].answer
        print(
            f"  {index} {donors[index]} {labels[index]} {answer.winner} {given[index]:.1e} {answer.share:.3f}"
        )


def _share(right: np.ndarray) -> str:
    """Return the share of right answers with its 95 % interval (Wilson) and the count."""
    n, p, z = len(right), float(np.mean(right)), 1.96
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return f"{100 * p:.1f} % (95 %: {100 * (middle - half):.1f} to {100 * (middle + half):.1f}), {n} digits"


if __name__ == "__main__":
    main(*sys.argv[1:])
