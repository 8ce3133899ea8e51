"""Goals and measures of the draft that are like an extract, like each other, or like the row of a table."""

from collections.abc import Sequence
from functools import lru_cache

from msgspec import Struct

from editing.dialect import plain_text
from strategy.element_search import found_elements
from strategy.likeness import Candidate, most_alike
from strategy.models import Extract, Strategy
from strategy.models.kinds import GoalOrMeasure

ALIKE_AT_MOST = 5
# Whoever is alike by so much may be the same thing twice.
DOUBLES_AT_MOST, DOUBLE_AT_LEAST = 3, 0.3
# Those above and below an element are like it, too, and left out.
FOUND_AT_MOST = 12
# More than any strategy has.
ELEMENTS_AT_MOST = 2_000
# What a goal or measure says beside its title.
TEXTS = ("statement", "explanation", "indicator", "description")


class AlikeElement(Struct, frozen=True):
    """A goal or measure that is like an extract, and the words that say so."""

    element: GoalOrMeasure
    words: tuple[str, ...]


def alike_elements(extract: Extract) -> tuple[AlikeElement, ...]:
    """The goals and measures that are most like what stands in an extract (3 queries)."""
    draft = _Draft(extract.concept.strategy)
    return draft.alike(extract.quotation)[:ALIKE_AT_MOST]


def doubles_of(element: GoalOrMeasure) -> tuple[AlikeElement, ...]:
    """Goals and measures that say nearly what one says, but for those above and below it (3 queries)."""
    own = candidate_of(element)
    family = {own.key, *keys_above(element)}
    found = _Draft(element.strategy_of).alike(f"{own.title} {own.body}", at_least=DOUBLE_AT_LEAST)
    others = (each for each in found if str(each.element.pk) not in family)
    return tuple(each for each in others if own.key not in keys_above(each.element))[:DOUBLES_AT_MOST]


def doubles_of_texts(strategy: Strategy, texts: Sequence[str]) -> list[tuple[AlikeElement, ...]]:
    """For each text the goals and measures that say nearly the same (3 queries, however many texts)."""
    draft = _Draft(strategy)
    return [draft.alike(text, at_least=DOUBLE_AT_LEAST)[:DOUBLES_AT_MOST] for text in texts]


def keys_above(element: GoalOrMeasure) -> frozenset[str]:
    """The keys of everything that a goal or measure stands below."""
    keys, above = set(), getattr(element, "parent", None)
    while above is not None:
        keys.add(str(above.pk))
        above = getattr(above, "parent", None)
    return frozenset(keys)


def candidate_of(element: GoalOrMeasure) -> Candidate:
    """The text of a goal or measure as it is compared."""
    texts = (_plain(getattr(element, name, "")) for name in TEXTS)
    return Candidate(key=str(element.pk), title=str(element), body=" ".join(filter(None, texts)))


class _Draft:
    """All goals and measures of a strategy, ready to be asked what is like a text."""

    def __init__(self, strategy: Strategy) -> None:
        elements = found_elements(strategy, "", at_most=ELEMENTS_AT_MOST)
        self._by_key = {str(element.pk): element for element in elements}
        self._candidates = tuple(map(candidate_of, elements))

    def alike(self, text: str, *, at_least: float = 0.0) -> tuple[AlikeElement, ...]:
        found = most_alike(text, self._candidates, at_most=FOUND_AT_MOST)
        return tuple(
            AlikeElement(element=self._by_key[each.key], words=each.words)
            for each in found
            if each.share >= at_least
        )


@lru_cache(maxsize=4_000)
def _plain(text: str) -> str:
    """The words of a long text; most of them stay as they are from page to page."""
    return plain_text(text)
