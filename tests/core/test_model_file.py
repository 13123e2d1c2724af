import io
import json
import pickle
import tracemalloc
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.model_file import (
    ModelFileError,
    SavedNetwork,
    SavedRun,
    load_network,
    load_run,
    network_from_bytes,
    network_to_bytes,
    run_from_bytes,
    run_to_bytes,
    save_network,
    save_run,
    unpacked_size,
)
from core.optimizers import Adam
from core.training import TrainingConfig
from core.training_config import Change
from core.two_layer_net import TwoLayerNet

CONFIG = TrainingConfig(hidden_size=5, optimizer=Adam(), seed=3)


def network(activation: str = "sigmoid") -> TwoLayerNet:
    return TwoLayerNet(6, 5, 3, activation=activation, rng=np.random.default_rng(0))


def saved() -> SavedNetwork:
    return SavedNetwork.of(network(), config=CONFIG, train_accuracy=0.75, test_accuracy=0.5, name="Näme")


def run() -> SavedRun:
    return SavedRun.of(
        network(),
        config=CONFIG,
        losses=[2.3, 2.25, float("nan")],
        iterations=[0, 2],
        train_accuracies=[0.1, 0.9],
        test_accuracies=[0.2, 0.8],
        name="A run",
    )


def members(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def archive_of(contents: dict[str, bytes], compression: int = zipfile.ZIP_STORED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    return stream.getvalue()


def npy(array) -> bytes:
    stream = io.BytesIO()
    np.save(stream, array)
    return stream.getvalue()


def with_metadata(**fields) -> bytes:
    contents = members(network_to_bytes(saved()))
    metadata = {**json.loads(contents["metadata.json"]), **fields}
    return archive_of({**contents, "metadata.json": json.dumps(metadata).encode()})


def with_member(name: str, content: bytes) -> bytes:
    return archive_of({**members(network_to_bytes(saved())), name: content})


def assert_same_network(one: TwoLayerNet, other: TwoLayerNet) -> None:
    assert one.activation == other.activation
    for name, array in one.params.items():
        assert array.dtype == other.params[name].dtype == np.float64
        assert np.array_equal(array, other.params[name])


def test_that_a_network_comes_back_as_it_was(tmp_path):
    path = tmp_path / "net.npz"
    save_network(path, network(), config=CONFIG, train_accuracy=0.75, test_accuracy=0.5, name="Näme")
    loaded = load_network(path)
    assert_same_network(loaded.network, network())
    assert (loaded.config, loaded.train_accuracy, loaded.test_accuracy) == (CONFIG, 0.75, 0.5)
    assert loaded.name == "Näme"
    assert loaded.sha256 == saved().sha256


def test_that_a_network_needs_no_more_than_itself(tmp_path):
    save_network(tmp_path / "net.npz", network("relu"))
    loaded = load_network(tmp_path / "net.npz")
    assert_same_network(loaded.network, network("relu"))
    assert (loaded.config, loaded.train_accuracy, loaded.test_accuracy, loaded.name) == (None, None, None, "")


def test_that_a_run_comes_back_as_it_was(tmp_path):
    path = tmp_path / "run.npz"
    save_run(path, run())
    loaded = load_run(path)
    assert_same_network(loaded.network, network())
    assert (loaded.config, loaded.name, loaded.sha256) == (CONFIG, "A run", run().sha256)
    for name in ("losses", "iterations", "train_accuracies", "test_accuracies"):
        before, after = getattr(run(), name), getattr(loaded, name)
        assert after.dtype == before.dtype
        assert np.array_equal(after, before, equal_nan=True)
    assert loaded.losses.dtype == np.float32


def test_that_the_same_content_gives_the_same_bytes_and_another_name_another_digest():
    assert network_to_bytes(saved()) == network_to_bytes(saved())
    assert network_to_bytes(network_from_bytes(network_to_bytes(saved()))) == network_to_bytes(saved())
    assert SavedNetwork.of(network(), name="other").sha256 != SavedNetwork.of(network()).sha256


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=3, max_size=3))
def test_that_every_finite_parameter_survives_exactly(values):
    net = network()
    net.params["b2"] = np.array(values)
    loaded = network_from_bytes(network_to_bytes(SavedNetwork.of(net)))
    assert np.array_equal(loaded.network.params["b2"], net.params["b2"])


def test_that_numpy_reads_the_file_too(tmp_path):
    save_network(tmp_path / "net.npz", network())
    with np.load(tmp_path / "net.npz", allow_pickle=False) as arrays:
        assert np.array_equal(arrays["W1"], network().params["W1"])


@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_that_parameters_that_are_not_finite_are_neither_saved_nor_loaded(tmp_path, bad):
    net = network()
    net.params["W2"][1, 1] = bad
    with pytest.raises(ValueError, match="W2 is not finite"):
        save_network(tmp_path / "net.npz", net)
    assert not (tmp_path / "net.npz").exists()
    with pytest.raises(ModelFileError, match="parameters that are not finite"):
        network_from_bytes(with_member("W2.npy", npy(net.params["W2"])))


class Bomb:
    """What would leave a mark if it were unpickled."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __reduce__(self):
        return (Path.touch, (self._path,))


def test_that_a_file_cannot_run_code(tmp_path):
    mark = tmp_path / "mark"
    stream = io.BytesIO()
    np.save(stream, np.array([Bomb(mark)], dtype=object), allow_pickle=True)
    for content in (
        with_member("W1.npy", stream.getvalue()),
        with_member("W1.npy", pickle.dumps(Bomb(mark))),
        with_member("metadata.json", pickle.dumps(Bomb(mark))),
        pickle.dumps(Bomb(mark)),
    ):
        with pytest.raises(ModelFileError):
            network_from_bytes(content)
    assert not mark.exists()


def test_that_a_file_that_expands_to_more_than_64_mb_is_refused_unread():
    content = archive_of(
        {**members(network_to_bytes(saved())), "W1.npy": bytes(65_000_000)}, zipfile.ZIP_DEFLATED
    )
    assert len(content) < 100_000
    with pytest.raises(ModelFileError, match="larger than 64 MB"):
        network_from_bytes(content)


def test_that_an_array_that_claims_to_be_larger_than_it_is_is_refused():
    header = io.BytesIO()
    np.lib.format.write_array_header_1_0(
        header, {"descr": "<f8", "fortran_order": False, "shape": (2**40, 2**40)}
    )
    with pytest.raises(ModelFileError, match="array of an unexpected type or size"):
        network_from_bytes(with_member("W1.npy", header.getvalue()))


@pytest.mark.parametrize(
    "array",
    [
        np.zeros((6, 4)),
        np.zeros((7, 5, 1)),
        np.zeros(5),
        np.array(1.0),
        np.zeros((0, 5)),
        np.zeros((6, 5), dtype="<i4"),
        np.zeros((6, 5), dtype="<c16"),
        np.full((6, 5), "x"),
        np.zeros((6, 5), dtype=[("a", "<f8")]),
    ],
)
def test_that_an_array_that_does_not_fit_is_refused(array):
    with pytest.raises(ModelFileError):
        network_from_bytes(with_member("W1.npy", npy(array)))


def test_that_arrays_stored_by_columns_are_read_the_right_way_round():
    content = with_member("W1.npy", npy(np.asfortranarray(network().params["W1"])))
    assert_same_network(network_from_bytes(content).network, network())


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"version": 2}, "saved by a newer Learnscope"),
        ({"version": 99, "colour": "red"}, "saved by a newer Learnscope"),
        ({"format": "learnscope-run"}, "not a learnscope network file"),
        ({"colour": "red"}, "metadata that Learnscope does not know"),
        ({"activation": "swish"}, "activation must be one of"),
        ({"activation": 3}, "metadata"),
        ({"test_accuracy": 1.5}, "metadata"),
        ({"name": "x" * 1000}, "metadata"),
        ({"config": {"hidden_size": -1}}, "hidden size must be a whole number"),
        ({"config": {"colour": "red"}}, "the configuration has no 'colour'"),
        ({"config": {"hidden_size": 6}}, "configuration does not describe"),
        ({"activation": "relu"}, "configuration does not describe"),
    ],
)
def test_that_metadata_that_are_wrong_are_refused_in_words(fields, said):
    with pytest.raises(ModelFileError, match=said):
        network_from_bytes(with_metadata(**fields))


@pytest.mark.parametrize(
    "text", [b"", b"{", b"[]", b"null", b"\xff", b"[" * 100_000, b'{"format": 1}', b"{}"]
)
def test_that_metadata_that_are_no_metadata_are_refused(text):
    with pytest.raises(ModelFileError):
        network_from_bytes(with_member("metadata.json", text))


def test_that_a_member_too_few_or_too_many_is_refused():
    contents = members(network_to_bytes(saved()))
    with pytest.raises(ModelFileError, match="does not hold what it should"):
        network_from_bytes(archive_of({**contents, "extra.npy": b""}))
    del contents["b1.npy"]
    with pytest.raises(ModelFileError, match="does not hold what it should"):
        network_from_bytes(archive_of(contents))


def test_that_a_network_is_no_run_and_a_run_no_network():
    with pytest.raises(ModelFileError):
        run_from_bytes(network_to_bytes(saved()))
    with pytest.raises(ModelFileError):
        network_from_bytes(run_to_bytes(run()))


def test_that_a_run_whose_history_does_not_fit_is_refused():
    contents = members(run_to_bytes(run()))
    with pytest.raises(ModelFileError, match="do not fit together"):
        run_from_bytes(archive_of({**contents, "test_accuracies.npy": npy(np.zeros(3))}))
    with pytest.raises(ValueError, match="as many accuracies"):
        run_to_bytes(replace(run(), test_accuracies=np.zeros(3)))


HEADERS = [
    "{'descr': '<f8', 'fortran_order': False, 'shape': (2**70, 0), }",
    "{'descr': '<f8', 'fortran_order': False, 'shape': (99999999, 99999999, 0), }",
    "{'descr': '<f8', 'fortran_order': False, 'shape': (-6, -5), }",
    "{'descr': '<f8', 'fortran_order': 1, 'shape': (6, 5), }",
    "{'descr': [('a', '<f8')], 'fortran_order': False, 'shape': (6, 5), }",
    "{'descr': '|O', 'fortran_order': False, 'shape': (6, 5), }",
    "{'descr': '<f8', 'fortran_order': False, 'shape': (6, 5.0), }",
    "{'descr': '<f8', 'fortran_order': False, 'shape': (6, 5), 'shape': (5, 6), }",
    "{'descr': '<f8', 'fortran_order': False, 'shape': (6, 5",
    "{'descr': '<f8', 'fortran_order': False, 'shape': ((6,), 5), }",
    "(" * 5_000,
    "\0",
    "''" + "'",
]


@pytest.mark.parametrize("header", HEADERS)
def test_that_a_crafted_array_header_is_refused_with_a_sentence(header):
    text = header.encode() + b"\n"
    content = b"\x93NUMPY\x01\0" + len(text).to_bytes(2, "little") + text + bytes(6 * 5 * 8)
    with pytest.raises(ModelFileError, match="contains an array of an unexpected type or size"):
        network_from_bytes(with_member("W1.npy", content))


def test_that_members_larger_than_declared_are_refused():
    content = archive_of(
        {**members(network_to_bytes(saved())), "b1.npy": bytes(50_000_000)}, zipfile.ZIP_DEFLATED
    )
    claimed = content.replace((50_000_000).to_bytes(4, "little"), (5).to_bytes(4, "little"))
    tracemalloc.start()
    with pytest.raises(ModelFileError, match="is damaged"):
        network_from_bytes(claimed)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 5_000_000


def test_that_a_network_too_large_in_float64_is_refused():
    contents = members(network_to_bytes(saved()))
    contents["W1.npy"] = npy(np.zeros((6, 1_400_000), np.float32))
    with pytest.raises(ModelFileError, match="a network of 67 MB, which is too large"):
        network_from_bytes(archive_of(contents, zipfile.ZIP_DEFLATED))


@pytest.mark.parametrize("compression", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_that_a_compression_whose_memory_is_not_bounded_is_refused(compression):
    with pytest.raises(ModelFileError, match="is damaged"):
        network_from_bytes(archive_of(members(network_to_bytes(saved())), compression))


def test_that_a_zip_with_too_many_members_is_refused_before_they_are_listed():
    content = archive_of({f"{number}.npy": b"" for number in range(1_000)})
    with pytest.raises(ModelFileError, match="too many members"):
        network_from_bytes(content)


def test_that_duplicate_members_are_refused():
    stream = io.BytesIO(network_to_bytes(saved()))
    with zipfile.ZipFile(stream, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("b1.npy", npy(np.zeros(5)))
    with pytest.raises(ModelFileError, match="is damaged"):
        network_from_bytes(stream.getvalue())


def test_that_metadata_that_are_too_long_are_neither_written_nor_read():
    content = with_member("metadata.json", b"[" + b"[]," * 1_500_000 + b"[]]")
    with pytest.raises(ModelFileError, match="longer metadata than Learnscope writes"):
        network_from_bytes(content)
    changes = [Change(number, "learning_rate", 0.123456789) for number in range(70_000)]
    with pytest.raises(ValueError, match="metadata are longer than"):
        run_to_bytes(replace(run(), changes=tuple(changes)))


@pytest.mark.parametrize(
    "fields",
    [
        {"activation": "x" * 100_000},
        {"config": {"a\nb" * 9_000: 1}},
        {"config": {"optimizer": {"name": "<b>" * 999}}},
    ],
)
def test_that_an_error_message_is_one_short_line_whatever_the_file_contains(fields):
    with pytest.raises(ModelFileError) as caught:
        network_from_bytes(with_metadata(**fields))
    assert len(str(caught.value)) <= 300 and "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "array", "said"),
    [
        ("iterations", np.array([0.0, np.inf]), "do not fit together"),
        ("iterations", np.array([-1, 2]), "do not fit together"),
        ("test_accuracies", np.array([0.5, np.nan]), "not between 0 and 1"),
        ("train_accuracies", np.array([0.5, 1.5]), "not between 0 and 1"),
        ("losses", np.array([1e300]), "does not know"),
    ],
)
def test_that_a_history_with_invalid_numbers_is_refused(name, array, said):
    with pytest.raises(ModelFileError, match=said):
        run_from_bytes(archive_of({**members(run_to_bytes(run())), f"{name}.npy": npy(array)}))


def test_that_the_unpacked_size_is_known_without_unpacking():
    contents = members(network_to_bytes(saved()))
    packed = archive_of({**contents, "W1.npy": bytes(50_000_000)}, zipfile.ZIP_DEFLATED)
    assert unpacked_size(packed) == 50_000_000 + sum(map(len, contents.values())) - len(contents["W1.npy"])
    with pytest.raises(ModelFileError, match="is damaged"):
        unpacked_size(b"nothing")


def test_that_files_of_earlier_versions_open():
    folder = Path(__file__).parent / "data"
    saved_network = load_network(folder / "network_version_1.npz")
    assert (saved_network.name, saved_network.network.sizes) == ("Näme", (784, 1, 10))
    short, long = load_run(folder / "run_version_1.npz"), load_run(folder / "run_version_2.npz")
    assert len(short.losses) == len(long.losses) == 9
    assert [checkpoint.iteration for checkpoint in long.checkpoints] == [0, 6]
    assert [(change.iteration, change.value) for change in long.changes] == [(4, 0.25)]
    assert network_to_bytes(saved_network) == (folder / "network_version_1.npz").read_bytes()
    assert run_to_bytes(long) == (folder / "run_version_2.npz").read_bytes()


@given(st.data())
def test_that_a_damaged_file_gives_a_network_or_a_sentence(data):
    content = bytearray(network_to_bytes(saved()))
    for _ in range(data.draw(st.integers(1, 3))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    del content[data.draw(st.integers(1, len(content))) :]
    try:
        network_from_bytes(bytes(content))
    except ModelFileError as error:
        assert str(error).endswith(".")


@given(st.binary(max_size=300))
def test_that_anything_else_gives_a_sentence(content):
    with pytest.raises(
        ModelFileError, match=r"^The network is damaged, or is not an archive of arrays \(\.npz\)\.$"
    ):
        network_from_bytes(content)


def test_that_the_sentence_names_the_file(tmp_path):
    path = tmp_path / "broken.npz"
    with pytest.raises(ModelFileError, match=r"^broken\.npz cannot be read: .*\.$"):
        load_network(path)
    path.write_bytes(b"nothing")
    with pytest.raises(ModelFileError, match=r"^broken\.npz is damaged"):
        load_run(path)
    path.write_bytes(bytes(64_000_001))
    with pytest.raises(ModelFileError, match=r"^broken\.npz"):
        load_network(path)
