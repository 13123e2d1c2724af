"""The loss landscape around a network: a plane through it, the run's path in it, and the loss over a part of it."""

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np

from core.arrays import FloatArray
from core.blas import one_blas_thread
from core.loss_slice import LossSlice, PathInPlane, Plane, loss_slice, principal_plane, project, random_plane
from core.mini_batch import network_inputs
from core.mnist import Dataset
from core.two_layer_net import TwoLayerNet
from explorer.plots.geometry import Area
from explorer.plots.surface import SurfaceLayers, legible_contours
from explorer.training.inside.course import Course
from explorer.training.inside.state import PlaneName

_FEWEST_IMAGES, _MOST_IMAGES = 200, 1_000
_IMAGES_TIMES_UNITS = 50_000  # so that large networks take not much longer than the chapter's
_COARSE, _FINE = 18, 64  # columns of the grid
_AROUND = 0.2  # of the path's size, shown at each side of it
_FLATTEST = 0.35  # height of what is shown, of its width
_REPORTS = 50  # of progress


@dataclass(frozen=True, eq=False)
class Ground:
    """A plane through the last network of a run, and the run's path in it.

    Attributes
    ----------
    shares : ndarray, shape (2,), or None
        Of the squared distances that the run was from its end, what each direction holds; None for random ones.
    iterations : ndarray of int, shape (m,)
        Numbers of updates of the networks of the path, the last one being the plane's own.
    losses : ndarray, shape (m,)
        Of those networks themselves, wherever they are.
    images : int
        How many of the training images, from the first on, all losses are of.
    """

    plane: Plane
    shares: FloatArray | None
    iterations: FloatArray
    path: PathInPlane
    losses: FloatArray
    images: int

    def area(self, reach: float) -> Area:
        """Return what is shown at least: the path with its surroundings, or the surroundings of the network.

        A smaller reach looks more closely at the network.
        """
        if self.shares is None:
            return Area(-reach, reach, -reach, reach)
        (left, bottom), (right, top) = self.path.points.min(axis=0), self.path.points.max(axis=0)
        width = max(float(right - left), 1e-9)
        height = max(float(top - bottom), _FLATTEST * width)
        middle, dx, dy = float(bottom + top) / 2, _AROUND * width, (0.5 + _AROUND) * height
        whole = Area(float(left) - dx, float(right) + dx, middle - dy, middle + dy)
        return Area(*(reach * border for border in (whole.left, whole.right, whole.bottom, whole.top)))


@dataclass(frozen=True, eq=False)
class Slice:
    """The loss over an area of a ground.

    Attributes
    ----------
    losses : ndarray, shape (rows, columns)
        Rows from bottom to top, the outer ones on the border of the area.
    share : float
        How much of the work is done: less than 1 while this is a coarse first form.
    """

    ground: Ground
    area: Area
    losses: FloatArray
    share: float = 1.0

    def loss_at(self, x: float, y: float) -> float:
        """Return the loss at a point, between the points that were computed."""
        rows, columns = self.losses.shape
        across = np.clip((x - self.area.left) / self.area.width * (columns - 1), 0, columns - 1)
        up = np.clip((y - self.area.bottom) / self.area.height * (rows - 1), 0, rows - 1)
        column, row = min(int(across), columns - 2), min(int(up), rows - 2)
        corner = self.losses[row : row + 2, column : column + 2]
        x_share, y_share = across - column, up - row
        return float(np.array([1 - y_share, y_share]) @ corner @ np.array([1 - x_share, x_share]))

    def layers(self) -> SurfaceLayers:
        """Return the picture."""
        return SurfaceLayers(self.area, self.losses, legible_contours(self.area, self.losses))


def find_ground(
    network: TwoLayerNet, moment: int, course: Course, plane: PlaneName, seed: int, dataset: Dataset
) -> Generator[None, None, Ground]:
    """Compute a plane through `network`, which `moment` updates made, and the path of the course in it."""
    networks = [at.network() for at in course.checkpoints] or [network]
    iterations = np.array(course.iterations or (moment,))
    yield
    shares = None
    if plane == "path" and len(networks) > 1:
        chosen, shares = principal_plane(networks)
    else:
        chosen = random_plane(networks[-1], np.random.default_rng(seed))
    yield
    path = project(networks, chosen)
    wanted = min(max(_IMAGES_TIMES_UNITS // network.sizes[1], _FEWEST_IMAGES), _MOST_IMAGES)
    inputs, labels = network_inputs(dataset.train_images[:wanted]), dataset.train_labels[:wanted]
    losses = np.empty(len(networks))
    for index, one in enumerate(networks):
        with one_blas_thread():
            losses[index] = one.loss(inputs, labels)
        yield
    return Ground(chosen, shares, iterations, path, losses, len(labels))


def find_slice(ground: Ground, area: Area, dataset: Dataset) -> Generator[Slice | None, None, Slice]:
    """Compute the loss over an area, coarsely and then finely."""
    images, labels = dataset.train_images[: ground.images], dataset.train_labels[: ground.images]
    coarse = None
    for columns in (_COARSE, _FINE):
        rows = max(round(columns * area.height / area.width), 6)
        x, y = np.linspace(area.left, area.right, columns), np.linspace(area.bottom, area.top, rows)
        work = loss_slice(ground.plane, x, y, images, labels)
        reported = 0.0
        while True:
            try:
                share = next(work)
            except StopIteration as stop:
                found: LossSlice = stop.value
                break
            is_due = coarse is not None and share - reported >= 1 / _REPORTS
            reported = share if is_due else reported
            yield Slice(ground, area, coarse, share) if is_due and coarse is not None else None
        if coarse is None:
            coarse = found.losses
            yield Slice(ground, area, coarse, 0.0)
    return Slice(ground, area, found.losses)
