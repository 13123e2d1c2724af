"""A picture from a file, bytes or an image, however large, broken or odd: within a second and 200 MB, or a sentence."""

from pathlib import Path

import numpy as np
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader

from core.arrays import UInt8Array
from core.picture import LONGEST_SIDE, Picture, PictureError
from explorer.texts.language import _
from explorer.texts.numbers import grouped

Source = Path | bytes | QImage

FORMATS = frozenset({"png", "jpeg", "gif", "bmp", "webp", "pbm", "pgm", "ppm", "tiff"})
"""By what is in a file, not by its name. Formats that are drawn by a program, such as SVG, are left out."""

MOST_BYTES = 50_000_000
MOST_PIXELS = 16_000_000
_MOST_MEGABYTES = 80  # of pixels in memory: some are copied once to be scaled
_DARK = 128


def read_picture(source: Source) -> Picture:
    """Return the picture of a source in grey levels, with its digits looked for.

    Parameters
    ----------
    source : Path, bytes or QImage
        A file, what is in one, or an image that is in memory already. Of an animation the first picture counts.

    Raises
    ------
    PictureError
        With a sentence for the user, where there is no picture, or none of a size that can be used.

    Notes
    -----
    The size is looked at before a pixel is read; a large picture is read at the size at which it is kept. May be
    called on any thread.
    """
    image = source if isinstance(source, QImage) else _decoded(source)
    if image.isNull():
        raise PictureError(_("The image is empty."))
    picture = Picture(_grey(_shrunk(image)))
    _unused = picture.digits  # here, where it holds up nobody
    return picture


def _decoded(source: Path | bytes) -> QImage:
    name = source.name if isinstance(source, Path) else _("The image")
    if isinstance(source, bytes):
        _check_length(len(source), name)
        buffer = QBuffer()
        buffer.setData(QByteArray(source))
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        return _read(QImageReader(buffer), name)
    try:
        if not source.is_file():
            raise PictureError(_("{0} is not a file.").format(name))
        _check_length(source.stat().st_size, name)
    except OSError as problem:
        raise PictureError(_("{0} cannot be read: {1}.").format(name, problem.strerror)) from None
    return _read(QImageReader(str(source)), name)


def _read(reader: QImageReader, name: str) -> QImage:
    QImageReader.setAllocationLimit(_MOST_MEGABYTES)
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    if bytes(reader.format().data()).decode("ascii", "replace") not in FORMATS:
        raise PictureError(_("{0} is not an image: PNG, JPEG, GIF, BMP and WebP can be opened.").format(name))
    size = reader.size()
    if size.isValid():
        _check_size(size, name)
        if max(size.width(), size.height()) > LONGEST_SIDE:
            reader.setScaledSize(_fitting(size))
    image = reader.read()
    if image.isNull():
        raise PictureError(_("{0} is damaged, or too large to be read.").format(name))
    return image


def _check_length(length: int, name: str) -> None:
    if not length:
        raise PictureError(_("{0} is empty.").format(name))
    if length > MOST_BYTES:
        sentence = _("{0} has {1} megabytes: up to {2} can be opened.")
        raise PictureError(sentence.format(name, grouped(length // 1_000_000), MOST_BYTES // 1_000_000))


def _check_size(size: QSize, name: str) -> None:
    pixels = size.width() * size.height()
    if pixels > MOST_PIXELS:
        sentence = _("{0} has {1} million pixels: up to {2} million can be opened. Make it smaller first.")
        raise PictureError(sentence.format(name, grouped(pixels // 1_000_000), MOST_PIXELS // 1_000_000))


def _shrunk(image: QImage) -> QImage:
    if max(image.width(), image.height()) <= LONGEST_SIDE:
        return image
    return image.scaled(
        _fitting(image.size()),
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )


def _fitting(size: QSize) -> QSize:
    longest = max(size.width(), size.height())
    width, height = (max(1, side * LONGEST_SIDE // longest) for side in (size.width(), size.height()))
    return QSize(width, height)


def _grey(image: QImage) -> UInt8Array:
    """Return grey levels; what can be seen through gets the ground on which the rest stands out."""
    opaque = _pixels(
        image.convertToFormat(QImage.Format.Format_RGB32).convertToFormat(QImage.Format.Format_Grayscale8)
    )
    if not image.hasAlphaChannel():
        return opaque
    shares = _pixels(image.convertToFormat(QImage.Format.Format_Alpha8)) / 255
    plain = image.convertToFormat(QImage.Format.Format_ARGB32).convertToFormat(QImage.Format.Format_RGB32)
    levels = _pixels(plain.convertToFormat(QImage.Format.Format_Grayscale8))
    weight = float(shares.sum())
    is_dark = weight > 0 and float((levels * shares).sum()) / weight < _DARK
    ground = 255 if is_dark else 0
    grey: UInt8Array = np.rint(shares * levels + (1 - shares) * ground).astype(np.uint8)
    return grey


def _pixels(image: QImage) -> UInt8Array:
    """Return an image of one byte a pixel as an array of its own."""
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : image.width()].copy()
