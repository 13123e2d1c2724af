"""What keeps Learnscope from starting is one sentence and exit code 2, before Qt is loaded."""

import os
import subprocess
import sys

import pytest

from explorer import start_checks
from explorer.start_checks import CannotStartError


def learnscope(*arguments, **environment):
    variables = {
        name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")
    }
    variables.pop("QT_QPA_PLATFORM", None)
    return subprocess.run(
        [sys.executable, "-m", "explorer", *arguments],
        env=variables | environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("version", [(3, 11), (3, 15), (2, 7)])
def test_that_another_python_is_refused_in_one_sentence(version):
    with pytest.raises(CannotStartError, match=r"needs Python 3\.12 to 3\.14"):
        start_checks.check_python(version)


@pytest.mark.parametrize("version", [(3, 12), (3, 13), (3, 14)])
def test_that_supported_pythons_pass(version):
    start_checks.check_python(version)


@pytest.mark.parametrize("version", ["6.7.3", "6.8.2", "6.9.1", "6.13.0", "5.15.2"])
def test_that_a_pyside_known_to_fail_is_refused(version):
    with pytest.raises(CannotStartError, match="pip install"):
        start_checks.check_qt_version(version)


@pytest.mark.parametrize("version", ["6.8.3", "6.9.0", "6.9.3", "6.10.3", "6.12.0"])
def test_that_a_pyside_known_to_work_passes(version):
    start_checks.check_qt_version(version)


@pytest.mark.skipif(sys.platform != "linux", reason="system libraries are checked on Linux")
def test_that_a_missing_library_is_named_with_its_package():
    with pytest.raises(CannotStartError) as caught:
        start_checks.check_libraries(start_checks.LIBRARIES | {"libnosuchthing.so.7": "libnosuchthing7"})
    assert "libnosuchthing.so.7" in str(caught.value)
    assert "apt-get install libnosuchthing7" in str(caught.value)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems always have a display")
@pytest.mark.parametrize("environment", [{}, {"DISPLAY": ":4711"}])
def test_that_no_display_is_one_sentence_and_exit_code_2(environment):
    ended = learnscope(**environment)
    assert ended.returncode == 2
    assert len(ended.stderr.strip().splitlines()) == 1
    assert "isplay" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_that_help_and_version_answer_without_loading_qt():
    code = (
        "import sys; from explorer.__main__ import main\n"
        "try: main([{!r}])\n"
        "except SystemExit as end: assert not end.code\n"
        "assert not [name for name in sys.modules if 'PySide' in name or 'pyqtgraph' in name]"
    )
    for option in ("--help", "--version"):
        ended = subprocess.run(
            [sys.executable, "-c", code.format(option)],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert ended.returncode == 0, ended.stderr
        assert "earnscope" in ended.stdout


@pytest.mark.parametrize("size", ["1280", "0x0", "99999x1", "axb", "-1280x800"])
def test_that_a_wrong_size_is_explained(size):
    ended = learnscope(f"--size={size}")
    assert ended.returncode == 2
    assert "WIDTHxHEIGHT" in ended.stderr
