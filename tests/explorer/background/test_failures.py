"""An exception anywhere is logged, shown once, and survived."""

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from explorer.background.failures import Failures
from explorer.window.failure_banner import FailureBanner


@pytest.fixture
def failures(qapp, tmp_path):
    failures = Failures(tmp_path)
    yield failures
    failures.close()


def raised(message):
    try:
        raise ValueError(message)
    except ValueError as exception:
        return type(exception), exception, exception.__traceback__


def test_that_a_failure_is_shown_once_and_logged(failures, qtbot, tmp_path):
    failures.install()
    seen = []
    failures.happened.connect(lambda summary, details: seen.append((summary, details)))
    failure = raised("the slot broke")
    failures.report(*failure)
    failures.report(*failure)
    assert [summary for summary, _ in seen] == ["ValueError: the slot broke"]
    assert "Traceback" in seen[0][1]
    assert "the slot broke" in (tmp_path / "learnscope.log").read_text(encoding="utf-8")


def test_that_a_failure_in_a_thread_arrives_in_the_main_thread(failures, qtbot):
    failures.install()
    arrived_in = []
    failures.happened.connect(failures_listener := lambda *_: arrived_in.append(threading.current_thread()))

    def work():
        raise RuntimeError("the worker broke")

    with qtbot.waitSignal(failures.happened) as signal:
        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
    assert signal.args[0] == "RuntimeError: the worker broke"
    assert arrived_in == [threading.main_thread()]
    failures.happened.disconnect(failures_listener)


def test_that_a_folder_that_cannot_be_written_is_survived(qapp, tmp_path):
    file = tmp_path / "file"
    file.write_text("in the way")
    failures = Failures(file / "folder")
    failures.install()
    failures.report(*raised("anything"))
    failures.close()


def test_that_the_banner_says_it_and_copies_the_details(look, qtbot, qapp):
    banner = FailureBanner(look)
    qtbot.addWidget(banner)
    assert banner.isHidden()
    banner.show_failure("ValueError: x", "Traceback: all of it")
    assert not banner.isHidden()
    assert "ValueError: x" in banner.text
    banner.copy_button.click()
    assert qapp.clipboard().text() == "Traceback: all of it"
    banner.close_button.click()
    assert banner.isHidden()


def test_that_a_message_about_a_file_has_no_details_to_copy(look, qtbot):
    banner = FailureBanner(look)
    qtbot.addWidget(banner)
    banner.show_message("The file is damaged.")
    assert banner.text == "The file is damaged."
    assert banner.copy_button.isHidden()


def test_that_the_banner_shows_one_short_line_of_plain_text_and_copies_the_whole_text(look, qtbot, qapp):
    banner = FailureBanner(look)
    qtbot.addWidget(banner)
    sentence = "<h1>name</h1>\n" + 100_000 * "x"
    banner.show_message(sentence)
    assert banner.text.startswith("<h1>name</h1> xxx") and len(banner.text) < 500
    assert banner.accessibleName() == banner.text
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in banner.findChildren(QLabel))
    assert banner.minimumSizeHint().width() < 300
    banner.copy_button.click()
    assert qapp.clipboard().text() == sentence
    banner.show_failure(sentence, "Traceback: all of it")
    assert len(banner.text) < 500
    banner.copy_button.click()
    assert qapp.clipboard().text() == "Traceback: all of it"


def test_that_a_message_can_be_cleared_but_a_failure_stays(look, qtbot):
    banner = FailureBanner(look)
    qtbot.addWidget(banner)
    banner.show_message("The file is damaged.")
    banner.clear_message()
    assert banner.isHidden()
    banner.show_failure("ValueError: x", "Traceback: all of it")
    banner.clear_message()
    assert not banner.isHidden()
