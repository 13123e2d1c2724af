"""What a drop or the clipboard offers: the picture in it, without decoding it."""

from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QImage

from core.picture import PictureError
from explorer.drawing.files_in.decode import FORMATS, Source
from explorer.texts.language import _

_KIND = "image/"
_BEST = "image/png"  # without loss, and offered by nearly all programs


def offers_picture(offered: QMimeData) -> bool:
    """Whether there may be a picture: what is in a file is not looked at."""
    return offered.hasUrls() or offered.hasImage() or bool(_encoded(offered))


def picture_in(offered: QMimeData) -> Source:
    """Return the first file, or the image.

    Raises
    ------
    PictureError
        If there is neither.
    """
    files = [url.toLocalFile() for url in offered.urls() if url.isLocalFile()]
    if files:
        return Path(files[0])
    # Bytes rather than an image: Qt would decode them at once, here, whatever their size.
    for kind in _encoded(offered):
        return bytes(offered.data(kind).data())
    image = offered.imageData()
    if isinstance(image, QImage):
        return image
    if offered.hasUrls():
        raise PictureError(_("Only files on this computer can be opened: save the image first."))
    raise PictureError(_("There is no image on the clipboard: copy one first."))


def _encoded(offered: QMimeData) -> list[str]:
    """Return the kinds of bytes that can be read, the best first: programs offer one picture in many."""
    kinds = [
        kind for kind in offered.formats() if kind.removeprefix(_KIND) in FORMATS and kind.startswith(_KIND)
    ]
    return sorted(kinds, key=lambda kind: kind != _BEST)
