"""Fira Sans for browsers: cut into the letters of German, other Latin letters, and the rest, which few pages need.

A browser fetches a part only when a page has one of its letters (`unicode-range`). PDFs take the whole fonts.
"""

from collections.abc import Iterator
from io import BytesIO

from fontTools import subset
from msgspec import Struct


class Face(Struct, frozen=True):
    """A font of KERN's under the weights and the style that our pages ask for."""

    file: str
    weight: int
    style: str = "normal"


FACES = (
    Face("FiraSans-Regular", 400),
    Face("FiraSans-Medium", 500),
    Face("FiraSans-SemiBold", 600),
    Face("FiraSans-Bold", 700),
    Face("FiraSans-Italic", 400, "italic"),
    Face("FiraSans-SemiBoldItalic", 600, "italic"),
    Face("FiraSans-BoldItalic", 700, "italic"),
)
Ranges = tuple[tuple[int, int], ...]


def _ranges(text: str) -> Ranges:
    parts = (part.partition("-") for part in text.split())
    return tuple((int(first, 16), int(last or first, 16)) for first, _, last in parts)


# Letters of western Europe and the signs of German texts: quotes, dashes, euro, arrows, subscripts such as in CO₂.
# And what no font draws: a browser would fetch another part for the line breaks of a page.
GERMAN = _ranges(
    "0-FF 131 152-153 1E9E 2009 2013-2014 2018-201A 201C-201E 2020 2022 2026 202F 2030 2032-2033 2039-203A "
    "2082 20AC 2190-2193 2212 2248 2264-2265"
)
# Names from the rest of Europe: Dvořák.
LATIN = _ranges("100-130 132-151 154-24F 300-36F 1E00-1E9D 1E9F-1EFF")


def _others(*parts: Ranges) -> Ranges:
    """What lies between all ranges."""
    found, begin = [], 0
    for first, last in sorted(each for part in parts for each in part):
        found.append((begin, first - 1))
        begin = last + 1
    return tuple((first, last) for first, last in (*found, (begin, 0x10FFFF)) if first <= last)


PARTS = {"german": GERMAN, "latin": LATIN, "others": _others(GERMAN, LATIN)}
# What our pages ask a font for: pairs and marks in their places, digits of one width.
FEATURES = ["kern", "liga", "locl", "ccmp", "mark", "mkmk", "tnum"]


def parts_of(face: Face, whole: bytes) -> Iterator[tuple[str, bytes]]:
    """The parts of a font, each as the name and the bytes of a file."""
    for name, ranges in PARTS.items():
        options = subset.Options(flavor="woff2", layout_features=FEATURES, hinting=False)
        font = subset.load_font(BytesIO(whole), options)
        subsetter = subset.Subsetter(options)
        letters = font.getBestCmap()
        subsetter.populate(
            unicodes=[letter for letter in letters if any(first <= letter <= last for first, last in ranges)]
        )
        subsetter.subset(font)
        packed = BytesIO()
        subset.save_font(font, packed, options)
        yield f"{face.file}-{name}.woff2", packed.getvalue()


def style_sheet(address: str) -> str:
    """The style sheet that names all parts; `address` leads from it to their folder.

    A page never jumps: a part that comes too late for this page is there for the next one (`optional`).
    """
    return "".join(
        f"@font-face{{font-family:'Fira Sans';font-style:{face.style};font-weight:{face.weight};font-display:optional;"
        f"src:url('{address}{face.file}-{name}.woff2') format('woff2');unicode-range:{_named(ranges)}}}\n"
        for face in FACES
        for name, ranges in PARTS.items()
    )


def _named(ranges: Ranges) -> str:
    return ",".join(f"U+{first:X}" if first == last else f"U+{first:X}-{last:X}" for first, last in ranges)
