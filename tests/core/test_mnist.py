"""Data in: the bundled MNIST, other folders of IDX files, and everything that can be wrong with them."""

import gzip
import hashlib
import struct

import numpy as np
import pytest

from core.idx import idx_bytes
from core.images import Images
from core.mnist import Dataset, DatasetError, load_dataset, load_mnist

# The first digits of the training set, as everybody who has opened MNIST knows them.
FIRST_LABELS = [5, 0, 4, 1, 9, 2, 1, 3, 1, 4]


@pytest.fixture(scope="module")
def mnist():
    return load_dataset()


def idx(array):
    """Write the IDX format with `struct`, independently of the reader."""
    header = struct.pack(">HBB", 0, 8, array.ndim) + struct.pack(f">{array.ndim}I", *array.shape)
    return header + array.tobytes()


@pytest.fixture
def files():
    """Return the four files of a tiny data set, by name."""
    generator = np.random.default_rng(5)
    contents = {}
    for part, count in (("train", 12), ("t10k", 7)):
        contents[f"{part}-images-idx3-ubyte"] = generator.integers(0, 256, (count, 28, 28), dtype=np.uint8)
        contents[f"{part}-labels-idx1-ubyte"] = generator.integers(0, 10, count, dtype=np.uint8)
    return {name: idx(array) for name, array in contents.items()}


def write(folder, files):
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return folder


def test_that_the_bundled_mnist_is_the_published_one(mnist):
    assert mnist.train_images.shape == (60_000, 784)
    assert mnist.test_images.shape == (10_000, 784)
    assert mnist.train_labels[:10].tolist() == FIRST_LABELS
    assert np.bincount(mnist.train_labels).tolist() == [
        5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949,
    ]  # fmt: skip
    assert mnist.train_images.by_ink.mean() == pytest.approx(0.1307 * 255, abs=0.02)
    assert (mnist.name, mnist.classes) == ("MNIST", tuple("0123456789"))


def test_that_the_data_stay_bytes_and_cannot_be_changed(mnist):
    arrays = (
        mnist.train_images.by_ink,
        mnist.train_labels,
        mnist.test_images.by_ink,
        mnist.test_labels,
    )
    assert sum(array.nbytes for array in arrays) == 70_000 * 785
    for array in arrays:
        assert array.dtype == np.uint8
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 1


def test_that_load_mnist_gives_the_books_arrays(mnist):
    (train_x, train_t), (test_x, test_t) = load_mnist()
    assert (train_x.shape, train_t.shape, test_x.shape, test_t.shape) == (
        (60_000, 784), (60_000, 10), (10_000, 784), (10_000, 10),
    )  # fmt: skip
    assert (train_x.dtype, train_x.min(), train_x.max()) == (np.float32, 0.0, 1.0)
    np.testing.assert_array_equal(train_x[0], (mnist.train_images[0] / 255).astype(np.float32))
    np.testing.assert_array_equal(test_t.sum(axis=1), 1)
    np.testing.assert_array_equal(test_t.argmax(axis=1), mnist.test_labels)


def test_that_load_mnist_can_leave_bytes_and_labels_as_they_are(mnist):
    (_, train_t), (test_x, _) = load_mnist(normalize=False, one_hot_label=False)
    np.testing.assert_array_equal(train_t, mnist.train_labels)
    np.testing.assert_array_equal(test_x, mnist.test_images)


@pytest.mark.parametrize("spelling", ["-idx", ".idx"])
@pytest.mark.parametrize("compressed", [False, True])
def test_that_a_folder_is_read_plain_or_compressed_in_either_spelling(tmp_path, files, spelling, compressed):
    for name, content in files.items():
        path = tmp_path / (name.replace("-idx", spelling) + ".gz" * compressed)
        path.write_bytes(gzip.compress(content) if compressed else content)
    data = load_dataset(tmp_path)
    assert data.name == tmp_path.name
    assert data.train_images[:].tobytes() == files["train-images-idx3-ubyte"][16:]
    assert data.train_labels.tobytes() == files["train-labels-idx1-ubyte"][8:]
    assert data.test_images[:].tobytes() == files["t10k-images-idx3-ubyte"][16:]
    assert data.test_labels.tobytes() == files["t10k-labels-idx1-ubyte"][8:]


def test_that_a_compressed_file_without_its_suffix_is_read(tmp_path, files):
    files["t10k-images-idx3-ubyte"] = gzip.compress(files["t10k-images-idx3-ubyte"])
    assert len(load_dataset(write(tmp_path, files)).test_images) == 7


IMAGES = "train-images-idx3-ubyte"
LABELS = "train-labels-idx1-ubyte"


@pytest.mark.parametrize(
    ("name", "damage", "sentence"),
    [
        (IMAGES, lambda c: c[:-1], "ends after 9407 of the 9408 bytes"),
        (IMAGES, lambda c: c + b"\0", "goes on after the 12 items"),
        (IMAGES, lambda c: b"", "too short"),
        (IMAGES, lambda c: c[:15], "too short"),
        (IMAGES, lambda c: b"\x89PNG" + c[4:], "not an IDX file: it begins with 89 50 4e 47"),
        (IMAGES, lambda c: idx(np.zeros(99, np.uint8)), "magic number 2049: .* must be 2051"),
        (IMAGES, lambda c: b"\0\0\x0d\x03" + c[4:], "magic number 3331: .* must be 2051"),
        (IMAGES, lambda c: idx(np.zeros((12, 32, 32), np.uint8)), "images of 32 x 32: they must be 28 x 28"),
        (IMAGES, lambda c: c[:4] + b"\xff\xff\xff\xff" + c[8:], "announces 4294967295 items: at most"),
        (
            IMAGES,
            lambda c: idx(np.zeros((11, 28, 28), np.uint8)),
            "11 training images but 12 training labels",
        ),
        (IMAGES, lambda c: gzip.compress(c)[:-20], "compressed data is cut short"),
        (IMAGES, lambda c: gzip.compress(c)[:-8] + b"\0" * 8, "cannot be unpacked"),
        (IMAGES, lambda c: gzip.compress(c)[:40] + b"\xff" * 20_000, "cannot be unpacked"),
        (IMAGES, lambda c: gzip.compress(c + bytes(50_000_000)), "goes on after the 12 items"),
        (IMAGES, lambda c: gzip.compress(c) + b"more", "cannot be unpacked"),
        (IMAGES, lambda c: gzip.compress(c) + b"\0" * 100 + gzip.compress(c), "cannot be unpacked"),
        (IMAGES, lambda c: gzip.compress(c)[:3] + b"\x08" + b"x" * 3_000_000, "cut short"),
        (IMAGES, lambda c: gzip.compress(c[:-1]) + b"\0" * 100, "ends after 9407 of the 9408 bytes"),
        (LABELS, lambda c: c[:-1] + b"\x0a", "training labels go up to 10: they must be 0 to 9"),
        (LABELS, lambda c: c[:-1], "ends after 11 of the 12 bytes"),
    ],
)
def test_that_a_damaged_file_is_refused_in_one_sentence(tmp_path, files, name, damage, sentence):
    files[name] = damage(files[name])
    with pytest.raises(DatasetError, match=sentence) as caught:
        load_dataset(write(tmp_path, files))
    assert str(caught.value).endswith(".")
    assert str(caught.value).isprintable()


def test_that_a_missing_file_is_named(tmp_path, files):
    del files["t10k-labels-idx1-ubyte"]
    with pytest.raises(DatasetError, match=r"has no file t10k-labels-idx1-ubyte, plain or as \.gz"):
        load_dataset(write(tmp_path, files))
    with pytest.raises(DatasetError, match="has no file train-images"):
        load_dataset(tmp_path / "nowhere")


def test_that_no_images_are_refused(tmp_path, files):
    files[IMAGES], files[LABELS] = idx(np.zeros((0, 28, 28), np.uint8)), idx(np.zeros(0, np.uint8))
    with pytest.raises(DatasetError, match="There are no training images"):
        load_dataset(write(tmp_path, files))


def test_that_a_changed_bundled_file_is_noticed(tmp_path, files, monkeypatch):
    write(tmp_path, files)
    monkeypatch.setattr("resources.path", lambda *parts: tmp_path)
    with pytest.raises(DatasetError, match="MD5 digest differs"):
        load_dataset()


def test_that_the_bundled_files_have_the_digests_beside_them(mnist):
    body = struct.pack(">IIII", 2051, 10_000, 28, 28) + mnist.test_images[:].tobytes()
    assert hashlib.md5(body).hexdigest() == "2646ac647ad5339dbf082846283269ea"


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"train_images": Images.of(np.zeros((2, 783), np.uint8))}, "training images must have 784 pixels"),
        (
            {"train_images": Images.of(np.zeros((0, 784), np.uint8))},
            "0 training images but 2 training labels",
        ),
        ({"test_labels": np.zeros((2, 1), np.uint8)}, "test labels must be a row of uint8"),
        ({"test_labels": np.zeros(2)}, "test labels must be a row of uint8"),
        ({"test_labels": np.zeros(3, np.uint8)}, "2 test images but 3 test labels"),
        ({"test_labels": np.full(2, 10, np.uint8)}, "test labels go up to 10"),
    ],
)
def test_that_a_dataset_checks_its_arrays(fields, sentence):
    images, labels = Images.of(np.zeros((2, 784), np.uint8)), np.zeros(2, np.uint8)
    good = {"train_images": images, "train_labels": labels, "test_images": images, "test_labels": labels}
    Dataset(**good)
    with pytest.raises(DatasetError, match=sentence):
        Dataset(**(good | fields))
    assert labels.flags.writeable


def test_that_idx_bytes_are_what_struct_writes():
    generator = np.random.default_rng(1)
    for shape in ((3, 28, 28), (7,), (2, 5)):
        array = generator.integers(0, 256, shape, dtype=np.uint8)
        assert idx_bytes(array) == idx(array)
    with pytest.raises(ValueError, match="IDX holds rows of bytes"):
        idx_bytes(np.zeros(3))


def test_that_every_data_set_has_its_own_number():
    images, labels = Images.of(np.zeros((2, 784), np.uint8)), np.zeros(2, np.uint8)
    numbers = {Dataset(images, labels, images, labels).number for _ in range(10)}
    assert len(numbers) == 10
