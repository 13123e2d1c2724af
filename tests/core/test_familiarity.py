import numpy as np
import pytest

from core.array_archive import ArchiveError
from core.digit_image import from_strokes
from core.familiarity import Familiarity, familiarity
from tests.core.non_digits import letters, scribbles
from tests.generators import result_of


def forms(drawings):
    return np.stack([from_strokes(strokes) for strokes in drawings])


@pytest.fixture(scope="module")
def data(mnist_dataset):
    return mnist_dataset


@pytest.fixture(scope="module")
def mnist(data):
    return result_of(familiarity(data.train_images[:], data.train_labels))


def share_refused(known, images):
    return np.mean(known.strangeness(images) > known.limit)


def test_that_few_digits_that_it_has_not_seen_are_refused(data, mnist):
    assert 0.005 < share_refused(mnist, data.test_images) < 0.02


def test_that_most_letters_and_most_scribbles_are_found_out(mnist):
    rng = np.random.default_rng(0)
    assert share_refused(mnist, forms(letters(rng, 10))) > 0.5
    assert share_refused(mnist, forms(scribbles(rng, 60))) > 0.6


def test_that_the_share_given_up_is_that_of_the_held_out_images(data):
    images, labels = data.train_images[:6000], data.train_labels[:6000]
    known = result_of(familiarity(images, labels, given_up=0.1))
    assert share_refused(known, images[6::7]) == pytest.approx(0.1, abs=1e-3)
    assert share_refused(known, np.delete(images, np.s_[6::7], axis=0)) < 0.1


def test_that_strangeness_is_the_distance_from_the_plane_by_the_outline():
    # Two classes of 3 x 3 pixels; the first may differ from its mean in the middle pixel only.
    means = np.zeros((2, 9), np.float32)
    means[0, 3], means[1, 0:9] = 1, 1
    components = np.zeros((2, 1, 9), np.float32)
    components[0, 0, 4], components[1, 0, 8] = 1, 1
    known = Familiarity(means, components, 0.1)
    image = np.zeros(9)
    image[3], image[4], image[5] = 1, 0.7, 0.5
    # Left over is the right pixel, 0.5 squared; the outline is 0.3 + 0.2 across and 2 * (1 + 0.7 + 0.5) down.
    assert known.strangeness(image) == pytest.approx(0.25 / 4.9, rel=1e-5)
    assert known.is_familiar(image)
    assert not known.is_familiar(1 - np.roll(image, 1))


def test_that_bytes_and_floats_one_and_many_give_the_same(data, mnist):
    images = data.test_images[:20]
    together = mnist.strangeness(images)
    assert together.shape == (20,)
    np.testing.assert_allclose(mnist.strangeness(images / 255), together, rtol=1e-4)
    np.testing.assert_allclose([mnist.strangeness(image) for image in images], together, rtol=1e-4)


def test_that_an_image_without_ink_is_as_strange_as_can_be(mnist):
    assert mnist.strangeness(np.zeros(784)) == np.inf
    assert not mnist.is_familiar(np.zeros(784))


def test_that_a_file_gives_the_same_again_and_another_is_refused(data, mnist):
    again = Familiarity.from_bytes(mnist.to_bytes())
    assert again.limit == mnist.limit
    assert np.array_equal(again.strangeness(data.test_images[:50]), mnist.strangeness(data.test_images[:50]))
    cut = Familiarity(mnist.means[:, :9], mnist.components, mnist.limit)
    for content in (b"", mnist.to_bytes()[:-1], cut.to_bytes()):
        with pytest.raises(ArchiveError):
            Familiarity.from_bytes(content)


def test_that_what_does_not_fit_gets_a_sentence(mnist):
    images, labels = np.zeros((4, 9), np.uint8), np.array([0, 0, 1, 1])
    with pytest.raises(ValueError, match="must have 784 pixels"):
        mnist.strangeness(np.zeros(9))
    with pytest.raises(ValueError, match="must be square"):
        next(familiarity(np.zeros((4, 8), np.uint8), labels))
    with pytest.raises(ValueError, match="as many labels"):
        next(familiarity(images, labels[:3]))
    with pytest.raises(ValueError, match="between 0 and 1"):
        next(familiarity(images, labels, given_up=0))
    with pytest.raises(ValueError, match="too few images of class 1"):
        result_of(familiarity(images, np.array([0, 0, 0, 1])))
