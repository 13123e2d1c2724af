import io
import json
import zipfile
from dataclasses import replace

import numpy as np
import pytest

from core.images import Images
from core.mnist import Dataset
from core.model_file import ModelFileError, SavedRun, load_run, run_from_bytes, run_to_bytes, save_run
from core.optimizers import SGD, Adam, Momentum
from core.training import CHANGEABLE, TrainingConfig, train
from core.training_config import Change, after_changes


def dataset():
    rng = np.random.default_rng(0)
    images, labels = (
        rng.integers(0, 256, (40, 784)).astype(np.uint8),
        rng.integers(3, size=40).astype(np.uint8),
    )
    return Dataset(Images.of(images), labels, Images.of(images[:5]), labels[:5], "small", ("a", "b", "c"))


def config(**fields):
    return TrainingConfig(**{"hidden_size": 4, "batch_size": 7, "iterations": 30, **fields})


def saved_run(changes=(), **fields):
    """A real run with checkpoints after iterations 4, 12 and 20."""
    steps, checkpoints, last = train(config(**fields), dataset(), evaluate=False), [], None
    made = {change.iteration: {change.field: change.value} for change in changes}
    for iteration in range(30):
        last = steps.send(made.get(iteration))
        if iteration in (4, 12, 20):
            checkpoints.append(last.checkpoint())
    return SavedRun.of(
        last.network,
        config=config(**fields),
        losses=np.zeros(30),
        iterations=[0],
        train_accuracies=[0.5],
        test_accuracies=[0.5],
        changes=changes,
        checkpoints=checkpoints,
    )


CHANGES = (Change(6, "learning_rate", 0.3), Change(10, "optimizer", Adam(beta1=0.8)))


def edited(content, **fields):
    """Return a run's file with other metadata."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    metadata = {**json.loads(members["metadata.json"]), **fields}
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, member in {**members, "metadata.json": json.dumps(metadata).encode()}.items():
            archive.writestr(name, member)
    return stream.getvalue()


def metadata_of(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return json.loads(archive.read("metadata.json"))


@pytest.mark.parametrize(
    ("fields", "changes"),
    [
        ({}, ()),
        ({"optimizer": Momentum(), "sampling": "shuffle"}, CHANGES),
        ({"gradient": "numerical", "subtract_mean": True}, CHANGES[:1]),
        ({"optimizer": Adam()}, (Change(9, "optimizer", SGD()),)),
    ],
)
def test_that_a_run_goes_on_from_a_file_as_if_it_had_never_stopped(tmp_path, fields, changes):
    run = saved_run(changes, **fields)
    save_run(tmp_path / "run.npz", run)
    loaded = load_run(tmp_path / "run.npz")
    assert loaded.changes == changes
    assert loaded.sha256 == run.sha256
    assert [checkpoint.iteration for checkpoint in loaded.checkpoints] == [5, 13, 21]
    assert [checkpoint.config for checkpoint in loaded.checkpoints] == [
        after_changes(run.config, [change for change in changes if change.iteration < checkpoint.iteration])
        for checkpoint in loaded.checkpoints
    ]
    *_, last = train(loaded.checkpoints[-1].config, dataset(), resume=loaded.checkpoints[-1], evaluate=False)
    for name, array in run.network.params.items():
        assert np.array_equal(array, last.network.params[name])


def test_that_a_run_without_changes_and_checkpoints_is_a_file_of_the_first_version():
    run = replace(saved_run(), checkpoints=())
    content = run_to_bytes(run)
    assert metadata_of(content)["version"] == 1
    assert "changes" not in metadata_of(content)
    assert run_from_bytes(content).changes == run_from_bytes(content).checkpoints == ()
    assert metadata_of(run_to_bytes(replace(run, changes=CHANGES)))["version"] == 2
    assert run_from_bytes(run_to_bytes(replace(run, changes=CHANGES))).changes == CHANGES


def test_that_a_run_of_a_version_to_come_is_refused_in_words():
    with pytest.raises(ModelFileError, match="newer Learnscope"):
        run_from_bytes(edited(run_to_bytes(saved_run()), version=3))


@pytest.mark.parametrize(
    "changes",
    [
        [{"iteration": 1, "field": "hidden_size", "value": 7}],
        [{"iteration": 1, "field": "__class__", "value": 7}],
        [{"iteration": 1, "field": "learning_rate", "value": -1}],
        [{"iteration": 1, "field": "learning_rate", "value": "fast"}],
        [{"iteration": 1, "field": "optimizer", "value": {"name": "magic"}}],
        [{"iteration": -1, "field": "learning_rate", "value": 0.1}],
        [{"iteration": n, "field": "learning_rate", "value": 0.1} for n in (5, 4)],
        [{"iteration": 1, "field": "learning_rate", "value": 0.1, "colour": "red"}],
        "none",
    ],
)
def test_that_changes_that_cannot_have_been_made_are_refused(changes):
    with pytest.raises(ModelFileError, match=r"\.$"):
        run_from_bytes(edited(run_to_bytes(saved_run()), changes=changes))


def test_that_checkpoints_that_do_not_fit_are_refused():
    content = run_to_bytes(saved_run(optimizer=Momentum()))
    good = metadata_of(content)["checkpoints"]
    generator = good[0]["sampler"]
    for documents in (
        [],
        good[:2],
        [{**good[0], "config": {**good[0]["config"], "hidden_size": 5}}, *good[1:]],
        [{**good[0], "config": {**good[0]["config"], "optimizer": {"name": "sgd"}}}, *good[1:]],
        [{**good[0], "config": {**good[0]["config"], "optimizer": {"name": "adam"}}}, *good[1:]],
        [{**good[0], "config": {**good[0]["config"], "subtract_mean": True}}, *good[1:]],
        [{**good[0], "config": {**good[0]["config"], "batch_size": "large"}}, *good[1:]],
        [{**good[0], "sampler": {**generator, "state": "0x" + "f" * 33}}, *good[1:]],
        [{**good[0], "sampler": {**generator, "uinteger": 2**32}}, *good[1:]],
        [{**good[0], "position": -1}, *good[1:]],
    ):
        with pytest.raises(ModelFileError, match=r"\.$"):
            run_from_bytes(edited(content, checkpoints=documents))


def test_that_a_checkpoint_that_is_not_finite_is_not_saved():
    run = saved_run()
    run.checkpoints[0].parameters[3] = np.nan
    with pytest.raises(ValueError, match="not finite"):
        run_to_bytes(run)


def test_that_a_run_too_large_for_a_file_is_not_saved():
    run = replace(saved_run(), losses=np.zeros(17_000_000, np.float32))
    with pytest.raises(ValueError, match="more than 64 MB"):
        run_to_bytes(run)


def test_that_only_what_may_change_changes():
    assert after_changes(config(), CHANGES) == config(learning_rate=0.3, optimizer=Adam(beta1=0.8))
    assert after_changes(config(), ()) == config()
    assert {change.field for change in CHANGES} == set(CHANGEABLE)
    with pytest.raises(ValueError, match="cannot change"):
        after_changes(config(), [Change(1, "seed", 3)])


def test_that_accuracies_on_images_held_out_come_back():
    run = replace(saved_run(validation_images=3), validation_accuracies=np.array([0.25]))
    again = run_from_bytes(run_to_bytes(run))
    assert again.validation_accuracies.tolist() == [0.25]
    assert again.config.validation_images == 3
    assert run_from_bytes(run_to_bytes(saved_run())).validation_accuracies is None
    with pytest.raises(ValueError, match="as many accuracies"):
        run_to_bytes(replace(run, validation_accuracies=np.zeros(2)))
