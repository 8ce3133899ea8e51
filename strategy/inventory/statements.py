"""What extracts, goals and measures state, as the values that are held against each other."""

from collections.abc import Iterator

from django.urls import reverse

from editing.dialect import plain_text
from strategy.element_search import found_elements
from strategy.inventory.alike import ELEMENTS_AT_MOST, keys_above
from strategy.inventory.bracket import Inventory
from strategy.inventory.choices import ExtractKind
from strategy.inventory.contradicting import Statement
from strategy.models import Measure, Strategy
from strategy.models.kinds import GoalOrMeasure


def statements_of(strategy: Strategy, inventory: Inventory) -> tuple[Statement, ...]:
    """All statements of a strategy and its inventory (3 queries)."""
    elements = found_elements(strategy, "", at_most=ELEMENTS_AT_MOST)
    return (*_extracts(inventory), *map(_element, elements))


def _extracts(inventory: Inventory) -> Iterator[Statement]:
    for passage in inventory.passages():
        extract = passage.extract
        yield Statement(
            key=f"extract-{extract.key}",
            text=extract.quotation,
            source=passage.source,
            address=reverse("strategy:extract-detail", args=[extract.key]),
            is_fact=extract.kind == ExtractKind.FIGURE,
            extract=extract.key,
        )


def _element(element: GoalOrMeasure) -> Statement:
    """A goal says its statement; what stands around it tells how things are today."""
    text = (
        f"{element.title}. {plain_text(element.description)}"
        if isinstance(element, Measure)
        else element.statement
    )
    return Statement(
        key=str(element.pk),
        text=text,
        source=f"{element.kind.label} {element.number}",
        address=reverse("strategy:element-detail", args=[element.kind, element.pk]),
        above=keys_above(element),
    )
