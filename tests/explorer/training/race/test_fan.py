"""The fan, driven by mouse and keys, against core."""

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from core.gradient_fan import full_gradient, gradient_fan
from core.training import initial_checkpoint
from explorer.texts.numbers import fixed
from explorer.training.race.fan.controls import STOPS
from explorer.training.race.fan.work import SIZES, drawable
from tests.explorer.labels import boxes
from tests.explorer.mouse import click_widget
from tests.generators import result_of


@pytest.fixture
def fan(open_page):
    """The fan of the chapter's network on two hundred pictures of bars."""
    return open_page("batch_gradients", fan_network="shown", fan_batch_size=20)


def by_core(view, batch_size=20, sampling="replacement", seed=0):
    data, network = view.session.dataset, view.subject.network
    images = (data.train_images, data.train_labels)
    full = result_of(full_gradient(network, *images))
    options = {"batch_size": batch_size, "batches": 50, "sampling": sampling}
    return result_of(gradient_fan(full, network, *images, rng=np.random.default_rng(seed), **options))


def test_that_the_fan_is_that_of_core(looking, fan, found, tmp_path):
    core = by_core(looking)
    assert np.array_equal(fan.shown.angles, core.angles)
    found("export_fan").save(tmp_path / "fan.csv")
    saved = np.loadtxt(tmp_path / "fan.csv", delimiter=",", skiprows=1, encoding="utf-8-sig")
    expected = np.column_stack([core.angles, core.lengths, core.projection])
    assert np.allclose(saved, expected, rtol=1e-6)
    name = fan.finding.accessibleName()
    assert "50 mini-batches of 20" in fan.finding.accessibleDescription()
    assert f"{fixed(float(core.angles.mean()), 0)}°" in name
    facts = looking.facts()
    assert facts["angle"].value == pytest.approx(core.angles.mean()) and facts["angle"].text in name
    assert facts["uphill_batches"].value == np.count_nonzero(core.angles > 90)
    assert f"Formula: {facts['expected_angle'].text}" in fan.finding.accessibleDescription()


def test_that_each_line_has_its_true_angle_and_its_length_beside_the_full_gradient(looking, fan):
    core, ends = by_core(looking), fan.fan.lines
    assert ends.shape == (50, 2)
    assert np.degrees(np.arctan2(np.abs(ends[:, 1]), ends[:, 0])) == pytest.approx(core.angles)
    assert np.hypot(*ends.T) == pytest.approx(core.lengths / core.full.length)
    across = core.projection[:, 1]
    assert (np.sign(ends[:, 1]) == np.where(across < 0, -1, 1)).all()
    width, height = fan.fan.frame.unit
    assert width == pytest.approx(height, rel=0.02)


def test_that_larger_batches_make_a_narrower_fan_on_the_curve_of_theory(looking, fan, found, settle):
    slider = found("fan_batch_size_slider")
    slider.setFocus()
    wide = fan.shown.angles.mean()
    QTest.keyClick(slider, Qt.Key.Key_PageUp)
    settle()
    assert looking.store.state.race.fan_batch_size == 200
    assert fan.shown.angles.mean() < wide
    sizes, angles = fan.angles.theory.numbers()
    assert angles == pytest.approx(by_core(looking).full.expected_angle(sizes))
    measured_sizes, means = fan.angles.measured.numbers()
    assert measured_sizes.tolist() == list(SIZES)
    assert means[2] == pytest.approx(by_core(looking, SIZES[2]).angles.mean())
    present = fan.angles.present.numbers()
    assert (present[0][0], present[1][0]) == (200, pytest.approx(by_core(looking, 200).angles.mean()))


def test_that_every_stop_of_the_slider_is_reached_by_keys_and_any_number_can_be_typed(looking, fan, found):
    slider, field = found("fan_batch_size_slider"), found("fan_batch_size")
    looking.store.change(fan_batch_size=1)
    slider.setFocus()
    reached = [1]
    for _ in STOPS[1:]:
        QTest.keyClick(slider, Qt.Key.Key_Right)
        reached.append(looking.store.state.race.fan_batch_size)
    assert tuple(reached) == STOPS
    looking.store.change(fan_network="shown", fan_batch_size=20)
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "64")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert looking.store.state.race.fan_batch_size == 64
    assert STOPS[slider.value()] in (50, 70)


def test_that_shuffled_batches_end_with_all_images(looking, fan, found, settle):
    looking.store.change(fan_batch_size=10_000)
    button = found("fan_sampling_shuffle")
    click_widget(button, QPointF(button.rect().center()))
    settle()
    assert drawable(10_000, "shuffle", 150) == 150
    assert np.allclose(fan.shown.lengths, fan.shown.full.length, rtol=1e-4)
    assert "None is more than 90° away" in fan.finding.accessibleDescription()
    assert fan.angles.measured.numbers()[0].tolist() == [size for size in SIZES if size <= 150]


def test_that_the_page_opens_on_the_network_that_the_run_started_from(looking, open_page, found, settle):
    page = open_page("batch_gradients")
    assert not looking.time.isVisible()
    data, config = looking.session.dataset, looking.subject.run.config
    network = initial_checkpoint(config, data).network()
    full = result_of(full_gradient(network, data.train_images, data.train_labels))
    assert np.array_equal(page.shown.full.vector, full.vector) and looking.facts()["iteration"].value == 0
    button = found("fan_network_shown")
    click_widget(button, QPointF(button.rect().center()))
    settle()
    assert looking.time.isVisible()
    assert looking.facts()["iteration"].value == looking.subject.moment
    assert not np.array_equal(page.shown.full.vector, full.vector)


def test_that_a_click_draws_another_fan_which_undo_takes_back(looking, fan, found, settle):
    before = fan.shown.angles
    button = found("fan_another")
    click_widget(button, QPointF(button.rect().center()))
    settle()
    assert looking.store.state.race.fan_seed == 1
    assert np.array_equal(fan.shown.angles, by_core(looking, seed=1).angles)
    looking.store.undo()
    settle()
    assert np.array_equal(fan.shown.angles, before)


@pytest.mark.parametrize("size", [(1100, 700), (1280, 800), (1900, 1000)])
def test_that_no_name_of_a_ring_is_cut(looking, fan, qapp, size):
    looking.resize(*size)
    qapp.processEvents()
    area = fan.fan.view_box.sceneBoundingRect().adjusted(-1, -1, 1, 1)
    rings = {text: box for text, box in boxes(fan.fan).items() if text.endswith("×")}
    assert rings and all(area.contains(box) for box in rings.values())
    looking.resize(1280, 800)
