"""Terms of formulas that can be pointed at, for tests."""

import re

from PySide6.QtWidgets import QApplication, QLabel, QWidget

from explorer.widgets.formula import Formula


def terms_seen(window: QWidget) -> dict[str, bool]:
    """Point at each term of each formula in sight; return whether the picture shows it, and no longer afterwards."""
    seen = {}
    for formula in filter(QWidget.isVisible, window.findChildren(Formula)):
        for term in dict.fromkeys(re.findall('href="(.*?)"', QLabel.text(formula))):
            before = _picture(window)
            formula.linkHovered.emit(term)
            during = _picture(window)
            formula.linkHovered.emit("")
            seen[term] = before != during and before == _picture(window)
    return seen


def _picture(window):
    QApplication.processEvents()
    return window.grab().toImage()
