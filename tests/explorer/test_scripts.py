"""Where a view offers its pages as scripts, each page has one."""

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton

from tests.explorer.pages import open_pages


@pytest.mark.parametrize("name", ["losses", "derivative"])
def test_that_every_page_can_be_copied_as_a_script(window, name):
    window.show_view(name)
    view = window.shown_view
    for _page in open_pages(view):
        QGuiApplication.clipboard().clear()
        view.findChild(QPushButton, f"{name}.copy_script").click()
        compile(QGuiApplication.clipboard().text(), view.store.state.page, "exec")
        assert "import numpy as np" in QGuiApplication.clipboard().text(), view.store.state.page
