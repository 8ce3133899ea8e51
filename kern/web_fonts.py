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


# The letters and signs of German texts: quotes, dashes, euro, arrows, subscripts such as in CO₂.
# And what no font draws: a browser would fetch another part for the line breaks of a page.
GERMAN = _ranges(
    "0-A0 A7 AB AD B0 B2-B3 B7 BB C4 D6-D7 DC DF-E0 E4 E8-E9 F6 FC 2009 2013-2014 2018-201A 201C-201E 2022 2026 202F "
    "2039-203A 2082 20AC 2190-2193 2212 2264-2265"
)
# Names from the rest of Europe: Dvořák.
LATIN = _ranges("A0-24F 300-36F 1E00-1EFF")


def _without(wanted: Ranges, *others: Ranges) -> Ranges:
    """What of the wanted ranges lies in none of the others."""
    found = []
    for begin, end in wanted:
        for first, last in sorted(each for other in others for each in other):
            if first <= end and last >= begin:
                found.append((begin, first - 1))
                begin = last + 1
        found.append((begin, end))
    return tuple((first, last) for first, last in found if first <= last)


PARTS = {
    "german": GERMAN,
    "latin": _without(LATIN, GERMAN),
    "others": _without(((0, 0x10FFFF),), GERMAN, _without(LATIN, GERMAN)),
}
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
