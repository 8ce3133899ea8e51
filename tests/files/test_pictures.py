"""Pictures that people upload are drawn anew before anybody sees them."""

import struct
import zlib
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageFile

from editing.exceptions import RuleBroken
from files.pictures import SIDE_AT_MOST, fit_to_show, is_picture
from tests.files.pictures import CAMERA, photo


def uploaded(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("foto.pdf", content)


@pytest.mark.parametrize(
    ("kind", "mode", "kept_as"),
    [
        ("JPEG", "RGB", "JPEG"),
        ("JPEG", "CMYK", "JPEG"),
        ("WEBP", "RGB", "JPEG"),
        ("WEBP", "RGBA", "PNG"),
        ("PNG", "RGB", "PNG"),
        ("PNG", "P", "PNG"),
        ("PNG", "LA", "PNG"),
    ],
)
def test_picture_stands_upright_and_forgets_camera_and_place(kind: str, mode: str, kept_as: str) -> None:
    upload = uploaded(photo(kind, mode="L" if mode == "LA" else mode))
    assert CAMERA.encode() in upload.read()
    assert is_picture(upload)
    picture = fit_to_show(upload)
    content = picture.content.read()
    assert CAMERA.encode() not in content
    with Image.open(BytesIO(content)) as shown:
        assert (shown.format, dict(shown.getexif())) == (kept_as, {})
        assert shown.size == (picture.width, picture.height) == (40, 60)


def test_a_photo_as_png_becomes_a_jpeg_and_grey_of_16_bits_stays_grey() -> None:
    noise, grey = BytesIO(), BytesIO()
    Image.effect_noise((500, 500), 80).convert("RGB").save(noise, "PNG")
    assert fit_to_show(uploaded(noise.getvalue())).content_type == "image/jpeg"
    Image.new("I;16", (4, 4), 128 * 256).save(grey, "PNG")
    picture = fit_to_show(uploaded(grey.getvalue()))
    with Image.open(picture.content) as shown:
        assert shown.getpixel((1, 1)) == (128, 128, 128)


def test_large_picture_is_scaled_and_keeps_its_shape() -> None:
    picture = fit_to_show(uploaded(photo(size=(3_600, 1_800))))
    assert (picture.width, picture.height) == (SIDE_AT_MOST // 2, SIDE_AT_MOST)


def test_broken_pictures_and_bombs_are_refused_with_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    # WeasyPrint, where it is loaded, lets Pillow fill up what is missing.
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", False)
    with pytest.raises(RuleBroken, match="beschädigt"):
        fit_to_show(uploaded(photo(size=(600, 400), quality=95)[:-300]))
    for side in (8_000, 60_000):
        bomb = uploaded(png_that_says(side))
        assert is_picture(bomb)
        with pytest.raises(RuleBroken, match="50 Millionen"):
            fit_to_show(bomb)


def test_other_files_are_no_pictures() -> None:
    for content in (b"", b"%PDF-1.7 x", b"GIF89a" + bytes(20), b"<svg xmlns='http://www.w3.org/2000/svg'/>"):
        assert not is_picture(uploaded(content))


def png_that_says(side: int) -> bytes:
    """A few bytes that unpack to a square."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    packed = chunk(b"IDAT", zlib.compress(bytes(1_000)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + packed + chunk(b"IEND", b"")
