"""Words of everyday life beside those of the administration, as data: `publication/search/everyday_words.json`. Pure.

`alike` holds groups: each word of a group finds the others. `leads` says what else a word finds, but not the other way
round: who asks for the "Bus" means the "Nahverkehr", who asks for the "Nahverkehr" means more. `fillers` are words of
questions that say nothing about what is sought.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import msgspec
from msgspec import Struct

from search.words import fold_word, stem_of

FILE = Path(__file__).parent / "everyday_words.json"


class EverydayWords(Struct, frozen=True):
    alike: tuple[tuple[str, ...], ...]
    leads: Mapping[str, tuple[str, ...]]
    fillers: tuple[str, ...]


class Synonyms(Struct, frozen=True):
    """Folded: what a word also finds, by its stem; all words that are known here, as written; words without meaning."""

    by_stem: Mapping[str, tuple[str, ...]]
    spellings: Mapping[str, str]
    fillers: frozenset[str]

    def of(self, word: str) -> tuple[str, ...]:
        """The folded words that a folded word finds as well."""
        return self.by_stem.get(stem_of(word), ())


@cache
def synonyms() -> Synonyms:
    """The words of the file, folded as the search compares them; read once."""
    data = msgspec.json.decode(FILE.read_bytes(), type=EverydayWords)
    found: dict[str, dict[str, None]] = {}
    for group in data.alike:
        for word in group:
            others = (fold_word(other) for other in group if other != word)
            found.setdefault(stem_of(fold_word(word)), {}).update(dict.fromkeys(others))
    for word, led in data.leads.items():
        found.setdefault(stem_of(fold_word(word)), {}).update(dict.fromkeys(map(fold_word, led)))
    named = (*data.leads, *(word for group in data.alike for word in group))
    return Synonyms(
        by_stem={stem: tuple(others) for stem, others in found.items()},
        spellings={fold_word(word): word for word in named},
        fillers=frozenset(map(fold_word, data.fillers)),
    )
