"""Files of every odd kind become a picture or a sentence, without much memory."""

import struct
import tracemalloc
import zlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QColor, QImage, QImageWriter

from core.picture import LONGEST_SIDE, Picture, PictureError
from explorer.drawing.files_in import decode
from explorer.drawing.files_in.decode import read_picture
from tests.core.photographs import FOUR, SEVEN, inked, side_by_side

SHEET, _ = side_by_side([inked(SEVEN, 60, 5), inked(FOUR, 60, 5)], 12)
GREY = np.rint(255 * (1 - SHEET)).astype(np.uint8)


def image_of(grey, image_format=QImage.Format.Format_Grayscale8):
    rows, columns = grey.shape
    image = QImage(grey.tobytes(), columns, rows, columns, QImage.Format.Format_Grayscale8)
    return image.convertToFormat(image_format)


def encoded(image, kind="png"):
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert QImageWriter(buffer, QByteArray(kind.encode())).write(image)
    buffer.close()
    return bytes(content.data())


# Qt's decoders complain of damage in the log, beside what they return.
may_complain = pytest.mark.qt_log_level_fail("CRITICAL")


def chunk(kind, content):
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png_of_size(columns, rows, depth=8, colour=0):
    """A file that says it is as large as that, and has no pixels."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", columns, rows, depth, colour, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")


def gif_of_frames(*levels):
    """An animation of frames of 2 x 2 pixels, each of one grey level."""
    content = b"GIF89a" + struct.pack("<HHBBB", 2, 2, 0xF0, 0, 0) + bytes([0, 0, 0, 255, 255, 255])
    for level in levels:
        # Codes of 3 bits: clear (4), four times the colour, end (5).
        codes = [4, level, level, level, level, 5]
        bits = sum(code << (3 * place) for place, code in enumerate(codes))
        data = bits.to_bytes(3, "little")
        content += b"\x21\xf9\x04\x00\x0a\x00\x00\x00" + b"\x2c" + struct.pack("<HHHHB", 0, 0, 2, 2, 0)
        content += b"\x02" + bytes([len(data)]) + data + b"\x00"
    return content + b"\x3b"


@pytest.mark.parametrize("kind", ["png", "bmp", "pgm", "ppm"])
def test_that_formats_without_loss_give_the_pixels_themselves(tmp_path, kind):
    file = tmp_path / "digits"
    file.write_bytes(encoded(image_of(GREY), kind))
    picture = read_picture(file)
    assert np.array_equal(picture.grey, GREY)
    assert len(picture.digits) == 2


@pytest.mark.parametrize("kind", ["jpeg", "webp"])
def test_that_formats_with_loss_give_the_same_digits(kind):
    assert len(read_picture(encoded(image_of(GREY), kind)).digits) == 2


def test_that_the_name_of_a_file_does_not_matter(tmp_path):
    file = tmp_path / "digits.gif"
    file.write_bytes(encoded(image_of(GREY), "png"))
    assert np.array_equal(read_picture(file).grey, GREY)


@pytest.mark.parametrize(
    "image_format",
    [
        QImage.Format.Format_Grayscale16,
        QImage.Format.Format_RGBA64,
        QImage.Format.Format_Mono,
        QImage.Format.Format_Indexed8,
        QImage.Format.Format_RGB16,
        QImage.Format.Format_ARGB32_Premultiplied,
    ],
)
def test_that_pixels_of_any_depth_are_read(image_format):
    picture = read_picture(encoded(image_of(GREY, image_format)))
    assert len(picture.digits) == 2
    assert np.abs(picture.grey.astype(int) - GREY).mean() < 4


def test_that_colours_of_print_are_read():
    cmyk = image_of(GREY).convertToFormat(QImage.Format.Format_CMYK8888)
    assert len(read_picture(encoded(cmyk, "jpeg")).digits) == 2
    assert len(read_picture(cmyk).digits) == 2


@pytest.mark.parametrize("ink", ["black", "white", "#dd2222"])
def test_that_ink_on_nothing_gets_a_ground_that_it_stands_out_from(ink):
    image = QImage(SHEET.shape[1], SHEET.shape[0], QImage.Format.Format_ARGB32)
    for row, column in np.ndindex(SHEET.shape):
        colour = QColor(ink)
        colour.setAlphaF(float(SHEET[row, column]))
        image.setPixelColor(column, row, colour)
    assert len(read_picture(encoded(image)).digits) == 2


def test_that_of_an_animation_the_first_picture_counts():
    assert read_picture(gif_of_frames(1, 0)).grey.min() == 255
    assert read_picture(gif_of_frames(0, 1)).grey.max() == 0


def test_that_a_photo_lies_as_it_was_taken():
    """A camera says in the file how it was held: here, turned by a quarter to the right."""
    jpeg = encoded(image_of(GREY), "jpeg")
    tag = b"\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06\x00\x00"
    exif = b"Exif\x00\x00MM\x00\x2a\x00\x00\x00\x08\x00\x01" + tag + bytes(4)
    turned = jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + jpeg[2:]
    assert read_picture(turned).grey.shape == GREY.shape[::-1]


@pytest.mark.parametrize("shape", [(1, 3000), (3000, 1), (1500, 2000), (641, 5)])
def test_that_large_pictures_are_kept_small(shape):
    grey = np.full(shape, 200, np.uint8)
    for source in (encoded(image_of(grey)), image_of(grey)):
        rows, columns = read_picture(source).grey.shape
        assert max(rows, columns) == LONGEST_SIDE
        assert abs(rows * shape[1] - columns * shape[0]) <= max(shape)


@pytest.mark.parametrize(
    "size", [(100_000, 100_000), (2**31 - 1, 1), (2**31 - 1, 2**31 - 1), (4_001, 4_000)], ids=str
)
def test_that_a_bomb_is_refused_by_what_it_says_of_itself(size):
    tracemalloc.start()
    with pytest.raises(PictureError, match=r"\.$"):
        read_picture(png_of_size(*size))
    assert tracemalloc.get_traced_memory()[1] < 10_000_000
    tracemalloc.stop()


@may_complain
def test_that_pixels_too_deep_for_the_memory_are_refused():
    with pytest.raises(PictureError, match="too large to be read"):
        read_picture(png_of_size(4000, 4000, depth=16, colour=6))


@may_complain
@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"just text", "is not an image"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>", "is not an image"),
        (b"/* XPM */ static char * x[] = {", "is not an image"),
        (b"\x89PNG\r\n\x1a\n", "."),
        (b"GIF89a", "."),
        (b"\xff\xd8\xff\xe0", "."),
        (b"BM" + bytes(60), "."),
        (b"P5\n0 0\n255\n", "."),
        (b"P5\n-4 9999999999\n255\n", "."),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "."),
    ],
)
def test_that_what_is_no_picture_is_a_sentence(tmp_path, content, words):
    file = tmp_path / "thing.png"
    file.write_bytes(content)
    with pytest.raises(PictureError, match=words) as of_file:
        read_picture(file)
    assert str(of_file.value).startswith("thing.png")
    with pytest.raises(PictureError, match=r"^The image .*\.$"):
        read_picture(content)


def test_that_a_file_too_long_to_be_a_picture_is_not_read(tmp_path, monkeypatch):
    monkeypatch.setattr(decode, "MOST_BYTES", 2_000_000)
    file = tmp_path / "long.png"
    with file.open("wb") as long:
        long.truncate(3_000_000)
    with pytest.raises(PictureError, match=r"long.png has 3 megabytes: up to 2 can be opened."):
        read_picture(file)


def test_that_a_folder_and_a_file_that_is_gone_are_sentences(tmp_path):
    for path in (tmp_path, tmp_path / "gone.png"):
        with pytest.raises(PictureError, match="is not a file"):
            read_picture(path)
    with pytest.raises(PictureError, match="is empty"):
        read_picture(QImage())


@may_complain
@settings(max_examples=60)
@given(data=st.data(), kind=st.sampled_from(["png", "jpeg", "gif", "bmp", "webp", "pgm"]))
def test_that_any_damage_gives_a_picture_or_a_sentence(data, kind):
    content = bytearray(
        gif_of_frames(0, 1) if kind == "gif" else encoded(image_of(GREY[:20, :30].copy()), kind)
    )
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    del content[data.draw(st.integers(1, len(content))) :]
    try:
        picture = read_picture(bytes(content))
    except PictureError as problem:
        assert str(problem).endswith(".")
    else:
        assert isinstance(picture, Picture)
