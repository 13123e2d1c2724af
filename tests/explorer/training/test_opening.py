"""How the training view opens: ready to start from nothing, and with the chapter's run one click away."""

import numpy as np
import pytest
from PySide6.QtTest import QTest

from core.metrics import accuracy
from explorer.plots.marks import Words
from explorer.runs.run import Status
from explorer.state.session import CHAPTER
from explorer.training.state import NO_RUN, PAGES, TrainingState
from tests.explorer.keys import enter
from tests.explorer.training.small_runs import SMALL, ended, numbers

QUICK = {name: value for name, value in SMALL.items() if name not in ("seed", "new_seed")}


@pytest.fixture
def opened(view, qapp):
    view.store.tick_to(TrainingState())
    qapp.processEvents()
    return view


def test_that_nothing_is_trained_and_the_frame_of_a_run_waits(opened, found):
    page = opened.page("run")
    assert opened.subject.run.status is Status.NEW and opened.subject.network is None
    assert numbers(opened) == ["0", "0", "–", "–"] and "press Start" in page.numbers.finding_title
    assert any(mark.text == "Press Start" for mark in page.loss.marks if isinstance(mark, Words))
    assert page.loss.view_box.viewRange()[0][1] > 10_000 and page.loss.columns()["loss"].size == 0
    assert page.weights.network is None and not found("measure").isEnabled()
    opened.store.change(iterations=500)
    assert opened.subject.run.config.iterations == 500


def test_that_the_chapters_run_is_one_click_away(opened, press, found):
    press("chapters_run")
    assert opened.subject.run is opened.session.run(CHAPTER) and opened.store.state.run == CHAPTER
    assert not found("chapters_run").isVisible() and opened.page("run").weights.network is not None
    opened.store.undo()
    assert opened.subject.run.status is Status.NEW and found("chapters_run").isVisible()
    assert opened.page("run").weights.network is None


@pytest.mark.parametrize("page", [page for page in PAGES if page != "run"])
def test_that_other_pages_show_the_chapters_network_or_that_before_its_first_update(opened, page):
    runs = opened.session.runs
    opened.store.change(page=page)
    assert opened.subject.run is opened.session.run(CHAPTER)
    assert opened.subject.moment == (0 if page == "slow_motion" else 10_000)
    assert opened.session.runs == runs


def test_that_the_time_machine_leaves_the_start_on_a_page_that_opens_there(opened, found):
    opened.store.change(page="slow_motion")
    slider = found("moment")
    slider.dragged.emit(slider.maximum())
    assert (opened.subject.moment, opened.store.state.run) == (10_000, CHAPTER)


def test_that_each_start_has_a_seed_of_its_own_until_one_is_typed(opened, press, found, qtbot):
    opened.store.change(**QUICK)
    seeds = []
    for _ in range(2):
        press("start")
        run = ended(opened, qtbot)
        seeds.append(run.config.seed)
        assert opened.store.state.seed == run.config.seed and opened.store.state.run == run.key
    assert seeds[0] != seeds[1]
    enter(found("seed"), "7")
    assert not opened.store.state.new_seed and not found("new_seed").isChecked()
    networks = []
    for _ in range(2):
        press("start")
        networks.append(ended(opened, qtbot).network.params["W1"])
        assert opened.subject.run.config.seed == 7
    assert np.array_equal(*networks)
    assert opened.fields_of("seed", 5) == {"seed": 5, "new_seed": False}


def test_that_a_key_on_another_page_starts_from_nothing_too(opened, qtbot):
    opened.store.change(iterations=20_000, page="mistakes")
    opened.setFocus()
    QTest.keyClick(opened, "r")
    run = opened.subject.run
    assert run.is_active and run.iteration < 10_000 and opened.store.state.run == run.key
    QTest.keyClick(opened, "x")
    ended(opened, qtbot)


def test_that_undo_brings_back_the_seed_and_nothing_trained(opened, press, qtbot):
    opened.store.change(**QUICK, seed=12)
    press("start")
    ended(opened, qtbot)
    opened.store.undo()
    assert (opened.store.state.seed, opened.store.state.run) == (12, NO_RUN)


def test_that_early_stopping_asks_the_validation_images_where_there_are_some(opened, press, qtbot, dataset):
    opened.store.change(**QUICK | {"iterations": 3_000}, validation_images=50, stops_early=True, stop_at=60.0)
    press("start")
    run = ended(opened, qtbot)
    assert run.status is Status.STOPPED
    held_out = accuracy(run.network, dataset.train_images[-50:], dataset.train_labels[-50:])
    test = accuracy(run.network, dataset.test_images, dataset.test_labels)
    found = opened.page("run").finding()
    assert held_out >= 0.6 > run.accuracies[-2].validation
    assert f"{100 * held_out:.1f}\N{NO-BREAK SPACE}% of the validation images" in found.title
    assert f"{100 * test:.1f}\N{NO-BREAK SPACE}%" in found.body
