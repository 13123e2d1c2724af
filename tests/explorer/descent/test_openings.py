from dataclasses import replace

import numpy as np
import pytest

from core.optimizers import OPTIMIZERS
from core.path_end import EndKind
from core.surfaces import SURFACES
from explorer.descent.openings import OPENINGS, opening_fields
from explorer.descent.outcome import path_ends
from explorer.descent.paths import outcome
from explorer.state.store import replace_fields
from tests.explorer.descent.reading import VALLEY, control, last_points


def opened(key, **before):
    state = replace(VALLEY, **before)
    return replace_fields(state, **opening_fields(key, state))


def ends_of(state):
    surface = SURFACES[state.surface]
    return [end.kind for end in path_ends(state, surface.x_range, surface.y_range)]


def test_that_every_named_surface_has_an_opening_and_the_valley_the_first_state():
    assert set(OPENINGS) == set(SURFACES)
    assert opened("valley") == VALLEY


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("key", SURFACES)
def test_that_no_path_fails_where_a_surface_opens(key, optimizer):
    state, surface = opened(key, optimizer=optimizer), SURFACES[key]
    assert not {EndKind.DIVERGED, EndKind.FROZEN} & set(ends_of(state))
    for x0, x1 in state.starts:
        assert surface.x_range[0] < x0 < surface.x_range[1] and surface.y_range[0] < x1 < surface.y_range[1]


@pytest.mark.parametrize(
    ("key", "kinds"),
    [
        ("bowl", {EndKind.ARRIVED}),
        ("saddle", {EndKind.SADDLE, EndKind.LEFT}),
        ("monkey_saddle", {EndKind.MOVING, EndKind.LEFT}),
        ("rastrigin", {EndKind.ARRIVED}),
        ("plateau", {EndKind.ARRIVED, EndKind.MOVING, EndKind.PLATEAU}),
        ("kink", {EndKind.CIRCLING}),
    ],
)
def test_that_a_surface_opens_with_what_it_is_about(key, kinds):
    assert set(ends_of(opened(key))) == kinds


@pytest.mark.parametrize("key", ["himmelblau", "camel"])
def test_that_a_path_leads_into_each_minimum_where_it_opens(key):
    ends, minima = outcome(opened(key)).points[-1], np.array(SURFACES[key].minima)
    away = np.hypot(*(ends[:, np.newaxis] - minima).transpose(2, 0, 1))
    assert sorted(away.argmin(axis=1)) == list(range(len(minima))) and away.min(axis=1).max() < 1e-4


def test_that_choosing_a_surface_brings_its_opening_in_one_step(view):
    view.store.change(surface="rosenbrock", starts=((5.0, 5.0),), learning_rate=7.0)
    before = view.store.state
    choice = control(view, "surface")
    choice.setCurrentIndex(choice.findData("himmelblau"))
    choice.activated.emit(choice.currentIndex())
    state, opening = view.store.state, OPENINGS["himmelblau"]
    assert (state.surface, state.starts, state.learning_rate) == ("himmelblau", opening.starts, 0.01)
    assert last_points(view)[0] == pytest.approx((3, 2), abs=1e-4)
    view.store.undo()
    assert view.store.state == before


def test_that_a_formula_from_before_keeps_the_starts(view):
    view.store.change(starts=((1.0, 2.0),), learning_rate=0.3, recent_formulas=("x0*x1",))
    choice = control(view, "surface")
    choice.setCurrentIndex(choice.findData("x0*x1"))
    choice.activated.emit(choice.currentIndex())
    state = view.store.state
    assert (state.surface, state.starts, state.learning_rate) == ("x0*x1", ((1.0, 2.0),), 0.3)
