"""Statements that are alike but say another number, year or direction: candidates for contradictions. Pure.

People decide; this only shows them where to look.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from hashlib import sha256
from typing import NamedTuple

from msgspec import Struct

from strategy.inventory.amounts import YEAR, Amount, Way, amounts_in, ways_in
from strategy.likeness import Candidate, alike_pairs

# More than anybody decides about.
CANDIDATES_AT_MOST = 1_000
# Below this, texts share a topic and no statement. Which way something goes tells less than a number.
ALIKE_AT_LEAST, ALIKE_AT_LEAST_FOR_WAYS = 0.3, 0.45
# Whoever has more statements with amounts sees those of the first ones.
COMPARED_AT_MOST = 600


class Statement(Struct, frozen=True):
    """A text that states something. `key` names it, `source` says where it stands.

    `is_fact` tells what is counted today from what is wanted: one never contradicts the other. `above` are the keys of
    what it stands below: a goal of an interim year contradicts no goal above it.
    """

    key: str
    text: str
    source: str
    address: str
    is_fact: bool = False
    above: frozenset[str] = frozenset()
    # The key of its row, for an extract.
    extract: int | None = None

    @property
    def amounts(self) -> tuple[Amount, ...]:
        return amounts_in(self.text)

    @property
    def ways(self) -> frozenset[Way]:
        return ways_in(self.text)


# From where to where a part of a text goes.
Span = tuple[int, int]


class Piece(NamedTuple):
    """A part of a text, marked or not."""

    text: str
    marked: bool


class Opposites(Struct, frozen=True):
    """Two statements that may contradict each other, how alike they are, and how each says what differs."""

    first: Statement
    second: Statement
    share: float
    first_says: tuple[Span, ...]
    second_says: tuple[Span, ...]

    @property
    def keys(self) -> tuple[str, str]:
        return self.first.key, self.second.key

    @property
    def sides(self) -> tuple[tuple[Statement, tuple[Piece, ...]], ...]:
        """Both statements with their texts in pieces, of which those that differ are marked."""
        return (
            (self.first, in_pieces(self.first.text, self.first_says)),
            (self.second, in_pieces(self.second.text, self.second_says)),
        )

    @property
    def wording(self) -> str:
        """A sum over both texts: it changes with either of them."""
        return sha256(f"{self.first.text}\n\n{self.second.text}".encode()).hexdigest()


def in_pieces(text: str, marked: Sequence[Span]) -> tuple[Piece, ...]:
    """A text with some of its parts marked, of which none lies in another."""
    pieces, done = [], 0
    for start, end in sorted(marked):
        pieces += [Piece(text[done:start], False), Piece(text[start:end], True)]
        done = end
    return tuple(piece for piece in (*pieces, Piece(text[done:], False)) if piece.text)


@lru_cache(maxsize=2)
def contradicting(statements: tuple[Statement, ...]) -> tuple[Opposites, ...]:
    """The pairs that are most alike and say something else, the most alike first."""
    telling = [each for each in statements if each.amounts or each.ways][:COMPARED_AT_MOST]
    texts = tuple(Candidate(key=each.key, title="", body=each.text) for each in telling)
    found = (
        _compared(telling[one], telling[other], share)
        for one, other, share in alike_pairs(texts, at_least=ALIKE_AT_LEAST)
    )
    pairs = sorted((each for each in found if each), key=lambda each: (-each.share, each.keys))
    return tuple(pairs[:CANDIDATES_AT_MOST])


def _compared(one: Statement, other: Statement, share: float) -> Opposites | None:
    if one.is_fact != other.is_fact or one.key in other.above or other.key in one.above:
        return None
    first, second = sorted((one, other), key=lambda each: each.key)
    says = list(_differences(first, second))
    if not says and not (share >= ALIKE_AT_LEAST_FOR_WAYS and _go_apart(first, second)):
        return None
    return Opposites(
        first=first,
        second=second,
        share=share,
        first_says=tuple(dict.fromkeys(said for ours, _theirs in says for said in ours)),
        second_says=tuple(dict.fromkeys(said for _ours, theirs in says for said in theirs)),
    )


def _differences(first: Statement, second: Statement) -> Iterator[tuple[Sequence[Span], Sequence[Span]]]:
    """What both say of the same thing with no value in common. Facts of different years are no contradiction."""
    ours, theirs = _by_thing(first.amounts), _by_thing(second.amounts)
    for thing in ours:
        if thing == YEAR and first.is_fact:
            continue
        if thing in theirs and not ours[thing].keys() & theirs[thing].keys():
            yield _spans(ours[thing]), _spans(theirs[thing])


def _go_apart(first: Statement, second: Statement) -> bool:
    """Say whether one wants more and the other less."""
    return bool(first.ways) and bool(second.ways) and not first.ways & second.ways


def _by_thing(amounts: Sequence[Amount]) -> dict[str, dict[Decimal, list[Span]]]:
    found: dict[str, dict[Decimal, list[Span]]] = defaultdict(lambda: defaultdict(list))
    for amount in amounts:
        found[amount.of][amount.value].append((amount.start, amount.end))
    return found


def _spans(values: Mapping[Decimal, Sequence[Span]]) -> list[Span]:
    return [span for spans in values.values() for span in spans]
