"""What a drop or the clipboard offers: the picture in it, without decoding it."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QMimeData
from PySide6.QtGui import QImage

from core.picture import PictureError
from explorer.drawing.files_in.decode import Source

_DRAWN_BY_PROGRAM = "image/svg"


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
    if offered.hasUrls():
        files = [url.toLocalFile() for url in offered.urls() if url.isLocalFile()]
        if not files:
            raise PictureError(
                _translate("Only files of this computer can be opened: save the picture first.")
            )
        return Path(files[0])
    # Bytes rather than an image: Qt would decode them at once, here, whatever their size.
    for kind in _encoded(offered):
        return bytes(offered.data(kind).data())
    image = offered.imageData()
    if isinstance(image, QImage):
        return image
    raise PictureError(_translate("There is no picture on the clipboard: copy one first."))


def _encoded(offered: QMimeData) -> list[str]:
    return [
        kind
        for kind in offered.formats()
        if kind.startswith("image/") and not kind.startswith(_DRAWN_BY_PROGRAM)
    ]


def _translate(sentence: str) -> str:
    return QCoreApplication.translate("FilesIn", sentence)
