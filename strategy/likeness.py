"""Texts that are alike: by the parts of their words, so that other forms and compounds count as well. Pure.

Each word is taken apart into pieces of three and four letters ("Radweg": "rad", "adw", …). A piece counts the more, the
fewer of the texts have it (tf-idf), and two texts are as alike as their pieces point the same way (cosine). No model,
no network; the same texts always give the same order.
"""

import math
import re
from array import array
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from heapq import nsmallest

from msgspec import Struct

PIECES = (3, 4)
# So often counts what the title says.
TITLE_COUNTS = 4
# Shorter words stand in every text.
WORD = re.compile(r"[^\W_]{4,}")
# Whoever is alike by less shares an ending or two.
SHARE_AT_LEAST = 0.05
# Words with as many letters in common have to do with each other: "Schulhof" and "Schule", not "Haus" and "Hausmüll".
COMMON_LETTERS = 5
WORDS_AT_MOST = 5
Weights = Mapping[str, float]


class Candidate(Struct, frozen=True):
    """A text that another one may be like; its title says most about it. `key` names it."""

    key: str
    title: str
    body: str


class Alike(Struct, frozen=True):
    """A candidate's key, how alike it is (up to 1), and the words of it that have to do with the other text."""

    key: str
    share: float
    words: tuple[str, ...]


class _Index(Struct, frozen=True):
    """The candidates ready to be compared: which of them have a piece, and with what weight."""

    size: int
    rarity: Weights
    # Arrays of numbers: a library of thousands of texts stays in memory.
    places: Mapping[str, Sequence[int]]
    weights: Mapping[str, Sequence[float]]

    def shares(self, text: str) -> list[float]:
        """How alike each candidate is to a text. Only those that share a piece with it are looked at."""
        found = [0.0] * self.size
        for piece, weight in _weighed(_pieces(text), self.rarity).items():
            for place, other in zip(self.places[piece], self.weights[piece], strict=True):
                found[place] += weight * other
        return found


def most_alike(text: str, candidates: tuple[Candidate, ...], *, at_most: int) -> tuple[Alike, ...]:
    """The candidates that are most like a text, the most alike first; none that is hardly alike."""
    shares = _index(candidates).shares(text)
    order = nsmallest(at_most, range(len(candidates)), key=lambda place: (-shares[place], place))
    found = (
        Alike(key=candidates[place].key, share=shares[place], words=_shared(text, candidates[place]))
        for place in order
        if shares[place] >= SHARE_AT_LEAST
    )
    # Among few texts a common ending weighs much; without a word in common nobody sees what is alike.
    return tuple(each for each in found if each.words)


def alike_pairs(texts: tuple[Candidate, ...], *, at_least: float) -> Iterator[tuple[int, int, float]]:
    """The places of all pairs of texts that are alike by a share or more, each pair once."""
    index = _index(texts)
    for one, text in enumerate(texts):
        for other, share in enumerate(index.shares(f"{text.title} {text.body}")[:one]):
            if share >= at_least:
                yield one, other, share


@lru_cache(maxsize=2)
def _index(candidates: tuple[Candidate, ...]) -> _Index:
    counted = [_pieces(f"{each.title} " * TITLE_COUNTS + each.body) for each in candidates]
    holding = Counter(piece for pieces in counted for piece in pieces)
    rarity = {piece: math.log((1 + len(counted)) / (1 + texts)) for piece, texts in holding.items()}
    places: dict[str, array[int]] = {piece: array("L") for piece in rarity}
    weights: dict[str, array[float]] = {piece: array("d") for piece in rarity}
    for place, pieces in enumerate(counted):
        for piece, weight in _weighed(pieces, rarity).items():
            places[piece].append(place)
            weights[piece].append(weight)
    return _Index(size=len(counted), rarity=rarity, places=places, weights=weights)


def _pieces(text: str) -> Counter[str]:
    return Counter(piece for word in WORD.findall(text.casefold()) for piece in _pieces_of(word))


@lru_cache(maxsize=20_000)
def _pieces_of(word: str) -> tuple[str, ...]:
    """The pieces of a word; its beginning and its end are letters, too."""
    bounded = f" {word} "
    return tuple(bounded[start : start + size] for size in PIECES for start in range(len(bounded) - size + 1))


def _weighed(pieces: Counter[str], rarity: Weights) -> Weights:
    """The weights of pieces, as the direction of a vector of length 1. What no candidate has counts for nothing."""
    weights = {
        piece: (1 + math.log(count)) * rarity[piece] for piece, count in pieces.items() if piece in rarity
    }
    length = math.sqrt(sum(weight * weight for weight in weights.values()))
    return {piece: weight / length for piece, weight in weights.items()} if length else {}


def _shared(text: str, candidate: Candidate) -> tuple[str, ...]:
    """The words of a candidate that are words of the text, too, or share a part with one; the longest first."""
    parts = {part for word in WORD.findall(text.casefold()) for part in _parts(word)}
    words = dict.fromkeys(WORD.findall(f"{candidate.title} {candidate.body}"))
    found = {word.casefold(): word for word in words if parts.intersection(_parts(word.casefold()))}
    return tuple(sorted(found.values(), key=lambda word: (-len(word), word))[:WORDS_AT_MOST])


def _parts(word: str) -> tuple[str, ...]:
    if len(word) <= COMMON_LETTERS:
        return (word,)
    return tuple(word[start : start + COMMON_LETTERS] for start in range(len(word) - COMMON_LETTERS + 1))
