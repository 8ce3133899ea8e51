"""Our own fonts as the makers of files need them."""

from io import BytesIO
from pathlib import Path

import fontTools
from fontTools.ttLib import woff2

from exports.keeping import key_of, made_once
from exports.static_files import static_file


def truetype(name: str) -> bytes:
    """A font of our static files, unpacked: that takes a fifth of a second each time, so it is kept."""
    packed = Path(static_file(name)).read_bytes()
    return made_once(key_of("truetype", fontTools.version, packed), lambda: _unpacked(packed))


def _unpacked(packed: bytes) -> bytes:
    unpacked = BytesIO()
    woff2.decompress(BytesIO(packed), unpacked)
    return unpacked.getvalue()
