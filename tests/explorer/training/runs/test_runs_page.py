"""The page Runs, driven by mouse and keys: runs beside each other, their files, and what tells them apart."""

import csv
import dataclasses
import errno
import os
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel

from core.augmentation import Affine
from core.model_file import load_network, load_run, save_run
from core.optimizers import SGD, Adam, Momentum
from core.style_variants import StyleVariants
from core.training import TrainingConfig
from core.training_config import Change
from explorer.runs.run import Run, Status
from explorer.state.session import CHAPTER, NEWEST
from explorer.training.runs import words
from explorer.training.runs.overlay import Drawn
from explorer.training.runs.state import LONGEST_NAME, MOST_TICKED, RunsState
from tests.activations import ALL
from tests.explorer.labels import boxes, place_of
from tests.explorer.mouse import begin_stroke, click_widget, end_stroke
from tests.explorer.painted import picture_of

SMALL = {"hidden_size": 6, "batch_size": 10, "learning_rate": 0.5, "iterations": 60}
FIXED = SMALL | {"new_seed": False}
ENDLESS = SMALL | {"iterations": 10_000_000}


@pytest.fixture
def two_runs(looking, qtbot):
    """Two short runs that differ in their rate and their validation images."""
    keys = []
    for fields in (FIXED, FIXED | {"learning_rate": 0.25, "validation_images": 30}):
        looking.store.change(page="run", **fields)
        looking.page("run").start()
        qtbot.waitUntil(lambda: not looking.subject.run.is_active)
        keys.append(looking.subject.run.key)
    looking.store.change(page="runs")
    return keys


@pytest.fixture
def page(looking, two_runs):
    return looking.page("runs")


def test_that_every_run_is_listed_ticked_and_drawn_with_the_numbers_of_core(looking, page, two_runs):
    state = looking.store.state.runs
    assert state.listed == tuple(two_runs) and state.ticked == (CHAPTER, *two_runs)
    assert list(page.list.rows) == [*two_runs[::-1], CHAPTER]
    for key in two_runs:
        run = looking.session.run(key)
        columns = page.accuracy.columns()
        name = words.title(run, state)
        assert columns[name].tolist() == [at.test for at in run.accuracies]
        last = page.loss.columns()[name][-1]
        assert last == pytest.approx(float(np.mean(run.losses[-50:], dtype=np.float64)))


def test_that_a_box_draws_a_run_or_leaves_it_out(looking, page, two_runs):
    box = page.list.rows[two_runs[0]].box
    click_widget(box, QPointF(9, box.height() / 2))
    assert looking.store.state.runs.ticked == (CHAPTER, two_runs[1])
    assert words.title(looking.session.run(two_runs[0]), looking.store.state.runs) not in page.loss.columns()
    looking.store.undo()
    assert two_runs[0] in looking.store.state.runs.ticked


def test_that_a_click_chooses_a_run_and_its_difference_is_said(looking, page, two_runs, found):
    line = page.list.rows[two_runs[0]]
    click_widget(line, QPointF(line.width() / 2, line.height() / 2))
    assert looking.store.state.runs.chosen_run == two_runs[0]
    looking.store.change(chosen_run=two_runs[1], reference_run=two_runs[0])
    first, second = map(looking.session.run, two_runs)
    assert words.difference_sentence(first, second) == "lr 0.5 → 0.25\nvalidation images 0 → 30"
    shown = [label for label in page._chosen.children() if getattr(label, "text", str)().startswith("lr 0.5")]
    assert len(shown) == 1


def test_that_a_run_is_renamed_deleted_and_brought_back(looking, page, two_runs, found, press):
    field = found("run_name")
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "half the rate")
    QTest.keyClick(field, Qt.Key.Key_Return)
    state = looking.store.state.runs
    assert words.title(looking.session.run(two_runs[1]), state) == "half the rate"
    assert "half the rate" in page.loss.columns()
    press("delete_run")
    assert looking.store.state.runs.listed == (two_runs[0],)
    assert looking.store.state.run == two_runs[0] == looking.store.state.runs.chosen_run
    looking.store.undo()
    assert looking.store.state.runs == state and looking.subject.run.key == two_runs[1]
    looking.store.change(chosen_run=CHAPTER)
    assert not found("delete_run").isEnabled() and not found("run_name").isEnabled()


def test_that_a_name_that_is_being_typed_goes_to_no_other_run(looking, page, two_runs, found):
    field = found("run_name")
    field.setFocus()
    QTest.keyClicks(field, "half")
    looking.store.change(chosen_run=two_runs[0])
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert looking.store.state.runs.run_names == ()
    assert field.text() == words.title(looking.session.run(two_runs[0]), looking.store.state.runs)


def test_that_settings_are_taken_over_and_a_run_is_looked_at(looking, page, two_runs, press):
    looking.store.change(chosen_run=two_runs[0])
    press("use_settings")
    assert looking.store.state.config() == looking.session.run(two_runs[0]).config
    press("look_at_run")
    assert looking.subject.run.key == two_runs[0]


def test_that_the_settings_of_a_run_under_way_stay_its_own(looking, page, two_runs, found, press, qtbot):
    looking.store.change(page="run", **ENDLESS)
    press("start")
    looking.store.change(page="runs", chosen_run=two_runs[1])
    assert not found("use_settings").isEnabled()
    assert "stop the run first" in found("use_settings").toolTip()
    looking.page("run").stop()
    qtbot.waitUntil(lambda: not looking.subject.run.is_active)
    looking.store.change(chosen_run=two_runs[0])
    qtbot.waitUntil(found("use_settings").isEnabled)
    press("use_settings")
    assert looking.store.state.config() == looking.session.run(two_runs[0]).config


def test_that_a_run_is_saved_and_opened_again(
    looking, page, two_runs, press, settle, tmp_path, monkeypatch, qtbot
):
    file = str(tmp_path / "mine.npz")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (file, ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (file, ""))
    press("save_run")
    settle()
    run = looking.session.run(two_runs[1])
    assert load_run(file).losses.tolist() == run.losses.tolist()
    press("open_run")
    settle()
    opened = looking.session.run(looking.store.state.runs.chosen_run)
    assert opened is not run and opened.status is Status.FINISHED
    assert opened.losses.tolist() == run.losses.tolist()
    assert [at.validation for at in opened.accuracies] == [at.validation for at in run.accuracies]
    assert opened.timeline.iterations == run.timeline.iterations
    assert words.title(opened, looking.store.state.runs) == words.title(run, RunsState())


def test_that_a_network_is_saved_and_opened_again(
    looking, page, two_runs, press, settle, tmp_path, monkeypatch
):
    file = str(tmp_path / "net.npz")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (file, ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (file, ""))
    looking.store.change(chosen_run=two_runs[0])
    press("save_network")
    settle()
    wanted = looking.session.run(two_runs[0]).network.params["W1"]
    assert np.array_equal(load_network(file).network.params["W1"], wanted)
    press("open_run")
    settle()
    assert np.array_equal(looking.session.network(NEWEST).network.params["W1"], wanted)


def test_that_files_asked_for_one_right_after_the_other_are_all_written(
    looking, page, two_runs, press, settle, tmp_path, monkeypatch
):
    for name, button in (
        ("mine.npz", "save_run"),
        ("net.npz", "save_network"),
        ("history.csv", "save_history"),
    ):
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, name=name: (str(tmp_path / name), ""))
        press(button)
    settle()
    assert load_run(tmp_path / "mine.npz").losses.tolist() == looking.session.run(two_runs[1]).losses.tolist()
    assert load_network(tmp_path / "net.npz").network.sizes == looking.session.run(two_runs[1]).network.sizes
    assert (tmp_path / "history.csv").stat().st_size > 100


def test_that_the_history_is_a_table(looking, page, two_runs, press, settle, tmp_path, monkeypatch):
    file = tmp_path / "history.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(file), ""))
    press("save_history")
    settle()
    run = looking.session.run(two_runs[1])
    with file.open(newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert [np.float32(row["loss"]) for row in rows[:-1]] == run.losses.tolist()
    measured = {int(row["iteration"]): row for row in rows if row["test_accuracy"]}
    assert {at.iteration: at.test for at in run.accuracies} == {
        key: float(row["test_accuracy"]) for key, row in measured.items()
    }
    assert float(measured[60]["validation_accuracy"]) == run.accuracies[-1].validation


@pytest.mark.parametrize("content", [b"", b"no run"])
def test_that_a_file_that_is_neither_is_a_sentence(
    looking, page, press, settle, tmp_path, monkeypatch, content
):
    file = tmp_path / "odd.npz"
    file.write_bytes(content)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
    sentences = []
    looking.session.problem.connect(sentences.append)
    press("open_run")
    settle()
    assert len(sentences) == 1 and "odd.npz" in sentences[0]


def test_that_a_file_that_cannot_be_written_is_a_sentence(
    looking, page, press, settle, tmp_path, monkeypatch
):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "no" / "x.csv"), ""))
    sentences = []
    looking.session.problem.connect(sentences.append)
    press("save_history")
    settle()
    assert sentences == [f"x.csv was not saved: {os.strerror(errno.ENOENT)}."]


@pytest.mark.parametrize("button", ["save_run", "save_network", "save_history"])
def test_that_a_full_disk_is_reported_and_the_old_file_is_unchanged(
    looking, page, press, settle, tmp_path, monkeypatch, button
):
    file = tmp_path / ("old.csv" if button == "save_history" else "old.npz")
    file.write_bytes(b"old")

    def fail(_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", fail)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(file), ""))
    sentences = []
    looking.session.problem.connect(sentences.append)
    press(button)
    settle()
    assert sentences == [f"{file.name} was not saved: No space left on device. The old file is unchanged."]
    assert file.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [file]


def test_that_the_name_of_a_run_is_shown_as_plain_text(
    looking, page, two_runs, press, settle, tmp_path, monkeypatch, found
):
    name = "<h1>big</h1>\n" + 30 * "long "
    save_run(tmp_path / "odd.npz", replace(looking.session.run(two_runs[0]).saved(), name=name))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(tmp_path / "odd.npz"), ""))
    press("open_run")
    settle()
    line = page.list.rows[looking.store.state.runs.chosen_run]
    (label,) = (label for label in line.findChildren(QLabel) if label.text().startswith("<h1>big</h1> long"))
    assert len(label.text()) <= LONGEST_NAME
    assert label.textFormat() is Qt.TextFormat.PlainText
    assert label.toolTip().startswith("&lt;h1&gt;big")
    assert found("run_name").text() == label.text()


def test_that_releasing_the_mouse_on_a_deleted_run_does_nothing(looking, page, two_runs, found):
    last = page.list.rows[CHAPTER]
    for clicked, at in ((last.box, QPointF(9, last.box.height() / 2)), (last, QPointF(last.rect().center()))):
        begin_stroke(clicked, [at])
        looking.store.change(chosen_run=two_runs[0])
        page.delete()
        assert last.isHidden()
        state = looking.store.state
        end_stroke(clicked, at)
        begin_stroke(clicked, [at])
        end_stroke(clicked, at)
        assert looking.store.state == state
        looking.store.undo()
        assert last.isVisible() and last.isEnabled()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"learning_rate": 0.3}, "lr 0.1 → 0.3"),
        ({"optimizer": Adam(beta1=0.8)}, "optimiser SGD → Adam (beta1 0.8)"),
        ({"gradient": "numerical"}, "gradient backprop → numerical"),
        ({"activation": "relu", "seed": 3}, "activation Sigmoid → ReLU\nseed 0 → 3"),
        ({"training_images": 300}, "training images all → 300"),
        ({"augmentation": Affine()}, "augmentation no → yes"),
        ({}, "No difference in the settings"),
    ],
)
def test_that_differences_are_said_in_words(fields, said):
    first, second = Run("run-1", TrainingConfig()), Run("run-2", TrainingConfig(**fields))
    assert words.difference_sentence(first, second) == said
    assert words.difference_sentence(second, second) == "No difference: the same run"
    second.history.add_changes([Change(50, "learning_rate", 0.05), Change(60, "optimizer", Adam())])
    changed = words.difference_sentence(first, second).splitlines()
    assert changed[-1] == "changed during training nothing → lr 0.05, iteration 50; Adam, iteration 60"
    assert changed[:-1] == (said.splitlines() if fields else [])
    assert words.settings(TrainingConfig()) == "the chapter’s settings"


def test_that_the_state_keeps_to_its_limits():
    state = RunsState()
    for number in range(20):
        state = state.with_run(f"run-{number}")
    assert len(state.ticked) == MOST_TICKED and len(state.listed) == 20
    with pytest.raises(ValueError, match="Up to eight"):
        RunsState(ticked=tuple("abcdefghi"))
    with pytest.raises(ValueError, match="1 to 60"):
        RunsState(run_names=(("run-1", ""),))
    gone = state.without_run("run-19")
    assert gone.chosen_run == "run-18" and "run-19" not in gone.ticked
    assert state.named("run-1", "a").named("run-1", "").run_names == ()
    lost = RunsState(
        listed=(CHAPTER, "a", CHAPTER), ticked=(CHAPTER, "a", CHAPTER), run_names=((CHAPTER, "b"),)
    )
    assert (lost.all_runs, lost.ticked, lost.run_names) == ((CHAPTER, "a"), (CHAPTER, "a"), ())


@pytest.mark.parametrize("size", [(1100, 700), (1920, 1080)])
def test_that_every_size_can_be_drawn(looking, page, size):
    looking.resize(*size)
    assert not picture_of(looking).isNull()
    looking.resize(1280, 800)


def test_that_runs_of_an_earlier_session_keep_their_numbers(looking, page, two_runs, qtbot):
    saved = replace(looking.session.run(two_runs[0]).saved(), name="run-400", file_sha256="f" * 64)
    key = looking.session.add_run(saved)
    assert words.title(looking.session.run(key), RunsState()) == "Run 400"
    later = looking.session.run(looking.session.start_run(TrainingConfig(**SMALL)))
    qtbot.waitUntil(lambda: not later.is_active)
    assert words.title(later, RunsState()) == "Run 401"
    named = looking.session.run(looking.session.add_run(replace(saved, name="mine", file_sha256="e" * 64)))
    assert words.title(named, RunsState()) == "mine"


def test_that_no_label_stands_on_a_line_and_no_two_runs_look_alike(looking, page, two_runs, qapp):
    looking.resize(1100, 700)
    looking.store.change(ticked=(CHAPTER, *two_runs))
    qapp.processEvents()
    for plot in (page.loss, page.accuracy):
        longest = max(looking.session.run(key).iteration for key in (CHAPTER, *two_runs))
        labels = boxes(plot)
        assert len(labels) == 3 and any(text.endswith("Chapter") for text in labels)
        left, right = place_of(plot, longest, 0).x(), plot.view_box.sceneBoundingRect().right()
        assert all(left < box.left() and box.right() <= right + 1 for box in labels.values())
        tops = sorted(box.center().y() for box in labels.values())
        assert min(np.diff(tops)) >= 15
    looks = {(drawn.token, drawn.is_dashed) for drawn in (Drawn(None, place, "", "") for place in range(9))}
    assert len(looks) == 9
    looking.resize(1280, 800)


def test_that_runs_eight_places_apart_are_both_drawn(looking, page, two_runs):
    run, other = (looking.session.run(key) for key in two_runs)
    page.loss.show_runs([Drawn(run, 1, "one", "one"), Drawn(other, 9, "nine", "nine")])
    columns = page.loss.columns()
    assert len(columns["one"]) and len(columns["nine"])
    assert not np.array_equal(columns["one"], columns["nine"])


VALUES = {
    "learning_rate": [0.1, 0.3],
    "hidden_size": [50, 20],
    "batch_size": [100, 10],
    "iterations": [10_000, 5],
    "gradient": ["backprop", "numerical"],
    "optimizer": [SGD(), Momentum(), Momentum(0.5)],
    "activation": ALL,
    "weight_init_std": [0.01, 0.1],
    "schedule": ["constant", "cosine"],
    "sampling": ["replacement", "shuffle"],
    "training_images": [None, 300],
    "validation_images": [0, 50],
    "augmentation": [None, Affine(), Affine(rotation=3), Affine(shift=2, shear=0.5)],
    "style_variants": [None, StyleVariants(1, 2, 3, 4), StyleVariants(1, 2, 3, 5)],
    "subtract_mean": [False, True],
    "seed": [0, 5],
}
CONFIGS = st.fixed_dictionaries({name: st.sampled_from(values) for name, values in VALUES.items()})


@settings(max_examples=60)
@given(CONFIGS, CONFIGS)
def test_that_each_difference_of_two_runs_has_one_line_and_nothing_else_has(before, after):
    assert set(VALUES) == {field.name for field in dataclasses.fields(TrainingConfig)}
    first, second = Run("run-1", TrainingConfig(**before)), Run("run-2", TrainingConfig(**after))
    said = words.difference_sentence(first, second)
    expected = 0
    for name in VALUES:
        if before[name] == after[name]:
            continue
        parts = [dataclasses.asdict(each[name]) if name in ("augmentation", "style_variants") and each[name] else None
                 for each in (before, after)]  # fmt: skip
        expected += sum(parts[0][key] != parts[1][key] for key in parts[0]) if all(parts) else 1
    lines = said.split("\n")
    if not expected:
        assert lines == ["No difference in the settings"]
    else:
        assert len(lines) == expected
        for line in lines:
            old, new = line.split(" → ")
            assert old.split(" ")[-1] != new or "(" in line
