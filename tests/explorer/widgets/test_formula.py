import re

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget

from explorer.widgets.formula import Formula
from tests.explorer.mouse import NONE, send_mouse

TERMS = {"W": "The weights", "∂L/∂W": "The gradient"}


def links(formula):
    return re.findall('href="(.*?)"', QLabel.text(formula))


def test_that_a_term_is_a_link_and_that_it_is_not_found_within_others_or_within_words(qtbot, look):
    formula = Formula(look)
    qtbot.addWidget(formula)
    formula.set_terms(TERMS)
    formula.setText("W ← W − lr ∂L/∂W, W1, <W> & Words")
    assert links(formula) == ["W", "W", "∂L/∂W", "W"]
    assert formula.text() == formula.accessibleName() == "W ← W − lr ∂L/∂W, W1, <W> & Words"
    formula.set_terms({})
    assert QLabel.text(formula) == formula.text()


def test_that_a_formula_with_terms_is_as_large_as_without(qtbot, look):
    plain, linked = Formula(look), Formula(look)
    linked.set_terms(TERMS)
    for formula in (plain, linked):
        qtbot.addWidget(formula)
        formula.setText("W ← W − lr ∂L/∂W,  & so on")
    assert plain.sizeHint() == linked.sizeHint()


def test_that_the_pointer_names_the_term_below_it_until_it_leaves(qtbot, look):
    formula = Formula(look)
    qtbot.addWidget(formula)
    formula.set_terms(TERMS)
    formula.setText("W ← W − lr ∂L/∂W")
    formula.show()
    qtbot.waitExposed(formula)
    pointed, middle = QSignalSpy(formula.linkHovered), formula.height() / 2
    for x in (2, formula.width() / 2, formula.width() - 6):
        send_mouse(formula, QEvent.Type.MouseMove, QPointF(x, middle), NONE, NONE)
    assert formula.toolTip() == "The gradient"
    QApplication.sendEvent(formula, QEvent(QEvent.Type.Leave))
    assert [pointed.at(index)[0] for index in range(pointed.count())] == ["W", "", "∂L/∂W", ""]
    assert not formula.toolTip()


def test_that_the_arrow_keys_go_from_term_to_term(qtbot, look):
    formula, other = Formula(look), QLineEdit()
    window = QWidget()
    QVBoxLayout(window).addWidget(other)
    window.layout().addWidget(formula)
    qtbot.addWidget(window)
    formula.setText("W ← W − lr ∂L/∂W")
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    assert formula.focusPolicy() == Qt.FocusPolicy.NoFocus  # there is nothing to point at
    formula.set_terms(TERMS)
    pointed = QSignalSpy(formula.linkHovered)
    other.setFocus()
    QTest.keyClick(other, Qt.Key.Key_Tab)
    assert formula.hasFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left):
        QTest.keyClick(formula, key)
    assert formula.toolTip() == "The weights"
    assert QLabel.text(formula).count("background-color") == 1
    other.setFocus()
    assert [pointed.at(index)[0] for index in range(pointed.count())] == ["W", "W", "∂L/∂W", "∂L/∂W", "W", ""]
    assert "background-color" not in QLabel.text(formula)
