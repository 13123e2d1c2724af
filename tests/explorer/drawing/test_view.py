"""The drawing view in all its states, and what its cards say."""

import re

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QSlider, QWidget

from core.digit_image import from_strokes
from core.model_file import SavedNetwork
from core.two_layer_net import TwoLayerNet
from explorer.drawing import words
from explorer.drawing.ask_bars import AskBars
from explorer.drawing.canvas import Canvas
from explorer.drawing.compare.moment_strip import MomentStrip
from explorer.drawing.compare.state import CompareState
from explorer.drawing.draw.neighbours import Neighbours
from explorer.drawing.drawing import NO_IMAGE, Drawing
from explorer.drawing.gallery.grid import GalleryGrid
from explorer.drawing.gallery.state import GalleryState
from explorer.drawing.reading import subject
from explorer.drawing.state import PAGES, DrawingState
from explorer.drawing.view import DrawingView
from explorer.drawing.why.diagram import Diagram
from explorer.drawing.why.state import PARTS, WhyState
from explorer.look.theme import Look
from explorer.state.declarations import declared_fields
from explorer.state.session import CHAPTER, NEWEST, READER, Session
from explorer.state.session_file import open_session, save_session
from explorer.state.store import Store
from explorer.texts.numbers import MINUS
from explorer.views.facts import MISSING
from explorer.widgets.finding import Finding
from explorer.widgets.text import Label
from tests.explorer import mouse
from tests.explorer.drawn import THREE
from tests.explorer.painted import picture_of

points = st.tuples(*[st.one_of(st.floats(-0.2, 1.2), st.floats(allow_nan=False, allow_infinity=False))] * 2)
indices = st.sets(st.integers(0, 783), max_size=4).map(sorted).map(tuple)
whys = st.builds(
    WhyState,
    part=st.sampled_from(PARTS),
    asked=st.integers(-1, 9),
    slope=st.sampled_from(["exact", "numerical"]),
    off_units=indices,
    off_pixels=indices,
    correction_rate=st.floats(1e-4, 100),
)
drawings = st.lists(st.lists(points, max_size=5).map(tuple), max_size=3).map(tuple)
kepts = st.builds(Drawing, strokes=drawings, test_image=st.integers(-1, 10_100), label=st.integers(-1, 9))
galleries = st.builds(
    GalleryState,
    kept=st.lists(kepts, max_size=4).map(tuple),
    chosen_drawing=st.integers(-1, 6),
    asked_digits=st.integers(0, 50),
)
compares = st.builds(
    CompareState,
    compared=st.lists(st.sampled_from([READER, CHAPTER, "newest", "gone"]), unique=True).map(tuple),
    compared_run=st.sampled_from([CHAPTER, "gone"]),
    compared_moment=st.integers(0, 20_000),
)
states = st.builds(
    DrawingState,
    compare=compares,
    gallery=galleries,
    page=st.sampled_from(PAGES),
    label=st.integers(-1, 9),
    why=whys,
    strokes=drawings,
    test_image=st.integers(-1, 10_100),
    network=st.sampled_from([READER, CHAPTER, "newest", "gone"]),
    tool=st.sampled_from(["pen", "eraser"]),
    pen_width=st.integers(2, 16),
)


def sentence(view):
    return words.sentence(view.reading(), subject(view.store.state, view.session))


def control(view, name):
    return view.findChild(QWidget, f"drawing.{name}")


def test_that_the_start_shows_a_three_that_is_read(view):
    assert view.store.state.strokes is THREE
    assert view.probabilities().argmax() == 3
    assert words.title(view.reading()) == "Predicts 3"
    assert view.page("draw").answer.bars.values.argmax() == 3
    facts = view.facts()
    assert facts["prediction"].value == 3
    assert facts["probability"].value == view.probabilities().max()
    scores = view.session.network(READER).network.scores(view.reading().stages.form.reshape(-1))
    assert facts["score"].value == pytest.approx(scores[3])
    assert f"score {facts['score'].text}." in view.page("draw").units.accessibleDescription()
    assert facts["runner_up"].value == np.argsort(scores)[-2]
    assert facts["label"] is MISSING


def test_that_an_empty_canvas_is_not_read(view):
    control(view, "clear").click()
    assert view.probabilities() is None
    assert view.page("draw").answer.bars.values is None
    assert view.facts()["prediction"] is view.facts()["score"] is MISSING
    assert words.title(view.reading()) == "No digit yet"
    assert "Draw a digit" in sentence(view)
    assert not control(view, "clear").isEnabled()
    assert not control(view, "replay").isEnabled()
    view.store.undo()
    assert view.probabilities().argmax() == 3


def test_that_the_answer_is_the_same_while_the_view_is_hidden(view):
    shown = view.probabilities()
    view.store.change(strokes=())
    view.hide()
    assert view.facts()["prediction"].value is None
    view.store.change(strokes=THREE)
    assert np.array_equal(view.probabilities(), shown)
    assert view.facts()["prediction"].value == 3
    view.show()
    assert np.array_equal(view.page("draw").answer.bars.values, shown)


def test_that_a_test_image_enters_unchanged(view, dataset):
    control(view, "test_image").click()
    index = view.store.state.test_image
    image = dataset.test_images[index] / 255
    assert np.array_equal(view.reading().stages.form.reshape(-1), image)
    network = view.session.network(READER).network
    assert np.array_equal(view.probabilities(), network.predict(image))
    label = dataset.test_labels[index]
    assert sentence(view).startswith("Correct." if view.probabilities().argmax() == label else "Wrong: ")
    first = view.store.state.test_image
    control(view, "test_image").click()
    assert view.store.state.test_image != first
    view.store.undo()
    control(view, "test_image").click()
    assert view.store.state.test_image != first


def test_that_test_images_wait_for_the_data_and_say_so(qtbot, look, qapp, dataset):
    session = Session()
    view = DrawingView(look, session, Store(DrawingState()))
    qtbot.addWidget(view)
    view.catch_up()
    assert not control(view, "test_image").isEnabled()
    assert "Loading" in control(view, "test_image").toolTip()
    view.store.change(strokes=(), test_image=3)
    assert view.probabilities() is None
    assert "Loading" in sentence(view)
    view.canvas_actions.take_test_image()
    assert view.store.state.test_image == 3
    session.dataset = dataset
    session.dataset_changed.emit()
    view.show()
    assert view.probabilities().argmax() == dataset.test_labels[3]
    assert control(view, "test_image").isEnabled()
    assert "Loading" not in control(view, "test_image").toolTip()
    session.close()


def test_that_a_test_image_that_is_not_there_is_said_in_words(view):
    view.store.change(strokes=(), test_image=10_000)
    assert view.probabilities() is None
    assert "There is no test image" in sentence(view)


def test_that_networks_can_be_chosen_and_undone(view):
    reader = view.probabilities()
    combo = control(view, "network")
    combo.setCurrentIndex(combo.findData(CHAPTER))
    combo.activated.emit(combo.currentIndex())
    chapter = view.session.network(CHAPTER).network
    assert np.array_equal(view.probabilities(), chapter.predict(view.reading().stages.form.reshape(-1)))
    assert not np.array_equal(view.probabilities(), reader)
    view.store.undo()
    assert np.array_equal(view.probabilities(), reader)


def test_that_the_newest_network_reads_at_once_and_a_lost_one_is_named(view):
    view.store.tick(network=NEWEST)
    network = TwoLayerNet(784, 12, 10, rng=np.random.default_rng(0))
    key = view.session.add_network(SavedNetwork.of(network, test_accuracy=0.1, name="run-1"))
    assert control(view, "network").findData(key) >= 0
    assert "12 hidden units" in control(view, "network").currentText()
    form = view.reading().stages.form.reshape(-1)
    assert np.array_equal(view.probabilities(), network.predict(form))
    view.store.change(network="lost")
    assert view.probabilities().argmax() == 3
    saved = view.session.network("lost")
    assert "is gone" in words.network_accuracy(saved, view.session.has_network("lost"))


def test_that_a_network_of_another_shape_is_refused_in_words(view):
    view.store.tick(network=NEWEST)
    network = TwoLayerNet(10, 3, 4, rng=np.random.default_rng(0))
    view.session.add_network(SavedNetwork.of(network))
    assert view.probabilities() is None
    assert "takes 10 numbers and has 4 classes" in sentence(view)


def test_that_a_network_of_one_unit_has_none_on_the_other_side(view):
    network = TwoLayerNet(784, 1, 10, rng=np.random.default_rng(0))
    view.store.change(network=view.session.add_network(SavedNetwork.of(network)))
    assert sorted(len(row) for row in view.page("draw").units.rows()) == [0, 1]
    assert not picture_of(view.page("draw").units).isNull()


@pytest.mark.parametrize("key", [READER, CHAPTER])
def test_that_units_and_bias_add_up_to_the_score_that_decides(view, key):
    view.store.change(network=key)
    reading = view.reading()
    evidence, form = reading.evidence, reading.stages.form.reshape(-1)
    network = view.session.network(key).network
    score = network.scores(form)[reading.answer.winner]
    assert evidence.contributions.sum() + evidence.bias == pytest.approx(score, abs=1e-9)
    supporting, opposing = view.page("draw").units.rows()
    order = np.argsort(evidence.contributions)
    assert set(supporting) == set(order[::-1][: len(supporting)])
    assert set(opposing) == set(order[: len(opposing)])
    assert len(supporting) == len(opposing) == 5
    numbers = [
        float(text.replace(MINUS, "-"))
        for text in re.findall(rf"[+{MINUS}]?\d+\.\d\d", view.page("draw").units.accessibleDescription())
    ]
    assert sum(numbers[:3]) == pytest.approx(numbers[3], abs=0.02)
    assert numbers[3] == pytest.approx(score, abs=0.005)


def test_that_the_stages_say_what_the_network_would_have_said(view, session):
    view.store.change(strokes=tuple(tuple((0.3 * x, 0.3 * y) for x, y in stroke) for stroke in THREE))
    reading, network = view.reading(), session.network(READER).network
    ink = network.predict(reading.stages.ink.reshape(-1))
    assert reading.answer_to_ink.winner == ink.argmax()
    assert reading.answer.winner == 3
    notes = words.stage_notes(reading)
    assert notes[0][2].startswith(f"→ {ink.argmax()}")
    assert notes[3][2].startswith("→ 3")


def test_that_ink_outside_the_canvas_has_no_answer_before_it_is_brought_in(view):
    view.store.change(strokes=tuple(tuple((x + 5, y) for x, y in stroke) for stroke in THREE))
    assert view.reading().answer_to_ink is None
    assert view.probabilities().argmax() == 3
    assert words.stage_notes(view.reading())[0][2] == "no ink here"


def test_that_the_pens_width_changes_the_look_and_no_number(view):
    before, picture = view.probabilities(), view.page("draw").canvas.grab().toImage()
    view.store.change(pen_width=16)
    assert np.array_equal(view.probabilities(), before)
    assert view.page("draw").canvas.grab().toImage() != picture
    assert control(view, "pen_width_field").value == 16


def test_that_typed_widths_and_wrong_ones_are_taken_or_refused(view, qtbot):
    field = control(view, "pen_width_field")
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "12")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert view.store.state.pen_width == 12
    field.selectAll()
    qtbot.keyClicks(field, "99")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert view.store.state.pen_width == 12
    assert field.problem


def test_that_a_replay_draws_point_by_point_and_leaves_no_undo_step(view, qtbot):
    whole = view.probabilities()
    can_undo = view.store.can_undo
    control(view, "replay").click()
    assert view.store.state.played == 0
    seen = set()
    view.store.changed.connect(lambda: seen.add(view.store.state.played))
    qtbot.waitUntil(lambda: view.store.state.played == -1, timeout=10_000)
    assert len(seen) > 10
    assert view.store.can_undo == can_undo
    assert np.array_equal(view.probabilities(), whole)


def test_that_a_replay_can_be_stopped(view):
    control(view, "replay").click()
    assert control(view, "replay").accessibleName() == "Stop the replay"
    control(view, "replay").click()
    assert view.store.state.played == -1
    assert control(view, "replay").accessibleName() == "Replay the strokes"


@pytest.fixture
def session_without_view(_fonts, dataset):
    """A session of which no view searches for other images at the same time."""
    session = Session()
    session.dataset = dataset
    yield session
    session.close()


def test_that_the_neighbours_of_a_training_image_begin_with_itself(session_without_view, qtbot, dataset):
    neighbours = Neighbours(session_without_view)
    image = dataset.train_images[1234].reshape(28, 28) / 255
    neighbours.want(image)
    qtbot.waitUntil(lambda: neighbours.are_of(image), timeout=20_000)
    assert neighbours.found.indices[0] == 1234
    assert neighbours.found.labels == tuple(dataset.train_labels[neighbours.found.indices])


def test_that_the_neighbours_follow_the_drawing_and_say_what_they_are(view, qtbot):
    form = view.reading().stages.form
    qtbot.waitUntil(lambda: view.page("draw").neighbours.are_of(form), timeout=10_000)
    view.render_state()
    assert "have the label 3" in view.page("draw").nearest.accessibleDescription()
    view.store.change(strokes=((*THREE[0], (0.9, 0.9)),))
    assert view.page("draw").nearest.accessibleDescription() == "computing …"
    changed = view.reading().stages.form
    qtbot.waitUntil(lambda: view.page("draw").neighbours.are_of(changed), timeout=10_000)


def test_that_nothing_is_looked_for_while_a_stroke_is_under_way(view, qtbot, draw):
    qtbot.waitUntil(lambda: not view.session.background.is_busy, timeout=10_000)
    canvas = view.page("draw").canvas
    mouse.begin_stroke(canvas, [canvas.pixel(0.2, 0.2), canvas.pixel(0.8, 0.2)])
    assert not view.session.background.is_busy
    mouse.end_stroke(canvas, canvas.pixel(0.8, 0.2))
    form = view.reading().stages.form
    qtbot.waitUntil(lambda: view.page("draw").neighbours.are_of(form), timeout=10_000)


def test_that_the_end_of_a_stroke_is_announced(view, qtbot, draw):
    view.canvas_actions.clear()
    with qtbot.waitSignal(view.status_announced) as announced:
        draw((0.5, 0.2), (0.5, 0.5), (0.5, 0.8))
    assert announced.args[0].startswith("Predicts 1, ")


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(state=states)
def test_that_any_state_is_drawn_and_reads_as_probabilities_or_words(view, state):
    view.store.load(state)
    picture_of(view)
    probabilities = view.probabilities()
    if probabilities is None:
        assert sentence(view)
    else:
        assert np.isfinite(probabilities).all()
        assert probabilities.sum() == pytest.approx(1)


@pytest.mark.parametrize("scale", [1, 1.25])
@pytest.mark.parametrize("size", [(1100, 640), (1280, 740), (1920, 1020)])  # below the header
def test_that_every_size_and_scale_is_drawn_with_a_square_canvas(view, qtbot, size, scale):
    scaled = DrawingView(Look(scale=scale), view.session, view.store)
    qtbot.addWidget(scaled)
    scaled.resize(*size)
    scaled.show()
    picture_of(scaled)
    place = scaled.page("draw").canvas.place()
    assert place.width() == place.height() >= 150
    scaled.canvas_actions.clear()
    picture_of(scaled)


def test_that_new_strokes_on_kept_pixels_look_as_if_all_were_painted_afresh(view):
    view.store.change(strokes=(((0.2, 0.2), (0.8, 0.2)), ((0.2, 0.8), (0.8, 0.8))))
    picture_of(view)
    view.store.change(strokes=(*view.store.state.strokes, ((0.5, 0.1), (0.5, 0.9))))
    kept = view.page("draw").canvas.grab().toImage()
    fresh = Canvas(view.look)
    fresh.resize(view.page("draw").canvas.size())
    fresh.show_ink(view.store.state.strokes, None, view.store.state.pen_width)
    assert fresh.grab().toImage() == kept


def test_that_every_control_explains_itself(view):
    for page in view.page_names:
        view.store.tick(page=page)
    for part in view.page("why").part_names:
        view.store.tick(page="why", part=part)
    kinds = (
        QAbstractButton,
        QComboBox,
        QLineEdit,
        QSlider,
        Canvas,
        Diagram,
        AskBars,
        GalleryGrid,
        MomentStrip,
    )
    idle = {finding.action for finding in view.findChildren(Finding) if not finding.action.text()}
    for widget in {child for kind in kinds for child in view.findChildren(kind)} - idle:
        owner = widget if widget.objectName().startswith("drawing.") else widget.parent()
        assert owner.objectName().startswith("drawing."), widget
        assert owner.accessibleName(), owner.objectName()
        assert owner.toolTip(), owner.objectName()


@pytest.mark.parametrize(
    ("name", "start", "page"),
    [
        ("label", "gallery", "draw"),
        ("network", "networks", "networks"),  # on several pages, and on the present one
        ("tool", "networks", "networks"),
        ("pen_width", "networks", "draw"),
        ("slope", "networks", "why"),
        ("correction_rate", "networks", "why"),
        ("compared_run", "draw", "networks"),
        ("compared_moment", "draw", "networks"),
    ],
)
def test_that_each_setting_with_a_label_is_revealed_on_its_page(view, name, start, page):
    view.store.tick(page=start)
    view.reveal(name)
    assert view.store.state.page == page
    assert name in view.focusWidget().objectName()
    assert declared_fields(DrawingState)[name].declaration.label == control(view, name).accessibleName()


@pytest.mark.parametrize("name", ["canvas", "form", "answer", "stages", "units"])
def test_that_the_numbers_of_every_picture_can_be_taken_along(view, qtbot, name):
    form = view.reading().stages.form
    qtbot.waitUntil(lambda: view.page("draw").neighbours.are_of(form), timeout=10_000)
    table = getattr(view.page("draw").tables, name)()
    lengths = {len(list(column)) for _, column in table}
    assert len(lengths) == 1
    assert lengths.pop() > 0
    view.store.change(strokes=())
    assert name == "stages" or getattr(view.page("draw").tables, name)() == []


def test_that_the_same_strokes_read_the_same_in_window_script_and_session_file(view, tmp_path):
    strokes = tuple(tuple((0.7 * x + 0.02, y) for x, y in stroke) for stroke in THREE)
    view.store.change(strokes=strokes)
    script = view.session.network(READER).network.predict(from_strokes(strokes))
    assert np.array_equal(view.probabilities(), script)
    file = tmp_path / "drawing.learnscope"
    save_session(file, "drawing", {"drawing": view.store.state}, view.session)
    opened = open_session(file, {"drawing": DrawingState})
    view.store.change(strokes=())
    view.store.load(opened.states["drawing"])
    assert np.array_equal(view.probabilities(), script)


@pytest.mark.parametrize("page", PAGES)
def test_that_the_accuracy_of_the_network_is_back_after_the_window_was_small(
    look, session, qtbot, qapp, page
):
    view = DrawingView(
        look, session, Store(DrawingState(page=page, network=READER))
    )  # on which no other page was open
    qtbot.addWidget(view)
    view.resize(1100, 640)
    view.show()
    view.resize(1400, 900)
    qapp.processEvents()
    accuracy = next(label for label in view.network.findChildren(Label) if "98.99" in label.text())
    assert accuracy.isVisible()
    view.resize(1100, 640)
    view.resize(1400, 900)
    qapp.processEvents()
    assert accuracy.isVisible()


@pytest.mark.parametrize(("name", "text"), [("bytes", "253"), ("unit", "0.99")])
def test_that_the_784_numbers_of_a_test_image_are_written_out(view, dataset, name, text):
    view.store.change(strokes=(), test_image=0, numbers=name)
    picture_of(view)
    page = view.page("draw")
    assert page.numbers.isVisible() and not page.stages.isVisible()
    levels = dataset.test_images[0].tolist()
    decimals = page.numbers.decimals
    expected = [str(level) if name == "bytes" else f"{level / 255:.{decimals}f}" for level in levels]
    assert page.numbers.texts == expected
    assert text in page.numbers.texts or decimals == 1
    pixel = levels.index(max(levels))
    mouse.hover_widget(page.numbers, page.numbers.cell(pixel).center())
    assert f"{max(levels)} / 255 ≈ {max(levels) / 255:.3f}" in page._numbers_card._hint.text()
    view.store.change(test_image=NO_IMAGE)
    picture_of(view)
    assert page.numbers.texts == []
    view.store.change(numbers="hidden")
    picture_of(view)
    assert page.stages.isVisible() and not page.numbers.isVisible()
