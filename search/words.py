"""Words as the search compares them. Pure; the index, the query and the highlighting all use this.

Letters are folded: without case and accents, with ss for ß, and with a for both ä and ae. A word of a query is cut
back to its root, so that a prefix finds its other forms: "Schule", "Schulen" and "Schulhof" all begin with "schul".
"""

import re
import unicodedata
from functools import lru_cache

QUERY_AT_MOST = 200
WORDS_AT_MOST = 12
ROOT_AT_LEAST = 4
WORD = re.compile(r"\w+")
# How ä, ö and ü are written without their dots; not in "neue", "Bauer" and "Quelle".
DOTLESS = re.compile(r"(?<![aeq])([aou])e")
# Endings of German nouns, verbs and adjectives, longest first.
ENDINGS = ("ern", "en", "er", "es", "em", "e", "n", "s")
# Words that stand in every text say nothing about the one that is sought.
# fmt: off
FILLERS = frozenset((
    "aber", "als", "am", "an", "auf", "aus", "bei", "bis", "das", "dass", "dem", "den", "der",
    "des", "die", "durch", "ein", "eine", "einem", "einen", "einer", "eines", "er", "es", "fur",
    "hat", "im", "in", "ist", "mit", "nach", "nicht", "oder", "sich", "sie", "sind", "so", "und",
    "uber", "um", "von", "vor", "was", "wie", "wird", "zu", "zum", "zur",
))
# fmt: on


@lru_cache(maxsize=50_000)
def fold_word(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word.casefold())
    return DOTLESS.sub(r"\1", "".join(sign for sign in plain if not unicodedata.combining(sign)))


def fold(text: str) -> str:
    """A text as the index keeps it: folded words with single blanks between them."""
    return " ".join(fold_word(word) for word in WORD.findall(text))


def root_of(word: str) -> str:
    """A folded word without its ending, as long as enough of it is left."""
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= ROOT_AT_LEAST:
            return word.removesuffix(ending)
    return word


def words_of(query: str) -> tuple[str, ...]:
    """The folded words that a query asks for, each once; none when it says nothing that could be found."""
    found = dict.fromkeys(fold_word(word) for word in WORD.findall(query[:QUERY_AT_MOST]))
    words = [word for word in found if word not in FILLERS and (len(word) > 1 or word.isdigit())]
    return tuple(words[:WORDS_AT_MOST])
