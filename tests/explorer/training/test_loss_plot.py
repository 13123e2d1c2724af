"""What is written over the losses."""

import math
from gettext import NullTranslations

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPointF
from PySide6.QtGui import QColor, QTransform
from PySide6.QtWidgets import QApplication

from core.optimizers import Momentum
from core.training import TrainingConfig
from core.training_config import Change
from explorer.look.palette import DARK
from explorer.look.theme import Look
from explorer.plots.marks import Spots, Stroke, Words
from explorer.runs.run import Run, Status
from explorer.texts.numbers import fixed
from explorer.training.loss_curve import GUESS
from explorer.training.run.loss_plot import LossPlot
from explorer.training.run_axis import Scope
from explorer.training.view import TrainingView
from explorer.training.words import change_label
from tests.explorer.labels import place_of
from tests.explorer.languages import language
from tests.explorer.mouse import hover


class Quoted(NullTranslations):
    """A language that begins each text with a mark."""

    def gettext(self, message):
        return f"» {message}"

    def ngettext(self, msgid1, msgid2, n):
        return f"» {super().ngettext(msgid1, msgid2, n)}"


def test_that_everything_written_over_the_losses_is_in_the_language(looking, look, qtbot):
    def written(view):
        return [mark.text for mark in view.page("run").loss.marks if isinstance(mark, Words)]

    before = written(looking)
    assert any("random guess" in text or text == "ln 10" for text in before)
    with language(Quoted()):
        other = TrainingView(look, looking.session, looking.store)
        qtbot.addWidget(other)
        other.resize(looking.size())
        other.show()
        qtbot.waitUntil(
            lambda: written(other) == [text if text in ("", "ln 10") else f"» {text}" for text in before]
        )


def boxes(plot):
    """Return the pixels of all words over the losses, by their text."""
    view, place = plot.view_box, QTransform(plot.view_box.childTransform()) * plot.view_box.sceneTransform()
    assert view.width() > 100
    return {
        mark.text: mark.box(place.map(QPointF(mark.x, mark.y)), plot._look)
        for mark in plot.marks
        if isinstance(mark, Words)
    }


def assert_readable(plot):
    """No words are cut, on the line of a guess, or on each other."""
    found, area = boxes(plot), plot.view_box.sceneBoundingRect().adjusted(-4, -4, 4, 4)
    guess = plot.view_box.mapViewToScene(QPointF(0, plot._height_of(GUESS))).y()
    for text, box in found.items():
        assert area.contains(box), text
        assert not box.top() <= guess <= box.bottom(), text
        assert not any(box.intersects(other) for name, other in found.items() if name != text), text


def made_run(losses, changes, iterations):
    run = Run("made", TrainingConfig(iterations=iterations or len(losses)))
    run.history.append(losses)
    run.history.add_changes([Change(*change) for change in changes])
    run.status = Status.FINISHED
    return run


def course(losses, changes=(), iterations=None):
    return losses, changes, iterations


RATES = [(400, "learning_rate", 0.05), (400, "optimizer", Momentum()), (1_500, "learning_rate", 0.2)]


@pytest.fixture(scope="module", params=[(1.0, 700, 260), (1.0, 570, 225), (1.0, 470, 200), (1.25, 588, 250)])
def sized_plot(request, _fonts, qapp):
    """A plot of losses by itself, at a scale and a size."""
    scale, width, height = request.param
    plot = LossPlot(Look(scale=scale))
    plot.resize(width, height)
    plot.show()
    qapp.processEvents()
    yield plot
    plot.close()


@pytest.mark.parametrize("is_log", [False, True])
@pytest.mark.parametrize(
    "course",
    [
        course(np.full(2_000, GUESS)),
        course(np.full(1_000, GUESS), iterations=2_000),
        course(np.full(1, GUESS), iterations=2_000),
        course(np.r_[np.full(20, 14.5), np.full(1_980, 2.4)]),
        course(np.r_[np.full(500, GUESS), np.linspace(GUESS, 0.2, 1_500)], RATES),
        course(
            np.r_[np.linspace(GUESS, 0.2, 1_990), np.full(10, 15.0)], [*RATES, (1_990, "learning_rate", 1e6)]
        ),
    ],
)
def test_that_no_words_collide(sized_plot, course, is_log):
    plot, made = sized_plot, made_run(*course)
    plot.show_run(made, None, Scope(is_log=is_log))
    assert_readable(plot)
    assert any(text.startswith("mean of 50") for text in boxes(plot))
    if made.changes and plot.width() == 700:
        assert {change_label(change) for change in made.changes} <= set(boxes(plot))


def test_that_a_change_is_marked_that_came_without_a_new_loss(sized_plot):
    plot, run = sized_plot, made_run(np.full(1_000, 0.5), (), 2_000)
    plot.show_run(run, None, Scope())
    change = Change(1_000, "learning_rate", 0.05)
    run.history.add_changes([change])
    plot.show_run(run, None, Scope())
    assert change_label(change) in boxes(plot)


def test_that_words_make_way_for_the_end_of_the_curve_and_come_back(sized_plot):
    plot, whole = sized_plot, "ln 10 = 2.303: random guess"
    run, losses = made_run([], (), 2_000), np.r_[np.full(900, GUESS), np.full(1_100, 0.5)]
    run.status = Status.RUNNING
    seen = []
    for start in range(0, 2_000, 20):
        run.history.append(losses[start : start + 20])
        plot.show_run(run, None, Scope())
        assert_readable(plot)
        seen.append(whole in boxes(plot))
    if plot.width() == 570:  # as in a small window
        assert seen[0] and seen[-1] and not all(seen)


@pytest.mark.parametrize("scope", [Scope(), Scope((300.0, 1_700.0)), Scope(is_log=True), Scope(unit="epoch")])
def test_that_losses_which_came_one_after_the_other_give_the_same_picture_as_all_at_once(
    sized_plot, qapp, scope
):
    plot = sized_plot
    losses = np.geomspace(GUESS, 0.2, 1_950) * np.random.default_rng(0).uniform(0.8, 1.2, 1_950)
    changes = [(1_000, "learning_rate", 0.05)]
    whole, growing = (made_run(part, changes, 2_000) for part in (losses, []))
    plot.show_run(whole, None, scope)
    qapp.processEvents()
    at_once = plot.grab().toImage()
    for start in range(0, len(losses), 30):
        growing.history.append(losses[start : start + 30])
        plot.show_run(growing, None, scope)
        qapp.processEvents()
    assert any(isinstance(mark, Stroke) for mark in plot.lasting)
    assert plot.grab().toImage() == at_once


def test_that_the_running_mean_is_one_line_over_the_cloud(sized_plot, qapp):
    plot = sized_plot
    losses = np.resize([0.7, 1.3], 2_000)  # a mean of 1 after every second one
    run = made_run([], (), 2_000)
    for start in range(0, len(losses), 20):
        run.history.append(losses[start : start + 20])
        plot.show_run(run, None, Scope())
        qapp.processEvents()
    image, mean = plot.grab().toImage(), QColor(DARK.a)
    height = round(place_of(plot, 0, 1).y())
    columns = range(round(place_of(plot, 100, 1).x()), round(place_of(plot, 1_900, 1).x()))
    assert len(columns) > 150
    for x in columns:
        assert mean in [image.pixelColor(x, y) for y in range(height - 3, height + 4)], x


def test_that_a_curve_would_move_at_its_first_point_and_then_by_half_a_pixel(sized_plot):
    plot = sized_plot
    run = made_run([], (), 100_000)
    assert plot.would_move(run)
    plot.show_run(run, None, Scope())
    run.history.append([GUESS])
    assert plot.would_move(run)
    plot.show_run(run, None, Scope())
    half_a_pixel = math.ceil(0.5 * plot.frame.unit[0])
    run.history.append(np.full(half_a_pixel - 1, GUESS))
    assert not plot.would_move(run)
    run.history.append([GUESS])
    assert plot.would_move(run)


@pytest.mark.parametrize("scope", [Scope(), Scope((300.0, 900.0)), Scope(unit="epoch"), Scope(is_log=True)])
def test_that_the_pointer_reads_the_loss_under_it(looking, qapp, scope):
    view = looking
    view.store.change(
        run_window=scope.window, run_unit=scope.unit, loss_scale="log" if scope.is_log else "linear"
    )
    qapp.processEvents()
    plot, run = view.page("run").loss, view.subject.run
    assert not plot.pointed
    hover(plot, (500 / scope.per_unit(run), plot._height_of(1.0)))
    ring, tag = plot.pointed
    at = int(tag.lines[0].removeprefix("Iteration "))
    assert abs(at - 500) <= 0.02 * run.iteration
    assert tag.lines[1].endswith(fixed(float(run.losses[at]), 4))
    mean = float(np.mean(run.losses[max(at - 49, 0) : at + 1], dtype=np.float64))
    assert tag.lines[2].endswith(fixed(mean, 4))
    assert ring.x == pytest.approx(at / scope.per_unit(run))
    assert ring.y == pytest.approx(plot._height_of(mean), abs=1e-6)
    area = plot.view_box.sceneBoundingRect()
    assert area.contains(tag.box(plot.view_box.mapViewToScene(QPointF(tag.x, tag.y)), area, view.look))
    QApplication.sendEvent(plot, QEvent(QEvent.Type.Leave))
    assert not plot.pointed


def test_that_the_pointer_reads_the_accuracies_beside_it(looking, qapp):
    plot, run = looking.page("run").accuracy, looking.subject.run
    hover(plot, (1_300, 0.5))
    at = next(at for at in run.accuracies if at.iteration == 1_200)
    _, tag = plot.pointed
    assert tag.lines == (
        "Iteration 1\u202f200, epoch 2",
        f"train {fixed(at.train, 4)}",
        f"test {fixed(at.test, 4)}",
    )
    looking.store.change(run_window=(2_000.0, 5_000.0))
    assert not plot.pointed  # of another part


def test_that_a_line_ends_where_a_closer_look_does_and_its_label_stands_beside_it(looking, qapp):
    looking.store.change(run_window=(2_000.0, 5_000.0))
    qapp.processEvents()
    plot = looking.page("run").accuracy
    ends = [mark.x[-1] for mark in plot.marks if isinstance(mark, Stroke) and np.isfinite(mark.y).any()]
    assert ends == [5_000, 5_000]
    measured = [at for at in looking.subject.run.accuracies if at.iteration <= 5_000]
    train, test = (mark for mark in plot.marks if isinstance(mark, Spots))
    for spots, shares in ((train, [at.train for at in measured]), (test, [at.test for at in measured])):
        assert spots.x.max() <= 5_000 and set(spots.y) <= set(shares)
        assert min(np.diff(spots.x)) >= 9 * plot.frame.unit[0]
    assert all(len(column) == len(looking.subject.run.accuracies) for column in plot.columns().values())
    labels = boxes(plot)
    edge = place_of(plot, 5_000, 0).x()
    assert len(labels) == 2 and all(box.left() > edge for box in labels.values())
