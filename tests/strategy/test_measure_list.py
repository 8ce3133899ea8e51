"""The list of all measures: what an address chooses, the order, and the sums. Pure."""

from decimal import Decimal
from typing import Any

import pytest
from django.http import QueryDict

from strategy.choices import Funding, ImplementationStatus, MeasureKind, ResolutionStatus
from strategy.document.document import StrategyDocument
from strategy.measure_list import chosen_lines, lines_of, measure_wish, sums_of
from tests.strategy.document.documents import (
    document,
    key_of,
    measure_entry,
    operational_entry,
    strategic_entry,
    theme_entry,
)


def document_of(*measures: dict[str, Any]) -> StrategyDocument:
    """A document with these measures below one goal, and a second theme field with one measure."""
    entries = tuple(measure_entry(f"1.1.1.{place}", **fields) for place, fields in enumerate(measures, 1))
    goal = strategic_entry("1.1", operational_goals=(operational_entry("1.1.1", measures=entries),))
    return document(themes=(theme_entry("1", strategic_goals=(goal,)), theme_entry("2")))


def shown(value: StrategyDocument, query: str) -> list[str]:
    wish = measure_wish(value.themes, QueryDict(query))
    return [line.measure.number for line in chosen_lines(lines_of(value.themes), wish)]


BARE = {
    "description": "",
    "department": "",
    "start_year": None,
    "end_year": None,
    "annual_cost": None,
    "funding": Funding.UNCLEAR,
    "sdg_targets": (),
}
OTHER = {
    "title": "Radweg am Kanal",
    "department": "FB 53 - Tiefbau",
    "measure_kind": MeasureKind.IDEA,
    "implementation_status": ImplementationStatus.COMPLETED,
    "resolution_status": ResolutionStatus.REJECTED,
    "start_year": 2030,
    "end_year": None,
    "permanent": True,
}


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("", ["1.1.1.1", "1.1.1.2", "1.1.1.3", "2.1.1.1"]),
        (f"themenfeld={key_of('2')}", ["2.1.1.1"]),
        (f"ziel={key_of('1.1')}", ["1.1.1.1", "1.1.1.2", "1.1.1.3"]),
        (f"ziel={key_of('2.1.1')}", ["2.1.1.1"]),
        ("fachbereich=FB 53 - Tiefbau", ["1.1.1.2"]),
        ("art=idea", ["1.1.1.2"]),
        ("umsetzung=completed", ["1.1.1.2"]),
        ("beschluss=rejected", ["1.1.1.2"]),
        ("jahr=2024", ["1.1.1.1", "2.1.1.1"]),
        ("jahr=2030", ["1.1.1.2"]),
        *((f"fehlt={name}", ["1.1.1.3"]) for name in ("zustaendigkeit", "zeitraum", "finanzierung", "sdg")),
        ("fehlt=kosten", ["1.1.1.3"]),
        ("fehlt=beschreibung", ["1.1.1.3"]),
        ("q=kanal+RADWEG", ["1.1.1.2"]),
        ("q=kanal+vorlesepaten", []),
        ("art=idea&jahr=2024", []),
        ("themenfeld=nonsense&jahr=1&fehlt=alles", ["1.1.1.1", "1.1.1.2", "1.1.1.3", "2.1.1.1"]),
    ],
)
def test_address_chooses_measures(query: str, numbers: list[str]) -> None:
    assert shown(document_of({}, OTHER, BARE), query) == numbers


def test_permanent_measure_runs_in_all_later_years() -> None:
    value = document_of({"start_year": 2020, "end_year": None, "permanent": True}, {"start_year": 2028})
    assert shown(value, "jahr=2028") == ["1.1.1.1"]


@pytest.mark.parametrize(
    ("order", "numbers"),
    [
        ("kosten", ["1.1.1.2", "2.1.1.1", "1.1.1.1", "1.1.1.3"]),
        ("titel", ["1.1.1.1", "1.1.1.3", "2.1.1.1", "1.1.1.2"]),
        ("zustaendig", ["1.1.1.2", "2.1.1.1", "1.1.1.3", "1.1.1.1"]),
    ],
)
def test_unstated_comes_last_in_every_order(order: str, numbers: list[str]) -> None:
    value = document_of(
        {"title": "Baum", "annual_cost": Decimal(5), "department": ""},
        {"title": "Zug", "annual_cost": Decimal(90_000), "department": "A"},
        {"title": "ein Fest", "annual_cost": None, "department": "Z"},
    )
    assert shown(value, f"sortierung={order}") == numbers


def test_sums_say_what_is_not_in_them() -> None:
    value = document_of(
        {"annual_cost": Decimal(1000), "investment": Decimal("0.5"), "staff_fte": Decimal("0.25")}, BARE
    )
    sums = sums_of(list(lines_of(value.themes[:1])))
    assert (sums.measures, sums.costs.annual, sums.costs.investment) == (2, Decimal(1000), Decimal("0.5"))
    assert (sums.costs.unstated, sums.posts) == (1, Decimal("0.75"))


def test_goals_are_offered_of_the_chosen_theme_only() -> None:
    value = document_of({})
    wish = measure_wish(value.themes, QueryDict(f"themenfeld={key_of('2')}"))
    goals = next(field for field in wish.fields if field.name == "ziel")
    assert [option.value for option in goals.options] == [str(key_of("2.1")), str(key_of("2.1.1"))]


def test_choice_is_said_in_words_and_kept_in_addresses() -> None:
    wish = measure_wish(document_of({}).themes, QueryDict("art=new&q=alle&sortierung=kosten&jahr=7"))
    assert wish.spoken() == ["Art der Maßnahme: neu", "Wörter: alle"]
    assert (wish.query, wish.whole_query) == ("art=new&q=alle", "art=new&q=alle&sortierung=kosten")
