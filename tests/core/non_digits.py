"""Strokes that are no digits: letters, and scribbles."""

from collections.abc import Sequence

import numpy as np

Strokes = Sequence[Sequence[tuple[float, float]]]


def _arc(x, y, width, height, start, end):
    """Points of an ellipse about (x, y), from one angle to another, counted in degrees from the right, upwards."""
    angles = np.radians(np.linspace(start, end, 16))
    return [(x + width * np.cos(angle), y - height * np.sin(angle)) for angle in angles]


LETTERS: dict[str, Strokes] = {
    "A": [[(0, 1), (0.4, 0), (0.8, 1)], [(0.15, 0.6), (0.65, 0.6)]],
    "C": [_arc(0.45, 0.5, 0.45, 0.5, 50, 310)],
    "D": [[(0, 0), (0, 1)], [(0, 0), *_arc(0.2, 0.5, 0.55, 0.5, 90, -90), (0, 1)]],
    "E": [[(0.6, 0), (0, 0), (0, 1), (0.6, 1)], [(0, 0.5), (0.5, 0.5)]],
    "F": [[(0.6, 0), (0, 0), (0, 1)], [(0, 0.5), (0.5, 0.5)]],
    "G": [[*_arc(0.45, 0.5, 0.45, 0.5, 50, 330), (0.85, 0.55), (0.5, 0.55)]],
    "H": [[(0, 0), (0, 1)], [(0.7, 0), (0.7, 1)], [(0, 0.5), (0.7, 0.5)]],
    "J": [[(0.2, 0), (0.8, 0)], [(0.6, 0), (0.6, 0.75), *_arc(0.35, 0.75, 0.25, 0.25, 0, -180)]],
    "K": [[(0, 0), (0, 1)], [(0.6, 0), (0, 0.55), (0.65, 1)]],
    "L": [[(0, 0), (0, 1), (0.6, 1)]],
    "M": [[(0, 1), (0.05, 0), (0.45, 0.7), (0.85, 0), (0.9, 1)]],
    "N": [[(0, 1), (0, 0), (0.7, 1), (0.7, 0)]],
    "P": [[(0, 1), (0, 0), *_arc(0.3, 0.27, 0.35, 0.27, 90, -90), (0, 0.54)]],
    "R": [[(0, 1), (0, 0), *_arc(0.3, 0.25, 0.35, 0.25, 90, -90), (0, 0.5), (0.65, 1)]],
    "T": [[(0, 0), (0.8, 0)], [(0.4, 0), (0.4, 1)]],
    "U": [[(0, 0), (0, 0.65), *_arc(0.35, 0.65, 0.35, 0.35, 180, 360), (0.7, 0)]],
    "V": [[(0, 0), (0.4, 1), (0.8, 0)]],
    "W": [[(0, 0), (0.25, 1), (0.5, 0.3), (0.75, 1), (1, 0)]],
    "X": [[(0, 0), (0.7, 1)], [(0.7, 0), (0, 1)]],
    "Y": [[(0, 0), (0.4, 0.5)], [(0.8, 0), (0.4, 0.5), (0.4, 1)]],
    "a": [_arc(0.4, 0.6, 0.4, 0.4, 30, 330), [(0.8, 0.2), (0.8, 1)]],
    "d": [_arc(0.35, 0.7, 0.35, 0.3, 30, 330), [(0.7, 0), (0.7, 1)]],
    "e": [[(0, 0.5), (0.8, 0.5), *_arc(0.4, 0.5, 0.4, 0.45, 0, 310)]],
    "f": [[*_arc(0.5, 0.25, 0.25, 0.25, 40, 180), (0.25, 1)], [(0, 0.45), (0.55, 0.45)]],
    "h": [[(0, 0), (0, 1)], [(0, 0.6), *_arc(0.3, 0.6, 0.3, 0.2, 180, 0), (0.6, 1)]],
    "m": [
        [(0, 0.3), (0, 1)],
        [*_arc(0.25, 0.5, 0.25, 0.2, 180, 0), (0.5, 1)],
        [*_arc(0.75, 0.5, 0.25, 0.2, 180, 0), (1, 1)],
    ],
    "n": [[(0, 0.2), (0, 1)], [(0, 0.5), *_arc(0.35, 0.5, 0.35, 0.3, 180, 0), (0.7, 1)]],
    "r": [[(0, 0.2), (0, 1)], [(0, 0.5), *_arc(0.3, 0.5, 0.3, 0.3, 180, 40)]],
    "t": [[(0.3, 0), (0.3, 0.8), *_arc(0.5, 0.8, 0.2, 0.2, 180, 320)], [(0, 0.3), (0.65, 0.3)]],
    "w": [[(0, 0.3), (0.2, 0.9), (0.45, 0.4), (0.7, 0.9), (0.9, 0.3)]],
}
"""In a unit square, y downwards. Those that many people write as they write a digit (B, I, O, S, Z, b, g, q,
...) are left out."""


def letters(rng: np.random.Generator, copies: int) -> list[Strokes]:
    """Return every letter as many times, each a little turned, slanted, stretched and shaky."""
    return [_written(strokes, rng) for strokes in LETTERS.values() for _ in range(copies)]


def _written(strokes: Strokes, rng: np.random.Generator) -> Strokes:
    angle, slant, stretch = rng.uniform([-0.15, -0.2, -0.2], [0.15, 0.3, 0.2])
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    matrix = turn @ [[np.exp(stretch), slant], [0, 1]]
    return [
        [(x, y) for x, y in np.asarray(stroke) @ matrix.T + rng.normal(0, 0.02, (len(stroke), 2))]
        for stroke in strokes
    ]


def scribbles(rng: np.random.Generator, copies: int) -> list[Strokes]:
    """Return zigzags, tangles, spirals, ticks and clouds of dots, as many of each."""
    kinds = (_zigzag, _tangle, _spiral, _crossed_lines, _dots)
    return [kind(rng) for kind in kinds for _ in range(copies)]


def _zigzag(rng: np.random.Generator) -> Strokes:
    turns = rng.integers(6, 14)
    x = np.linspace(0, rng.uniform(0.5, 1.5), turns)
    y = np.where(np.arange(turns) % 2, 1, 0) * rng.uniform(0.5, 1) + rng.normal(0, 0.08, turns)
    return [list(zip(x, y, strict=True))]


def _tangle(rng: np.random.Generator) -> Strokes:
    t = np.linspace(0, 2 * np.pi, 150)
    turns = np.outer(np.arange(1, 6), t)
    x, y = rng.normal(size=(2, 5)) @ np.cos(turns) + rng.normal(size=(2, 5)) @ np.sin(turns)
    return [list(zip(x, y, strict=True))]


def _spiral(rng: np.random.Generator) -> Strokes:
    t = np.linspace(0, 2 * np.pi * rng.uniform(2.2, 4), 120)
    return [list(zip(t * np.cos(t), t * np.sin(t) * rng.uniform(0.6, 1.2), strict=True))]


def _crossed_lines(rng: np.random.Generator) -> Strokes:
    return [[tuple(end) for end in line] for line in rng.random((rng.integers(4, 8), 2, 2))]


def _dots(rng: np.random.Generator) -> Strokes:
    return [[tuple(dot)] for dot in rng.random((rng.integers(5, 15), 2))]
