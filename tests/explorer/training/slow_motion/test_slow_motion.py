"""The page Slow motion, driven by mouse and keys, against the update of the chapter computed by hand."""

import math
import re
from contextlib import suppress

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest

from core.mini_batch import network_inputs
from core.sampling import Sampler
from core.two_layer_net import PARAMETER_NAMES, TwoLayerNet
from explorer.texts.numbers import fixed, parse_number, significant
from explorer.training.slow_motion import words
from explorer.training.slow_motion.state import MOST_ITERATIONS, SlowMotionState
from explorer.training.slow_motion.work import shown_iteration
from explorer.training.state import TrainingState
from tests.activations import ALL
from tests.explorer.mouse import click_widget
from tests.explorer.terms import terms_seen

SMALL = {"slow_batch_size": 8, "slow_learning_rate": 0.25, "slow_step": 3}


@pytest.fixture
def slow(open_page):
    """The page with small batches, at the end of the first iteration."""
    page = open_page("slow_motion", **SMALL)
    page.setFocus()
    yield page
    page.transport.pause()


@pytest.fixture
def press(found, settle):
    def press(name):
        button = found(name)
        assert button.isEnabled() and button.isVisible(), name
        click_widget(button, QPointF(button.rect().center()))
        settle()

    return press


def by_hand(view, iterations, batch_size=8, learning_rate=0.25, seed=0):
    """Return the network before and after the last of some iterations, its batch, gradient and losses."""
    data, network = view.session.dataset, view.subject.network
    sampler = Sampler(np.random.default_rng(seed), len(data.train_images), "replacement")
    for _ in range(iterations):
        indices = sampler.next_batch(batch_size)
        x, t = network_inputs(data.train_images[indices]), data.train_labels[indices]
        before, gradient = network, network.gradient(x, t)
        network = TwoLayerNet.from_params(
            {name: before.params[name] - learning_rate * gradient[name] for name in PARAMETER_NAMES}
        )
    return before, network, indices, gradient, before.loss(x, t), network.loss(x, t)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"slow_step": -1}, "500 iterations"),
        ({"slow_step": 4 * MOST_ITERATIONS}, "500 iterations"),
        ({"slow_learning_rate": 0.0}, "Learning rate must be a number from 10⁻³⁰⁰ to 10³⁰⁰"),
        ({"slow_learning_rate": float("inf")}, "Learning rate must be a number from 10⁻³⁰⁰ to 10³⁰⁰"),
        ({"slow_batch_size": 0}, "Batch size must be a whole number from 1 to 1.000"),
        ({"slow_batch_size": 1_001}, "from 1 to 1.000"),
        ({"slow_seed": 1_000_000}, "Seed must be a whole number from 0 to 999.999"),
    ],
)
def test_that_a_setting_that_is_not_allowed_gets_a_sentence(fields, words):
    with pytest.raises(ValueError, match=words):
        SlowMotionState(**fields)


@pytest.mark.parametrize("iterations", [1, 3])
def test_that_the_panels_show_a_real_iteration(looking, slow, settle, iterations):
    looking.store.change(slow_step=4 * iterations - 1)
    settle()
    before, after, indices, gradient, loss_before, loss_after = by_hand(looking, iterations)
    data = looking.session.dataset
    x, t = network_inputs(data.train_images[indices]), data.train_labels[indices]
    numerical = before.numerical_gradient(x, t)
    last = slow.shown.iterations.last
    assert last.indices.tolist() == indices.tolist()
    assert slow.sheet.shown == 8
    for name in PARAMETER_NAMES:
        assert np.array_equal(last.gradient[name], gradient[name])
        assert np.array_equal(last.moves[name], 0.25 * gradient[name])
        assert np.array_equal(last.after.params[name], after.params[name])
        assert np.array_equal(last.numerical[name], numerical[name])
    columns = slow.losses.columns()
    assert columns["before"][-1] == loss_before and columns["after"][-1] == loss_after
    facts = {name: fact.value for name, fact in looking.facts().items()}
    assert (facts["iteration"], facts["step"]) == (iterations, 4)
    assert (facts["loss_before"], facts["loss_after"]) == (loss_before, loss_after)
    assert looking.facts()["change"].text == significant(loss_after - loss_before, 3)
    assert fixed(loss_before, 4) in slow.sentences[0].text()
    assert significant(loss_before - loss_after, 3) in slow.sentences[3].text()


def test_that_the_arithmetic_of_the_furthest_parameter_is_written_out(looking, slow):
    before, after, _, gradient, _, _ = by_hand(looking, 1)
    name, index = slow.shown.steepest
    assert abs(gradient[name][index]) == max(np.abs(array).max() for array in gradient.values())
    text = slow.arithmetic.text()
    assert text.startswith(significant(before.params[name][index], 5))
    assert text.endswith(significant(after.params[name][index], 5))
    assert significant(float(gradient[name][index]), 5) in text
    slopes = [label.text() for label in slow.gradients.slopes]
    assert significant(float(gradient[name][index]), 9) in slopes[0]
    assert significant(float(slow.shown.iterations.last.numerical[name][index]), 9) in slopes[1]


def test_that_the_arithmetic_keeps_its_rate_until_another_iteration_is_computed(looking, slow, settle):
    before = slow.arithmetic.text()
    looking.store.change(slow_learning_rate=5.0)
    slow.render_state()
    assert slow.arithmetic.text() in ("", before)
    settle()
    assert " 5 · " in slow.arithmetic.text()


def test_that_moves_are_drawn_beside_sizes_and_told_as_shares(looking, slow):
    before, _, _, gradient, _, _ = by_hand(looking, 1)
    columns = slow.moves.columns()
    moves = [0.25 * np.sqrt(np.mean(gradient[name] ** 2)) for name in PARAMETER_NAMES]
    sizes = [np.sqrt(np.mean(before.params[name] ** 2)) for name in PARAMETER_NAMES]
    assert slow.moves.moves.numbers()[0] == pytest.approx(moves)
    assert slow.moves.values.numbers()[0] == pytest.approx(sizes)
    assert "change" in columns


def test_that_space_and_arrows_step_through_the_four_panels(looking, slow, settle):
    state = looking.store
    assert [card.property("current") for card in slow.cards] == [False, False, False, True]
    QTest.keyClick(slow, Qt.Key.Key_Space)
    settle()
    assert state.state.slow_motion.iteration == 2 and state.state.slow_motion.panel == 0
    assert slow.sheet.isVisible() and not slow.gradients.isVisible()
    assert [card.property("current") for card in slow.cards] == [True, False, False, False]
    for panel in (1, 2, 3):
        QTest.keyClick(slow, Qt.Key.Key_Right)
        assert state.state.slow_motion.panel == panel
    assert slow.gradients.isVisible() and slow.moves.isVisible() and slow.losses.isVisible()
    QTest.keyClick(slow, Qt.Key.Key_Left)
    assert state.state.slow_motion.panel == 2 and not slow.losses.isVisible()


def test_that_buttons_step_on_back_and_to_the_start_and_undo_takes_them_back(looking, slow, press, found):
    press("slow_next")
    assert looking.store.state.slow_motion.slow_step == 4
    press("slow_back")
    press("slow_back")
    assert looking.store.state.slow_motion.slow_step == 2
    press("slow_first")
    assert looking.store.state.slow_motion.slow_step == 0
    assert not found("slow_back").isEnabled()
    looking.store.undo()
    assert looking.store.state.slow_motion.slow_step == 2


def test_that_arrow_keys_step_from_the_buttons_too(looking, slow, found, settle):
    button = found("slow_next")
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Right)
    assert looking.store.state.slow_motion.slow_step == 4 and button.hasFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert looking.store.state.slow_motion.slow_step == 5
    QTest.keyClick(button, Qt.Key.Key_Left)
    assert looking.store.state.slow_motion.slow_step == 4
    settle()


def test_that_playback_does_a_step_a_second_and_leaves_nothing_to_undo(looking, slow, press, settle):
    press("slow_play")
    assert slow.transport.is_playing
    past = looking.store.can_undo, looking.store.state.slow_motion.slow_step
    slow.transport.second_passed.emit()  # as the timer does
    assert (looking.store.can_undo, looking.store.state.slow_motion.slow_step) == (past[0], past[1] + 1)
    settle()
    press("slow_play")
    assert not slow.transport.is_playing


def test_that_playback_waits_for_a_step_that_is_being_worked_out_and_ends_at_the_last(looking, slow, settle):
    looking.store.change(slow_seed=77)
    step = looking.store.state.slow_motion.slow_step
    slow.transport.second_passed.emit()
    assert looking.store.state.slow_motion.slow_step == step
    settle()
    looking.store.tick(slow_step=4 * MOST_ITERATIONS - 1)
    slow.transport.toggle()
    slow.transport.play_on()
    assert not slow.transport.is_playing
    looking.store.tick(slow_step=3)
    settle()


def test_that_a_step_that_is_too_long_says_so(looking, slow, settle):
    looking.store.change(slow_learning_rate=1000.0)
    settle()
    *_, before, after = by_hand(looking, 1, learning_rate=1000.0)
    assert after > before and "rose by" in slow.sentences[3].text()
    looking.store.change(slow_learning_rate=1e300)
    settle()
    assert "not a number" in slow.sentences[3].text() or "rose by" in slow.sentences[3].text()


def finished(work):
    """Return what a piece of work comes to."""
    with pytest.raises(StopIteration) as stop:
        while True:
            next(work)
    return stop.value.value


def written_numbers(text):
    """Return the numbers in a sentence, as a user reads them."""
    found = []
    for word in re.split(r"[ (),;:]+", text.replace("\u202f", "")):
        with suppress(ValueError):
            found.append(parse_number(word.rstrip(".")))
    return found


@given(
    hidden=st.integers(1, 3),
    activation=st.sampled_from(ALL),
    spread=st.sampled_from([0.01, 0.1, 1.0, 5.0]),
    rate=st.floats(1e-6, 1e4),
    size=st.integers(1, 12),
    seed=st.integers(0, 999_999),
)
@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_that_what_is_said_of_an_iteration_is_what_a_recount_gives(
    dataset, hidden, activation, spread, rate, size, seed
):
    network = TwoLayerNet(784, hidden, 10, spread, activation=activation, rng=np.random.default_rng(seed))
    state = SlowMotionState(slow_batch_size=size, slow_learning_rate=rate, slow_seed=seed)
    found = finished(shown_iteration(network, dataset, state, 1))
    last = found.iterations.last
    x, t = dataset.train_images[last.indices] / 255, dataset.train_labels[last.indices]
    functions = {
        "sigmoid": lambda a: (1 + np.tanh(a / 2)) / 2,
        "tanh": np.tanh,
        "relu": lambda a: np.maximum(a, 0),
        "step": lambda a: np.where(a > 0, 1.0, 0.0),
    }

    def loss(params):
        scores = functions[activation](x @ params["W1"] + params["b1"]) @ params["W2"] + params["b2"]
        shares = np.exp(scores - scores.max(axis=1, keepdims=True))
        shares /= shares.sum(axis=1, keepdims=True)
        return sum(-math.log(row[digit] + 1e-7) for row, digit in zip(shares, t, strict=True)) / size

    gradient = last.gradient
    steps = {name: network.params[name] - rate * gradient[name] for name in PARAMETER_NAMES}
    before, after = loss(network.params), loss(steps)
    promise = rate * math.fsum(
        slope**2 for name in PARAMETER_NAMES for slope in gradient[name].ravel().tolist()
    )
    said = words.repeated(last)
    change, promised = written_numbers(said)[:2]
    assert promised == pytest.approx(promise, rel=0.006, abs=1e-12)
    assert abs(change) == pytest.approx(abs(after - before), rel=0.006, abs=2e-9)
    if abs(after - before) > 1e-9:
        assert ("rose" in said) == (after > before)
    pairs = [
        (one, other)
        for name in PARAMETER_NAMES
        for one, other in zip(
            gradient[name].ravel().tolist(), last.numerical[name].ravel().tolist(), strict=True
        )
    ]
    count, largest, apart = written_numbers(words.differentiated(found).replace("∂L/∂W", ""))[:3]
    assert count == len(pairs) == 784 * hidden + hidden + 10 * hidden + 10
    assert largest == pytest.approx(max(abs(one) for one, _ in pairs), rel=0.06)
    assert apart == pytest.approx(max(abs(one - other) for one, other in pairs), rel=0.06)
    indices = words.all_indices(found).split(", ")
    assert len(indices) == size and all(np.array_equal(dataset.train_images[int(k)] / 255, row)
                                        for k, row in zip(indices, x, strict=True))  # fmt: skip
    drawn = written_numbers(words.drawn(found, len(dataset.train_images)))
    assert drawn[:2] == [len(dataset.train_images), size] and drawn[2] == int(indices[0])
    assert drawn[-1] == pytest.approx(before, abs=0.000051)
    outputs = functions[activation](x @ network.params["W1"])
    shapes = [x, *(network.params[name] for name in ("W1", "b1")), outputs]
    shapes += [network.params["W2"], network.params["b2"], outputs @ network.params["W2"]]
    assert re.findall(r"\([\d, ]+\)", words.shapes(found)) == [str(array.shape) for array in shapes]
    assert words.shapes(found).endswith("; b1 = b2 = 0")
    if activation == "step":
        assert not gradient["W1"].any() and "slope of the step function as 0" in words.differentiated(found)


def test_that_biases_that_have_moved_are_not_called_zero(looking, slow):
    assert slow.shown.iterations.last.before.params["b1"].any()
    assert slow.shapes.text().endswith("softmax (8, 10)")


def test_that_an_image_is_shown_by_its_numbers_as_stored_and_divided_by_255(looking, slow, press, settle):
    centre = QPointF(slow.sheet.width() * 0.05, 5)
    place = slow.sheet.place_at(centre.x(), centre.y())
    click_widget(slow.sheet, centre)
    settle()
    state = looking.store.state.slow_motion
    assert (state.slow_shows, state.slow_image) == ("numbers", place)
    assert slow.pixels.isVisible() and not slow.sheet.isVisible()
    index = int(slow.shown.iterations.last.indices[place])
    pixels = looking.session.dataset.train_images[index].tolist()
    scaled = [float(text) for text in slow.pixels.texts]
    assert scaled == pytest.approx([value / 255 for value in pixels], abs=0.0051)
    press("pixel_scale_stored")
    assert [int(text) for text in slow.pixels.texts] == pixels and len(pixels) == 784
    assert str(index) in slow.numbers.accessibleName()
    press("slow_shows_steps")
    assert slow.sheet.isVisible() and not slow.pixels.isVisible()


def test_that_a_button_in_a_panel_does_the_steps_up_to_it(looking, slow, press, found):
    looking.store.change(slow_step=4)
    assert not found("slow_go_to_1")
    press("slow_go_to_3")
    assert looking.store.state.slow_motion.slow_step == 6
    assert slow.moves.isVisible() and not slow.losses.isVisible()
    assert not found("slow_go_to_2").isVisible() and found("slow_go_to_4").isVisible()


def test_that_the_page_opens_at_the_first_step_of_an_untrained_network(looking, settle):
    looking.store.tick_to(TrainingState(page="slow_motion"))
    settle()
    page, facts = looking.page("slow_motion"), looking.facts()
    assert (facts["iteration"].value, facts["step"].value) == (1, 1)
    assert page.sheet.isVisible() and not page.gradients.isVisible()
    assert facts["loss_before"].value == pytest.approx(math.log(10), abs=0.02)
    assert not page.shown.iterations.last.before.params["b1"].any()


def test_that_pointing_tells_images_and_slopes(looking, slow):
    last = slow.shown.iterations.last
    assert slow.sheet.place_at(3, 3) == 0
    assert slow.sheet.place_at(slow.sheet.width() - 1, slow.sheet.height() - 1) is None
    words = slow.sheet.describe(0)
    assert str(int(last.indices[0])) in words and fixed(float(slow.shown.losses[0]), 4) in words
    mosaic = slow.gradients.mosaics[1]
    place = mosaic.place()
    assert mosaic.weight_at(QPointF(place.topLeft()) + QPointF(0.1, 0.1)) == (0, 0)
    assert mosaic.weight_at(QPointF(place.left() - 9, place.top())) is None


def test_that_both_gradients_and_the_moves_can_be_saved(slow, found, tmp_path):
    found("export_slow_gradient").save(tmp_path / "gradient.csv")
    lines = (tmp_path / "gradient.csv").read_text("utf-8-sig").splitlines()
    last = slow.shown.iterations.last
    name, exact, numerical, move = lines[-1].rsplit(",", 3)
    assert name == "b2[9]"
    assert (float(exact), float(numerical), float(move)) == (
        last.gradient["b2"][9],
        last.numerical["b2"][9],
        last.moves["b2"][9],
    )


@given(
    step=st.integers(0, 30),
    rate=st.floats(1e-12, 1e30),
    size=st.sampled_from([1, 2, 100, 1_000]),
    seed=st.integers(0, 999_999),
)
@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_that_every_state_can_be_drawn(looking, settle, step, rate, size, seed):
    looking.store.tick_to(TrainingState(page="slow_motion"))
    looking.store.change(slow_step=step, slow_learning_rate=rate, slow_batch_size=size, slow_seed=seed)
    settle()
    assert not looking.grab().isNull()


def test_that_the_ring_of_the_keyboard_lies_on_the_present_card_and_is_whole(looking, slow, settle, found):
    slow.setFocus()
    for step in range(4):
        looking.store.change(slow_step=step)
        settle()
        card = slow.cards[step].geometry()
        ringed = slow.grab().toImage()
        found("slow_next").setFocus()
        settle()
        without = slow.grab().toImage()
        slow.setFocus()
        changed = [
            (x, y)
            for x in range(0, slow.width(), 3)
            for y in range(0, slow.height(), 3)
            if ringed.pixelColor(x, y) != without.pixelColor(x, y)
        ]
        middle = card.center()
        accent = QColor(looking.look.theme.accent)
        for x, y in (
            (card.left() + 1, middle.y()),
            (card.right() - 1, middle.y()),
            (middle.x(), card.top() + 1),
        ):
            assert ringed.pixelColor(x, y) == accent
        assert all(card.contains(x, y) for x, y in changed)


def test_that_the_panels_show_each_term_of_the_update(view, slow):
    assert terms_seen(view) == dict.fromkeys(("∂L/∂W", "lr ∂L/∂W", "W"), True)
    view.store.change(slow_step=1)
    assert not terms_seen(view)
