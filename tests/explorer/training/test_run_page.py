"""What the page Run shows of a run, as it goes on and at earlier moments."""

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt, QTimer
from PySide6.QtTest import QTest

from explorer.plots.marks import Dot, Spots, Words
from explorer.state.session import CHAPTER
from explorer.texts.numbers import fixed, grouped, percent
from explorer.training import subject as subject_module
from explorer.training import time_section
from explorer.training.words import change_label
from tests.explorer.mouse import drag, drag_widget, turn_wheel
from tests.explorer.training.small_runs import ENDLESS, SMALL, ended, holds, numbers


def test_that_the_chapters_run_is_shown_before_anything_was_trained(view):
    run = view.session.run(CHAPTER)
    assert numbers(view) == [
        grouped(10_000),
        "16",
        fixed(float(np.mean(run.losses[-50:], dtype=np.float64)), 3),
        f"{fixed(100 * run.accuracies[-1].test, 1)} %",
    ]
    columns = view.page("run").loss.columns()
    assert np.array_equal(columns["loss"], run.losses)
    assert view.page("run").accuracy.columns()["test accuracy"].tolist() == [at.test for at in run.accuracies]
    assert "chapter" in view.page("run").numbers.finding_title


def test_that_every_number_says_of_which_iteration_it_is(view, press, found, qtbot):
    stat = view.page("run").numbers.stats[3]
    assert stat.accessibleName() == "Test accuracy"  # at the end of the chapter's run
    saved = view.session.network(CHAPTER)
    assert stat.accessibleDescription() == f"{fixed(100 * saved.test_accuracy, 1)} %"
    view.store.change(moment=300)
    assert stat.accessibleName() == "Test accuracy at 0"
    assert view.page("run").numbers.finding_title == "Back at iteration 300, epoch 0.50"
    view.store.change(moment=600)
    assert stat.accessibleName() == "Test accuracy"
    assert view.page("run").numbers.finding_title.startswith("Back at iteration 600, epoch 1: ")


def test_that_the_view_keeps_up_while_it_is_hidden(view, press, qtbot, monkeypatch):
    view.store.change(**SMALL)
    press("start")
    view.hide()
    run = ended(view, qtbot)
    view.show()
    assert numbers(view)[0] == "200"
    assert len(view.page("run").loss.columns()["loss"]) == run.iteration == 200


def test_that_the_numbers_are_written_soon_after_a_change_though_the_run_tells_of_nothing(
    view, running, qtbot
):
    running._timer.stop()  # one whose steps take long
    running._drain()
    page = view.page("run")
    page.numbers.stats[0].set("?")
    view.store.nudge(learning_rate=0.7)
    qtbot.waitUntil(lambda: numbers(view)[0] == grouped(running.iteration))


def test_that_the_pictures_keep_up_while_another_page_is_open(view, running, qtbot):
    view.store.tick(page="weights")
    before = running.iteration
    qtbot.waitUntil(lambda: running.iteration > before + 50)
    view.store.tick(page="run")
    (dot,) = (mark for mark in view.page("run").loss.marks if isinstance(mark, Dot))
    assert dot.x == running.iteration - 1
    assert numbers(view)[0] == grouped(running.iteration)


def test_that_an_accuracy_measured_in_a_pause_is_drawn(view, press, qtbot):
    view.store.change(**SMALL | {"iterations": 8})
    for step in range(1, 5):
        press("step")
        qtbot.waitUntil(lambda step=step: view.subject.run.iteration == step)
    qtbot.waitUntil(lambda: holds(view.subject.run))
    timers = view.page("run").findChildren(QTimer)
    qtbot.waitUntil(lambda: not any(timer.isActive() for timer in timers))  # all that there is was drawn
    press("measure")
    qtbot.waitUntil(lambda: view.subject.run.accuracies[-1].iteration == 4)
    plot = view.page("run").accuracy
    qtbot.waitUntil(lambda: [4 in mark.x for mark in plot.marks if isinstance(mark, Spots)] == [True, True])


def test_that_an_accuracy_measured_after_the_end_is_drawn(view, press, qtbot, settle):
    view.store.change(**SMALL)
    press("start")
    ended(view, qtbot)
    view.store.change(moment=10)
    settle()
    press("measure")
    plot = view.page("run").accuracy
    qtbot.waitUntil(lambda: [10 in mark.x for mark in plot.marks if isinstance(mark, Spots)] == [True, True])


def test_that_weights_are_drawn_a_few_times_a_second(view, running, qtbot, monkeypatch):
    monkeypatch.setattr(subject_module, "WEIGHTS_SECONDS", 0.0)
    weights, before = view.page("run").weights, view.page("run").weights.network
    qtbot.waitUntil(lambda: weights.network is not before and weights.network is running.network)


def test_that_the_time_machine_goes_back_through_the_run_on_every_picture(view, found):
    run, page = view.session.run(CHAPTER), view.page("run")
    slider = found("moment")
    assert slider.maximum() == len(run.timeline.iterations) - 1 == 21
    newest = page.weights.network
    start, end = (QPointF(slider.x_of(place), 12) for place in (21, 5))
    drag_widget(slider, start, end, steps=4)
    assert view.store.state.moment == 600
    assert numbers(view) == [
        "600",
        "1",
        fixed(float(np.mean(run.losses[550:600], dtype=np.float64)), 3),
        f"{fixed(100 * run.accuracies[1].test, 1)} %",
    ]
    assert page.weights.network is run.timeline.network_at(600) is not newest
    assert view.session.network(view.subject.network_key).network is page.weights.network
    view.store.undo()
    assert view.store.state.moment is None and page.weights.network is newest
    slider.setFocus()
    QTest.keyClick(slider, Qt.Key.Key_Home)
    assert view.store.state.moment == 0 and numbers(view)[:3] == ["0", "0", "–"]
    QTest.keyClick(slider, Qt.Key.Key_End)
    assert view.store.state.moment is None


def test_that_a_measurement_that_fails_can_be_tried_again(view, press, found, qtbot, monkeypatch):
    def fail(*_):
        raise MemoryError("no room")

    view.store.change(**ENDLESS)
    press("step")
    qtbot.waitUntil(lambda: holds(view.subject.run))
    monkeypatch.setattr(time_section, "accuracies_in_run", fail)
    with qtbot.waitSignal(view.session.failed):
        press("measure")
    assert found("measure").isEnabled() and found("measure").text() == "Measure"
    press("stop")


def test_that_accuracy_is_measured_on_demand(view, press, found, qtbot, dataset):
    view.store.change(**SMALL)
    press("start")
    run = ended(view, qtbot)
    view.store.change(moment=10)
    assert found("measure").text() == "Measure"
    press("measure")
    qtbot.waitUntil(lambda: any(at.iteration == 10 for at in run.accuracies))
    at = next(at for at in run.accuracies if at.iteration == 10)
    network = run.timeline.network_at(10)
    assert at.test == pytest.approx(
        network.accuracy(dataset.test_images[:] / 255, np.eye(10)[dataset.test_labels])
    )
    qtbot.waitUntil(lambda: numbers(view)[3] == f"{fixed(100 * at.test, 1)} %")
    assert not found("measure").isEnabled() and fixed(at.test, 4) in found("measure").toolTip()
    assert found("measure").text() == percent(at.test)


def test_that_a_moment_is_looked_at_while_the_run_goes_on(view, running, found, qtbot):
    qtbot.waitUntil(lambda: 30 in running.timeline.iterations)
    view.store.change(moment=30)
    assert view.subject.moment == 30
    shown = view.page("run").weights.network
    before = running.iteration
    qtbot.waitUntil(lambda: running.iteration > before + 50)
    assert view.page("run").weights.network is shown
    assert numbers(view)[0] == "30"


def test_that_the_loss_is_drawn_by_its_logarithm_and_over_epochs(view, press):
    run, plot = view.session.run(CHAPTER), view.page("run").loss
    means = plot.columns()["mean of 50"]
    press("loss_scale_log")
    assert view.store.state.settings.loss_scale == "log"
    (_, (bottom, top)) = plot.view_box.viewRange()
    assert 10**bottom <= run.losses.min() and run.losses.max() <= 10**top
    assert np.array_equal(plot.columns()["mean of 50"], means)
    press("run_unit_epoch")
    ((start, stop), _) = plot.view_box.viewRange()
    assert start < 0 and 10_000 / 600 < stop < 10_000 / 400
    assert "epoch" in plot.x_axis.labelText
    press("run_unit_iteration")
    ((_, stop), _) = plot.view_box.viewRange()
    assert 10_000 < stop < 15_000
    view.store.undo()
    assert view.store.state.settings.run_unit == "epoch"


def test_that_wheel_drag_and_keys_look_closer_at_a_part_of_the_run(view, qtbot):
    plot, accuracy = view.page("run").loss, view.page("run").accuracy
    for _ in range(6):
        turn_wheel(plot, (5_000.0, 1.0), 1)
    start, stop = view.store.state.settings.run_window
    assert 2_000 < stop - start < 3_000 and 0 < start < stop < 10_000
    ((left, _), _), ((left_of_accuracy, _), _) = plot.view_box.viewRange(), accuracy.view_box.viewRange()
    assert left == pytest.approx(left_of_accuracy)
    drag(plot, (5_000.0, 1.0), (5_400.0, 1.0))
    moved = view.store.state.settings.run_window
    assert moved[0] < start and moved[1] - moved[0] == pytest.approx(stop - start)
    view.store.undo()
    assert view.store.state.settings.run_window == (start, stop)
    plot.setFocus()
    QTest.keyClick(plot, Qt.Key.Key_Right)
    assert view.store.state.settings.run_window[0] == pytest.approx(start + 0.1 * (stop - start))
    QTest.keyClick(plot, Qt.Key.Key_Plus)
    assert np.diff(view.store.state.settings.run_window) == pytest.approx(0.8 * (stop - start))
    QTest.keyClick(plot, Qt.Key.Key_0)
    assert view.store.state.settings.run_window is None
    for _ in range(80):
        QTest.keyClick(plot, Qt.Key.Key_Plus)
    assert np.diff(view.store.state.settings.run_window) == pytest.approx(20)


def test_that_accuracy_on_images_held_out_has_its_own_line(view, press, qtbot):
    view.store.change(**SMALL, validation_images=40)
    press("start")
    run = ended(view, qtbot)
    columns = view.page("run").accuracy.columns()
    assert columns["validation accuracy"].tolist() == [at.validation for at in run.accuracies]
    view.store.change(run=CHAPTER)
    assert "validation accuracy" not in view.page("run").accuracy.columns()


def test_that_changes_on_the_way_are_marked_with_value_and_step(view, running, qtbot):
    for fields in ({"learning_rate": 0.05}, {"optimizer": "momentum"}):
        done = running.iteration
        qtbot.waitUntil(lambda done=done: running.iteration > done + 30)
        view.store.change(**fields)
    qtbot.waitUntil(lambda: len(running.changes) == 2)
    running.pause()
    first, second = running.changes
    assert change_label(first) == f"lr 0.05, iteration {grouped(first.iteration)}"
    assert change_label(second) == f"Momentum, iteration {grouped(second.iteration)}"
    wanted, plot = {change_label(first), change_label(second)}, view.page("run").loss
    qtbot.waitUntil(lambda: wanted <= {mark.text for mark in plot.marks if isinstance(mark, Words)})
