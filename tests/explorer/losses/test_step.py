import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from core.mini_batch import network_inputs
from core.two_layer_net import TwoLayerNet
from explorer.losses.scrubber.state import WeightState
from explorer.losses.scrubber.work import drawn_images
from explorer.losses.state import LossesState
from explorer.losses.step.state import StepState
from tests.explorer.keys import enter
from tests.explorer.losses.claims import is_rounded
from tests.explorer.losses.reading import push
from tests.explorer.mouse import drag


def losses_by_hand(view, activation, values):
    """The loss of the chapter's network with other hidden units, from the whole network every time."""
    state = view.store.state.weight
    dataset = view.session.dataset
    chosen = drawn_images(60_000, state.images, state.images_seed)
    x, t = network_inputs(dataset.train_images[chosen]), dataset.train_labels[chosen]
    params = {key: array.copy() for key, array in view.session.network("chapter").network.params.items()}
    network = TwoLayerNet.from_params(params, activation=activation)
    results = []
    for value in values:
        params["W1"][state.weight_row, state.weight_column] = value
        results.append(network.loss(x, t))
    return np.array(results)


def test_that_the_loss_is_smooth_with_sigmoid_and_a_staircase_with_step(view, open_page):
    page = open_page("step", images=100, span=2.0)
    values, losses = page.smooth.curve.numbers()
    assert losses[::40] == pytest.approx(losses_by_hand(view, "sigmoid", values[::40]), rel=1e-12)
    x, stairs = page.stairs.stairs.numbers()
    inner = values[20:-20:25]
    on_stairs = stairs[np.searchsorted(x, inner)]
    assert on_stairs == pytest.approx(losses_by_hand(view, "step", inner), rel=1e-12)
    assert np.count_nonzero(np.diff(stairs)) > 10


@pytest.mark.parametrize("span", [5.0, 0.01])
def test_that_both_losses_are_drawn_whole_and_on_one_scale(view, open_page, span):
    page = open_page("step", images=100, span=span)
    shown = [plot.frame.shown for plot in (page.smooth, page.stairs)]
    assert shown[0].top - shown[0].bottom == pytest.approx(shown[1].top - shown[1].bottom, rel=1e-9)
    for area, line in zip(shown, (page.smooth.curve, page.stairs.stairs), strict=True):
        heights = line.numbers()[1]
        assert area.bottom < heights.min() and heights.max() < area.top


def test_that_between_two_jumps_the_loss_with_step_has_no_slope(view, open_page, control):
    page = open_page("step", images=100)
    (left, right), level = page.stairs.stair.numbers()
    assert left < control("step_value").value <= right
    inside = np.linspace(left, right, 7)[1:-1]
    assert losses_by_hand(view, "step", inside) == pytest.approx(level[0], rel=1e-14)


def test_that_the_input_is_dragged_typed_and_moved_by_keys(view, open_page, control):
    page = open_page("step", images=50)
    before = view.store.state
    drag(page.values, (1.0, 0.3), (-2.0, 0.3))
    assert view.store.state.step.activation_x == pytest.approx(-2, abs=0.1)
    view.store.undo()
    assert view.store.state == before
    QTest.keyClick(page.slopes, Qt.Key.Key_Right)
    assert view.store.state.step.activation_x == pytest.approx(1.12)
    enter(control("activation_x"), "0")
    assert page.slopes.value_of("sigmoid") == 0.25
    assert page.slopes.value_of("step") == 0
    enter(control("activation_x"), "2000")
    assert control("activation_x").problem
    QTest.keyClick(control("activation_x"), Qt.Key.Key_Escape)


def test_that_both_pages_share_the_weight(view, open_page):
    page = open_page("step", images=50)
    low, high = page.stairs.view_box.viewRange()[1]
    value = page.stairs.point.numbers()[0][0]
    drag(page.stairs, (value, 0.9 * low + 0.1 * high), (2.0, 0.9 * low + 0.1 * high))
    weight = open_page("weight")
    assert weight.loss.point.numbers()[0][0] == pytest.approx(2, abs=0.1)


def test_that_a_weight_out_of_a_unit_gives_way_to_one_into_it(open_page, control):
    open_page("step", images=50, matrix="W2", weight_row=16, weight_column=8)
    assert (control("step_row").value, control("step_column").value) == (408, 16)
    push(control("step_most_important"))


def test_that_an_input_that_is_not_allowed_gets_a_sentence():
    with pytest.raises(ValueError, match=r"from −1.000 to 1.000, not NaN"):
        StepState(activation_x=float("nan"))


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.floats(-1000, 1000),
    st.builds(
        WeightState,
        weight_row=st.integers(0, 900),
        weight_column=st.integers(0, 60),
        offset=st.floats(-1000, 1000),
        centre=st.floats(-1000, 1000),
        span=st.floats(1e-6, 100),
        images=st.integers(50, 300),
    ),
)
def test_that_any_state_is_drawn_with_numbers_only(view, settle, x, weight):
    view.store.tick_to(LossesState(page="step", step=StepState(x), weight=weight))
    settle()
    settle()
    view.grab()
    for plot in (view.page("step").smooth, view.page("step").stairs, view.page("step").values):
        for y in plot.columns().values():
            assert not np.isinf(y).any()
    for plot in (view.page("step").smooth, view.page("step").stairs):
        assert all(np.isfinite(y).all() for y in plot.columns().values())


@pytest.mark.parametrize("fields", [{"offset": 0.5}, {"images": 700, "images_seed": 2, "weight_row": 300}])
def test_that_the_size_of_the_gradient_is_that_of_the_whole_network(view, open_page, fields):
    page = open_page("step", **{"images": 100, **fields})
    state = view.store.state.weight
    dataset = view.session.dataset
    chosen = drawn_images(60_000, state.images, state.images_seed)
    x, t = network_inputs(dataset.train_images[chosen]), dataset.train_labels[chosen]
    params = {key: array.copy() for key, array in view.session.network("chapter").network.params.items()}
    params["W1"][state.weight_row, state.weight_column] += state.offset
    for activation, label in page.gradients.items():
        network = TwoLayerNet.from_params(params, activation=activation)
        shown = dict(
            part.split("\N{NO-BREAK SPACE}")
            for part in label.text().replace("\n", " ").split(": ")[1].split(", ")
        )
        for name, array in network.gradient(x, t).items():
            assert is_rounded(shown[name], float(np.abs(array).max()))
        zero = [name for name, text in shown.items() if text == "0"]
        assert zero == (["W1", "b1"] if activation == "step" else [])
