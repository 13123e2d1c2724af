"""The page Loss landscape, against core."""

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from core.images import Images
from core.loss_slice import principal_plane, project
from core.mini_batch import network_inputs
from core.mnist import Dataset
from core.model_file import SavedRun
from core.training import Change, TrainingConfig, train
from core.two_layer_net import TwoLayerNet
from explorer.plots.geometry import Area
from explorer.runs.run import Run
from explorer.state.session import CHAPTER
from explorer.training.inside import landscape_words as words
from explorer.training.inside.course import Course, can_be_retraced
from explorer.training.inside.ground import Slice, find_ground
from explorer.training.inside.slice_plot import along
from explorer.widgets.text import ElidedLabel
from tests.explorer.mouse import click, click_widget, hover

CONFIG = TrainingConfig(hidden_size=4, batch_size=20, iterations=120, learning_rate=0.5, weight_init_std=0.1)


@pytest.fixture(scope="module")
def runs(dataset):
    """A run with checkpoints, and the record of the same without them."""
    changes = (Change(40, "learning_rate", 0.2),)
    steps, kept, losses = train(CONFIG, dataset, evaluate=False), [], []
    for done in range(1, CONFIG.iterations + 1):
        step = steps.send({"learning_rate": 0.2}) if done == 41 else next(steps)
        losses.append(step.loss)
        if done % 20 == 0:
            kept.append(step.checkpoint())
    record = {
        "config": CONFIG,
        "losses": losses,
        "iterations": [],
        "train_accuracies": [],
        "test_accuracies": [],
    }
    record |= {"changes": changes}
    return {
        "kept": SavedRun.of(step.network, checkpoints=kept, **record),
        "bare": SavedRun.of(step.network, **record),
    }


@pytest.fixture
def around(looking, open_page, settle, runs):
    """Opens the page about one of the runs in a state."""

    def open_it(run="kept", **fields):
        key = looking.session.add_run(runs[run])
        page = open_page("loss_landscape", run=key, **fields)
        settle()
        return page

    return open_it


def networks(runs):
    return [at.network() for at in runs["kept"].checkpoints]


def loss_of(network, dataset):
    return network.loss(network_inputs(dataset.train_images), dataset.train_labels)


def test_that_the_way_is_that_of_core_in_the_principal_plane(looking, around, runs, dataset):
    part = around()
    columns = part.plot.columns()
    plane, shares = principal_plane(networks(runs))
    path = project(networks(runs), plane)
    assert columns["updates done"].tolist() == [20, 40, 60, 80, 100, 120]
    assert np.column_stack([columns["first"], columns["second"]]) == pytest.approx(path.points, abs=1e-9)
    assert columns["loss"] == pytest.approx([loss_of(net, dataset) for net in networks(runs)])
    assert part.ground.shares == pytest.approx(shares)
    facts = looking.facts()
    assert [facts[f"path_share_{place}"].value for place in (1, 2)] == pytest.approx(shares)
    assert facts["loss"].value == pytest.approx(loss_of(networks(runs)[-1], dataset))
    assert part._title.text().startswith(f"Loss {facts['loss'].text}")
    assert "after 120 updates" in part._title.text()


@pytest.mark.parametrize("plane", ["path", "random"])
def test_that_the_losses_are_those_of_networks_in_the_plane(around, dataset, plane):
    part = around(plane=plane)
    ground, found = part.ground, part.slice
    assert found.share == 1 and found.area == part.plot.area
    rows, columns = found.losses.shape
    origin = np.concatenate([array.ravel() for array in ground.plane.network.params.values()])
    for row, column in ((0, 0), (rows - 1, columns // 2), (rows // 2, columns - 1)):
        x = found.area.left + column / (columns - 1) * found.area.width
        y = found.area.bottom + row / (rows - 1) * found.area.height
        parts = np.split(
            origin + x * ground.plane.directions[0] + y * ground.plane.directions[1], [3136, 3140, 3180]
        )
        shapes = ((784, 4), (4,), (4, 10), (10,))
        params = {
            name: part.reshape(shape)
            for name, part, shape in zip(("W1", "b1", "W2", "b2"), parts, shapes, strict=True)
        }
        there = loss_of(TwoLayerNet.from_params(params), dataset)
        assert found.losses[row, column] == pytest.approx(there, rel=1e-4)


def test_that_a_run_without_checkpoints_is_trained_again_to_find_its_way(around, runs):
    part = around("bare")
    retraced = part.ground.iterations.tolist()
    assert retraced[0] == 0 and retraced[-1] == 120 and len(retraced) > 10
    end = runs["bare"].network
    assert part.ground.plane.network.params["W1"] == pytest.approx(end.params["W1"], abs=1e-6)
    assert part.ground.shares is not None


def test_that_long_and_numerical_runs_are_not_trained_again(runs):
    assert can_be_retraced(Run.from_saved("bare", runs["bare"]))
    for fields in ({"gradient": "numerical"}, {"hidden_size": 1000, "batch_size": 60_000}):
        run = Run.from_saved("bare", runs["bare"])
        run.config = TrainingConfig(**({"hidden_size": 4, "batch_size": 20, "iterations": 120} | fields))
        assert not can_be_retraced(run)


def test_that_pointing_reads_the_loss(around, dataset):
    part = around()
    x, y = part.ground.path.points[2]
    said = words.step_tag(part.ground, 2, part.slice)
    assert said.startswith("step 60\nloss")
    hover(part.plot, (x, y))
    assert part.plot._tag.ring.numbers()[0].tolist() == [x]
    area = part.plot.area
    at = (area.left + 0.8 * area.width, area.bottom + 0.9 * area.height)
    hover(part.plot, at)
    assert part.plot._tag.ring.numbers()[0].size == 0


def test_that_the_dot_of_a_whole_path_is_the_newest_network(looking, around):
    part = around(plane="random", moment=40)
    assert np.abs(part.ground.path.points).max() < 0.5
    click(part.plot, (0.0, 0.0))
    assert looking.store.state.moment is None


def test_that_clicks_and_arrow_keys_move_the_time_machine(looking, around):
    part = around()
    click(part.plot, tuple(part.ground.path.points[1]))
    assert looking.store.state.moment == 40
    QTest.keyClick(part.plot, Qt.Key.Key_Right)
    assert looking.store.state.moment == 60
    assert part.plot.accessibleDescription().startswith("step 60")
    QTest.keyClick(part.plot, Qt.Key.Key_Left)
    QTest.keyClick(part.plot, Qt.Key.Key_Left)
    QTest.keyClick(part.plot, Qt.Key.Key_Left)
    assert looking.store.state.moment == 20
    assert part.ground.iterations[0] == 20
    looking.store.change(moment=100)
    QTest.keyClick(part.plot, Qt.Key.Key_Right)
    assert looking.store.state.moment is None


def test_that_other_directions_are_drawn_by_the_seed(looking, around, found, settle):
    part = around(plane="random")
    before = part.ground.plane.directions
    click_widget(found("another_plane"), QPointF(found("another_plane").rect().center()))
    settle()
    settle()
    assert looking.store.state.inside.plane_seed == 1
    assert not np.allclose(before, part.ground.plane.directions)
    around(plane="path")
    assert not found("another_plane").isEnabled() and not found("plane_seed").isEnabled()


def test_that_the_work_is_stopped_and_taken_up_again(looking, around, found, qtbot):
    part = around()
    button = found("landscape_stop")
    assert not button.isEnabled()
    looking.store.change(reach=2.5)
    qtbot.waitUntil(button.isEnabled, timeout=20_000)
    click_widget(button, QPointF(button.rect().center()))
    qtbot.waitUntil(lambda: not looking.session.background.is_busy)
    assert button.text() == "Continue" and part.slice.share < 1
    coarse = part.slice.losses.shape
    click_widget(button, QPointF(button.rect().center()))
    qtbot.waitUntil(lambda: part.slice.share == 1, timeout=20_000)
    assert part.slice.losses.shape > coarse and part.slice.area == part.plot.area


def test_that_training_again_is_stopped_and_done_without(looking, found, qtbot):
    chapter = looking.session.run(CHAPTER)
    record = SavedRun.of(
        chapter.network,
        config=chapter.config,
        losses=chapter.losses,
        iterations=[],
        train_accuracies=[],
        test_accuracies=[],
    )
    looking.store.change(page="loss_landscape", run=looking.session.add_run(record))
    part = looking.page("loss_landscape")
    button = found("landscape_stop")
    qtbot.waitUntil(
        lambda: button.isEnabled() and "training again" in part.cards["around"].findChild(ElidedLabel).text(),
        timeout=20_000,
    )
    click_widget(button, QPointF(button.rect().center()))
    qtbot.waitUntil(lambda: not looking.session.background.is_busy, timeout=20_000)
    assert part.ground.shares is None
    assert part.plot.x_axis.labelText == "random direction 1"


def test_that_large_networks_are_asked_about_fewer_images():
    rng = np.random.default_rng(0)
    labels = np.arange(1200, dtype=np.uint8) % 10
    noise = rng.integers(0, 256, (1200, 784), dtype=np.uint8)
    data = Dataset(Images.of(noise), labels, Images.of(noise[:10]), labels[:10], "noise")
    for units, images in ((4, 1000), (100, 500), (900, 200)):
        work = find_ground(TwoLayerNet(784, units, 10, rng=rng), 7, Course(), "path", 0, data)
        with pytest.raises(StopIteration) as stop:
            while True:
                next(work)
        ground = stop.value.value
        assert ground.images == images and ground.iterations.tolist() == [7] and ground.shares is None
        assert ground.losses == pytest.approx([loss_of(ground.plane.network, data)], rel=0.05)


def test_that_a_smaller_reach_looks_more_closely_at_the_network(around):
    part = around()
    whole = part.ground.area(1.0)
    assert whole.contains(part.ground.path.points).all()
    close = part.ground.area(0.1)
    assert close.width == pytest.approx(whole.width / 10)
    assert close.contains(np.zeros((1, 2))).all()


def test_that_a_loss_between_the_points_is_between_their_losses():
    x, y = np.meshgrid(np.linspace(0, 4, 5), np.linspace(-1, 1, 3))
    found = Slice(None, Area(0, 4, -1, 1), 2 * x + 3 * y + x * y)
    for point in ((0, -1), (4, 1), (1.3, 0.4), (3.9, -0.7)):
        assert found.loss_at(*point) == pytest.approx(2 * point[0] + 3 * point[1] + point[0] * point[1])
    assert found.loss_at(9, 9) == found.losses[-1, -1]


def test_that_a_path_is_kept_clear_of_all_along():
    points = np.array([[0.0, 0.0], [1.0, 0.0], [1.0, 2.0]])
    dense = along(points)
    assert np.hypot(*np.diff(dense, axis=0).T).max() < 0.2
    assert along(points[:1]).tolist() == [[0, 0]]
