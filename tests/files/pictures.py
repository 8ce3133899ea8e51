"""Pictures as cameras and programs write them."""

from io import BytesIO
from typing import Any

from PIL import Image

MAKER, GPS, ORIENTATION = 0x010F, 0x8825, 0x0112
CAMERA = "Geheimkamera"


def photo(kind: str = "JPEG", size: tuple[int, int] = (60, 40), **options: Any) -> bytes:
    """A picture with a camera, a place and a side that is up, as phones write them."""
    exif = Image.Exif()
    exif[MAKER], exif[ORIENTATION] = CAMERA, 6
    exif.get_ifd(GPS).update({1: "N", 2: (51.0, 32.0, 0.0)})
    packed = BytesIO()
    mode = options.pop("mode", "RGB")
    Image.new(mode, size, (0, 128, 0, 90) if mode == "RGBA" else "green").save(
        packed, kind, exif=exif, **options
    )
    return packed.getvalue()
