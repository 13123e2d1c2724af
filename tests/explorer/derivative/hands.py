"""What the tests of the derivative view do to controls, and read from scripts."""

import contextlib
import io
import re

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest


def push(button):
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def copied_script(control):
    """What a click on Copy as Python leaves in the clipboard."""
    QGuiApplication.clipboard().clear()
    push(control("copy_script"))
    return QGuiApplication.clipboard().text()


def run(script):
    """What a script prints, by lines; it may import NumPy and nothing else."""
    assert re.findall(r"^\s*(?:import|from) .*", script, re.M) == ["import numpy as np"]
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(script, "script", "exec"), {})
    return printed.getvalue().splitlines()


def numbers(text):
    found = re.findall(r"(?<![\w.])-?(?:\d+\.?\d*(?:e[+-]?\d+)?|nan|inf)(?![\w])", text)
    return [float(number) for number in found]


def plain_text(text):
    """A number as it is written on screen, as Python writes it."""
    superscripts = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
    text = re.sub(r"(?<![\d·.])10(?=[⁻⁰¹²³⁴⁵⁶⁷⁸⁹])", "1·10", text).replace("·10", "e").translate(superscripts)
    return text.replace("−", "-").replace("\u202f", "").replace("≈ ", "")
