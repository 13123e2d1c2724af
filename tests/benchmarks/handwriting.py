"""How many pen digits the drawing view reads: ``python -m tests.benchmarks.handwriting FOLDER [confusion]``.

FOLDER holds ``digits.json.gz``, a list of ``{"source": donor, "label": 0 to 9, "strokes": [[[x, y], ...], ...]}``
in any units, y downwards. The strokes go the way of a person's: into the view's store, and its answer out.
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


def main(folder: str, *options: str) -> None:
    """Print the accuracy of both bundled networks for each donor."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from explorer.drawing.view import DrawingView
    from explorer.session import Session
    from explorer.theme import Look

    with gzip.open(Path(folder, "digits.json.gz"), "rt", encoding="utf-8") as file:
        digits = json.load(file)
    labels = np.array([digit["label"] for digit in digits])
    donors = np.array([digit["source"] for digit in digits])
    drawings = [on_canvas(digit["strokes"]) for digit in digits]
    _application = QApplication([])
    session = Session()
    view = DrawingView(Look(), session)
    for network in NETWORKS:
        answers = np.array([_answer(view, strokes, network) for strokes in drawings])
        print(f"{network}: {_share(answers == labels)}")
        for donor in sorted(set(donors)):
            chosen = donors == donor
            print(f"  {donor}: {_share(answers[chosen] == labels[chosen])}")
        if "confusion" in options:
            print("  rows: drawn, columns: read")
            for digit, row in enumerate(confusion_matrix(labels, answers)):
                print(f"  {digit} " + " ".join(f"{count:4d}" for count in row))
    session.close()


def _answer(view, strokes, network: str) -> int:
    view.store.change(strokes=strokes, network=network)
    return int(np.argmax(view.probabilities()))


def _share(right: np.ndarray) -> str:
    """Return the share of right answers with its 95 % interval (Wilson) and the count."""
    n, p, z = len(right), float(np.mean(right)), 1.96
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return f"{100 * p:.1f} % (95 %: {100 * (middle - half):.1f} to {100 * (middle + half):.1f}), {n} digits"


if __name__ == "__main__":
    main(*sys.argv[1:])
