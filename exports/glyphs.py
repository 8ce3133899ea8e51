"""Which characters the PDF can draw, and what stands there instead of the others.

A character without a glyph makes a file invalid (PDF/UA-1, 7.21.8), and leaves a box that nobody can read.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from io import BytesIO

import emoji
from fontTools.ttLib import TTFont

from exports.fonts import fonts_of_server, truetype

FONTS = tuple(f"kern/fonts/fira-sans/FiraSans-{style}.woff2" for style in ("Light", "Regular", "SemiBold"))
# Control characters, formats such as joiners, and the separators: what has no glyph and needs none.
WITHOUT_GLYPH = ("Cc", "Cf", "Zl", "Zp", "Zs")
# Formats that are seen all the same, such as the Arabic number sign or the joints of hieroglyphs. Some fonts claim to
# draw them, and the layout takes none of these.
SEEN_FORMATS = re.compile(
    "[\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\ufff9-\ufffb"
    "\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3]"
)
# Chooses between two looks of the character before it.
SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")


def undrawable(text: str) -> tuple[str, ...]:
    """The characters and emoji of a text that no font of the PDF draws, each once, in their order."""
    return tuple(dict.fromkeys(_undrawable(text)))


def drawable(text: str) -> str:
    """The text with the name of each undrawable character in its place: „[Fahrrad]“. HTML stays HTML."""
    for found in sorted(set(_undrawable(text)), key=len, reverse=True):
        text = text.replace(found, name_of(found))
    return text


def name_of(found: str) -> str:
    """What the PDF shows for an undrawable character or emoji, in square brackets."""
    german = emoji.demojize(found, language="de", delimiters=("[", "]"))
    if german != found:
        return german[0] + german[1:].replace("_", " ").capitalize()
    return f"[{unicodedata.name(found, f'U+{ord(found):04X}')}]"


def _undrawable(text: str) -> Iterator[str]:
    missing = {character for character in set(text) if not _has_glyph(character)}
    if not missing:
        return
    rest = 0
    for found in emoji.emoji_list(text):
        start, end = int(found["match_start"]), int(found["match_end"])
        yield from filter(missing.__contains__, text[rest:start])
        if not missing.isdisjoint(text[start:end]):
            yield text[start:end]
        rest = end
    yield from filter(missing.__contains__, text[rest:])


def _has_glyph(character: str) -> bool:
    if SEEN_FORMATS.match(character):
        return False
    if ord(character) in _charset():
        return True
    return unicodedata.category(character) in WITHOUT_GLYPH or bool(SELECTORS.match(character))


@cache
def _charset() -> frozenset[int]:
    """The characters of our own fonts and of those of the server, which stand in for them."""
    own = (TTFont(BytesIO(truetype(name))).getBestCmap() for name in FONTS)
    return frozenset.intersection(*map(frozenset, own)) | frozenset(_of_server())


def _of_server() -> Iterator[int]:
    # A font of coloured pictures cannot be set into the tags of a text.
    charsets = fonts_of_server("%{charset}", ":color=false")
    for span in {span for charset in charsets for span in charset.split()}:
        first, _, last = span.partition("-")
        yield from range(int(first, 16), int(last or first, 16) + 1)
