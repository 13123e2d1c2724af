"""What the chapter says: at most two actions from the first state of the view that it belongs to."""

from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QWidget

from explorer.texts.numbers import SPACE, THIN_SPACE
from tests.explorer.fit import words_in_sight
from tests.explorer.keys import enter


@dataclass(frozen=True)
class Claim:
    """Something that the chapter says.

    Attributes
    ----------
    words : tuple of str
        What is then in sight.
    actions : tuple of str
        The names of buttons to click, and of fields as ``name=what is chosen or typed``.
    """

    words: tuple[str, ...]
    actions: tuple[str, ...] = ()


CLAIMS = {
    "losses": {
        "mean squared error": Claim(("E = ½ Σ (y − t)²", "0.09750000000000003")),
        "cross-entropy": Claim(("E = −Σ t log(y + 10⁻⁷)", "0.510825457099338", "one-hot 0010000000")),
        "a worse answer": Claim(("0.5975", "2.302584092994546"), ("mostly_wrong",)),
        "mean over a mini-batch": Claim(("E = −1/N ΣΣ t log(y + 10⁻⁷)", "1.406704775046942"), ("both",)),
        "labels": Claim(("y[np.arange(2), t]", "1.406704775046942"), ("both", "one_hot")),
        "reshaping of one sample": Claim(("y.reshape(1, y.size)",), ("both",)),
        "log 0 avoided": Claim(("16.118",), ("curve_near_zero",)),
        "softmax and its axis": Claim(("exp(a) / Σ exp(a)", "axis=-1"), ("softmax_without_axis",)),
        "drawn indices": Claim((".choice(60000, 100) → 51037 38217",), ("page_batch",)),
        "a batch stands for all": Claim(("Full training set (60 000): 0.1800.",), ("page_batch",)),
        "63 % of the images": Claim(("63.2 %", "63.1 % seen"), ("page_batch",)),
        "accuracy is flat": Claim(("Accuracy A = correct / N", "dA/dw = 0 between"), ("page_weight",)),
        "the step function is flat": Claim(("sigmoid 0.197, step 0",), ("page_step",)),
    },
    "derivative": {
        "tangent and secants": Claim(("tangent at P, slope 0.2", "forward secant", "central secant")),
        "central difference": Claim(("( f(x+h) − f(x−h) ) / 2h", "rise / run")),
        "0.2 at x = 5": Claim(("0.1999999999990898",), ("h_0.0001",)),
        "0.3 at x = 10": Claim(("0.2999999999986347",), ("example_10",)),
        "h = 1e-50": Claim(("central secant, slope 0", "Central0.0"), ("h_1e-50",)),
        "forward is less accurate": Claim(("Correct digits: central 7, forward 4",), ("page_rounding",)),
        "gradient at (3, 4)": Claim(("6.00000000000378", "7.999999999999119"), ("page_variables",)),
        "gradient at (0, 2)": Claim(("4.000000000004",), ("page_variables", "point_0_2")),
        "gradient at (3, 0)": Claim(("6.000000000012662",), ("page_variables", "point_3_0")),
        "an array of integers": Claim(("(25 000, 35 000)",), ("page_variables", "integers")),
        "steepest, against the gradient": Claim(("steepest", "|∇f| = 10"), ("page_variables",)),
        "second network": Claim(("L = −Σ t log(y + 10⁻⁷) = 3.1741", "−0.86235109"), ("page_network",)),
        "first network": Claim(("= 0.9281", "0.21924757", "−0.54421500"), ("page_network", "book_1")),
        "loss changes by slope times h": Claim(("−0.0086235",), ("page_network",)),
    },
    "descent": {
        "x0² + x1² from (−3, 4)": Claim(("f(x₀, x₁) = x₀² + x₁²", "x ← x − lr ∇f", "−3.00", "4.00")),
        "lr = 0.1": Claim(("−6.11110793", "8.14814391"), ("chapter_run_1",)),
        "lr = 10": Claim(("−2.58983747", "−1.29524862"), ("chapter_run_2",)),
        "lr = 1e-10": Claim(("−2.99999994", "3.99999992"), ("chapter_run_3",)),
        "lr = 10, exact gradient": Claim(("Diverged",), ("chapter_run_2", "gradient_exact")),
        "ascent": Claim(("x ← x + lr ∇f",), ("ascent_True",)),
        "saddle point": Claim(("of a saddle point",), ("surface=Saddle",)),
        "plateau": Claim(("On a plateau",), ("surface=Plateau",)),
    },
    "training": {
        "settings": Claim(("784 – 50 – 10", "60 000 / 100 = 600 iterations", "63.2 %", "W ← W − 0.1 ∂L/∂W")),
        "first loss": Claim(("ln 10 = 2.303: random guess",)),
        "finished run": Claim(("train 0.9484", "test 0.9462", "no sign of overfitting"), ("chapters_run",)),
        "four steps": Claim(
            ("1  Mini-batch", "2  Gradient", "3  Update", "4  Repeat"), ("page_slow_motion",)
        ),
        "shapes and zero biases": Claim(
            ("x (100, 784) · W1 (784, 50) + b1 (50,)", "b1 = b2 = 0"), ("page_slow_motion",)
        ),
        "update": Claim(("The loss of the same images fell by",), ("page_slow_motion", "slow_go_to_4")),
        "pixels from 0 to 1": Claim((".99",), ("page_slow_motion", "slow_shows_numbers")),
        "79,520 forward passes": Claim(("79 520 forward passes per gradient",), ("page_race",)),
        "weight_init_std": Claim(("weight_init_std 0.01", "weight_init_std 1"), ("page_activations",)),
        "no rule for a 5": Claim(("Which rule holds for every 5 here",), ("page_mistakes",)),
        "an epoch as a float": Claim(("i % iter_per_epoch == 0, with 468.75",), ("batch_size=128",)),
        "overfitting": Claim((": overfitting",), ("preset=Overfitting: 300 training images", "start")),
    },
    "drawing": {
        "784 numbers from 0 to 255": Claim(("255",), ("numbers_bytes",)),
        "from 0 to 1": Claim(("1.00",), ("numbers_unit",)),
        "rules": Claim(("Rules for a 5, written by hand", "A 5 has a bar at the top"), ("page_features",)),
        "features": Claim(
            ("Hand-crafted features: HOG", "Features learned by the network"), ("page_features",)
        ),
    },
}


@pytest.mark.parametrize("view", CLAIMS)
def test_that_what_the_chapter_says_is_at_most_two_actions_away(
    view, start, qtbot, monkeypatch, mnist_dataset
):
    monkeypatch.setattr("explorer.state.session.load_dataset", lambda folder=None: mnist_dataset)
    window = start()
    window.resize(1280, 800)
    window.show_view(view)
    shown = window.view(view)
    for claim in CLAIMS[view].values():
        assert len(claim.actions) <= 2
        shown.store.reset()
        for action in claim.actions:
            QApplication.processEvents()
            act(shown, action)
        for words in claim.words:
            qtbot.waitUntil(lambda words=words: words in text_of(shown))


def act(view, action):
    name, _equals, item = action.partition("=")
    control = view.findChild(QWidget, f"{view.name}.{name}")
    assert control.isVisible() and control.isEnabled(), name
    match control:
        case QAbstractButton():
            QTest.mouseClick(control, Qt.MouseButton.LeftButton)
        case QComboBox():
            control.setCurrentText(item)
            control.activated.emit(control.currentIndex())
        case QLineEdit():
            enter(control, item)


def text_of(view):
    return "".join(words_in_sight(view)).replace(SPACE, " ").replace(THIN_SPACE, " ")
