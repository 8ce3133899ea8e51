"""Inventories written by hand: values without a database."""

from datetime import date
from itertools import count
from typing import Any

from strategy.inventory.bracket import ConceptFacts, ContradictionFacts, ExtractFacts, FieldFacts, Inventory
from strategy.inventory.choices import EvaluationStatus, ExtractKind
from tests.strategy.document.documents import key_of

_keys = count(1)
GOAL_KEY = key_of("1.1.1")


def field(number: str = "1", title: str = "Bildung") -> FieldFacts:
    return FieldFacts(key=key_of(number), number=number, title=title)


def extract(*fields: str, taken_up: bool = False, **values: Any) -> ExtractFacts:
    """A goal found on page 14 and assigned to the fields with these numbers."""
    facts: dict[str, Any] = {
        "key": next(_keys),
        "kind": ExtractKind.GOAL,
        "quotation": "Bis 2030 wird die Stadt grün.",
        "page": "14",
        "fields": tuple(key_of(number) for number in fields),
        "uses": (GOAL_KEY,) if taken_up else (),
        "set_aside_reason": "",
    }
    return ExtractFacts(**{**facts, **values})


def concept(*extracts: ExtractFacts, **values: Any) -> ConceptFacts:
    """An evaluated concept."""
    facts: dict[str, Any] = {
        "key": next(_keys),
        "title": "Klimakonzept",
        "kind": "Konzept",
        "department": "FB 51",
        "dated": date(2018, 5, 1),
        "council_reference": "2018/0100",
        "valid_until": None,
        "link": "",
        "status": EvaluationStatus.EVALUATED,
        "extracts": extracts,
    }
    return ConceptFacts(**{**facts, **values})


def contradiction(first: ExtractFacts, second: ExtractFacts, note: str = "") -> ContradictionFacts:
    return ContradictionFacts(key=next(_keys), first=first.key, second=second.key, note=note)


def inventory(*concepts: ConceptFacts, fields: tuple[str, ...] = ("1", "2"), **values: Any) -> Inventory:
    """An inventory with the theme fields of these numbers."""
    titles = {"1": "Bildung", "2": "Wohnen"}
    chosen = tuple(field(number, titles.get(number, f"Feld {number}")) for number in fields)
    return Inventory(fields=chosen, concepts=concepts, **values)
