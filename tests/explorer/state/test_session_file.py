"""A session on disk comes back as it was; anything else is a sentence that changes nothing."""

import io
import json
import os
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

import msgspec
import numpy as np
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from core.model_file import SavedNetwork
from core.picture import Picture
from core.training_config import TrainingConfig
from core.two_layer_net import TwoLayerNet
from explorer.application import VIEWS
from explorer.state.session import NEWEST, Session
from explorer.state.session_file import SessionFileError, open_session, save_session
from explorer.state.session_upgrade import from_version_1
from explorer.training.state import TrainingState


@dataclass(frozen=True)
class Page:
    zoom: float = 1.0


@dataclass(frozen=True)
class State:
    x: float = 0.0
    network: str = NEWEST
    points: tuple[tuple[float, float], ...] = ()
    page: Page = field(default_factory=Page)

    def __post_init__(self):
        if self.x > 100:
            raise ValueError("x goes up to 100")


TYPES = {"first": State, "second": State}


@pytest.fixture
def session(qapp):
    session = Session()
    yield session
    session.close()


def trained(seed):
    return SavedNetwork.of(TwoLayerNet(784, 3, 10, rng=np.random.default_rng(seed)), name=f"net {seed}")


def content_of(file):
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def write(file, members):
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)


def edited(file, edit):
    """Save the file again after `edit` changed its state.json in place."""
    members = content_of(file)
    state = json.loads(members["state.json"])
    edit(state)
    write(file, members | {"state.json": json.dumps(state)})


@pytest.fixture
def file(session, tmp_path):
    file = tmp_path / "s.learnscope"
    save_session(file, "first", {"first": State(1.5, points=((1.0, 2.0),)), "second": State()}, session)
    return file


def test_that_states_come_back_exactly(session, tmp_path):
    states = {
        "first": State(0.1 + 0.2, points=((1e-300, -0.0), (3.0, 4.0)), page=Page(2.5)),
        "second": State(),
    }
    file = tmp_path / "s.learnscope"
    save_session(file, "second", states, session)
    opened = open_session(file, TYPES)
    assert opened.states == states
    assert opened.view == "second"
    assert opened.networks == ()


def test_that_a_named_network_travels_with_the_session(session, tmp_path):
    keys = [session.add_network(trained(seed)) for seed in range(3)]
    file = tmp_path / "s.learnscope"
    save_session(file, "first", {"first": State(network=keys[0]), "second": State(network=NEWEST)}, session)
    opened = open_session(file, TYPES)
    assert [saved.sha256 for saved in opened.networks] == [keys[0], keys[2]]
    other = Session()
    for network in opened.networks:
        other.add_network(network)
    for name in ("W1", "b1", "W2", "b2"):
        np.testing.assert_array_equal(
            other.network(NEWEST).network.params[name], session.network(NEWEST).network.params[name]
        )
    assert other.network(keys[0]).name == "net 0"
    other.close()


def test_that_a_run_travels_with_the_session_and_so_do_the_names_of_its_moments(
    session, tmp_path, dataset, qtbot
):
    session.dataset = dataset
    runs = [session.start_run(TrainingConfig(hidden_size=3, iterations=40, seed=seed)) for seed in range(3)]
    qtbot.waitUntil(lambda: session.active_run is None)
    networks = [session.network(f"{key}@30").network for key in runs]
    file = tmp_path / "s.learnscope"
    states = {"first": State(network=f"{runs[2]}@30"), "second": State(network=runs[2])}
    save_session(file, "first", states, session)
    opened = open_session(file, TYPES)
    (run,) = opened.runs
    assert opened.states["first"].network == f"{run.sha256}@30"
    assert opened.states["second"].network == run.sha256
    other = Session()
    other.add_run(run)
    again = other.network(opened.states["first"].network)
    np.testing.assert_array_equal(again.network.params["W1"], networks[2].params["W1"])
    other.close()


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (lambda s: s.update(version=99), "newer Learnscope"),
        (lambda s: s.update(extra=1), "does not know"),
        (lambda s: s["states"]["first"].update(colour="red"), "first.colour"),
        (lambda s: s["states"]["first"]["page"].update(angle=1), "first.page.angle"),
        (lambda s: s["states"].update(third={}), "third"),
        (lambda s: s["states"]["first"].update(x="many"), "not allowed"),
        (lambda s: s["states"]["first"].update(x=1000), "up to 100"),
        (lambda s: s["states"].update(first=[1, 2]), "not allowed"),
        (lambda s: s.update(view="nowhere"), "nowhere"),
        (lambda s: s.update(format="other"), "not a Learnscope session"),
        (lambda s: s.pop("states"), "does not know"),
    ],
)
def test_that_what_nobody_understands_is_a_sentence(file, edit, words):
    edited(file, edit)
    with pytest.raises(SessionFileError, match=words) as caught:
        open_session(file, TYPES)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"hello", b"\x00" * 1000])
def test_that_a_broken_file_is_a_sentence(tmp_path, content):
    file = tmp_path / "broken.learnscope"
    file.write_bytes(content)
    with pytest.raises(SessionFileError, match=r"broken\.learnscope is damaged"):
        open_session(file, TYPES)


def test_that_a_missing_file_and_another_folder_are_refused_with_a_sentence(tmp_path):
    for file in (tmp_path / "none.learnscope", tmp_path):
        with pytest.raises(SessionFileError, match="cannot be read"):
            open_session(file, TYPES)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes need POSIX")
def test_that_a_pipe_or_device_is_refused_without_blocking(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    for file in (tmp_path / "pipe", Path("/dev/zero")):
        with pytest.raises(SessionFileError, match="cannot be read"):
            open_session(file, TYPES)


def test_that_a_zip_bomb_is_refused_before_it_is_read(file):
    bomb = io.BytesIO(b"0" * 100_000_000)
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("networks/bomb.npz", bomb.getvalue())
    assert file.stat().st_size < 1_000_000
    with pytest.raises(SessionFileError, match="larger than any session"):
        open_session(file, TYPES)


def test_that_a_session_of_very_many_networks_comes_back(session, tmp_path):
    keys = [session.add_network(trained(seed)) for seed in range(250)]
    file = tmp_path / "s.learnscope"
    save_session(file, "first", {f"view {key}": State(network=key) for key in keys}, session)
    opened = open_session(file, {f"view {key}": State for key in keys} | TYPES)
    assert {network.sha256 for network in opened.networks} == set(keys)


def test_that_a_named_picture_travels_with_the_session_and_others_stay(session, tmp_path):
    named, other = (Picture(np.full((5, 4), level, np.uint8)) for level in (10, 20))
    key, other_key = session.add_picture(named), session.add_picture(other)
    file = tmp_path / "s.learnscope"
    save_session(file, "first", {"first": State(network=key)}, session)
    (picture,) = open_session(file, TYPES).pictures
    assert np.array_equal(picture.grey, named.grey)
    assert picture.sha256 == key != other_key
    write(file, content_of(file) | {f"pictures/{key}.pgm": b"P5\n9 9\n255\n"})
    with pytest.raises(SessionFileError, match="A picture inside"):
        open_session(file, TYPES)


def test_that_a_damaged_network_inside_is_a_sentence(session, tmp_path):
    key = session.add_network(trained(1))
    file = tmp_path / "s.learnscope"
    save_session(file, "first", {"first": State(network=key)}, session)
    members = content_of(file)
    write(file, members | {f"networks/{key}.npz": b"not a network"})
    with pytest.raises(SessionFileError, match="network or run inside"):
        open_session(file, TYPES)


@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.data())
def test_that_any_damage_is_a_sentence_or_harmless(file, tmp_path, data):
    whole = bytearray(file.read_bytes())
    for _ in range(data.draw(st.integers(1, 8))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    damaged = tmp_path / "damaged.learnscope"
    damaged.write_bytes(whole[: data.draw(st.integers(0, len(whole)))])
    try:
        opened = open_session(damaged, TYPES)
    except SessionFileError as problem:
        assert str(problem)
    else:
        assert set(opened.states) <= set(TYPES)


def test_that_a_file_that_cannot_be_written_leaves_the_old_one_whole(session, tmp_path):
    with pytest.raises(OSError):
        save_session(tmp_path / "no" / "such" / "folder.learnscope", "first", {"first": State()}, session)


def test_that_a_session_of_version_1_opens_with_every_field():
    """Written before the fields of the states were declared, with other values than the defaults in most fields."""
    file = Path(__file__).parent / "data" / "session_version_1.learnscope"
    written = json.loads(zipfile.ZipFile(file).read("state.json"))
    opened = open_session(file, {source.name: source.state_type for source in VIEWS})
    assert opened.view == written["view"] == "descent"
    training = written["states"]["training"]
    assert (training["page"], training["inside"].pop("part")) == ("inside", "pace")
    training["page"] = "update_ratios"
    del training["race"]["race_part"]
    drawing = written["states"]["drawing"]
    del drawing["compare"]["compare_part"]
    assert json.loads(msgspec.json.encode(opened.states)) == written["states"]


@pytest.mark.parametrize(
    ("page", "field", "part", "present"),
    [
        ("inside", "part", "weights", "weights"),
        ("inside", "part", "activations", "activations"),
        ("inside", "part", "pace", "update_ratios"),
        ("inside", "part", "around", "loss_landscape"),
        ("race", "race_part", "race", "race"),
        ("race", "race_part", "check", "gradient_check"),
        ("race", "race_part", "fan", "batch_gradients"),
    ],
)
def test_that_a_session_of_version_1_opens_on_its_page(page, field, part, present):
    state = from_version_1("training", {"page": page, page: {field: part}})
    assert msgspec.convert(state, TrainingState).page == present
