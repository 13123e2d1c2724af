"""The page Why: evidence, changes of mind, and a step of learning, up to the numbers of core."""

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QWidget

from core.correction import corrected
from core.evidence import unit_input
from core.explanation import numerical_pixel_gradient, pixel_evidence, pixel_gradient
from core.model_file import SavedNetwork
from core.two_layer_net import TwoLayerNet
from explorer.drawing.why.flow import Followed
from explorer.drawing.why.state import PARTS
from explorer.state.session import CHAPTER, NEWEST, READER
from tests.explorer import mouse
from tests.explorer.drawn import THREE
from tests.explorer.painted import picture_of
from tests.explorer.terms import terms_seen


def control(view, name):
    return view.findChild(QWidget, f"drawing.{name}")


def settle(view, qtbot):
    qtbot.waitUntil(lambda: not view.session.background.is_busy, timeout=20_000)


@pytest.fixture
def why(view, qtbot):
    """The page, with its part Evidence open and all work done."""
    view.store.tick(page="why")
    settle(view, qtbot)
    return view.page("why")


def form_of(view):
    return view.reading().stages.form.reshape(-1)


def test_that_a_click_on_a_bar_asks_about_that_digit(view, why):
    bars = why.part("evidence").bars
    mouse.click_widget(bars, QPointF(20, bars.height() * 0.55))
    assert view.store.state.why.asked == 5
    network = view.session.network(READER).network
    expected = pixel_evidence(network, form_of(view), 3, 5)
    shown = why.part("evidence").evidence.signs.reshape(-1)
    assert np.array_equal(shown, expected.pixels)
    assert shown.sum() + expected.blank == pytest.approx(expected.lead, abs=1e-9)
    scores = network.scores(form_of(view))
    assert view.facts()["rival"].value == 5
    assert view.facts()["lead"].value == pytest.approx(scores[3] - scores[5])


def test_that_the_keys_ask_about_another_digit(view, why, qtbot):
    bars = why.part("evidence").bars
    view.store.change(asked=5)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Return):
        qtbot.keyClick(bars, key)
    assert view.store.state.why.asked == 6


def test_that_a_bar_on_the_page_draw_asks_there_too(view):
    bars = view.page("draw").answer.bars
    mouse.click_widget(bars, QPointF(20, bars.height() * 0.75))
    assert (view.store.state.page, view.store.state.why.asked) == ("why", 7)


@pytest.mark.parametrize("slope", ["exact", "numerical"])
def test_that_the_gradient_shown_is_that_of_core(view, why, qtbot, slope):
    control(view, "slope")._choose(["exact", "numerical"].index(slope))
    settle(view, qtbot)
    view.render_state()
    network, form = view.session.network(READER).network, form_of(view)
    rival = view.reading().answer.runner_up
    gradient = {"exact": pixel_gradient, "numerical": numerical_pixel_gradient}[slope](
        network, form, rival, 3
    )
    promise = np.where(gradient > 0, gradient * (1 - form), gradient * form)
    assert np.array_equal(why.part("evidence").gradient.signs.reshape(-1), promise)


def test_that_following_touch_by_touch_turns_the_answer(view, why, qtbot):
    view.store.change(asked=2)
    before = view.store.state
    steps = 0
    while view.probabilities().argmax() != 2 and steps < 40:
        settle(view, qtbot)
        control(view, "follow_one").click()
        steps += 1
    assert view.probabilities().argmax() == 2
    assert 0 < steps < 40
    for _ in range(steps):
        view.store.undo()
    assert view.store.state == before


def test_that_following_all_turns_it_at_once(view, why, qtbot):
    view.store.change(asked=8)
    settle(view, qtbot)
    assert len(view.board.canvas._marks) > 0
    control(view, "follow_all").click()
    assert view.probabilities().argmax() == 8
    view.store.tick(page="networks")
    assert list(view.board.canvas._marks) == []


def test_that_an_image_has_no_touches_to_follow(view, why, qtbot):
    view.store.change(strokes=(), test_image=0)
    settle(view, qtbot)
    assert not control(view, "follow_one").isEnabled()
    assert "no strokes to change" in why.part("evidence").finding.accessibleDescription()


def test_that_the_canvas_in_the_column_draws_on_the_same_drawing(view, why):
    view.canvas_actions.clear()
    canvas = view.board.canvas
    places = [canvas.pixel(0.5, y) for y in (0.2, 0.5, 0.8)]
    mouse.begin_stroke(canvas, places)
    mouse.end_stroke(canvas, places[-1])
    assert len(view.store.state.strokes) == 1
    assert view.probabilities().argmax() == 1
    view.store.tick(page="draw")
    assert np.array_equal(view.page("draw").answer.bars.values, view.probabilities())


def test_that_a_correction_is_the_step_of_core_and_can_be_undone(view, why, qtbot):
    view.store.change(part="correction", label=9, correction_rate=0.02)
    settle(view, qtbot)
    part = why.part("correction")
    network = view.session.network(READER).network
    step = corrected(network, form_of(view), 9, 0.02)
    before, after = part.before_after.opinions
    assert np.array_equal(before.answer.probabilities, step.probabilities_before)
    assert np.array_equal(after.answer.probabilities, step.probabilities_after)
    assert "fewer" in part.finding.accessibleDescription()
    facts = view.facts()
    assert [facts["loss_before"].text, facts["loss_after"].text] == [
        f"{-np.log(answer[9] + 1e-7):.3f}" for answer in (step.probabilities_before, step.probabilities_after)
    ]
    accuracies = [facts[f"test_accuracy_{when}"] for when in ("before", "after")]
    assert " → ".join(fact.text for fact in accuracies) in part.finding.accessibleDescription()
    assert facts["taken_steps"].value == 0
    control(view, "take_step").click()
    assert view.facts()["taken_steps"].value == 1
    assert np.array_equal(view.probabilities(), step.probabilities_after)
    view.store.undo()
    assert np.array_equal(view.probabilities(), step.probabilities_before)
    assert view.store.state.network == READER
    assert view.facts()["taken_steps"].value == 0
    view.store.undo()
    assert view.store.state.network in (READER, NEWEST)


def test_that_without_a_label_a_correction_takes_the_prediction(view, why, qtbot):
    view.store.change(part="correction")
    settle(view, qtbot)
    part, network = why.part("correction"), view.session.network(READER).network
    step = corrected(network, form_of(view), 3, view.store.state.why.correction_rate)
    assert np.array_equal(part.before_after.opinions[1].answer.probabilities, step.probabilities_after)
    assert "takes the prediction, 3" in part.finding.accessibleDescription()
    qtbot.keyClick(view, Qt.Key.Key_9)
    assert view.store.state.label == 9
    assert "takes the prediction" not in part.finding.accessibleDescription()
    qtbot.keyClick(view, Qt.Key.Key_9)
    assert view.store.state.label == -1
    assert control(view, "take_step").isVisible()


def test_that_labels_go_with_the_drawing(view):
    view.canvas_actions.set_label(3)
    assert view.store.state.strokes is THREE
    view.canvas_actions.take_test_image()
    assert view.store.state.label == -1


def test_that_the_next_mistake_is_one_and_the_mistakes_go_round(view, qtbot, dataset):
    settle(view, qtbot)
    network = view.session.network(READER).network
    seen = set()
    for _ in range(3):
        view.canvas_actions.take_next_mistake()
        image = view.store.state.test_image
        assert network.predict(dataset.test_images[image] / 255).argmax() != dataset.test_labels[image]
        seen.add(image)
    assert len(seen) == 3
    view.store.change(test_image=9_999)
    view.canvas_actions.take_next_mistake()
    assert view.store.state.test_image <= min(seen)


@pytest.fixture
def diagram(view, why, qtbot):
    view.store.change(part="network")
    settle(view, qtbot)
    picture_of(view)
    diagram = why.part("network").diagram
    diagram.follow(None)
    return diagram


@pytest.mark.parametrize("network", [READER, CHAPTER])
@pytest.mark.parametrize("asked", [-1, 7])
def test_that_units_others_and_bias_add_up_to_both_scores(view, diagram, network, asked):
    view.store.change(network=network, asked=asked)
    flow, form = diagram.shown_flow, form_of(view)
    scores = view.session.network(network).network.scores(form)
    rival = view.reading().answer.runner_up if asked < 0 else asked
    for digit, (shown, rest, bias, score) in zip(
        (3, rival), flow.sums(len(diagram.shown_units())), strict=True
    ):
        assert shown + rest + bias == pytest.approx(scores[digit], abs=1e-9)
        assert score == pytest.approx(scores[digit], abs=1e-9)
    assert view.facts()["lead"].value == pytest.approx(scores[3] - scores[rival])
    leads = np.abs(flow.for_winner.contributions - flow.for_rival.contributions)
    assert set(diagram.shown_units()) == set(np.argsort(-leads)[: len(diagram.shown_units())])


def test_that_the_pointer_follows_unit_pixel_and_digit_with_their_arithmetic(view, diagram):
    places, network = diagram.layout_now(), view.session.network(READER).network
    unit = diagram.shown_units()[1]
    mouse.hover_widget(diagram, places.unit(1).center())
    assert diagram.followed == Followed("unit", unit)
    found = unit_input(network, form_of(view), unit)
    assert found.output == pytest.approx(network.hidden(form_of(view))[unit], abs=1e-12)
    assert f"Unit {unit}:" in diagram.accessibleDescription()
    assert f"≈ {found.output:.3f}." in diagram.accessibleDescription()
    mouse.hover_widget(diagram, places.pixel(14 * 28 + 13).center())
    assert diagram.followed == Followed("pixel", 14 * 28 + 13)
    assert f"ink {form_of(view)[14 * 28 + 13]:.3f}" in diagram.accessibleDescription()
    mouse.hover_widget(diagram, places.digit(5).center())
    assert diagram.followed == Followed("digit", 5)
    picture_of(view)
    mouse.click_widget(diagram, places.digit(5).center())
    assert view.store.state.why.asked == 5


def test_that_the_keys_go_through_the_diagram(view, diagram, qtbot):
    for key, followed in (
        (Qt.Key.Key_Down, Followed("unit", diagram.shown_units()[0])),
        (Qt.Key.Key_Down, Followed("unit", diagram.shown_units()[1])),
        (Qt.Key.Key_Right, Followed("digit", 0)),
        (Qt.Key.Key_Down, Followed("digit", 1)),
        (Qt.Key.Key_Left, Followed("unit", diagram.shown_units()[0])),
        (Qt.Key.Key_Left, Followed("pixel", 14 * 28 + 14)),
        (Qt.Key.Key_Up, Followed("pixel", 13 * 28 + 14)),
        (Qt.Key.Key_Escape, None),
    ):
        qtbot.keyClick(diagram, key)
        assert diagram.followed == followed


def test_that_an_empty_canvas_has_an_empty_diagram(view, diagram, qtbot):
    view.canvas_actions.clear()
    picture_of(view)
    assert diagram.shown_flow is None
    qtbot.keyClick(diagram, Qt.Key.Key_Down)
    assert diagram.followed is None
    assert "Draw a digit" in diagram.accessibleDescription()


def test_that_the_rate_is_dragged_in_the_plot_and_the_lines_are_those_of_core(view, why, qtbot, dataset):
    view.store.change(part="correction", label=9)
    settle(view, qtbot)
    picture_of(view)
    part = why.part("correction")
    before = view.store.state
    mouse.drag(part.sweep, (-2, 0.5), (-1, 0.5))
    assert view.store.state.why.correction_rate == pytest.approx(0.1, rel=0.05)
    view.store.undo()
    assert view.store.state == before
    rates, probabilities = part.sweep.probability.numbers()
    network = view.session.network(READER).network
    step = corrected(network, form_of(view), 9, float(rates[12]))
    assert probabilities[12] == step.probabilities_after[9]
    accuracy = step.accuracies(dataset.test_images, dataset.test_labels)[1]
    assert part.sweep.accuracy.numbers()[1][12] == pytest.approx(accuracy, abs=0.0005)


@pytest.mark.parametrize("part", PARTS)
def test_that_a_network_that_cannot_read_leaves_every_part_standing(view, why, qtbot, part):
    network = TwoLayerNet(10, 3, 4, rng=np.random.default_rng(0))
    key = view.session.add_network(SavedNetwork.of(network))
    view.store.change(part=part, network=key)
    settle(view, qtbot)
    picture_of(view)
    assert "cannot take a drawing" in view.board._sentence.text()
    for page in view.page_names:
        view.store.tick(page=page)
        picture_of(view)


def test_that_the_diagram_shows_each_term_of_the_formulas(view, why, qtbot):
    view.store.change(part="network")
    settle(view, qtbot)
    assert terms_seen(view) == dict.fromkeys(("x", "W1", "h", "a", "y"), True)
