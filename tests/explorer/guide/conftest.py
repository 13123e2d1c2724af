import pytest
from PySide6.QtCore import QCoreApplication

from explorer.guide.host import GuideHost
from explorer.guide.reading import read_lesson


@pytest.fixture
def host(window):
    return window.findChild(GuideHost)


@pytest.fixture
def guide(host):
    return host.guide


@pytest.fixture
def open_lesson(guide, window):
    def open_lesson(text, step=0):
        lesson = read_lesson('+++\ntitle = "Test"\n+++\n' + text, window.state_types)
        assert lesson.all_problems == ()
        guide.set_lesson("test", lesson)
        guide.go_to("test", step)
        QCoreApplication.processEvents()  # lays the window out
        return lesson

    return open_lesson
