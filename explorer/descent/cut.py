"""The cut along the gradient of a state, where the chosen path is now."""

from dataclasses import replace

import numpy as np
from PySide6.QtCore import QCoreApplication

from core.arrays import FloatArray
from core.descent_cut import DescentCut, descent_cut
from core.surfaces import Surface
from explorer.descent import paths
from explorer.descent.cut_plot import CutPicture
from explorer.descent.state import DescentState
from explorer.plots.geometry import Area
from explorer.widgets.numbers import plain

translate = QCoreApplication.translate  # the name that lupdate looks for
_SHORTEST = 1 / 16  # of the picture's diagonal: how far the cut looks ahead at least
_LONGEST = 8.0  # a step beyond so many diagonals is not drawn to its end
_BEHIND_STEP = 1.25  # the cut is so many times as long as the step


def place(state: DescentState) -> tuple[int, FloatArray]:
    """Return the step that the cut is about, and the point: where playback is, or the start if all steps are shown."""
    result, index = paths.outcome(state), paths.chosen_path(state)
    step = min(state.last_shown, int(result.last_finite[index])) if state.is_played else 0
    point: FloatArray = result.points[step, index]
    return step, point


def cut_picture(state: DescentState, home: Area) -> CutPicture:
    """Return what the plot draws; its ranges stay while the learning rate changes a little."""
    surface = paths.outcome(state).surface
    _, point = place(state)
    steepness = _steepness(surface, point)
    step = state.learning_rate * steepness
    diagonal = float(np.hypot(home.width, home.height))
    length = _SHORTEST * diagonal
    while length < _BEHIND_STEP * step and length < _LONGEST * diagonal:
        length *= 2
    fits = _BEHIND_STEP * step <= length
    cut = descent_cut(
        surface, point, state.learning_rate if fits else 0.0, length=length, ascent=state.ascent
    )
    return CutPicture(
        cut=cut if fits else replace(cut, step=step),
        length=length,
        series=paths.series(state)[paths.chosen_path(state)],
        fits=fits,
        words=_words(state, steepness, cut.there, step, fits),
        best_words=_best_words(state, cut),
    )


def _best_words(state: DescentState, cut: DescentCut) -> str:
    if cut.best_rate is None:
        return ""
    if state.ascent:
        sentence = translate("descent", "parabola: highest at lr = {rate}")
    else:
        sentence = translate("descent", "parabola: lowest at lr = {rate}")
    return sentence.format(rate=plain(cut.best_rate))


def rate_of(state: DescentState, distance: float) -> float | None:
    """Return the learning rate whose step covers a distance; None where there is no slope."""
    _, point = place(state)
    steepness = _steepness(paths.outcome(state).surface, point)
    return distance / steepness if 0 < steepness < np.inf and distance > 0 else None


def _steepness(surface: Surface, point: FloatArray) -> float:
    with np.errstate(all="ignore"):
        return float(np.hypot(*surface.gradient(point)))


def _words(state: DescentState, steepness: float, there: float, step: float, fits: bool) -> str:
    if not 0 < steepness < np.inf:
        return translate("descent", "no slope here: no step")
    rate = plain(state.learning_rate)
    if not fits:
        return translate("descent", "lr = {rate}: {length} long, beyond the picture").format(
            rate=rate, length=plain(step)
        )
    return translate("descent", "lr = {rate}: f = {value}").format(rate=rate, value=plain(there))
