"""What is written over the losses."""

from PySide6.QtCore import QTranslator

from explorer.plots.live import Words


class Quoted(QTranslator):
    """A language that has nothing but the words of training, and begins each with a mark."""

    def isEmpty(self):
        return False

    def translate(self, context, text, disambiguation=None, n=-1):
        return f"» {text}" if context in ("LossPlot", "training") else ""


def test_that_everything_written_over_the_losses_follows_the_language(looking, qapp, qtbot):
    plot = looking.page("run").loss

    def written():
        return [mark.text for mark in plot.marks if isinstance(mark, Words)]

    before, translator = written(), Quoted()
    assert any("a guess among ten" in text or text == "ln 10" for text in before)
    qapp.installTranslator(translator)
    try:
        qtbot.waitUntil(
            lambda: written() == [text if text in ("", "ln 10") else f"» {text}" for text in before]
        )
    finally:
        qapp.removeTranslator(translator)
    qtbot.waitUntil(lambda: written() == before)
