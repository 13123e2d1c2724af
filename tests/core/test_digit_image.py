"""The way from a drawing to 784 numbers, against brute force and against MNIST itself."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from core.digit_image import form_stages, from_pixels, from_strokes, image_stages
from core.pen import PEN_WIDTH

SEVEN = (((0.2, 0.2), (0.8, 0.2), (0.4, 0.9)), ((0.35, 0.55), (0.7, 0.55)))
INDICES = np.arange(28)

coordinates = st.floats(-3, 3)
drawings = st.lists(
    st.lists(st.tuples(coordinates, coordinates), min_size=1, max_size=12), min_size=1, max_size=4
)


def centre_of_mass(form):
    image = form.reshape(28, 28)
    return np.array([image.sum(axis=0) @ INDICES, image.sum(axis=1) @ INDICES]) / image.sum()


def brute_force_ink(strokes):
    """Draw strokes given in pixels: every pixel against every segment, one at a time."""
    image = np.zeros((28, 28))
    for row in range(28):
        for column in range(28):
            pixel = np.array([column + 0.5, row + 0.5])
            for stroke in strokes:
                points = [np.array(point) for point in stroke]
                for a, b in zip(points, points[1:] or points, strict=False):
                    length = (b - a) @ (b - a)
                    share = min(1.0, max(0.0, (pixel - a) @ (b - a) / length)) if length else 0.0
                    distance = np.linalg.norm(pixel - a - share * (b - a))
                    image[row, column] = max(image[row, column], min(1.0, max(0.0, 1.6 - distance)))
    return image


def test_that_the_ink_is_the_distance_to_the_nearest_segment():
    strokes = (((0.2, 0.1), (0.8, 0.15), (0.4, 0.7)), ((0.9, 0.9),), ((0.1, 0.95), (0.12, 0.951)))
    in_pixels = [[(28 * x, 28 * y) for x, y in stroke] for stroke in strokes]
    np.testing.assert_allclose(form_stages(strokes).ink, brute_force_ink(in_pixels), atol=1e-12)


def test_that_the_scaled_drawing_is_20_long_pen_included_and_in_the_middle():
    scaled = form_stages(SEVEN).scaled
    # The box is 0.6 x 0.7 of the canvas: 17.8 pixels of line upwards, and its middle at 14.
    factor = 17.8 / 0.7
    in_pixels = [[(14 + factor * (x - 0.5), 14 + factor * (y - 0.55)) for x, y in stroke] for stroke in SEVEN]
    np.testing.assert_allclose(scaled, brute_force_ink(in_pixels), atol=1e-9)
    assert np.flatnonzero((scaled > 0.01).any(axis=1)).tolist() == list(range(4, 24))


@given(drawings)
def test_that_any_drawing_becomes_784_levels_of_ink_centred_by_its_mass(strokes):
    form = from_strokes(strokes)
    assert form.shape == (784,)
    assert form.dtype == np.float64
    assert form.min() == 0
    assert 0 < form.max() <= 1
    # A dot may leave the picture as a heavy stroke is moved to the middle.
    stages = form_stages(strokes)
    stayed = form.sum() > 0.98 * stages.scaled.sum()
    np.testing.assert_allclose(centre_of_mass(form), 14, atol=0.3 if stayed else 4)


@given(drawings, st.floats(0.1, 50), st.floats(-20, 20))
def test_that_size_and_place_of_a_drawing_do_not_matter(strokes, size, shift):
    extent = np.ptp(np.concatenate([np.array(stroke) for stroke in strokes]), axis=0).max()
    assume(extent > 1e-3)
    moved = [[(size * x + shift, size * y - shift) for x, y in stroke] for stroke in strokes]
    np.testing.assert_allclose(from_strokes(moved), from_strokes(strokes), atol=1e-6)


def test_that_the_order_and_the_direction_of_strokes_do_not_matter():
    backwards = tuple(stroke[::-1] for stroke in SEVEN[::-1])
    np.testing.assert_allclose(from_strokes(backwards), from_strokes(SEVEN), atol=1e-9)


def test_that_repeated_points_change_nothing():
    doubled = tuple(tuple(point for point in stroke for _ in range(3)) for stroke in SEVEN)
    np.testing.assert_allclose(from_strokes(doubled), from_strokes(SEVEN), atol=1e-12)


@pytest.mark.parametrize("strokes", [(), ((),), ((), ())])
def test_that_no_ink_has_no_form(strokes):
    assert from_strokes(strokes) is None
    assert form_stages(strokes) is None


def test_that_a_single_point_is_a_dot_of_the_pens_width():
    stages = form_stages((((0.3, 0.3),),))
    assert stages.longest_side == PEN_WIDTH
    assert stages.centre_of_mass == pytest.approx((14, 14))
    assert stages.form.sum() == pytest.approx(np.pi * (PEN_WIDTH / 2) ** 2, rel=0.15)


@pytest.mark.parametrize("bad", [float("nan"), float("inf"), -float("inf")])
def test_that_a_coordinate_that_is_not_finite_is_refused(bad):
    with pytest.raises(ValueError, match="must be finite"):
        from_strokes((((0.1, 0.2), (bad, 0.3)),))


def test_that_points_must_be_pairs():
    with pytest.raises(ValueError, match=r"sequence of \(x, y\) points"):
        from_strokes((((0.1, 0.2, 0.3),),))


@pytest.mark.parametrize("scale", [1e-300, 1e-9, 1e9, 1e308])
def test_that_extreme_sizes_keep_the_form(scale):
    drawing = (((0.0, 0.0), (1.0, 1.0), (1.0, 0.0)),)
    scaled = tuple(tuple((scale * x, scale * y) for x, y in stroke) for stroke in drawing)
    np.testing.assert_allclose(from_strokes(scaled), from_strokes(drawing), atol=1e-9)
    assert np.isfinite(form_stages(scaled).ink).all()


def test_that_the_whole_range_of_floats_is_drawn():
    form = from_strokes((((-1.7e308, 0.0), (1.7e308, 0.0)),))
    np.testing.assert_allclose(form, from_strokes((((0.0, 0.0), (1.0, 0.0)),)), atol=1e-9)


def test_that_a_circle_of_100_000_points_has_the_form_of_one_of_400_beside_a_sparse_line():
    def drawing(count):
        angle = np.linspace(0, 2 * np.pi, count)
        return tuple(zip(np.cos(angle), np.sin(angle), strict=True)), ((1.5, -1.0), (1.5, 1.0))

    np.testing.assert_allclose(from_strokes(drawing(100_000)), from_strokes(drawing(400)), atol=0.02)


def test_that_joining_close_points_hardly_changes_the_form():
    def spiral(count):
        angle = np.linspace(0, 6, count)
        return tuple(zip(0.5 + 0.07 * angle * np.cos(angle), 0.5 + 0.06 * angle * np.sin(angle), strict=True))

    # 140 points are taken as they are, of 2,000 most are joined.
    assert np.abs(from_strokes((spiral(140),)) - from_strokes((spiral(2000),))).max() < 0.04


def test_that_an_endless_scribble_is_a_defined_black():
    scribble = np.random.default_rng(0).random((50_000, 2))
    form = from_strokes((tuple(map(tuple, scribble)),))
    assert form.reshape(28, 28)[6:22, 6:22].min() == 1
    dots = from_strokes(tuple((tuple(point),) for point in scribble))
    assert dots.reshape(28, 28)[6:22, 6:22].min() > 0.9


def test_that_the_stages_lead_to_the_form():
    stages = form_stages(SEVEN)
    np.testing.assert_array_equal(stages.form.reshape(-1), from_strokes(SEVEN))
    rows, columns = np.nonzero(stages.ink)
    assert stages.cut_out.shape == (np.ptp(rows) + 1, np.ptp(columns) + 1)
    assert stages.cut_out.sum() == pytest.approx(stages.ink.sum())
    assert stages.longest_side == pytest.approx(20)
    assert stages.centre_of_mass == pytest.approx(tuple(centre_of_mass(stages.form)))
    assert stages.ink_share == pytest.approx(stages.form.sum() / 784)


def test_that_a_drawing_outside_the_canvas_has_no_ink_there_but_a_form():
    outside = tuple(tuple((x + 5, y) for x, y in stroke) for stroke in SEVEN)
    stages = form_stages(outside)
    assert stages.ink.max() == stages.cut_out.max() == 0
    np.testing.assert_allclose(stages.form.reshape(-1), from_strokes(SEVEN), atol=1e-9)


@settings(max_examples=50)
@given(index=st.integers(0, 9_999))
def test_that_images_of_mnist_enter_unchanged(mnist_dataset, index):
    image = mnist_dataset.test_images[index]
    np.testing.assert_array_equal(from_pixels(image.reshape(28, 28)), image / 255)
    np.testing.assert_array_equal(from_pixels(image.reshape(28, 28) / 255), image / 255)


def pixel_seven(side, width):
    """Draw SEVEN on a canvas of `side` pixels by sampling discs."""
    y, x = np.mgrid[:side, :side] + 0.5
    image = np.zeros((side, side))
    for stroke in SEVEN:
        for a, b in zip(np.array(stroke[:-1]) * side, np.array(stroke[1:]) * side, strict=True):
            for share in np.linspace(0, 1, 60):
                centre = a + share * (b - a)
                distance = np.hypot(x - centre[0], y - centre[1])
                image = np.maximum(image, np.clip(width / 2 - distance + 0.5, 0, 1))
    return image


def test_that_a_picture_and_the_strokes_in_it_have_nearly_the_same_form():
    # A pen that is 2.2 pixels wide in the form is 2.2 / 17.8 * 0.7 of the canvas wide here.
    picture = pixel_seven(240, 240 * 2.2 / 17.8 * 0.7)
    form = from_pixels(picture)
    np.testing.assert_allclose(centre_of_mass(form), 14, atol=0.1)
    assert np.abs(form - from_strokes(SEVEN)).mean() < 0.01
    assert form.sum() == pytest.approx(from_strokes(SEVEN).sum(), rel=0.03)


@pytest.mark.parametrize(("rows", "columns"), [(1, 1), (5, 3), (28, 28), (64, 200), (400, 30)])
def test_that_a_picture_of_any_size_becomes_20_long_and_keeps_its_ink(rows, columns):
    picture = np.full((rows, columns), 255, np.uint8)
    image = from_pixels(np.pad(picture, 7)).reshape(28, 28)
    scale = 20 / max(rows, columns)
    assert image.sum() == pytest.approx(rows * columns * scale**2)
    assert np.count_nonzero(image.any(axis=1)) == pytest.approx(rows * scale, abs=2)
    np.testing.assert_allclose(centre_of_mass(image), 14, atol=1e-9)


def test_that_a_picture_without_ink_has_no_form():
    assert from_pixels(np.zeros((28, 28))) is None
    assert from_pixels(np.zeros((0, 5), np.uint8)) is None


@pytest.mark.parametrize(
    ("image", "sentence"),
    [
        (np.zeros(784), "rows and columns"),
        (np.full((3, 3), np.nan), "from 0 to 1"),
        (np.full((3, 3), 255.0), "from 0 to 1"),
        (np.full((3, 3), -1), "from 0 to 255"),
        (np.full((3, 3), 65535, np.uint16), "from 0 to 255"),
    ],
)
def test_that_what_is_no_picture_is_refused(image, sentence):
    with pytest.raises(ValueError, match=sentence):
        from_pixels(image)


def test_that_an_image_of_mnist_is_its_own_form_and_is_measured():
    image = np.zeros((28, 28), dtype=np.uint8)
    image[4:24, 10:16] = 255
    stages = image_stages(image.reshape(-1))
    assert (stages.form == image / 255).all()
    assert stages.cut_out.shape == (20, 6)
    assert stages.longest_side == 20
    assert stages.centre_of_mass == pytest.approx((12.5, 13.5))
    assert stages.ink_share == pytest.approx(120 / 784)
    assert (stages.scaled[4:24, 11:17] == 1).all()
    assert image_stages(np.zeros(784)) is None


def test_that_an_image_of_another_shape_is_refused():
    with pytest.raises(ValueError, match="must be 784 numbers"):
        image_stages(np.zeros(100))
