"""The cut along the gradient of a state, where the chosen path is now."""

from dataclasses import replace

import numpy as np

from core.arrays import FloatArray
from core.descent_cut import DescentCut, descent_cut
from core.surfaces import Surface, find
from explorer.descent import paths
from explorer.descent.cut_plot import CutPicture
from explorer.descent.state import DescentState
from explorer.plots.geometry import Area
from explorer.texts.language import _
from explorer.texts.numbers import plain

_SHORTEST, _LONGEST = 1 / 32, 1.0  # of the picture's diagonal: how far the cut looks ahead
_USUAL = 1 / 4  # of it, where the surface curves the wrong way
_BEHIND_TURN = 3.0  # the cut is so many times as long as the way to the turn of the parabola
_BEHIND_STEP = 1.25  # and at least so many times as long as a step that is drawn to its end


def place(state: DescentState) -> tuple[int, FloatArray]:
    """Return the step that the cut is about, and the point: where playback is, or the start if all steps are shown."""
    result, index = paths.outcome(state), paths.chosen_path(state)
    step = min(state.last_shown, int(result.last_finite[index])) if state.is_played else 0
    point: FloatArray = result.points[step, index]
    return step, point


def cut_picture(state: DescentState, home: Area) -> CutPicture:
    """Return what the plot draws; its ranges do not depend on the learning rate."""
    surface = find(state.surface)
    _unused, point = place(state)
    steepness = _steepness(surface, point)
    length = _length(surface, point, home, state.ascent)
    step = state.learning_rate * steepness
    fits = 0 < steepness < np.inf and _BEHIND_STEP * step <= length
    cut = descent_cut(
        surface, point, state.learning_rate if fits else 0.0, length=length, ascent=state.ascent
    )
    has_slope = 0 < steepness < np.inf and bool(np.isfinite(cut.here))
    return CutPicture(
        cut=cut if fits else replace(cut, step=step),
        length=length,
        series=paths.series(state)[paths.chosen_path(state)],
        has_slope=has_slope,
        fits=fits,
        words=_words(state, cut.there, step, fits) if has_slope else _no_step(steepness),
        best_words=_best_words(state, cut),
    )


def _no_step(steepness: float) -> str:
    return _("slope 0: no step") if steepness == 0 else _("f or its slope is not finite here: no step")


def _best_words(state: DescentState, cut: DescentCut) -> str:
    if cut.best_rate is None:
        return ""
    if state.ascent:
        sentence = _("parabola: highest at lr = {rate}")
    else:
        sentence = _("parabola: lowest at lr = {rate}")
    return sentence.format(rate=plain(cut.best_rate))


def rate_of(state: DescentState, distance: float) -> float | None:
    """Return the learning rate whose step covers a distance; None where there is no slope."""
    _unused, point = place(state)
    steepness = _steepness(find(state.surface), point)
    return distance / steepness if 0 < steepness < np.inf and distance > 0 else None


def _length(surface: Surface, point: FloatArray, home: Area, ascent: bool) -> float:
    """Return how far ahead to look: beyond the turn of the parabola, if there is one not too far away."""
    diagonal = float(np.hypot(home.width, home.height))
    cut = descent_cut(surface, point, 0.0, length=diagonal, count=2, ascent=ascent)
    if cut.best_rate is None:
        return _USUAL * diagonal
    to_turn = cut.best_rate * abs(cut.slope)
    return float(np.clip(_BEHIND_TURN * to_turn, _SHORTEST * diagonal, _LONGEST * diagonal))


def _steepness(surface: Surface, point: FloatArray) -> float:
    with np.errstate(all="ignore"):
        return float(np.hypot(*surface.gradient(point)))


def _words(state: DescentState, there: float, step: float, fits: bool) -> str:
    rate = plain(state.learning_rate)
    if not fits:
        return _("lr = {rate}: {length} long, beyond the picture").format(rate=rate, length=plain(step))
    if state.optimizer != "sgd":
        return _("plain step, lr = {rate}: f = {value}").format(rate=rate, value=plain(there))
    return _("lr = {rate}: f = {value}").format(rate=rate, value=plain(there))
