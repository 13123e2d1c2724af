"""The pages about gradients in any state that they allow."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QSlider

from core.model_file import SavedRun
from core.training import TrainingConfig, train
from explorer.training.race.state import RaceState
from explorer.training.state import TrainingState

PAGES = ("race", "gradient_check", "batch_gradients")

states = st.builds(
    RaceState,
    race_hidden_size=st.sampled_from([1, 7, 60]),
    race_batch_size=st.sampled_from([1, 100]),
    race_steps=st.sampled_from([100, 1_000, 10_000]),
    check_h=st.floats(1e-50, 1),
    check_precision=st.sampled_from(["float64", "float32"]),
    check_images=st.sampled_from([1, 2]),
    check_colours=st.sampled_from(["difference", "verdict"]),
    fan_network=st.sampled_from(["untrained", "shown"]),
    fan_batch_size=st.sampled_from([1, 30, 200]),
    fan_sampling=st.sampled_from(["replacement", "shuffle"]),
    fan_seed=st.integers(0, 999_999),
)


@pytest.fixture(scope="module")
def run(_view_of_module, dataset):
    """The id of a run of a small network: all of the chapter's parameters take a second for each state."""
    config = TrainingConfig(hidden_size=3, batch_size=20, iterations=20)
    steps = list(train(config, dataset, evaluate=False))
    saved = SavedRun.of(
        steps[-1].network,
        config=config,
        losses=[step.loss for step in steps],
        iterations=[],
        train_accuracies=[],
        test_accuracies=[],
    )
    return _view_of_module.session.add_run(saved)


@given(st.sampled_from(PAGES), states)
@settings(max_examples=4, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_that_every_state_can_be_drawn(looking, settle, run, page, race):
    looking.store.tick_to(TrainingState(page=page, run=run, race=race))
    settle()
    assert not looking.grab().isNull()


@pytest.mark.parametrize("page", PAGES)
def test_that_everything_to_use_has_a_name_a_tooltip_and_an_object_name(open_page, looking, run, page):
    open_page(page, run=run, check_images=1, race_hidden_size=1)
    kinds = (QAbstractButton, QComboBox, QLineEdit, QSlider)
    for widget in (child for kind in kinds for child in looking.findChildren(kind)):
        if widget.isVisible():
            assert widget.toolTip() or widget.parent().toolTip(), widget.objectName() or widget.text()
            assert widget.accessibleName() or widget.text(), widget.objectName()
            assert widget.objectName() or widget.parent().objectName(), widget.text()
