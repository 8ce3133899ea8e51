"""Words as both searches compare them. Pure; the index, the query and the marks of either search all use this.

Letters are folded: without case and accents, with ss for ß, and with a for both ä and ae. A word of a query finds

1. the same word in its other forms: what has the same stem ("Schule", "Schulen");
2. words that begin with its root ("Schulhof");
3. if the root has four letters or more, also compounds with the root inside ("Grundschule"). What stands before
   it must be able to be a word, so have two letters and a vowel: "Raum" is not in "Traum", nor "Last" in "Plastik".

Roots are longer than stems: they lose e, n or s, but not the syllables that make another word. Otherwise "Bürger"
would find "Duisburg", and "Träger" each "Antrag".
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

import snowballstemmer
from msgspec import Struct

QUERY_AT_MOST = 200
WORDS_AT_MOST = 12
ROOT_AT_LEAST = 4
# Parts of compounds are compared by their first letters, and a text has only so many: PostgreSQL refuses a text with
# more than 1 MB of words, which only a very long record of a meeting comes near.
PART_AT_MOST = 12
PARTS_AT_MOST = 300_000
COMPOUND_AT_MOST = 60
# Behind a hyphen at the end of a line these words begin anew: "Rad-⏎und Fußverkehr", "Nahverkehr (Stadt-⏎in …)". They
# are no last syllables: a syllable takes the consonant before it along ("Bürge-rin").
BEGIN_ANEW = (
    "und", "oder", "bzw", "beziehungsweise", "sowie", "sondern", "als", "wie", "aber", "nicht",
    "in", "im", "ins", "an", "am", "ans", "auf", "aus", "um", "ohne", "unter", "über", "ist", "sind", "auch",
)  # fmt: skip
# These may be either: "Natur-⏎statt" and "Werk-⏎statt", "Stadt-⏎der" and "Kin-⏎der". They are found both ways.
EITHER_WAY = (
    "statt", "der", "die", "das", "dem", "den", "des", "ein", "eine", "einen", "einem", "einer", "eines",
    "bei", "bis", "mit", "nach", "von", "vom", "vor", "zu", "zum", "zur", "für", "durch", "gegen",
    "so", "sie", "es", "er",
)  # fmt: skip
_LINE_END = r"[ \t]*(?:\r\n?|[\n\x0b\f\u2028])[ \t]*"
# A word that a line break has split; not in "Rad-⏎und Fußverkehr" nor in "Nordrhein-⏎Westfalen".
_SPLIT = rf"[-\u2010]{_LINE_END}(?=[a-zäöüß])(?!(?:{'|'.join(BEGIN_ANEW)})\b)"
# What stands in a word without being a letter of it: soft hyphens, accents behind their letters, line breaks.
INSIDE_A_WORD = rf"\u00ad{_LINE_END}|[\u0300-\u036f\u00ad]+(?:{_SPLIT})?|{_SPLIT}"
# Numbers with points stay together: 1.2 begins 1.2.3 but not 11.2.
WORD = re.compile(rf"\d+(?:\.\d+)+|[^\W_]+(?:(?:{INSIDE_A_WORD})[^\W_]*)*")
TWO_WORDS_PERHAPS = re.compile(rf"(.+)[-\u2010]\s+({'|'.join(EITHER_WAY)})", re.DOTALL)
NO_LETTER = re.compile(r"\u00ad\s*|[-\u2010]?\s+")
# How ä, ö and ü are written without their dots; not in "neue", "Bauer" and "Quelle".
DOTLESS = re.compile(r"(?<![aeq])([aou])e")
# The endings of a noun that its compounds do without.
ENDINGS = ("en", "es", "e", "n", "s")
# Snowball leaves the s of "Kitas", "Autos" and "Taxis"; in "Kreis" it belongs to the word.
FOREIGN_PLURAL = re.compile(r"(?<=..)([ao]|(?<!e)i)s$")
VOWELS = frozenset("aeiouy")
# Words that stand in every text say nothing about the one that is sought.
# fmt: off
FILLERS = frozenset((
    "aber", "als", "am", "an", "auf", "aus", "bei", "bis", "das", "dass", "dem", "den", "der",
    "des", "die", "durch", "ein", "eine", "einem", "einen", "einer", "eines", "er", "es", "fur",
    "hat", "im", "in", "ist", "mit", "nach", "nicht", "oder", "sich", "sie", "sind", "so", "und",
    "uber", "um", "von", "vor", "was", "wie", "wird", "zu", "zum", "zur",
))
# fmt: on


class Term(Struct, frozen=True):
    """A folded word of a query as it is compared; `inside` says whether compounds are looked into."""

    stem: str
    root: str
    inside: bool


@lru_cache(maxsize=50_000)
def fold_word(word: str) -> str:
    lower = word.casefold()
    if not lower.isascii():
        signs = unicodedata.normalize("NFKD", lower)
        lower = "".join(sign for sign in signs if not unicodedata.combining(sign))
    lower = NO_LETTER.sub("", lower)
    return DOTLESS.sub(r"\1", lower)


def folded_words(text: str) -> list[str]:
    """The words of a text; where a hyphen may have split a word or not, first its two parts and then the whole."""
    found: list[str] = []
    for word in WORD.findall(text):
        if "-" in word or "\u2010" in word:
            match = TWO_WORDS_PERHAPS.fullmatch(word)
            found += map(fold_word, match.groups()) if match else ()
        found.append(fold_word(word))
    return found


@lru_cache(maxsize=50_000)
def stem_of(word: str) -> str:
    """The stem that the forms of a folded word have in common."""
    if not _may_be_german(word):
        return word
    # A stemmer keeps the word it works on, so no two threads may share one.
    stem: str = snowballstemmer.stemmer("german").stemWord(word)
    return FOREIGN_PLURAL.sub(r"\1", stem)


def root_of(word: str) -> str:
    """A folded word as its compounds contain it: without an ending, if that leaves enough of the same word."""
    for ending in ENDINGS:
        root = word.removesuffix(ending)
        if ROOT_AT_LEAST <= len(root) < len(word) and stem_of(root) == stem_of(word):
            return root
    return word


@lru_cache(maxsize=50_000)
def inner_parts(word: str) -> tuple[tuple[int, str], ...]:
    """The places where a part of a compound could begin in a word of a text, and what stands from there on, folded."""
    if len(word) > COMPOUND_AT_MOST or not _may_be_german(fold_word(word)):
        return ()
    vowel = next((position for position, sign in enumerate(word) if fold_word(sign) in VOWELS), len(word))
    parts = ((start, fold_word(word[start:])) for start in range(max(vowel + 1, 2), len(word)))
    return tuple((start, part) for start, part in parts if len(part) >= ROOT_AT_LEAST)


def stems_of_text(text: str) -> str:
    """The stems of all words of a text in their order, with single blanks between them."""
    return " ".join(stem_of(word) for word in folded_words(text))


def parts_of_text(text: str) -> str:
    """The beginnings and the insides of the longer words of a text, each once, with single blanks between."""
    parts: dict[str, None] = {}
    for word in dict.fromkeys(WORD.findall(text)):
        folded = fold_word(word)
        if _may_be_german(folded) and len(folded) >= ROOT_AT_LEAST:
            parts[folded[:PART_AT_MOST]] = None
            parts.update((part[:PART_AT_MOST], None) for _start, part in inner_parts(word))
    return " ".join(parts)[:PARTS_AT_MOST]


def words_of(query: str) -> tuple[str, ...]:
    """The folded words that a query asks for, each once; none when it says nothing that could be found."""
    found = dict.fromkeys(folded_words(query[:QUERY_AT_MOST]))
    words = [word for word in found if word not in FILLERS and (len(word) > 1 or word.isdigit())]
    return tuple(words[:WORDS_AT_MOST])


def terms_of(words: Iterable[str]) -> tuple[Term, ...]:
    """Folded words of a query as they are compared."""
    return tuple(_term(word) for word in words)


def _term(word: str) -> Term:
    root = root_of(word)
    inside = _may_be_german(word) and len(root) >= ROOT_AT_LEAST
    return Term(stem=stem_of(word), root=root[:PART_AT_MOST] if inside else root, inside=inside)


def _may_be_german(word: str) -> bool:
    """Say whether a folded word can be part of a compound: it consists of letters that German has."""
    return word.isascii() and word.isalpha()
