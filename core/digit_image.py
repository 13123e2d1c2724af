"""A drawing in the form of MNIST: 28 x 28 grey levels, the longest side 20, centred by its mass."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from core.mnist import PIXELS, SIDE
from core.pen import PEN_WIDTH, Float64Array, Strokes, draw, segments_of

LONGEST_SIDE = 20.0
CENTRE = 14.5
"""Where the centre of mass goes, in pixels from the edge: the middle of row and column 14, as in MNIST."""

_CENTRING_PASSES = 2
_FARTHEST = 100.0


@dataclass(frozen=True, eq=False)
class FormStages:
    """How strokes become the 784 numbers, step by step.

    Attributes
    ----------
    ink : ndarray, shape (28, 28)
        The canvas as it is, drawn in the grid: what lies outside the unit square is cut off.
    cut_out : ndarray, shape (rows, columns)
        The inked part of `ink`.
    scaled : ndarray, shape (28, 28)
        The drawing with its longest side at 20 pixels, in the middle by its box.
    form : ndarray, shape (28, 28)
        The same, shifted so that its centre of mass is at (14, 14): what the network sees.
    longest_side : float
        Of the drawing in `form`, pen included, in pixels: 20, or the pen's width for a dot.
    centre_of_mass : tuple of float
        (column, row) of `form`, whole numbers being the middles of pixels: (14, 14) is what is aimed at.
    ink_share : float
        Mean of `form`; that of MNIST is 0.131.
    """

    ink: Float64Array
    cut_out: Float64Array
    scaled: Float64Array
    form: Float64Array
    longest_side: float
    centre_of_mass: tuple[float, float]
    ink_share: float


@dataclass(frozen=True)
class Placement:
    """Where the canvas lies in the form: ``form = scale * canvas + shift``, in pixels from the upper left corner.

    Attributes
    ----------
    scale : float
        Pixels of the form in one side of the canvas.
    shift : tuple of float
        (x, y) of the canvas's upper left corner.
    """

    scale: float
    shift: tuple[float, float]

    def on_canvas(self, column: float, row: float) -> tuple[float, float]:
        """Return the point of the canvas at the middle of a pixel of the form."""
        x, y = self.shift
        return (column + 0.5 - x) / self.scale, (row + 0.5 - y) / self.scale


def from_strokes(strokes: Strokes) -> Float64Array | None:
    """Bring a drawing into the form of MNIST's images.

    Parameters
    ----------
    strokes : sequence of sequences of (x, y)
        In the order drawn, y downwards. Any finite numbers: size and place do not matter.

    Returns
    -------
    ndarray of float64, shape (784,), or None
        Ink from 0 to 1, row by row; None where there is no point at all.

    Raises
    ------
    ValueError
        If a coordinate is not finite, or a point is not a pair.

    Notes
    -----
    The strokes are scaled so that the longest side, pen included, is 20 pixels; drawn with a round pen
    2.2 pixels wide, a pixel at distance d from the line getting ``clip(2.2 / 2 - d + 0.5, 0, 1)`` [1]_;
    then moved, as lines and not as pixels, until the centre of mass is at column 14 and row 14, counted
    from 0 as in MNIST (whose images lie there within 0.3 pixels), and drawn again. Takes about a
    millisecond. Where there are many points, those within 0.4 pixels are joined; beyond 20,000 pixels of
    line the drawing is thinned out.

    References
    ----------
    .. [1] Y. LeCun et al., "Gradient-based learning applied to document recognition", Proc. IEEE 86 (1998),
       sec. III.A, for size and centring.
    """
    segments = segments_of(strokes)
    if segments is None:
        return None
    scaled = _scaled(segments)
    form, _ = _centred(scaled, draw(scaled))
    return form.reshape(-1)


def form_stages(strokes: Strokes) -> FormStages | None:
    """Return the steps of `from_strokes` as pictures and numbers, or None for no ink.

    Parameters
    ----------
    strokes : sequence of sequences of (x, y)
        As in `from_strokes`, with the canvas as the unit square.

    Returns
    -------
    FormStages or None

    Raises
    ------
    ValueError
        As in `from_strokes`.
    """
    segments = segments_of(strokes)
    if segments is None:
        return None
    scaled = _scaled(segments)
    drawn = draw(scaled)
    form, _ = _centred(scaled, drawn)
    ink = draw(np.clip(segments, -_FARTHEST, _FARTHEST) * SIDE)
    extent = np.ptp(scaled.reshape(-1, 2), axis=0).max()
    column, row = _centre_of_mass(form) - 0.5
    return FormStages(
        ink=ink,
        cut_out=_cut_out(ink),
        scaled=drawn,
        form=form,
        longest_side=float(extent) + PEN_WIDTH,
        centre_of_mass=(float(column), float(row)),
        ink_share=float(form.mean()),
    )


def placement(strokes: Strokes) -> Placement | None:
    """Return where the canvas lies in the form that `from_strokes` makes of a drawing.

    Parameters
    ----------
    strokes : sequence of sequences of (x, y)
        As in `from_strokes`.

    Returns
    -------
    Placement or None
        None for no ink, and for a drawing too large or too small for its scale to be a number.

    Raises
    ------
    ValueError
        As in `from_strokes`.
    """
    segments = segments_of(strokes)
    if segments is None:
        return None
    scaled = _scaled(segments)
    _, moved = _centred(scaled, draw(scaled))
    halves = segments / 2
    half_extent = np.ptp(halves.reshape(-1, 2), axis=0).max()
    with np.errstate(over="ignore", invalid="ignore"):
        scale = (LONGEST_SIDE - PEN_WIDTH) / 2 / half_extent if half_extent > 0 else float(SIDE)
        x, y = (scaled + moved)[0, 0] - scale * segments[0, 0]
    if not np.isfinite([scale, x, y]).all() or scale == 0:
        return None
    return Placement(float(scale), (float(x), float(y)))


def image_stages(image: ArrayLike) -> FormStages | None:
    """Return the same pictures and numbers for an image that has the form already, as all of MNIST has.

    Parameters
    ----------
    image : array_like, shape (784,)
        Bright ink on a dark ground: integers from 0 to 255, or floats from 0 to 1.

    Returns
    -------
    FormStages or None
        `ink` and `form` are the image itself, `scaled` is its inked part in the middle by its box, and
        `longest_side` is that of the box. None where every pixel is 0.

    Raises
    ------
    ValueError
        If the shape is another one, or a value is not finite or out of range.
    """
    array = np.asarray(image)
    if array.shape != (PIXELS,):
        raise ValueError(f"an image must be {PIXELS} numbers, got shape {array.shape}")
    pixels = _ink(array.reshape(SIDE, SIDE))
    if not pixels.any():
        return None
    cut_out = _cut_out(pixels)
    top, left = ((SIDE - side) // 2 for side in cut_out.shape)
    scaled = np.zeros((SIDE, SIDE))
    scaled[top : top + cut_out.shape[0], left : left + cut_out.shape[1]] = cut_out
    column, row = _centre_of_mass(pixels) - 0.5
    return FormStages(
        ink=pixels,
        cut_out=cut_out,
        scaled=scaled,
        form=pixels,
        longest_side=float(max(cut_out.shape)),
        centre_of_mass=(float(column), float(row)),
        ink_share=float(pixels.mean()),
    )


def from_pixels(image: ArrayLike) -> Float64Array | None:
    """Bring a picture of a digit into the form of MNIST's images.

    Parameters
    ----------
    image : array_like, shape (rows, columns)
        Bright ink on a dark ground: integers from 0 to 255, or floats from 0 to 1.

    Returns
    -------
    ndarray of float64, shape (784,), or None
        Ink from 0 to 1, row by row; None where every pixel is 0.

    Raises
    ------
    ValueError
        If `image` has not two dimensions, or a value is not finite or out of range.

    Notes
    -----
    A 28 x 28 picture that has the form already, as all of MNIST has, is returned unchanged. Any other is
    resampled once, by exact areas, so that its longest side is 20 and its centre of mass (14, 14).
    """
    pixels = _ink(image)
    rows, columns = np.flatnonzero(pixels.any(axis=1)), np.flatnonzero(pixels.any(axis=0))
    if not rows.size:
        return None
    longest = 1 + int(max(np.ptp(rows), np.ptp(columns)))
    centre = _centre_of_mass(pixels)
    if pixels.shape == (SIDE, SIDE) and longest in (19, 20) and np.all(np.abs(centre - CENTRE) < 1):
        return pixels.reshape(-1)
    scale = LONGEST_SIDE / longest
    across = _area_shares(pixels.shape[1], scale, CENTRE - scale * centre[0])
    down = _area_shares(pixels.shape[0], scale, CENTRE - scale * centre[1])
    return np.minimum(down @ pixels @ across.T, 1.0).reshape(-1)


def _scaled(segments: Float64Array) -> Float64Array:
    """Return the segments with their longest side at `LONGEST_SIDE`, pen included, centred by their box."""
    # Halving first keeps the extent of the largest floats finite.
    halves = segments / 2
    low, high = halves.min(axis=(0, 1)), halves.max(axis=(0, 1))
    extent = (high - low).max()
    if extent == 0:
        return np.full_like(segments, SIDE / 2)
    unit: Float64Array = (halves - low - (high - low) / 2) / extent
    return unit * (LONGEST_SIDE - PEN_WIDTH) + SIDE / 2


def _centred(scaled: Float64Array, image: Float64Array) -> tuple[Float64Array, Float64Array]:
    """Move segments, of which `image` is the picture, until its centre of mass is in the middle.

    Returns the picture then, and by how much they were moved in all, shape (2,).
    """
    moved = np.zeros(2)
    for _ in range(_CENTRING_PASSES):
        shift = CENTRE - _centre_of_mass(image)
        scaled, moved = scaled + shift, moved + shift
        image = draw(scaled)
    return image, moved


def _centre_of_mass(image: Float64Array) -> Float64Array:
    """Return (x, y) in pixels from the top left corner; shape (2,)."""
    rows, columns = (np.arange(side) + 0.5 for side in image.shape)
    moments: Float64Array = np.array([image.sum(axis=0) @ columns, image.sum(axis=1) @ rows])
    return moments / float(image.sum())


def _cut_out(image: Float64Array) -> Float64Array:
    rows, columns = np.flatnonzero(image.any(axis=1)), np.flatnonzero(image.any(axis=0))
    if not rows.size:
        return image
    return image[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def _ink(image: ArrayLike) -> Float64Array:
    array = np.asarray(image)
    if array.ndim != 2:
        raise ValueError(f"an image must have rows and columns, got shape {array.shape}")
    highest = 255 if array.dtype.kind in "iu" else 1
    pixels = array.astype(np.float64)
    if not np.all((pixels >= 0) & (pixels <= highest)):
        raise ValueError(f"the pixels must be from 0 to {highest}")
    return pixels / highest


def _area_shares(side: int, scale: float, shift: float) -> Float64Array:
    """Return what part of each of 28 pixels is covered by each of `side` scaled, shifted ones: (28, side)."""
    low = scale * np.arange(side) + shift
    pixel = np.arange(SIDE)[:, np.newaxis]
    shares: Float64Array = np.minimum(low + scale, pixel + 1) - np.maximum(low, pixel)
    return np.maximum(shares, 0.0)
