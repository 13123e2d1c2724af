"""The pages about the inside of a network in any state that their rules allow, and what every control says."""

from itertools import cycle

import msgspec
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QSlider

from core.hidden_units import hidden_outputs
from core.inspection import rms
from core.model_file import SavedRun
from core.training import TrainingConfig, train
from explorer.plots.plot import Plot
from explorer.training.inside.state import InsideState
from explorer.training.mistakes.state import MistakesState
from explorer.training.state import TrainingState
from tests.activations import ALL
from tests.explorer.painted import picture_of

PAGES = ("weights", "activations", "update_ratios", "loss_landscape")

STATES = st.builds(
    InsideState,
    unit=st.integers(0, 999),
    unit_order=st.sampled_from(["index", "norm", "importance"]),
    layer=st.sampled_from(["W1", "b1", "W2", "b2"]),
    stage=st.sampled_from(["hidden", "scores", "answers"]),
    pace_batch=st.integers(1, 10_000),
    pace_seed=st.integers(0, 999_999),
    plane=st.sampled_from(["path", "random"]),
    plane_seed=st.integers(0, 999_999),
    reach=st.floats(0.01, 20),
)


@pytest.fixture(scope="module")
def runs(dataset):
    """Runs of small networks, by their activation; the second one's weights begin at 0, the third one's are large."""
    found = {}
    for activation, spread in zip(ALL, cycle([0.1, 0.0, 1.0]), strict=False):
        config = TrainingConfig(
            hidden_size=3, batch_size=20, iterations=60, activation=activation, weight_init_std=spread
        )
        kept, losses = [], []
        for step in train(config, dataset, evaluate=False):
            losses.append(step.loss)
            if step.iteration % 20 == 19:
                kept.append(step.checkpoint())
        found[activation] = SavedRun.of(
            step.network,
            config=config,
            losses=losses,
            iterations=[],
            train_accuracies=[],
            test_accuracies=[],
            checkpoints=kept,
        )
    return found


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    page=st.sampled_from(PAGES),
    state=STATES,
    activation=st.sampled_from(ALL),
    moment=st.none() | st.integers(0, 70),
)
def test_that_any_state_of_any_run_is_drawn_with_numbers_only(
    looking, settle, runs, page, state, activation, moment
):
    key = looking.session.add_run(runs[activation])
    looking.store.tick_to(TrainingState(page=page, run=key, moment=moment, inside=state))
    settle()
    picture_of(looking)
    part = looking.page(page)
    assert part.isVisible()
    for plot in part.findChildren(Plot):
        for column in plot.columns().values():
            assert not np.isnan(column).any() or plot.objectName() in (
                "training.unit_by_digit",
                "training.ratios",
            )


@pytest.mark.parametrize("page", PAGES)
def test_that_every_control_has_names_and_a_tooltip(looking, settle, runs, page):
    key = looking.session.add_run(runs["sigmoid"])
    looking.store.tick_to(TrainingState(page=page, run=key))
    settle()
    kinds = (QAbstractButton, QLineEdit, QSlider, QComboBox)
    controls = [widget for kind in kinds for widget in looking.findChildren(kind) if widget.isVisible()]
    pictures = [widget for widget in looking.page(page).findChildren(Plot) if widget.isVisible()]
    assert len(controls) > 6 and pictures
    for widget in (*controls, *pictures):
        assert widget.accessibleName(), widget.objectName()
        assert widget.toolTip(), widget.objectName()
        assert widget.objectName().startswith("training.") or widget.parent().objectName().startswith(
            "training."
        )


def test_that_the_names_of_settings_are_those_of_no_other_page():
    own = [*InsideState.__dataclass_fields__, *MistakesState.__dataclass_fields__]
    state = TrainingState()
    others = [
        name
        for field in TrainingState.__dataclass_fields__
        for name in (field, *getattr(getattr(state, field), "__dataclass_fields__", ()))
    ]
    assert [name for name in own if others.count(name) > 1] == []


@given(STATES, st.none() | st.tuples(st.integers(0, 9), st.integers(0, 9)))
def test_that_a_state_comes_back_from_a_file(inside, cell):
    state = TrainingState(page="weights", inside=inside, mistakes=MistakesState(cell=cell, mistake=7))
    written = msgspec.json.decode(msgspec.json.encode(state))
    assert msgspec.convert(written, TrainingState) == state


@pytest.mark.parametrize("page", PAGES)
def test_that_every_part_follows_a_run_to_its_end(looking, settle, qtbot, page):
    looking.store.change(page=page)
    config = TrainingConfig(hidden_size=3, batch_size=20, iterations=300, learning_rate=0.5)
    run = looking.session.run(looking.session.start_run(config))
    looking.store.tick(run=run.key)
    qtbot.waitUntil(lambda: not run.is_active, timeout=20_000)
    settle()
    settle()
    shown = looking.page(page)
    if page == "weights":
        column = run.network.params["W2"][0].tolist()
        assert shown.unit.votes.columns()["W2"].tolist() == column
    elif page == "activations":
        outputs = hidden_outputs(run.network, looking.session.dataset.test_images)
        assert shown.ranges.columns()["median"] == pytest.approx(np.median(outputs, axis=0))
    elif page == "update_ratios":
        assert shown.sizes.columns()["values"][0] == pytest.approx(rms(run.network.params["W1"]))
    else:
        assert shown.ground.iterations[-1] == 300
        assert shown.ground.plane.network.params["W1"] == pytest.approx(run.network.params["W1"])
