"""Uploaded pictures, made fit to be shown: upright, of a sane size, without what a camera wrote into them."""

from io import BytesIO
from typing import IO

from django.core.files.base import ContentFile, File
from django.utils.translation import gettext as _
from msgspec import Struct
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from editing.exceptions import RuleBroken
from files.file_types import JPEG, PNG

FORMATS = ("JPEG", "PNG", "WEBP")
SUFFIXES = (".jpg", ".jpeg", ".png", ".webp")
# Of the longer side; enough for a page of A4 at 200 dots per inch.
SIDE_AT_MOST = 1_800
# What the largest cameras of today take; a picture is unpacked only if it says that it is no larger.
DOTS_AT_MOST = 50_000_000
QUALITY = 82
# Bytes. A larger one is no drawing but a photo, which makes a report of many megabytes.
OPAQUE_PNG_AT_MOST = 300_000
# What a picture of ours looks like inside, by whether something shines through.
OPAQUE, TRANSPARENT = "RGB", "RGBA"
TOO_LARGE = (Image.DecompressionBombError, Image.DecompressionBombWarning)
BROKEN = (
    UnidentifiedImageError,
    EOFError,
    OSError,
    SyntaxError,
    ValueError,
    MemoryError,
)


class Picture(Struct, frozen=True):
    """A picture that is ready to be kept, with its size in dots."""

    content: ContentFile[bytes]
    content_type: str
    width: int
    height: int


def is_picture(file: IO[bytes]) -> bool:
    """Tell by the content whether a file is one of the pictures that `fit_to_show` takes. Leaves it at its start."""
    file.seek(0)
    try:
        with Image.open(file, formats=FORMATS):
            return True
    except TOO_LARGE:
        # It is one, and will be refused for its size.
        return True
    except BROKEN:
        return False
    finally:
        file.seek(0)


def fit_to_show(upload: File[bytes], *, side_at_most: int = SIDE_AT_MOST) -> Picture:
    """Draw a picture anew: upright, in the colours of screens, no larger than `side_at_most`, without EXIF and GPS.

    What shines through stays PNG, and so does a small opaque one, as of drawings; everything else is JPEG. Raises
    RuleBroken for pictures that are broken or unpack to more than DOTS_AT_MOST.
    """
    upload.seek(0)
    try:
        with Image.open(upload, formats=FORMATS) as opened:
            _refuse_large(opened)
            is_png = opened.format == "PNG"
            # JPEG: unpacked no larger than needed.
            opened.draft(OPAQUE, (side_at_most, side_at_most))
            return _packed(_redrawn(opened, side_at_most), is_png=is_png)
    except TOO_LARGE as error:
        raise RuleBroken(_too_large()) from error
    except BROKEN as error:
        raise RuleBroken(_("Dieses Bild ist beschädigt und lässt sich nicht öffnen.")) from error


def _refuse_large(picture: Image.Image) -> None:
    if picture.width * picture.height > DOTS_AT_MOST:
        raise RuleBroken(_too_large())


def _too_large() -> str:
    return _(
        "Dieses Bild hat mehr als 50 Millionen Bildpunkte. Bitte verkleinern Sie es und laden Sie es noch einmal hoch."
    )


def _redrawn(opened: Image.Image, side_at_most: int) -> Image.Image:
    """The dots of a picture alone, as they are looked at."""
    upright = _of_eight_bits(ImageOps.exif_transpose(opened))
    shines_through = upright.has_transparency_data
    if upright.mode in ("P", "1"):
        # Dots of a palette cannot be mixed.
        upright = upright.convert(TRANSPARENT if shines_through else OPAQUE)
    # Before colours are translated: that takes as much memory again.
    upright.thumbnail((side_at_most, side_at_most), reducing_gap=3)
    plain = _in_screen_colours(upright, TRANSPARENT if shines_through else OPAQUE)
    bare = Image.new(plain.mode, plain.size)
    bare.paste(plain)
    return bare


def _of_eight_bits(picture: Image.Image) -> Image.Image:
    """Grey of 16 bits in as many steps as a screen has; otherwise nearly all of it would be white."""
    if picture.mode == "F":
        raise ValueError
    if not picture.mode.startswith("I"):
        return picture
    return picture.convert("I").point(lambda dot: dot / 256).convert("L")


def _in_screen_colours(picture: Image.Image, mode: str) -> Image.Image:
    """Translate what a profile of colours says into sRGB, because the profile goes with the rest."""
    profile = picture.info.get("icc_profile")
    if profile and picture.mode in (OPAQUE, TRANSPARENT, "CMYK"):
        try:
            screen = ImageCms.createProfile("sRGB")
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            translated = ImageCms.profileToProfile(picture, source, screen, outputMode=mode)
        except (ImageCms.PyCMSError, OSError, ValueError):
            # A broken profile: then as if there were none.
            translated = None
        if translated is not None:
            return translated
    return picture.convert(mode)


def _packed(picture: Image.Image, *, is_png: bool) -> Picture:
    kind, packed = PNG, b""
    if is_png or picture.mode == TRANSPARENT:
        packed = _saved(picture, "PNG", optimize=True)
    if picture.mode == OPAQUE and (not packed or len(packed) > OPAQUE_PNG_AT_MOST):
        kind = JPEG
        packed = _saved(picture, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return Picture(
        content=ContentFile(packed, name="bild"),
        content_type=kind.content_type,
        width=picture.width,
        height=picture.height,
    )


def _saved(picture: Image.Image, kind: str, **options: bool | int) -> bytes:
    saved = BytesIO()
    picture.save(saved, kind, **options)
    return saved.getvalue()
