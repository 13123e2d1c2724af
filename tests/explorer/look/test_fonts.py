"""The bundled typeface."""

import subprocess
import sys

_CODE = """
from PySide6.QtGui import QFontInfo
from PySide6.QtWidgets import QApplication
from explorer.look.theme import BODY, Look, load_fonts
application, look = QApplication([]), Look()
look.font(BODY)
load_fonts()
print(QFontInfo(look.font(BODY)).family())
"""


def test_that_a_font_asked_for_too_early_is_the_bundled_one_afterwards():
    """In a process of its own: here the typeface is loaded already."""
    found = subprocess.run([sys.executable, "-c", _CODE], capture_output=True, text=True, check=True)
    assert found.stdout.strip().startswith("Inter")
