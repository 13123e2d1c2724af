import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtTest import QTest

from core.mini_batch import network_inputs
from core.stairs import Staircase
from core.weight_influence import Weight
from explorer.losses.scrubber.plots import corners, stair_around
from explorer.losses.scrubber.state import WeightState
from explorer.losses.scrubber.work import after, drawn_images
from explorer.losses.state import LossesState
from tests.explorer.keys import enter
from tests.explorer.losses.reading import push
from tests.explorer.mouse import click, click_widget, drag, drag_widget


def by_hand(view, values):
    """Loss and accuracy of the network with the weight set to each value, from the whole network every time."""
    state = view.store.state.weight
    dataset = view.session.dataset
    chosen = drawn_images(60_000, state.images, state.images_seed)
    x, t = network_inputs(dataset.train_images[chosen]), dataset.train_labels[chosen]
    network = view.session.network(view.store.state.network).network
    weights = network.params[state.matrix]
    place = (state.weight_row, state.weight_column)
    trained = weights[place]
    results = []
    for value in values:
        weights[place] = value
        results.append((network.loss(x, t), network.accuracy(x, t)))
    weights[place] = trained
    return np.array(results).T


def trained(view):
    state = view.store.state
    weights = view.session.network(state.network).network.params[state.weight.matrix]
    return weights[state.weight.weight_row, state.weight.weight_column]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"matrix": "W3"}, "W1, W2, not W3"),
        ({"weight_row": -1}, "from 0 to 9.999, not −1"),
        ({"weight_column": 10_000}, "from 0 to 9.999"),
        ({"weight_column": 1.5}, "not 1.5"),
        ({"offset": float("nan")}, "not nan"),
        ({"offset": 1001.0}, "from −1000 to 1000, not 1001"),
        ({"span": 0.0}, "10⁻⁶ to 100, not 0"),
        ({"images": 49}, "50 to 10.000, not 49"),
        ({"images_seed": -3}, "from 0"),
        ({"images_seed": 2**31}, "not 2.147.483.648"),
    ],
)
def test_that_a_weight_that_is_not_allowed_gets_a_sentence(fields, words):
    with pytest.raises(ValueError, match=words):
        WeightState(**fields)


@pytest.mark.parametrize("place", [("W1", 408, 13), ("W2", 16, 8)])
def test_that_the_curves_are_those_of_the_whole_network(view, open_page, place):
    matrix, row, column = place
    page = open_page("weight", matrix=matrix, weight_row=row, weight_column=column, images=200, span=3.0)
    values, losses = page.loss.curve.numbers()
    some = slice(None, None, 40)
    expected, accuracies = by_hand(view, values[some])
    assert losses[some] == pytest.approx(expected, rel=1e-12)
    x, stairs = page.accuracy.stairs.numbers()
    on_stairs = stairs[np.searchsorted(x, values[some][1:-1])]
    assert on_stairs == pytest.approx(accuracies[1:-1], abs=1e-12)


def test_that_the_numbers_are_those_at_the_line(view, open_page):
    page = open_page("weight", images=100, offset=1.25)
    (loss,), (accuracy,) = by_hand(view, [trained(view) + 1.25])
    assert page.loss_stat.accessibleDescription() == f"{loss:.5f} trained +1.25"
    assert page.accuracy_stat.accessibleDescription() == f"{accuracy:.4f}"
    x, y = page.loss.tangent.numbers()
    (left, right), _ = by_hand(view, [trained(view) + 1.25 - 1e-4, trained(view) + 1.25 + 1e-4])
    assert np.diff(y)[0] / np.diff(x)[0] == pytest.approx((right - left) / 2e-4, rel=1e-5)


def test_that_zooming_in_never_smooths_the_stairs(view, open_page):
    page = open_page("weight", images=1000, span=5.0)
    edges = page.accuracy.stairs.numbers()[0]
    edge = edges[len(edges) // 2]
    here = float(edge - trained(view))
    page = open_page("weight", span=1e-6, centre=here, offset=here)
    x, y = page.accuracy.stairs.numbers()
    assert len(np.unique(y)) == 2
    jump = np.flatnonzero(np.diff(y))
    assert x[jump] == x[jump + 1] == edge


def test_that_the_line_is_dragged_in_one_undo_step(view, open_page, control):
    page = open_page("weight", images=100)
    before = view.store.state
    low, high = page.loss.view_box.viewRange()[1]
    drag(page.loss, (trained(view), 0.9 * low + 0.1 * high), (2.5, 0.9 * low + 0.1 * high))
    assert view.store.state.weight.offset + trained(view) == pytest.approx(2.5, abs=0.05)
    assert control("weight_value").value == pytest.approx(2.5, abs=0.05)
    view.store.undo()
    assert view.store.state == before


def test_that_a_click_and_the_arrow_keys_move_the_weight(view, open_page):
    page = open_page("weight", images=100)
    low, high = page.accuracy.view_box.viewRange()[1]
    click(page.accuracy, (-3.0, (low + high) / 2))
    assert view.store.state.weight.offset + trained(view) == pytest.approx(-3, abs=0.05)
    there = view.store.state.weight.offset
    QTest.keyClick(page.accuracy, Qt.Key.Key_Right)
    assert view.store.state.weight.offset == pytest.approx(there + 0.1)
    for _ in range(50):
        QTest.keyClick(page.accuracy, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert view.store.state.weight.offset == -5


def test_that_a_typed_value_out_of_sight_moves_the_plots(view, open_page, control):
    open_page("weight", images=100)
    enter(control("weight_value"), "12")
    state = view.store.state.weight
    assert trained(view) + state.offset == pytest.approx(12)
    assert state.centre == state.offset
    push(control("weight_trained"))
    assert view.store.state.weight.offset == view.store.state.weight.centre == 0


def test_that_the_zoom_keeps_the_weight_in_the_middle(view, open_page, control):
    open_page("weight", images=100, offset=2.0)
    slider = control("weight_span_slider")
    drag_widget(slider, QPointF(slider.x_of(5), 12), QPointF(slider.x_of(0.01), 12))
    state = view.store.state.weight
    assert state.span == pytest.approx(0.01, rel=0.2)
    assert state.centre == 2.0


def test_that_the_weight_is_chosen_in_its_picture(view, open_page, control):
    page = open_page("weight", images=100)
    place = page.picture.place()
    row, column = 9, 20
    at = QPointF(
        place.left() + (column + 0.5) * place.width() / 28, place.top() + (row + 0.5) * place.height() / 28
    )
    click_widget(page.picture, at)
    assert view.store.state.weight.weight_row == row * 28 + column
    QTest.keyClick(page.picture, Qt.Key.Key_Down)
    QTest.keyClick(page.picture, Qt.Key.Key_Left)
    assert view.store.state.weight.weight_row == (row + 1) * 28 + column - 1
    push(control("weight_matrix").button(1))
    assert view.store.state.weight.matrix == "W2"
    assert view.store.state.weight.weight_row == 13
    QTest.keyClick(page.picture, Qt.Key.Key_Down)
    assert view.store.state.weight.weight_column == 1
    enter(control("weight_row"), "49")
    assert view.store.state.weight.weight_row == 49
    enter(control("weight_row"), "50")
    assert control("weight_row").problem
    QTest.keyClick(control("weight_row"), Qt.Key.Key_Escape)


def test_that_important_weights_matter_and_unimportant_ones_do_not(view, open_page, settle, control):
    page = open_page("weight", images=500)
    push(control("weight_most_important"))
    settle()
    settle()
    assert np.ptp(page.loss.curve.numbers()[1]) > 1e-3
    first = view.store.state.weight
    push(control("weight_most_important"))
    assert view.store.state.weight != first
    push(control("weight_least_important"))
    settle()
    settle()
    assert np.ptp(page.loss.curve.numbers()[1]) == 0
    assert page.loss_slope.text() == "dL/dw = 0"
    assert "accuracy never changes" in page.accuracy_slope.text()


def test_that_a_network_with_fewer_units_takes_its_last_one(open_page):
    page = open_page("weight", weight_column=9_999, images=100)
    assert np.isfinite(page.loss.curve.numbers()[1]).all()


def test_that_stairs_are_drawn_through_their_corners():
    stairs = Staircase(np.array([1.0, 2.0]), np.array([0.5, 0.6, 0.4]))
    x, y = corners(stairs, 0.0, 3.0)
    assert x.tolist() == [0, 1, 1, 2, 2, 3]
    assert y.tolist() == [0.5, 0.5, 0.6, 0.6, 0.4, 0.4]
    assert stair_around(stairs, 1.5) == (1, 2)
    assert stair_around(stairs, 1.0) == (-np.inf, 1)
    assert stair_around(stairs, 9.0) == (2, np.inf)


def test_that_a_ranking_is_gone_through_in_a_circle():
    weights = (Weight("W1", (1, 2)), Weight("W1", (3, 4)))
    assert after(weights, Weight("W1", (0, 0))) == weights[0]
    assert after(weights, weights[0]) == weights[1]
    assert after(weights, weights[1]) == weights[0]


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.builds(
        WeightState,
        matrix=st.sampled_from(["W1", "W2"]),
        weight_row=st.integers(0, 900),
        weight_column=st.integers(0, 60),
        offset=st.floats(-1000, 1000),
        centre=st.floats(-1000, 1000),
        span=st.floats(1e-6, 100),
        images=st.integers(50, 400),
        images_seed=st.integers(0, 3),
    )
)
def test_that_any_weight_is_drawn_with_numbers_only(view, settle, state):
    view.store.tick_to(LossesState(page="weight", weight=state))
    settle()
    settle()
    view.grab()
    for plot in (view.page("weight").loss, view.page("weight").accuracy):
        for column in plot.columns().values():
            assert np.isfinite(column).all()
    words = view.page("weight").loss_slope.text() + view.page("weight").accuracy_slope.text()
    assert "nan" not in words.lower()


def test_that_long_numbers_beside_the_plots_are_whole_and_the_plots_stay_aligned(open_page, view):
    for span in (5.0, 1e-4, 1e-6):
        page = open_page("weight", span=span, offset=0.3, centre=0.3)
        view.grab()
        low, high = page.loss.view_box.viewRange()[1]
        axis = page.loss.y_axis
        metrics = QFontMetricsF(axis.style["tickFont"])
        for _step, values in axis.tickValues(low, high, axis.height()):
            for label in axis.tickStrings(values, 1, 1):
                assert (
                    metrics.horizontalAdvance(label) + axis.style["tickTextOffset"][0] <= axis.maximumWidth()
                )
        assert axis.maximumWidth() == page.accuracy.y_axis.maximumWidth()
