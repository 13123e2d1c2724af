import pytest

from explorer.application import check
from explorer.command_line import command_line
from explorer.guide.checking import problems_of
from explorer.guide.progress import FILE_NAME, Progress, read_progress, reset_progress, save_progress
from explorer.guide.sample import SAMPLE

PLOT_LEFT_OUT = """\
+++
title = "Where?"
+++

# One

```scene
view = "descent"
cards = ["ends"]
```
```guess
kind = "point"
ask = "Where?"
answer = [0, 0]
plot = "field"
```
"""


def test_that_the_sample_lesson_has_no_errors(window, tmp_path):
    file = tmp_path / "lesson.md"
    file.write_text(SAMPLE)
    assert problems_of(file, window) == []


@pytest.mark.parametrize(
    ("right", "wrong", "problem"),
    [
        (
            'controls = ["learning_rate"]  #',
            'controls = ["rate"]  #',
            "descent has no control “rate” on this page",
        ),
        ('veil = ["ends",', 'veil = ["end",', "this page has no card “end” to veil, but field, "),
        ("{learning_rate}", "{rate}", "this page has no fact or field “rate”; its facts are "),
        ("distance_1 = {", "distance_9 = {", "this page has no fact or field “distance_9”; its facts are "),
    ],
)
def test_that_what_a_lesson_names_and_the_page_has_not_is_found(window, tmp_path, right, wrong, problem):
    file = tmp_path / "lesson.md"
    file.write_text(SAMPLE.replace(right, wrong, 1))
    (found,) = problems_of(file, window)
    assert problem in found
    line = SAMPLE[: SAMPLE.index(right)].count("\n") + 1
    assert 0 <= line - int(found.split(":")[0].removeprefix("line ")) < 16  # that of its block


def test_that_a_guess_on_a_plot_that_is_left_out_is_found(window, tmp_path):
    file = tmp_path / "lesson.md"
    file.write_text(PLOT_LEFT_OUT)
    assert problems_of(file, window) == [
        "line 12: the guess is made on the card “field”, which the scene leaves out"
    ]


def test_that_a_task_that_is_done_before_it_is_given_is_found(window, tmp_path):
    file = tmp_path / "lesson.md"
    file.write_text(SAMPLE.replace("at_most = 0.25", "at_most = 25"))
    (found,) = problems_of(file, window)
    assert found.endswith(": the task is already done when it begins")


def test_that_check_prints_the_errors_and_fails(tmp_path, capsys):
    file = tmp_path / "lesson.md"
    file.write_text(SAMPLE.replace("learning_rate = 0.9", "learning_rat = 0.9"))
    assert check(command_line().parse_args(["--check", str(file)])) == 1
    assert "descent has no field “learning_rat”. Did you mean “learning_rate”?" in capsys.readouterr().out


def test_that_a_reset_forgets_the_progress(tmp_path):
    save_progress(tmp_path, Progress(done=frozenset({"4-1#x"})))
    assert read_progress(tmp_path).done == {"4-1#x"}
    reset_progress(tmp_path)
    assert read_progress(tmp_path) == Progress()
    assert not (tmp_path / FILE_NAME).exists()
    reset_progress(tmp_path)
