"""How hard a German text is to read: the first Wiener Sachtextformel, and what makes a text hard. Pure.

Bamberger and Vanecek, Lesen - Verstehen - Lernen - Schreiben, 1984: the figure is about the school year in which
people read such a text without effort, from 4 (very easy) to 15 (very hard).
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from msgspec import Struct
from pyphen import Pyphen

# Parts of a word with a hyphen or a middle dot count as words: that is how easy texts make long words short.
WORD = re.compile(r"[^\W\d_]+")
# A line ends a sentence; so does a full stop, unless it belongs to a number or an abbreviation.
END = re.compile(
    r"\n+|(?<![.!?:])(?<!\b\d)(?<!\b\d\d)(?<!\b\w)(?<!\b[Cc]a)(?<!\b[Dd]r)(?<!\bbzw)(?<!\busw)(?<!\b[Vv]gl)"
    r"(?<!\bNr)(?<!\bAbs)(?<!\bSt)(?<!\bProf)[.!?:]++(?=[\s“”\")]|$)"
)
LETTERS_OF_A_LONG_WORD = 6
SYLLABLES_OF_A_LONG_WORD = 3
# A figure about fewer words says nothing.
WORDS_AT_LEAST = 10
GRADES: tuple[tuple[float, Promise], ...] = (
    (5, _("sehr leicht zu lesen")),
    (8, _("leicht zu lesen")),
    (10, _("mittelschwer zu lesen")),
    (12, _("schwer zu lesen")),
    (float("inf"), _("sehr schwer zu lesen")),
)


class TextKind(TextChoices):
    """Kinds of texts, by what makes a sentence or a word in them too long."""

    SUMMARY = "kurz", _("Kurzfassung")
    EASY = "leicht", _("Leichte Sprache")


class Bounds(Struct, frozen=True):
    """How many words a sentence has at most, how many letters a word, and the figure that is aimed at."""

    words: int
    letters: int
    goal: int


BOUNDS = {
    TextKind.SUMMARY: Bounds(words=15, letters=16, goal=8),
    TextKind.EASY: Bounds(words=10, letters=11, goal=5),
}


class Piece(Struct, frozen=True):
    """A part of a sentence; a word that is too long is marked."""

    text: str
    is_long: bool


class HardSentence(Struct, frozen=True):
    """A sentence that is too long, or holds a word that is."""

    pieces: tuple[Piece, ...]
    words: int
    is_long: bool


class Readability(Struct, frozen=True):
    """The figure of a text, None for a text of a few words, and its sentences that could be easier."""

    figure: float | None
    goal: int
    hard: tuple[HardSentence, ...]

    @property
    def grade(self) -> Promise | None:
        """The figure in words."""
        if self.figure is None:
            return None
        return next(words for bound, words in GRADES if self.figure <= bound)

    @property
    def is_reached(self) -> bool:
        """Say whether the text is as easy as it should be."""
        return self.figure is not None and self.figure <= self.goal


def readability(text: str, kind: TextKind) -> Readability:
    """Measure a text, and list what makes it hard."""
    bounds = BOUNDS[kind]
    found = [_hard(sentence, bounds) for sentence in sentences(text)]
    hard = tuple(each for each in found if each.is_long or any(piece.is_long for piece in each.pieces))
    return Readability(figure=sachtextformel(text), goal=bounds.goal, hard=hard)


def sachtextformel(text: str) -> float | None:
    """The first Wiener Sachtextformel, rounded to one place; None for fewer than ten words."""
    words = WORD.findall(text)
    count = len(words)
    if count < WORDS_AT_LEAST:
        return None
    syllables = [syllables_of(word) for word in words]
    many = 100 * sum(each >= SYLLABLES_OF_A_LONG_WORD for each in syllables) / count
    single = 100 * sum(each == 1 for each in syllables) / count
    long = 100 * sum(len(word) > LETTERS_OF_A_LONG_WORD for word in words) / count
    length = count / len(sentences(text))
    return round(0.1935 * many + 0.1672 * length + 0.1297 * long - 0.0327 * single - 0.875, 1)


def sentences(text: str) -> list[str]:
    """The sentences of a text that hold a word, without marks of lists."""
    return [sentence for sentence in _parts(text.replace("\r\n", "\n")) if WORD.search(sentence)]


def _parts(text: str) -> Iterator[str]:
    start = 0
    for end in END.finditer(text):
        yield text[start : end.end()].strip(" \t\n-*•")
        start = end.end()
    yield text[start:].strip(" \t\n-*•")


def syllables_of(word: str) -> int:
    """How many syllables a German word has, as far as it can be divided."""
    return len(_german().positions(word)) + 1


@lru_cache(maxsize=1)
def _german() -> Pyphen:
    return Pyphen(lang="de_DE", left=1, right=2)


def _hard(sentence: str, bounds: Bounds) -> HardSentence:
    pieces: list[Piece] = []
    start = 0
    for word in WORD.finditer(sentence):
        if len(word.group()) > bounds.letters:
            pieces += [
                Piece(sentence[start : word.start()], is_long=False),
                Piece(word.group(), is_long=True),
            ]
            start = word.end()
    pieces.append(Piece(sentence[start:], is_long=False))
    words = len(WORD.findall(sentence))
    return HardSentence(
        pieces=tuple(piece for piece in pieces if piece.text), words=words, is_long=words > bounds.words
    )
