"""The list of measures: filter and pages."""

import re
from typing import Any

import pytest
from django.test import Client

from publication.filters import filtered, measure_filter
from strategy.choices import ImplementationStatus, ResolutionStatus
from strategy.document.document import StrategyDocument
from tests.publication.conftest import (
    MakeVersion,
    make_document,
    make_measure,
    make_operational_goal,
    make_strategic_goal,
    make_theme,
)

ALL = ["1.1.1.1", "1.1.1.2", "2.1.1.1", "2.1.1.2"]


def document_with(*per_theme: tuple[dict[str, Any], ...]) -> StrategyDocument:
    themes = []
    for t, measures in enumerate(per_theme, 1):
        entries = tuple(make_measure(f"{t}.1.1.{m}", **values) for m, values in enumerate(measures, 1))
        goal = make_operational_goal(f"{t}.1.1", measures=entries)
        strategic = make_strategic_goal(f"{t}.1", operational_goals=(goal,))
        themes.append(make_theme(str(t), strategic_goals=(strategic,)))
    return make_document(*themes)


@pytest.fixture
def document() -> StrategyDocument:
    return document_with(
        ({"department": "FB 1 & Söhne", "sdg_targets": ("4.7", "1.2")}, {"department": "FB 2"}),
        (
            {"department": "FB 2", "implementation_status": ImplementationStatus.COMPLETED},
            {"sdg_targets": ("1.a",)},
        ),
    )


def today(document: StrategyDocument) -> dict[str, Any]:
    """The council has decided on the last measure; nothing was reported."""
    keys = [measure.key for measure in document.measures()]
    statuses = dict.fromkeys(keys, ResolutionStatus.UNDER_RESERVATION)
    states = {measure.key: str(measure.implementation_status.label) for measure in document.measures()}
    return {"statuses": {**statuses, keys[-1]: ResolutionStatus.OWN_RESOLUTION}, "states": states}


@pytest.mark.parametrize(
    ("params", "numbers"),
    [
        ({}, ALL),
        ({"themenfeld": "2"}, ["2.1.1.1", "2.1.1.2"]),
        ({"fachbereich": "FB 2"}, ["1.1.1.2", "2.1.1.1"]),
        ({"fachbereich": "FB 1 & Söhne"}, ["1.1.1.1"]),
        ({"sdg": "1"}, ["1.1.1.1", "2.1.1.2"]),
        ({"sdg": "4"}, ["1.1.1.1"]),
        ({"stand": "umgesetzt"}, ["2.1.1.1"]),
        ({"themenfeld": "1", "sdg": "1"}, ["1.1.1.1"]),
        ({"beschluss": "eigener-beschluss-liegt-vor"}, ["2.1.1.2"]),
        ({"beschluss": "unter-vorbehalt-beschlossen", "themenfeld": "2"}, ["2.1.1.1"]),
        ({"themenfeld": "1", "stand": "umgesetzt"}, []),
        (
            {"themenfeld": "99", "fachbereich": "?", "sdg": "x'", "stand": "<b>"},
            ALL,
        ),
        ({"sdg": "17"}, ALL),
    ],
)
def test_filter_admits_what_matches_and_ignores_unknown_values(
    document: StrategyDocument, params: dict[str, str], numbers: list[str]
) -> None:
    wanted = measure_filter(document, params, **today(document))
    assert [place.measure.number for place in filtered(document, wanted)] == numbers


def test_filter_offers_only_what_occurs(document: StrategyDocument) -> None:
    fields = measure_filter(document, {}, **today(document)).fields
    offered = {field.name: [o.value for o in field.options] for field in fields}
    assert offered == {
        "themenfeld": ["1", "2"],
        "fachbereich": ["FB 1 & Söhne", "FB 2"],
        "sdg": ["1", "4"],
        "jahr": [],
        "stand": ["nicht-begonnen", "umgesetzt"],
        "beschluss": ["unter-vorbehalt-beschlossen", "eigener-beschluss-liegt-vor"],
    }


def test_filter_query_keeps_only_known_values(document: StrategyDocument) -> None:
    wanted = measure_filter(
        document, {"fachbereich": "FB 1 & Söhne", "themenfeld": "99", "seite": "2"}, **today(document)
    )
    assert wanted.query == "fachbereich=FB+1+%26+S%C3%B6hne"
    assert wanted.is_active
    assert not measure_filter(document, {"themenfeld": "99"}, **today(document)).is_active


def numbers_in(html: str) -> list[str]:
    return re.findall(r'href="/massnahmen/([\d.]+)/"', html)


def test_measures_form_remembers_its_choice(
    client: Client, make_version: MakeVersion, document: StrategyDocument
) -> None:
    make_version(document)
    html = client.get("/massnahmen/", {"fachbereich": "FB 2"}).content.decode()
    assert '<option value="FB 2" selected>' in html
    assert numbers_in(html) == ["1.1.1.2", "2.1.1.1"]
    assert "Filter zurücksetzen" in html


def test_measures_without_a_match_say_so(
    client: Client, make_version: MakeVersion, document: StrategyDocument
) -> None:
    make_version(document)
    response = client.get("/massnahmen/?themenfeld=1&stand=umgesetzt")
    assert response.status_code == 200
    assert "Zu dieser Auswahl gibt es keine Maßnahme." in response.content.decode()


def test_measures_come_in_pages_that_keep_the_filter(client: Client, make_version: MakeVersion) -> None:
    make_version(document_with(tuple({"department": "FB 1"} for _ in range(60)), ({},)))
    first = client.get("/massnahmen/?themenfeld=1&fachbereich=FB+1&bogus=1").content.decode()
    assert len(numbers_in(first)) == 25
    assert 'rel="next" href="?themenfeld=1&amp;fachbereich=FB+1&amp;seite=2"' in first
    assert 'rel="prev"' not in first
    last = client.get("/massnahmen/?themenfeld=1&fachbereich=FB+1&seite=3").content.decode()
    assert numbers_in(last) == [f"1.1.1.{number}" for number in range(51, 61)]
    assert 'rel="prev" href="?themenfeld=1&amp;fachbereich=FB+1&amp;seite=2"' in last
    assert 'rel="next"' not in last


@pytest.mark.parametrize(("page", "shown"), [("0", 3), ("99", 3), ("-1", 3), ("zwei", 1), ("", 1)])
def test_measures_answer_impossible_pages(
    client: Client, make_version: MakeVersion, page: str, shown: int
) -> None:
    make_version(document_with(tuple({} for _ in range(60))))
    html = client.get("/massnahmen/", {"seite": page}).content.decode()
    assert f"Seite {shown} von 3" in html


def years(start: int | None = None, end: int | None = None, permanent: bool = False) -> dict[str, Any]:
    return {"start_year": start, "end_year": end, "permanent": permanent}


def test_a_year_leaves_what_runs_in_it() -> None:
    document = document_with(
        (years(2022, 2024), years(2024), years(None, 2023), years(2023, 2023, permanent=True), years())
    )
    expected = {
        "2022": ["1.1.1.1", "1.1.1.3"],
        "2023": ["1.1.1.1", "1.1.1.3", "1.1.1.4"],
        "2024": ["1.1.1.1", "1.1.1.2", "1.1.1.4"],
        "2025": ["1.1.1.1", "1.1.1.2", "1.1.1.3", "1.1.1.4", "1.1.1.5"],
    }
    for year, numbers in expected.items():
        wanted = measure_filter(document, {"jahr": year}, **today(document))
        assert [place.measure.number for place in filtered(document, wanted)] == numbers, year


@pytest.fixture
def to_be_ordered(make_version: MakeVersion) -> None:
    make_version(
        document_with(
            (
                {"title": "Zoo", "department": "", **years(2024, 2030)},
                {"title": "älter", "department": "FB 2", **years(2022, 2025)},
                {"title": "Bau", "department": "fb 1", **years(permanent=True)},
            )
        )
    )


@pytest.mark.parametrize(
    ("wish", "numbers"),
    [
        ("", "123"),
        ("titel", "231"),
        ("zustaendig", "321"),
        ("beginn", "213"),
        ("ende", "213"),
        ("stand", "123"),
        ("quatsch", "123"),
    ],
)
def test_the_list_is_ordered_by_what_stands_in_the_address(
    client: Client, to_be_ordered: None, wish: str, numbers: str
) -> None:
    html = client.get("/massnahmen/", {"sortierung": wish}).content.decode()
    shown = re.findall(r'class="table__number">1\.1\.1\.(\d)<', html)
    assert "".join(shown) == numbers


def test_the_file_has_what_the_list_shows(client: Client, to_be_ordered: None) -> None:
    query = "sortierung=beginn&fachbereich=FB+2"
    html = client.get(f"/massnahmen/?{query}").content.decode()
    assert 'href="/massnahmen/liste.csv?fachbereich=FB+2&amp;sortierung=beginn"' in html
    answer = client.get(f"/massnahmen/liste.csv?{query}")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Nummer;Maßnahme;Themenfeld;Zuständig;Beginn;Ende")
    assert [line.split(";")[:6] for line in lines[1:]] == [
        ["1.1.1.2", "älter", "1 Themenfeld 1", "FB 2", "2022", "2025"]
    ]
