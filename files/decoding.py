"""The text of an uploaded file that does not say how it is encoded, as a CSV file never does. Pure.

The programs in use write three encodings, and the German letters of Windows-1252 are never well-formed UTF-8.
charset-normalizer weighs how a text looks, which says little about a list of names: it takes the letters "Ü" below each
other in UTF-8 for Windows-1252, the mark included.
"""

from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from contextlib import suppress

from files.composed import composed


def decoded(content: bytes) -> str:
    """UTF-8 or UTF-16 by their marks, UTF-8 without, or else Windows-1252, which nearly every text fits; composed.

    Raises ValueError for what is none of them.
    """
    has_mark = content.startswith((BOM_UTF16_LE, BOM_UTF16_BE))
    for encoding in ("utf-16",) if has_mark else ("utf-8-sig", "cp1252"):
        with suppress(UnicodeDecodeError):
            return composed(content.decode(encoding))
    raise ValueError("The file is no text.")
