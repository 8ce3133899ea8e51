"""Columns that no heading explains are offered by their values, and never taken for it."""

from typing import Any

import pytest

from tables.files.raw import Sheet
from tables.headings import assign, contents, find_head
from tables.kinds.concepts import CONCEPTS
from tables.kinds.kind import Kind
from tables.kinds.lists import Lists
from tables.kinds.measures import MEASURES
from tables.kinds.members import MEMBERS
from tables.offers import offered

LISTS = Lists(
    concept_kinds=("Konzept", "Leitbild"),
    bodies=("Beirat", "Rat"),
    sdg_codes=("4.1", "4.5", "13.1"),
)


def offers(*rows: tuple[Any, ...], kind: Kind = MEASURES) -> dict[int, str]:
    """What is offered for a table whose first row is the head."""
    columns = kind.columns(LISTS)
    sheet = Sheet(name="T", rows=rows)
    head = find_head(sheet, columns)
    assignment = assign(columns, head, {})
    unexplained = {
        place: (head.texts[place], contents(sheet, head, place))
        for place, name in assignment.fields.items()
        if name is None
    }
    return offered(columns, assignment.names(), unexplained)


@pytest.mark.parametrize(
    ("kind", "heading", "cells", "name"),
    [
        (MEASURES, "wann", ("ab 2027", 2028, "III/2027", "läuft"), "start_year"),
        (MEASURES, "wann", ("2027-2029", "2028/29", "2027 bis 2030"), "start_year"),
        (MEASURES, "how much", ("12.000 €", "ca. 5 T€", "1,2 Mio. €"), "annual_cost"),
        (MEASURES, "Gesamtkosten (€)", ("12.000", 500, "k. A.", 7), "annual_cost"),
        (MEASURES, "wie viele", ("12.000", 500, 7), None),
        (MEASURES, "Leute", ("0,5 VZÄ", "1 Stelle", "2 Stellen"), "staff_fte"),
        (MEASURES, "Stand der Dinge", ("laufend", "geplant", "neu", "Idee"), "measure_kind"),
        (MEASURES, "Stand der Dinge", ("umgesetzt", "abgeschlossen", "in Arbeit"), "implementation_status"),
        (MEASURES, "Geld", ("Haushaltsmittel", "Eigenmittel", "Fördermittel", "x"), "funding"),
        (MEASURES, "Agenda", ("4.1", "SDG 4.5, 13.1", "4.1"), "sdg_targets"),
        (MEASURES, "Agenda", (4.1, 4.5, 13.1), None),
        (MEASURES, "Was", ("Bäume pflanzen", "Lesepaten gewinnen", "Radwege bauen"), "title"),
        (MEASURES, "Ort", ("Sodingen", "Eickel", "Wanne"), None),
        (MEASURES, "leer", (None, None, None), None),
        (MEMBERS, "Kontakt", ("a.kaya@herne.example", "b@herne.example", "?", "c@d.example"), "email"),
        (MEMBERS, "wo", ("Beirat", "Rat", "Beirat"), "committee"),
        (MEMBERS, "Eintritt", ("01.03.2026", "2.4.2026", "5.5.26"), "since"),
        (CONCEPTS, "im Netz", ("https://herne.example/a", "www.herne.example/b"), "link"),
    ],
)
def test_columns_are_offered_by_their_values(
    kind: Kind, heading: str, cells: tuple[Any, ...], name: str | None
) -> None:
    first = kind.columns(LISTS)[-1].heading
    assert offers((first, heading), *(("x", cell) for cell in cells), kind=kind).get(1) == name


def test_each_field_is_offered_once_and_what_a_heading_names_not_at_all() -> None:
    rows = [("Titel", "von wann", "bis wann", "und dann"), ("A", 2027, 2029, 2030), ("B", 2028, 2030, 2031)]
    assert offers(*rows) == {1: "start_year", 2: "end_year"}
    assert offers(("Titel", "Beginn", "jj"), ("A", 2027, 2029)) == {2: "end_year"}
