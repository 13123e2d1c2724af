import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from core.images import Images

INK = arrays(
    np.uint8, array_shapes(min_dims=2, max_dims=2, max_side=60), elements=st.sampled_from([0, 0, 0, 1, 255])
)


@given(INK, st.data())
def test_that_images_are_read_like_the_array_they_were_made_of(array, data):
    images = Images.of(array)
    rows = data.draw(
        st.one_of(
            st.integers(0, len(array) - 1),
            st.slices(len(array)),
            st.lists(st.integers(0, len(array) - 1)).map(lambda rows: np.array(rows, np.intp)),
        )
    )
    assert images.shape == array.shape
    assert len(images) == len(array)
    assert np.array_equal(images[rows], array[rows])
    assert np.array_equal(np.asarray(images), array)
    assert np.array_equal(np.asarray(images, np.float32), array)


@given(INK)
def test_that_the_first_columns_are_the_pixels_that_most_images_light(array):
    images = Images.of(array)
    times_lit = np.count_nonzero(images.by_ink, axis=0)
    assert (np.diff(times_lit) <= 0).all()
    assert np.array_equal(images.by_ink, array[:, images.pixels])
    assert np.array_equal(images.by_ink[:, images.columns], array)


@given(INK, st.data())
def test_that_the_lit_columns_hold_all_the_ink_and_end_near_it(array, data):
    images = Images.of(array)
    chosen = np.array(data.draw(st.lists(st.integers(0, len(array) - 1), min_size=1)))
    columns = images.lit_columns(chosen)
    ink = images.by_ink[chosen].any(axis=0).nonzero()[0]
    last = ink[-1] + 1 if ink.size else 0
    assert last <= columns <= array.shape[1]
    assert columns % 16 == 0 or columns == array.shape[1]
    assert columns < max(last, 1) + 16


@given(INK)
def test_that_every_image_is_once_in_the_order_by_ink_and_stands_beside_its_like(array):
    images = Images.of(array)
    order = images.rows_by_ink
    assert np.array_equal(np.sort(order), np.arange(len(array)))
    assert (np.diff([images.lit_columns(order[row : row + 1]) for row in range(len(order))]) >= 0).all()


@given(INK, INK)
def test_that_parts_and_longer_rows_of_images_keep_the_columns(array, more):
    images = Images.of(array)
    part = images.part(slice(1, None))
    assert np.array_equal(part[:], array[1:])
    assert np.shares_memory(part.by_ink, images.by_ink) or not part.by_ink.size
    assert np.shares_memory(part.pixels, images.pixels)
    more = np.resize(more, (len(more), array.shape[1]))
    longer = images.followed_by(more)
    assert np.array_equal(longer[:], np.concatenate([array, more]))
    assert np.array_equal(longer.pixels, images.pixels)


@pytest.mark.parametrize("array", [np.zeros((2, 784)), np.zeros((2, 28, 28), np.uint8)])
def test_that_only_rows_of_bytes_are_images(array):
    with pytest.raises(ValueError, match="rows of uint8"):
        Images.of(array)


def test_that_images_cannot_be_changed_nor_read_without_a_copy():
    array = np.zeros((3, 20), np.uint8)
    images = Images.of(array)
    for kept in (images.by_ink, images.pixels):
        with pytest.raises(ValueError, match="read-only"):
            kept[0] = 1
    assert array.flags.writeable
    with pytest.raises(ValueError, match="always a copy"):
        np.asarray(images, copy=False)


def test_that_pixels_cannot_be_chosen_as_from_an_array():
    with pytest.raises(IndexError, match="rows alone"):
        Images.of(np.zeros((3, 20), np.uint8))[:, ::-1]


def test_that_a_mini_batch_of_mnist_leaves_out_a_fifth_and_neighbours_more(mnist_dataset):
    images = mnist_dataset.train_images
    rng = np.random.default_rng(0)
    drawn = [images.lit_columns(rng.integers(len(images), size=100)) for _ in range(200)]
    assert np.mean(drawn) < 0.83 * 784
    order = images.rows_by_ink
    beside = [images.lit_columns(order[row : row + 1_000]) for row in range(0, len(order), 1_000)]
    assert np.mean(beside) < 0.6 * 784
