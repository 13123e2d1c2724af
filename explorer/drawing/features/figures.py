"""What was computed once about nearest neighbours, beside the models that are bundled."""

from functools import cache

import msgspec

import resources


class FeatureFigures(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How well nearest neighbours read the test images.

    Attributes
    ----------
    neighbours : int
        How many of the nearest vote.
    test_accuracy : dict of str to float
        By what is compared: "pixels" or "hog".
    """

    neighbours: int
    training_images: int
    test_images: int
    test_accuracy: dict[str, float]


@cache
def feature_figures() -> FeatureFigures:
    """Return the figures that ``resources.models.make_models`` wrote."""
    return msgspec.json.decode(resources.path("models", "features.json").read_bytes(), type=FeatureFigures)
