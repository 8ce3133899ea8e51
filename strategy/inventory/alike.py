"""Goals and measures of the draft that are like an extract."""

from msgspec import Struct

from editing.dialect import plain_text
from strategy.element_search import found_elements
from strategy.likeness import Candidate, most_alike
from strategy.models import Extract
from strategy.models.kinds import GoalOrMeasure

ALIKE_AT_MOST = 5
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
    elements = found_elements(extract.concept.strategy, "", at_most=ELEMENTS_AT_MOST)
    by_key = {str(element.pk): element for element in elements}
    candidates = tuple(map(candidate_of, elements))
    return tuple(
        AlikeElement(element=by_key[found.key], words=found.words)
        for found in most_alike(extract.quotation, candidates, at_most=ALIKE_AT_MOST)
    )


def candidate_of(element: GoalOrMeasure) -> Candidate:
    """The text of a goal or measure as it is compared."""
    texts = (plain_text(getattr(element, name, "")) for name in TEXTS)
    return Candidate(key=str(element.pk), title=str(element), body=" ".join(filter(None, texts)))
