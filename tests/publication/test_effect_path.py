"""The way from the concept to the report, on the pages of measures and goals: published data only, gaps are named."""

import re
from datetime import date
from decimal import Decimal
from html import unescape
from types import SimpleNamespace

import pytest
from django.test import Client
from msgspec import structs

from publication.effect_path import Adoption, Known, Reported, path_of_goal, path_of_measure
from publication.lookup import find_measure, find_operational_goal
from strategy.document.actions.versions import publish_version
from strategy.document.document import BasisEntry, ConceptEntry, StrategyDocument
from strategy.models import Strategy
from tests.builders import (
    NOW,
    make_indicator,
    make_measure_resolution,
    make_report,
    make_strategy,
    make_value,
)
from tests.monitoring.conftest import adopted as adopted
from tests.publication.conftest import (
    make_document,
    make_measure,
    make_operational_goal,
    make_strategic_goal,
    make_theme,
)

MEASURE, GOAL = "/massnahmen/1.1.1.1/", "/ziele/1.1.1/"
ADOPTION = Adoption(version=4, day=date(2021, 10, 5), reference="2021/0734")
NOTHING = Known(adoption=ADOPTION, decisions=(), indicators=(), sources={}, reports=())
BASIS = BasisEntry(key=1, concept="Kulturplan", page="39")


def document_with(*measures: dict[str, object]) -> StrategyDocument:
    entries = tuple(make_measure(f"1.1.1.{number}", **values) for number, values in enumerate(measures, 1))
    goal = make_operational_goal("1.1.1", measures=entries, target_year=2025, based_on=(BASIS,))
    theme = make_theme("1", strategic_goals=(make_strategic_goal("1.1", operational_goals=(goal,)),))
    concept = ConceptEntry(
        key=7,
        title="Kulturplan",
        kind="Plan",
        department="",
        dated=date(2018, 3, 1),
        council_reference="2018/0100",
        link="",
        cells=(),
        elsewhere=None,
        total=None,
    )
    return make_document(theme, concepts=(concept,))


def way_of(document: StrategyDocument, known: Known = NOTHING) -> dict[str, list[tuple[str, str, str]]]:
    """The stages of the first measure: text, day and source of each point."""
    place = find_measure(document, "1.1.1.1")
    assert place is not None
    stages = path_of_measure(document, place, known)
    return {stage.title: [(one.text, one.day, one.source) for one in stage.points] for stage in stages}


def test_each_stage_has_its_day_and_source() -> None:
    document = document_with({"annual_cost": Decimal(12000), "department": "FB 33"})
    (measure,) = document.measures()
    report = Reported(measure=measure, state="in Umsetzung", day=date(2024, 2, 1))
    assert way_of(document, structs.replace(NOTHING, reports=(report,))) == {
        "Konzept": [("Kulturplan, S. 39", "1. März 2018", "2018/0100")],
        "Ziel": [("1.1.1 Ziel 1.1.1", "bis 2025", "Beschlossene Fassung 4")],
        "Beschluss": [("Der Rat hat die Strategie beschlossen.", "5. Oktober 2021", "Vorlage 2021/0734")],
        "Geld": [("12.000\u00a0€ im Jahr", "", "Beschlossene Fassung 4")],
        "Indikator": [],
        "Bericht": [("1.1.1.1 Maßnahme 1.1.1.1: in Umsetzung", "1. Februar 2024", "FB 33")],
    }


def test_a_gap_is_named_and_nothing_costs_nothing() -> None:
    document = document_with({"annual_cost": None, "investment": Decimal(0)})
    place = find_measure(document, "1.1.1.1")
    assert place is not None
    stages = {stage.title: stage for stage in path_of_measure(document, place, NOTHING)}
    assert [point.text for point in stages["Geld"].points] == ["0\u00a0€ einmalig"]
    assert (stages["Bericht"].points, stages["Bericht"].gap) == (
        (),
        "Seit dem Beschluss ist noch nichts gemeldet.",
    )


def test_the_money_of_a_goal_is_that_of_its_measures_and_says_of_how_many() -> None:
    document = document_with(
        {"annual_cost": Decimal(1000)}, {"annual_cost": Decimal(500)}, {"annual_cost": None}
    )
    place = find_operational_goal(document, "1.1.1")
    assert place is not None
    stages = {stage.title: stage for stage in path_of_goal(document, place, NOTHING)}
    assert [point.text for point in stages["Geld"].points] == [
        "1.500\u00a0€ im Jahr, angegeben für 2 von 3 Maßnahmen"
    ]


@pytest.fixture
def strategy(db: None) -> Strategy:
    """A strategy with the rows of its draft, to which reports belong."""
    return make_strategy()


@pytest.fixture
def public(adopted: SimpleNamespace) -> SimpleNamespace:
    """The adopted strategy, published."""
    publish_version(version=adopted.version, by=adopted.by, at=NOW)
    return adopted


def way_on(client: Client, path: str) -> str:
    html = client.get(path).content.decode().partition('id="way"')[2]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html.partition("</section>")[0])).split())


@pytest.mark.parametrize("path", [MEASURE, GOAL])
def test_pages_show_the_way_of_what_is_accepted(client: Client, public: SimpleNamespace, path: str) -> None:
    indicator = make_indicator(
        public.strategy, by=public.by, name="Radanteil", source="Zählstelle", related={"goals": [public.goal]}
    )
    make_value(indicator, 2020, 21, by=public.by)
    make_value(indicator, 2021, 77777, by=public.reporter)
    make_report(public.measure, by=public.by, done="Gebaut")
    make_report(public.other, by=public.reporter, done="Geheim")
    way = way_on(client, path)
    assert "Radanteil: 21 Prozent" in way
    assert "Quelle: Zählstelle" in way
    assert f"{public.measure.title}: in Umsetzung" in way
    assert "77777" not in way.replace(".", "")
    assert public.other.title not in way


def test_the_way_of_a_measure_has_its_own_resolutions_without_notes(
    client: Client, public: SimpleNamespace
) -> None:
    make_measure_resolution(public.measure, by=public.by, reference="2022/0815", note="Notizwort")
    way = way_on(client, MEASURE)
    assert "Vorlage 2022/0815" in way
    assert "Notizwort" not in way
    assert "Vorlage 2022/0815" not in way_on(client, "/massnahmen/1.1.1.2/")
