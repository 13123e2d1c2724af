"""The chapter's lessons: each step can be shown, its task can be done, and its answers are those of `core`."""

import math

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QComboBox, QPushButton

import resources
from core.activations import softmax
from core.chapter_inputs import FIRST_NET_WEIGHTS, MOSTLY_RIGHT, MOSTLY_WRONG, SECOND_NET_WEIGHTS
from core.descent import gradient_descent
from core.differentiation import function_1, function_2, numerical_diff, numerical_gradient
from core.losses import cross_entropy_error, mean_squared_error
from core.model_file import load_run
from core.simple_net import SimpleNet
from core.two_layer_net import TwoLayerNet
from explorer.application import VIEWS
from explorer.drawing.state import FIVE
from explorer.guide.checking import problems_in_window
from explorer.guide.filling import names_in
from explorer.guide.host import bundled_lessons
from explorer.guide.lesson import Guess, Scene, Task
from explorer.guide.reference import view_reference
from explorer.state.declarations import declared_fields
from explorer.window.snapshot import settle

LESSONS = bundled_lessons({source.name: source.state_type for source in VIEWS})
STEPS = {f"{lesson}#{step.key}": step for lesson, all_of_it in LESSONS.items() for step in all_of_it.steps}
START = np.array([-3.0, 4.0])
T = np.eye(10)[2]
X = np.array([0.6, 0.9])


def bowl(steps, learning_rate=0.1):
    return gradient_descent(function_2, START, lr=learning_rate, step_num=steps)


def loss(weights):
    return cross_entropy_error(softmax(X @ weights), np.eye(3)[2])


def gradient(weights):
    return numerical_gradient(loss, weights)


def loss_of_the_second_net(nudge):
    weights = np.array(SECOND_NET_WEIGHTS)
    weights[1, 2] += nudge
    return loss(weights)


def steps_until_correct():
    net = SimpleNet()
    net.W = np.array(SECOND_NET_WEIGHTS)
    for step in range(1, 100):
        net.W = net.W - 0.1 * gradient(net.W)
        if np.argmax(net.predict(X)) == 2:
            return step
    return None


def parameters():
    net = TwoLayerNet(784, 50, 10, rng=np.random.default_rng(0))
    return sum(array.size for array in net.params.values())


ANSWERS = {  # computed here, in another way than on the screen where there is one
    "4-2#by-hand": lambda: mean_squared_error(np.array(MOSTLY_RIGHT), T),
    "4-2#on-class-7": lambda: cross_entropy_error(np.array(MOSTLY_WRONG), T),
    "4-2#two-answers": lambda: cross_entropy_error(np.array([MOSTLY_RIGHT, MOSTLY_WRONG]), np.array([T, T])),
    "4-2#one-epoch": lambda: 100 * (1 - (1 - 1 / 60_000) ** 60_000),
    "4-3#slope-by-eye": lambda: numerical_diff(function_1, 5.0),
    "4-3#only-x0": lambda: numerical_gradient(function_2, np.array([3.0, 4.0]))[0],
    "4-4#one-step": lambda: bowl(1),
    "4-4#twenty-steps": lambda: math.hypot(*bowl(20)),
    "4-4#gradient-of-weights": lambda: loss_of_the_second_net(0.01) - loss_of_the_second_net(0),
    "4-4#until-correct": steps_until_correct,
    "4-4#long-valley": lambda: np.array([-7.0, 2.0]) - 0.9 * np.array([-0.7, 4.0]),
    "4-5#how-many": parameters,
    "4-5#first-loss": lambda: math.log(10),
}
SOLUTIONS = {  # what fulfils each task; runs of thousands of updates are not in the suite
    "4-2#one-term": {"y": (*MOSTLY_RIGHT[:7], 0.6, *MOSTLY_RIGHT[8:])},
    "4-3#secant-to-tangent": {"h": 0.1},
    "4-3#ten-digits": {"h": 1e-5},
    "4-3#find-gradient": {"x0": 0.0, "x1": 2.0},
    "4-3#fastest-down": {"angle": 233.0},
    "4-4#in-one-step": {"learning_rate": 0.5},
    "4-4#through-the-valley": {"learning_rate": 0.9},
    "4-4#until-correct": {"descended": 18},
    "4-5#four-steps": {"slow_step": 4},
}
WITH_RUNS = {"4-1#let-it-learn", "4-1#learned-or-remembered", "4-5#better-rate"}  # see tests.benchmarks.guide
BY_HAND = {"4-5#cost", "4-5#your-digit", "4-5#teach-it"}


def test_that_the_five_lessons_have_no_errors():
    assert list(LESSONS) == ["4-1", "4-2", "4-3", "4-4", "4-5"]
    assert [str(problem) for lesson in LESSONS.values() for problem in lesson.all_problems] == []


@pytest.fixture
def window(window, dataset):
    """A window with a small data set: what a scene computes from all images would take too long."""
    session = window.shown_view.session
    session.dataset = dataset
    session.dataset_changed.emit()
    return window


@pytest.mark.parametrize("lesson", LESSONS)
def test_that_each_scene_can_be_shown_and_what_it_names_is_there(window, lesson):
    found = {
        step.key: sentences
        for step in LESSONS[lesson].steps
        if (sentences := [str(problem) for problem in problems_in_window(step, window)])
    }
    assert found == {}


def test_that_the_table_of_facts_has_every_fact_that_a_lesson_uses(window):
    missing = set()
    for key, step in STEPS.items():
        scene = step.scene
        for block in step.blocks:
            scene = block if isinstance(block, Scene) else scene
            names = {name for text in block.texts for name in names_in(text)}
            names |= set(block.until) if isinstance(block, Task) else set()
            if scene is None or not names - declared_fields(window.state_types[scene.view]).keys():
                continue
            store = window.stores[scene.view]
            store.tick_to(store.state_type())
            store.tick(**{field: scene.fields[field] for field in ("page", "part") if field in scene.fields})
            facts = window.view(scene.view).facts()  # those of the table: of the opening state
            missing |= {
                (key, name) for name in names - facts.keys() - declared_fields(store.state_type).keys()
            }
    assert missing == set()


def test_that_the_table_names_facts_cards_and_fields(window):
    lines = list(view_reference(window, "descent"))
    for start in (
        "| `distance_1` | Distance",
        "| `ends` | ",
        "| `field` | ",
        "| `learning_rate` | a number from ",
        '| `surface` | `"bowl"`, `"valley"`, ',
    ):
        assert any(line.startswith(start) for line in lines)
    assert not any("recent_formulas" in line for line in lines)


def test_that_a_race_measures_what_gradients_cost(window, guide, qtbot):
    index = [step.key for step in guide.lessons["4-5"].steps].index("cost")
    guide.go_to("4-5", index)
    guide.answer(None)
    assert isinstance(guide.waiting, Task)
    window.findChild(QPushButton, "guide.training.race_start").click()
    qtbot.waitUntil(lambda: guide.waiting is None, timeout=20_000)
    assert guide.view.facts()["times_as_long_one_at_a_time"].value >= 1


@pytest.mark.parametrize("lesson", LESSONS)
def test_that_a_task_is_open_at_first_and_done_by_its_solution(window, guide, lesson):
    for index, step in enumerate(guide.lessons[lesson].steps):
        key = f"{lesson}#{step.key}"
        if key in WITH_RUNS | BY_HAND or not any(isinstance(block, Task) for block in step.blocks):
            continue
        guide.go_to(lesson, index)
        settle(window)
        while isinstance(guide.waiting, Guess):
            guide.answer(None)
            settle(window)
        assert isinstance(guide.waiting, Task), key
        guide.view.store.change(**SOLUTIONS[key])
        settle(window)
        QCoreApplication.processEvents()
        assert guide.waiting is None, key


def test_that_ones_own_digit_can_be_drawn_named_and_learnt(window, guide):
    index = next(n for n, step in enumerate(guide.lessons["4-5"].steps) if step.key == "your-digit")
    guide.go_to("4-5", index)
    assert isinstance(guide.waiting, Task)
    store = window.stores["drawing"]
    store.change(strokes=FIVE)
    assert guide.waiting is None and store.state.page == "draw"  # to add a stroke
    guide.go_on()
    assert (store.state.page, store.state.strokes) == ("why", FIVE)
    chooser = window.findChild(QComboBox, "guide.label")
    chooser.setCurrentIndex(chooser.findText("3"))
    chooser.activated.emit(chooser.currentIndex())
    assert store.state.label == 3
    settle(window)
    assert isinstance(guide.waiting, Task)
    window.view("drawing").findChild(QPushButton, "drawing.take_step").click()
    settle(window)
    assert guide.waiting is None


@pytest.mark.parametrize("key", ANSWERS)
def test_that_the_answer_is_that_of_core(key):
    (guess,) = [block for block in STEPS[key].blocks if isinstance(block, Guess)]
    expected = np.asarray(ANSWERS[key]())
    given = np.asarray(guess.answer)
    if guess.scale == "log":
        assert np.all(np.abs(np.log(given / expected)) <= 0.1 * math.log1p(guess.near))
    else:
        assert np.all(np.abs(given - expected) <= 0.1 * guess.near)


@pytest.mark.parametrize("key", STEPS)
def test_that_a_number_to_guess_has_its_answer_checked(key):
    checked_elsewhere = {
        "4-1#let-it-learn",
        "4-1#learned-or-remembered",
        "4-2#why-not-accuracy",
        "4-5#one-epoch",
    }
    needs = any(isinstance(block, Guess) and block.kind in ("number", "point") for block in STEPS[key].blocks)
    assert not needs or key in ANSWERS or key in checked_elsewhere


def test_that_the_first_example_is_correct_and_its_gradient_is_not_0():
    weights = np.array(FIRST_NET_WEIGHTS)
    assert np.argmax(X @ weights) == 2
    assert np.abs(gradient(weights)).max() > 0.1


def test_that_the_losses_that_are_told_are_those_of_the_chapters_run():
    why = STEPS["4-5#draw-the-loss"].blocks[-1].why
    losses = np.asarray(load_run(resources.path("models", "chapter_run.npz")).losses)
    for iteration in (100, 300, 600, 10_000):
        assert f"{losses[iteration - 50 : iteration].mean():.2f}" in why
