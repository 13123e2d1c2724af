import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics, QTextDocumentFragment
from PySide6.QtWidgets import QWidget

from explorer.look.palette import DARK, LIGHT
from explorer.look.theme import LEAD, SEMIBOLD, SMALL
from explorer.texts.shortening import shortened
from explorer.widgets.stat import Stat
from explorer.widgets.text import Cutter, ElidedLabel, Figure, Label, WholeLabel, set_tooltip
from tests.explorer.looks import at_both_scales, in_both_themes


def text_colour(label):
    label.ensurePolished()
    return label.palette().color(label.foregroundRole()).name().upper()


@pytest.mark.parametrize("look", [(DARK,), (LIGHT, 1.25)], indirect=True)
def test_that_a_label_has_the_scale_and_the_colours_of_the_look(qtbot, look):
    label = Label(look, SMALL, SEMIBOLD, tone="text2")
    qtbot.addWidget(label)
    assert label.font().pixelSize() == 12 * look.scale
    assert label.font().weight() == SEMIBOLD
    assert text_colour(label) == look.theme.text2


def test_that_a_label_changes_its_tone(qtbot, look):
    label = Label(look)
    qtbot.addWidget(label)
    label.set_tone("bad")
    assert text_colour(label) == look.theme.bad
    label.set_tone("good")
    assert text_colour(label) == look.theme.good
    label.setEnabled(False)
    assert text_colour(label) == look.theme.text3


def test_that_a_label_shows_html_literally(qtbot, look):
    label, line = Label(look), ElidedLabel(look)
    for each in (label, line):
        qtbot.addWidget(each)
        each.setText("<b>bold</b>")
    shown = label.grab().toImage()
    label.setTextFormat(Qt.TextFormat.AutoText)
    label.setText("<b>bold</b>")
    assert label.grab().toImage() != shown
    line.resize(20, 20)
    line.show()
    assert QTextDocumentFragment.fromHtml(line.toolTip()).toPlainText() == "<b>bold</b>"


def test_that_a_tooltip_shows_html_literally_and_plain_text_unchanged(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    set_tooltip(widget, "<img src='x'>\n& a < b")
    assert QTextDocumentFragment.fromHtml(widget.toolTip()).toPlainText() == "<img src='x'>\n& a < b"
    set_tooltip(widget, "a < b & c")
    assert widget.toolTip() == "a < b & c"


@given(st.text(max_size=60), st.integers(3, 30), st.integers(1, 20))
@settings(deadline=None)
def test_that_a_shortened_text_is_one_line_within_its_limits(text, most, longest_word):
    line = shortened(text, most, longest_word)
    assert len(line) <= most and all(len(word) <= longest_word for word in line.split(" "))
    assert line.isprintable()
    words = text.split(" ")
    if text.isprintable() and len(text) <= most and max(map(len, words)) <= longest_word:
        assert line == text


def test_that_a_shortened_text_keeps_both_ends():
    assert shortened("abcdefghij.png", 9) == "abc … png"
    assert (
        shortened("the file abcdefghij.png is no picture", longest_word=9)
        == "the file abcd….png is no picture"
    )


@pytest.mark.parametrize("shown_first", [False, True])
def test_that_no_older_font_comes_back_when_a_label_is_moved_shown_or_recoloured(look, show, shown_first):
    label = Label(look, LEAD, SEMIBOLD)
    if shown_first:
        show(label)
    label.set_tone("bad")
    show(label)
    label.set_tone("good")
    assert label.font().pixelSize() == LEAD
    assert label.font().weight() == SEMIBOLD
    assert label.font().isFeatureSet(QFont.Tag("tnum"))


def test_that_a_line_without_room_ends_in_an_ellipsis_and_says_all_in_its_tooltip(qtbot, look):
    label = ElidedLabel(look)
    qtbot.addWidget(label)
    label.setText("cross-entropy of each mini-batch")
    label.resize(label.sizeHint().width() + 1, 20)
    label.show()
    assert label.toolTip() == ""
    whole = label.grab().toImage()
    label.resize(60, 20)
    assert label.toolTip() == "cross-entropy of each mini-batch"
    assert label.text() == "cross-entropy of each mini-batch"
    assert label.grab().toImage() != whole.copy(0, 0, 60, 20)
    assert label.minimumSizeHint().width() == 0


def test_that_words_that_are_shown_whole_or_not_at_all_are_in_the_tooltip_when_left_out(qtbot, look):
    label, empty = WholeLabel(look), WholeLabel(look)
    for each in (label, empty):
        qtbot.addWidget(each)
        each.resize(60, 20)
    label.setText("cross-entropy of each mini-batch")
    assert label.is_too_long and label.toolTip() == "cross-entropy of each mini-batch"
    assert label.grab().toImage() == empty.grab().toImage()
    label.setText("loss")
    assert not label.is_too_long and label.toolTip() == ""
    assert label.grab().toImage() != empty.grab().toImage()


def test_that_a_stat_shows_its_unit_smaller_and_describes_itself(qtbot, look):
    stat = Stat(look)
    qtbot.addWidget(stat)
    stat.set_name("Test accuracy")
    stat.set("93.5", "")
    bare = stat.sizeHint().width()
    stat.set("93.5", "<at> epoch 10")
    small = stat.sizeHint().width()
    assert stat.accessibleName() == "Test accuracy"
    assert stat.accessibleDescription() == "93.5 <at> epoch 10"
    stat.set("93.5\u00a0 <at> epoch 10")
    assert bare < small < 0.6 * stat.sizeHint().width()


@in_both_themes
def test_that_a_stat_is_painted_in_the_colours_of_the_theme(qtbot, look):
    stat = Stat(look)
    qtbot.addWidget(stat)
    stat.set("8", "of 16")
    figure = stat.findChild(Figure).grab().toImage()
    colours = {
        figure.pixelColor(x, y).name().upper() for x in range(figure.width()) for y in range(figure.height())
    }
    assert {look.theme.panel, look.theme.text} <= colours


@at_both_scales
def test_that_a_stat_keeps_its_height_when_the_unit_goes(qtbot, look):
    stat = Stat(look)
    qtbot.addWidget(stat)
    stat.set("10", "of 16")
    height = stat.sizeHint().height()
    stat.set("10")
    assert stat.sizeHint().height() == height


@given(st.text("ijlt10wmWM., −", max_size=60), st.integers(0, 400))
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_that_lines_are_cut_exactly_where_qt_cuts_them(look, text, width):
    font = look.font(SMALL)
    elided = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, width)
    assert Cutter(font).cut(text, width) == elided
