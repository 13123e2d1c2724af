import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from core.losses import cross_entropy_error
from core.mini_batch import network_inputs
from explorer.losses.batch.state import BatchState
from explorer.losses.batch.words import loss
from explorer.losses.state import LossesState
from tests.explorer.keys import enter
from tests.explorer.losses.reading import push
from tests.explorer.mouse import drag_widget
from tests.explorer.painted import picture_of


def mean_by_hand(view, indices):
    dataset = view.session.dataset
    network = view.session.network(view.store.state.network).network
    y = network.predict(network_inputs(dataset.train_images[indices]))
    return cross_entropy_error(y, dataset.train_labels[indices])


def hero(page):
    return page.mean.accessibleDescription()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"batch_size": 0}, "from 1 to 10.000, not 0"),
        ({"batch_size": 10_001}, "not 10.001"),
        ({"batch_size": 2.5}, "whole number"),
        ({"batch_seed": -1}, "from 0"),
        ({"batch_seed": 2**31}, "not 2.147.483.648"),
        ({"sampling": "some"}, "replacement, shuffle, not some"),
        ({"order": "size"}, "drawn, loss, not size"),
    ],
)
def test_that_a_batch_that_is_not_allowed_gets_a_sentence(fields, words):
    with pytest.raises(ValueError, match=words):
        BatchState(**fields)


def test_that_the_batch_is_the_chapters_choice_and_its_mean_that_of_the_network(view, open_page):
    page = open_page("batch")
    indices = np.random.default_rng(0).integers(60_000, size=10_000)[:100]
    assert page.batch_table()[0][1] == indices.tolist()
    assert hero(page) == loss(mean_by_hand(view, indices))
    assert page.all_losses.mean == pytest.approx(mean_by_hand(view, np.arange(60_000)), rel=1e-12)


def test_that_the_losses_below_the_images_average_to_the_mean(view, open_page):
    page = open_page("batch", batch_size=37, batch_seed=5)
    assert loss(np.mean(page.batch_table()[2][1])) == hero(page)


def test_that_sorting_puts_the_largest_loss_first_and_keeps_the_mean(open_page, control):
    page = open_page("batch", batch_size=500)
    before, mean = page.batch_table()[2][1], hero(page)
    push(control("batch_order").button(1))
    losses = page.batch_table()[2][1]
    assert losses == sorted(before, reverse=True)
    assert hero(page) == mean


def test_that_the_spread_of_a_hundred_means_agrees_with_theory_within_its_own_error(open_page):
    page = open_page("batch", batch_size=200, batch_seed=3)
    losses = page.all_losses.losses
    (size,), (spread,) = page.spread.measured.numbers()
    assert size == 200
    theory = losses.std() / np.sqrt(200)
    assert spread == pytest.approx(theory, abs=4 * theory / np.sqrt(2 * 99) * 1.5)
    sizes, spreads = page.spread.theory.numbers()
    assert spreads == pytest.approx(losses.std() / np.sqrt(sizes))
    sentences = " ".join(label.text() for label in page.cards["summary"].findChildren(QLabel))
    assert f"standard error {theory:.2g}." in sentences


def test_that_the_histogram_counts_every_batch_and_narrows(open_page):
    page = open_page("batch", batch_size=100)
    places, wide = page.means.bars.numbers()
    assert wide.sum() == 100
    page = open_page("batch", batch_size=10_000)
    again, narrow = page.means.bars.numbers()
    assert np.array_equal(places, again)
    assert narrow.sum() == 100 and np.count_nonzero(narrow) < np.count_nonzero(wide) / 3


def test_that_an_epoch_with_replacement_sees_about_63_percent_and_shuffled_all(open_page):
    page = open_page("batch")
    epochs, seen = page.coverage.seen.numbers()
    one = np.flatnonzero(epochs == 1)[0]
    stream = np.concatenate([np.random.default_rng(0).integers(60_000, size=60_000)])
    assert seen[one] == len(np.unique(stream)) / 60_000
    assert seen[one] == pytest.approx(1 - 1 / np.e, abs=0.005)
    assert page.coverage.shuffled.numbers()[1][one] == 1


def test_that_the_slider_moves_the_size_in_one_undo_step(view, open_page, control):
    open_page("batch")
    slider = control("batch_size_slider")
    start = QPointF(slider.x_of(100), 12)
    drag_widget(slider, start, QPointF(slider.x_of(1000), 12))
    assert view.store.state.batch.batch_size == pytest.approx(1000, rel=0.1)
    view.store.undo()
    assert view.store.state.batch.batch_size == 100


def test_that_size_and_seed_are_typed_and_stepped(view, open_page, control):
    open_page("batch")
    enter(control("batch_size"), "10 000")
    assert view.store.state.batch.batch_size == 10_000
    QTest.keyClick(control("batch_seed"), Qt.Key.Key_Up)
    push(control("another_batch"))
    assert view.store.state.batch.batch_seed == 2
    enter(control("batch_size"), "0")
    assert "1" in control("batch_size").problem
    assert view.store.state.batch.batch_size == 10_000
    QTest.keyClick(control("batch_size"), Qt.Key.Key_Escape)


def test_that_another_network_has_other_losses(open_page, control):
    chapter = hero(open_page("batch"))
    reader = hero(open_page("batch", network="reader"))
    assert float(reader) != float(chapter)


def test_that_an_image_is_described(open_page):
    page = open_page("batch", batch_size=1)
    label = page.batch_table()[1][1][0]
    assert f"label {label}" in page.gallery.describe(0)


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.builds(
        BatchState,
        batch_size=st.integers(1, 10_000),
        batch_seed=st.integers(0, 2**31 - 1),
        sampling=st.sampled_from(["replacement", "shuffle"]),
        order=st.sampled_from(["drawn", "loss"]),
    )
)
def test_that_any_batch_is_drawn_with_numbers_only(view, settle, state):
    view.store.tick_to(LossesState(page="batch", batch=state))
    settle()
    picture_of(view)
    page = view.page("batch")
    for plot in (page.means, page.spread, page.coverage):
        for column in plot.columns().values():
            assert np.isfinite(column).all()
    assert np.isfinite(float(hero(page)))


@pytest.mark.parametrize(("size", "seed"), [(1, 0), (1, 7), (3, 2), (100, 0)])
def test_that_means_outside_the_histogram_are_counted_at_its_edge(open_page, size, seed):
    page = open_page("batch", batch_size=size, batch_seed=seed)
    _places, counts = page.means.bars.numbers()
    outside = 100 - int(counts.sum())
    assert page.means.beyond.isVisible() == (outside > 0)
    assert page.means.beyond.toPlainText() == f"{outside} larger →"


def test_that_the_measured_spread_is_in_sight_where_it_is_above_the_curve(open_page):
    page = open_page("batch", batch_size=1)
    (height,) = np.log10(page.spread.measured.numbers()[1])
    assert height > np.log10(page.spread.theory.numbers()[1][0])
    low, high = page.spread.view_box.viewRange()[1]
    assert low < height < high
