from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLineEdit, QScrollArea

from explorer.look.theme import COLUMN_WIDTH
from explorer.widgets.buttons import IconButton
from explorer.widgets.layout import Card, ControlColumn, column, row, rule
from explorer.widgets.text import Label
from tests.explorer.looks import at_both_scales


def label(look, text):
    made = Label(look)
    made.setText(text)
    return made


def test_that_rows_and_columns_take_widgets_layouts_and_stretches(look):
    inner = column(rule(), spacing=3)
    outer = row(label(look, "x"), 1, inner, spacing=5, margins=(1, 2, 3, 4))
    assert outer.spacing() == 5
    assert outer.count() == 3
    assert outer.itemAt(1).spacerItem() is not None
    assert outer.itemAt(2).layout() is inner
    assert outer.contentsMargins().bottom() == 4


LOSS = ("toy.loss", "Loss", "The loss of each mini-batch.")


def test_that_a_card_without_title_and_hint_has_no_head_but_is_still_called_by_its_title(qtbot, look):
    card = Card(look, *LOSS)
    card.set_title("")
    qtbot.addWidget(card)
    content = label(look, "content")
    card.body.addWidget(content)
    card.resize(300, 200)
    card.show()
    top = content.geometry().top()
    assert card.accessibleName() == "Loss"
    card.set_title("Loss 0.5")
    card.set_hint("of each mini-batch")
    qtbot.waitUntil(lambda: content.geometry().top() > top)
    assert card.accessibleName() == "Loss 0.5"


def test_that_a_long_hint_never_makes_a_card_wider(qtbot, look):
    card = Card(look, *LOSS)
    qtbot.addWidget(card)
    narrow = card.minimumSizeHint().width()
    card.set_hint("a hint much longer than any card that it could be in " * 4)
    assert card.minimumSizeHint().width() <= narrow + 12


def test_that_a_menu_keeps_its_full_size_in_the_corner_and_the_head_its_height(qtbot, look):
    card, plain = Card(look, *LOSS), Card(look, *LOSS)
    button = IconButton(look, "more")
    for each in (card, plain):
        qtbot.addWidget(each)
    card.add_menu(button)
    card.resize(300, 200)
    card.show()
    assert button.size().width() == button.size().height() == 32
    assert button.geometry().right() < 300
    assert card.sizeHint().height() == plain.sizeHint().height()
    card.resize(400, 200)
    assert button.geometry().right() == 400 - 8 - 1
    with qtbot.waitSignal(button.clicked):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_that_the_control_column_scrolls_above_its_pinned_row(qtbot, look):
    controls = ControlColumn(look)
    qtbot.addWidget(controls)
    fields = [QLineEdit() for _ in range(20)]
    for field in fields:
        controls.add_section(label(look, "Section"), field)
    controls.add_rule()
    pinned = label(look, "pinned")
    controls.pinned.addWidget(pinned)
    controls.resize(controls.width(), 400)
    controls.show()
    bar = controls.findChild(QScrollArea).verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    assert pinned.mapTo(controls, QPoint(0, 0)).y() < 400 - 16
    controls.resize(controls.width(), 2000)
    qtbot.waitUntil(lambda: bar.maximum() == 0)


@at_both_scales
def test_that_the_control_column_grows_with_the_type(qtbot, look):
    controls = ControlColumn(look)
    qtbot.addWidget(controls)
    assert controls.minimumWidth() == controls.maximumWidth() == COLUMN_WIDTH * look.scale
