"""The training view as a whole: its names, its sizes, and every state it may be in."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QPushButton, QSlider

from core.optimizers import OPTIMIZERS
from explorer.look.theme import Look
from explorer.state.session import CHAPTER
from explorer.training.run.state import RunState
from explorer.training.state import TrainingState
from tests.activations import ALL
from tests.explorer.training.small_runs import ended, primary_buttons


@pytest.mark.parametrize("size", [(1100, 700), (1280, 800), (1920, 1080)])
def test_that_every_size_can_be_drawn(view, running, size):
    view.resize(*size)
    assert not view.grab().isNull()
    assert view.is_compact == (size[0] < 1270)
    assert view.page("run").weights.width() < view.width() / 2


def test_that_a_large_window_can_be_made_small_at_once(view):
    view.resize(1920, 1080)
    view.resize(1100, 640)
    assert (view.width(), view.height()) == (1100, 640)


def test_that_there_is_one_primary_button(view, running, press, qtbot):
    assert [button.objectName() for button in primary_buttons(view)] == ["training.start"]
    press("stop")
    ended(view, qtbot)
    assert [button.objectName() for button in primary_buttons(view)] == ["training.start"]


def test_that_every_control_has_names_and_a_tooltip(view):
    view.store.change(more_settings=True)
    kinds = (QAbstractButton, QLineEdit, QSlider, QComboBox)
    controls = [widget for kind in kinds for widget in view.findChildren(kind) if not widget.isHidden()]
    assert len(controls) > 14
    for widget in controls:
        assert widget.objectName().startswith("training."), widget
        assert widget.accessibleName(), widget.objectName()
        assert widget.toolTip(), widget.objectName()


STATES = st.builds(
    TrainingState,
    hidden_size=st.integers(1, 1000),
    batch_size=st.integers(1, 60_000),
    learning_rate=st.floats(1e-300, 1e300),
    iterations=st.integers(1, 10_000_000),
    seed=st.integers(0, 999_999),
    gradient=st.sampled_from(["backprop", "numerical"]),
    sampling=st.sampled_from(["replacement", "shuffle"]),
    run=st.sampled_from([CHAPTER, "gone", ""]),
    moment=st.none() | st.integers(0, 20_000),
    settings=st.builds(
        RunState,
        optimizer=st.sampled_from(list(OPTIMIZERS)),
        momentum=st.floats(0, 0.9999),
        weight_init_std=st.floats(0, 100),
        activation=st.sampled_from(ALL),
        training_images=st.integers(1, 60_000),
        validation_images=st.integers(0, 59_999),
        more_settings=st.booleans(),
    ),
)


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STATES)
def test_that_every_state_can_be_drawn(view, state):
    view.store.load(state)
    for plot in (view.page("run").loss, view.page("run").accuracy):
        for values in plot.columns().values():
            assert np.isfinite(values).all()
    assert isinstance(view.look, Look)
    assert view.findChild(QPushButton, "training.start").text() == "Start"
