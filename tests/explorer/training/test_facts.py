"""What the training view gives as facts: of the open page only, of the state of now, whether it is seen or not."""

import numpy as np
import pytest
from PySide6.QtWidgets import QWidget

from core.metrics import accuracy
from explorer.state.session import CHAPTER
from explorer.texts.numbers import fixed
from explorer.views.facts import MISSING, PENDING
from tests.explorer.training.small_runs import SMALL, ended, numbers


def test_that_the_chapters_run_has_the_numbers_of_the_book_while_nobody_sees_it(view):
    view.hide()
    losses, accuracies = view.session.run(CHAPTER).losses, {}
    for moment, epoch in ((None, 16), (600, 1), (300, 0)):
        view.store.change(moment=moment)
        facts, done = view.facts(), moment or 10_000
        assert (facts["iteration"].value, facts["epoch"].value, facts["own_iteration"].value) == (
            done,
            epoch,
            0,
        )
        assert facts["loss"].value == pytest.approx(np.mean(losses[done - 50 : done]), rel=1e-6)
        names = ("test_accuracy", "training_accuracy", "generalisation_gap")
        accuracies[done] = [facts[name].text for name in names]
    assert accuracies[10_000] == ["94.6\N{NO-BREAK SPACE}%", "94.8\N{NO-BREAK SPACE}%", "0.0022"]
    assert accuracies[600][0] == "78.2\N{NO-BREAK SPACE}%"
    assert accuracies[300][0] == "8.2\N{NO-BREAK SPACE}%"
    view.store.change(moment=0)
    assert view.facts()["loss"] is MISSING


def test_that_a_run_of_ones_own_is_counted_and_its_numbers_are_those_on_the_screen(
    view, press, qtbot, dataset
):
    view.store.change(**SMALL)
    press("start")
    run = ended(view, qtbot)
    facts = view.facts()
    assert facts["own_iteration"].value == facts["iteration"].value == 200
    assert facts["test_accuracy"].value == accuracy(run.network, dataset.test_images, dataset.test_labels)
    assert facts["training_accuracy"].value == accuracy(
        run.network, dataset.train_images, dataset.train_labels
    )
    shown = [facts[name].text for name in ("iteration", "epoch", "loss")]
    assert numbers(view)[:3] == shown
    assert numbers(view)[3].split()[0] == fixed(100 * facts["test_accuracy"].value, 1)


def test_that_what_is_worked_out_beside_the_window_is_none_until_it_is_there(looking, settle):
    looking.store.change(page="mistakes", moment=300)
    assert looking.facts()["mistakes"] is PENDING
    settle()
    data = looking.session.dataset
    correct = accuracy(looking.subject.network, data.test_images, data.test_labels)
    assert looking.facts()["mistakes"].value == pytest.approx(50 * (1 - correct))
    looking.store.change(page="runs")
    assert "mistakes" not in looking.facts()
    assert looking.facts()["test_accuracy"].text == "94.6\N{NO-BREAK SPACE}%"


def test_that_the_race_counts_the_parameters_and_passes_of_the_book(looking):
    looking.store.change(page="race")
    facts = looking.facts()
    assert (facts["parameters"].value, facts["forward_passes"].value) == (39_760, 79_520)
    assert facts["times_as_long_one_at_a_time"] is MISSING


def test_that_a_control_of_its_own_is_locked_while_a_run_is_trained(view, running, press, qtbot):
    control = view.make_control("hidden_size")
    field = control.findChild(QWidget, "guide.hidden_size")
    assert not field.isEnabled()
    press("stop")
    ended(view, qtbot)
    assert field.isEnabled()
