"""The tables one takes away: who gets which, narrowed to what, and what stands in them."""

import csv
import re
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.roles import READERS, Role
from strategy.discussion.actions.comments import set_resolved
from strategy.discussion.actions.proposals import decline_proposal
from strategy.discussion.actions.structure_proposals import propose_addition, propose_removal
from strategy.models import Measure, Strategy, ThemeField
from tables.kinds.concepts import CONCEPTS
from tables.kinds.departments import DEPARTMENTS
from tables.kinds.kind import Kind
from tables.kinds.measures import MEASURES
from tables.kinds.members import MEMBERS
from tables.kinds.operational_goals import OPERATIONAL_GOALS
from tables.sheets.offered import TABLES, TableName
from tests.builders import (
    NOW,
    make_basis,
    make_comment,
    make_concept,
    make_department,
    make_extract,
    make_goal,
    make_measure,
    make_membership,
    make_programme,
    make_proposal,
    make_steering_group,
    make_strategic_goal,
    make_theme,
    make_user,
)
from tests.conftest import signed_in

pytestmark = pytest.mark.django_db


def csv_of(client: Client, name: str, **query: Any) -> list[list[str]]:
    response = client.get(reverse("tables:table-csv", args=[name]), query)
    assert response.status_code == 200
    return list(csv.reader(StringIO(response.content.decode("utf-8-sig"), newline=""), delimiter=";"))


def column(rows: list[list[str]], heading: str) -> list[str]:
    return [row[rows[0].index(heading)] for row in rows[1:]]


def book_of(client: Client, address: str) -> Any:
    response = client.get(address)
    assert response.status_code == 200
    return openpyxl.load_workbook(BytesIO(response.content))


def reader_who_talks() -> User:
    return make_user(Role.COMMITTEE_OFFICE)


@pytest.fixture
def measure(strategy: Strategy, coordination: User) -> Measure:
    """The one measure of a strategy until 2030, in field 1, with everything filled in."""
    goal = make_programme(strategy, by=coordination).operational_goal
    Measure.objects.all().delete()
    return make_measure(
        goal,
        by=coordination,
        title="=Begrünung",
        department="Umwelt",
        measure_kind="ongoing",
        start_year=2029,
        permanent=True,
        staff_fte=Decimal("0.5"),
        annual_cost=Decimal("1234.5"),
        investment=Decimal(1000),
        sdg_targets=["11.7", "4.7"],
    )


def test_measures_are_written_with_german_values(measure: Measure, coordination: User) -> None:
    (head, row) = csv_of(signed_in(coordination), "massnahmen")
    assert {heading: cell for heading, cell in zip(head, row, strict=True) if cell} == {
        "Nummer": "1.1.1.1",
        "Operatives Ziel": "1.1.1",
        "Titel": "'=Begrünung",
        "Art der Maßnahme": "laufend",
        "Zuständiger Fachbereich": "Umwelt",
        "Beginn": "2029",
        "dauerhaft": "ja",
        "Personal (Vollzeitstellen)": "0,5",
        "Laufende Kosten": "1234,5",
        "Investition": "1000",
        "Umsetzungsstand": "nicht begonnen",
        "SDG-Unterziele": "4.7, 11.7",
        "Beschlussstand": "Vorschlag",
    }


def test_measures_are_narrowed_like_their_list(measure: Measure, coordination: User) -> None:
    idea = make_measure(measure.parent, by=coordination, title="Brunnen", measure_kind="idea")
    client = signed_in(coordination)
    chosen = {"art": "idea", "themenfeld": str(idea.theme_of.pk), "q": "brunnen"}
    assert column(csv_of(client, "massnahmen", **chosen), "Titel") == ["Brunnen"]
    query = QueryDict(mutable=True)
    query.update(chosen)
    book = book_of(client, f"{reverse('tables:table-workbook', args=['massnahmen'])}?{query.urlencode()}")
    assert ("Auswahl", "Art der Maßnahme: Idee, Wörter: brunnen") in [
        row[:2] for row in book["Erläuterungen"].iter_rows(values_only=True)
    ]


def test_workbook_says_what_it_is(measure: Measure, reader: User) -> None:
    address = reverse("tables:table-workbook", args=["massnahmen"])
    response = signed_in(reader).get(address)
    today = response.headers["Content-Disposition"].removeprefix('attachment; filename="massnahmen-')
    assert date.fromisoformat(today.removesuffix('.xlsx"'))
    book = openpyxl.load_workbook(BytesIO(response.content))
    assert book.sheetnames == ["Maßnahmen", "Erläuterungen", "Listen"]
    facts = [row[0] for row in book["Erläuterungen"].iter_rows(max_row=6, values_only=True)]
    assert facts == ["Maßnahmen", "Strategie", "Kommune", "Stand", "Inhalt", "Einlesen"]
    assert book["Erläuterungen"]["B4"].value.startswith("Entwurf: Arbeitsstand vom ")
    assert [cell.data_type for cell in book["Maßnahmen"]["C"]] == ["s", "s"]


def test_no_cell_of_any_table_is_a_formula(measure: Measure, coordination: User) -> None:
    nasty = "=1+1"
    fields = ("description", "partners", "target_group", "budget_product", "milestones", "note")
    Measure.objects.update(**dict.fromkeys(fields, nasty), department=make_department(nasty))
    concept = make_concept(measure.strategy_of, title=nasty, department=nasty, summary=nasty)
    make_extract(concept, quotation=nasty, sdg_targets=["4.7"])
    make_steering_group(nasty)
    make_proposal(measure, by=make_user(Role.COMMITTEE_OFFICE, name=nasty), title=nasty, note=nasty)
    make_comment(measure, by=coordination, text=nasty)
    client = signed_in(coordination)
    types = {
        cell.data_type
        for table in TABLES
        for sheet in book_of(client, reverse("tables:table-workbook", args=[table.name]))
        for row in sheet.iter_rows()
        for cell in row
    }
    assert types == {"s", "n", "d"}


def test_resources_are_summed_to_the_end_of_the_strategy(measure: Measure, coordination: User) -> None:
    make_measure(measure.operational_goal, by=coordination, title="Ohne Angaben")
    client = signed_in(coordination)
    assert csv_of(client, "ressourcen")[1:] == [
        ["Umwelt", "2029", "1", "0,5", "1234,5", "1000", "2234,5"],
        ["Umwelt", "2030", "1", "0,5", "1234,5", "0", "1234,5"],
    ]
    assert csv_of(client, "ressourcen-nicht-enthalten")[1:] == [
        ["1.1.1.2", "Ohne Angaben", "", "Beträge fehlen.", "", "", ""]
    ]
    book = book_of(client, reverse("tables:table-workbook", args=["ressourcen"]))
    assert book.sheetnames == [
        "Ressourcen je Fachbereich",
        "Ressourcen je Jahr",
        "Nicht enthalten",
        "Erläuterungen",
    ]


def test_sdg_references_have_a_row_each(measure: Measure, coordination: User) -> None:
    rows = csv_of(signed_in(coordination), "sdg-bezuege")
    assert [(row[0], row[1], row[4], row[6]) for row in rows[1:]] == [
        ("1.1.1.1", "Maßnahme", "4", "4.7"),
        ("1.1.1.1", "Maßnahme", "11", "11.7"),
    ]


def test_extracts_say_what_became_of_them(measure: Measure, coordination: User) -> None:
    theme = measure.theme_of
    concept = make_concept(measure.strategy_of, title="Klimakonzept")
    used = make_extract(concept, quotation="Mehr Bäume", themes=[theme], sdg_targets=["11.7"])
    make_basis(used, measure)
    make_basis(used, measure.operational_goal)
    make_extract(concept, quotation="Weniger Autos", page="")
    rows = csv_of(signed_in(coordination), "fundstellen")
    assert rows[1:] == [
        ["Klimakonzept", "14", "Ziel", "Mehr Bäume", f"1 {theme}", "11.7", "1.1.1, 1.1.1.1", ""],
        ["Klimakonzept", "", "Ziel", "Weniger Autos", "", "", "", ""],
    ]
    bracket = csv_of(signed_in(coordination), "klammer")
    assert bracket[1][4:] == ["1", "1", "1", "0", "2", "1"]


def test_tables_are_narrowed_to_theme_and_department(measure: Measure, coordination: User) -> None:
    other = make_strategic_goal(make_theme(measure.strategy_of, by=coordination), by=coordination)
    goal = make_goal(other, by=coordination)
    make_measure(goal, by=coordination, title="Radweg", department="Bau")
    make_measure(measure.operational_goal, by=coordination, title="Spielplatz", department="Bau")
    client, second = signed_in(coordination), ThemeField.objects.selected()[1].pk
    assert column(csv_of(client, "massnahmen"), "Titel") == ["'=Begrünung", "Spielplatz", "Radweg"]
    assert column(csv_of(client, "massnahmen", fachbereich="Bau"), "Titel") == ["Spielplatz", "Radweg"]
    assert column(csv_of(client, "massnahmen", themenfeld=second, fachbereich="Bau"), "Titel") == ["Radweg"]
    assert column(csv_of(client, "strategische-ziele", themenfeld=second), "Nummer") == ["2.1"]
    # A table that knows no departments shows all its rows.
    assert column(csv_of(client, "operative-ziele", fachbereich="Bau"), "Nummer") == ["1.1.1", "2.1.1"]


def test_concepts_and_their_extracts_are_narrowed(measure: Measure, coordination: User) -> None:
    theme = measure.theme_of
    for department in ("Umwelt", "Bau"):
        concept = make_concept(measure.strategy_of, title=f"Konzept {department}", department=department)
        make_extract(concept, quotation=f"{department} 1", themes=[theme])
        make_extract(concept, quotation=f"{department} 2")
    client = signed_in(coordination)
    narrowed = {"themenfeld": theme.pk, "fachbereich": "Umwelt"}
    assert column(csv_of(client, "konzepte", **narrowed), "Titel") == ["Konzept Umwelt"]
    assert column(csv_of(client, "fundstellen", **narrowed), "Wortlaut") == ["Umwelt 1"]
    assert column(csv_of(client, "klammer", **narrowed), "Konzept") == ["Konzept Umwelt"]


def test_page_links_narrowed_tables(measure: Measure, reader: User) -> None:
    theme = measure.theme_of
    response = signed_in(reader).get(
        reverse("tables:table-list"), {"themenfeld": theme.pk, "fachbereich": "Umwelt"}
    )
    links = {table.name: query for table, query in response.context["tables"]}
    theme_part, department_part = f"themenfeld={theme.pk}", "fachbereich=Umwelt"
    assert links == {
        TableName.MEASURES: f"{theme_part}&{department_part}",
        TableName.STRATEGIC_GOALS: f"{theme_part}",
        TableName.OPERATIONAL_GOALS: f"{theme_part}",
        TableName.RESOURCES: f"{theme_part}&{department_part}",
        TableName.UNPLACED: f"{theme_part}&{department_part}",
        TableName.SDG: f"{theme_part}",
        TableName.CONCEPTS: f"{department_part}",
        TableName.EXTRACTS: f"{theme_part}&{department_part}",
        TableName.BRACKET: f"{department_part}",
        TableName.COMMENTS: f"{theme_part}",
        TableName.PROPOSALS: f"{theme_part}",
        TableName.LOG: "",
        TableName.IMPLEMENTATION: f"{theme_part}",
        TableName.INDICATOR_VALUES: "",
        TableName.DEPARTMENTS: "",
    }


@pytest.mark.parametrize(
    ("role", "kinds"),
    [
        (
            Role.COORDINATION,
            ["massnahmen", "operative-ziele", "konzepte", "indikatorwerte", "mitglieder", "fachbereiche"],
        ),
        (Role.CORE_TEAM, ["massnahmen", "operative-ziele", "konzepte"]),
        (Role.READER, []),
    ],
)
def test_page_leads_those_who_may_to_reading_in(role: Role, kinds: list[str], strategy: Strategy) -> None:
    page = signed_in(make_user(role)).get(reverse("tables:table-list")).content.decode()
    assert re.findall(r'href="/arbeitsbereich/tabellen/einlesen/([a-z-]+)/"', page) == kinds


def test_unknown_tables_and_fields_are_hidden(measure: Measure, coordination: User) -> None:
    client = signed_in(coordination)
    for query in ({"fachbereich": "Unbekannt"}, {"themenfeld": "x"}):
        assert client.get(reverse("tables:table-csv", args=["massnahmen"]), query).status_code == 404
        assert client.get(reverse("tables:table-list"), query).status_code == 422
    assert client.get(reverse("tables:table-csv", args=["konten"])).status_code == 404
    assert client.post(reverse("tables:table-csv", args=["massnahmen"])).status_code == 405


@pytest.mark.parametrize("role", READERS)
def test_members_are_for_those_who_manage_bodies(role: Role, strategy: Strategy) -> None:
    make_membership(make_steering_group(), make_user(Role.READER, name="Ada", email="ada@example.org"))
    user = make_user(role)
    expected = 200 if role in (Role.COORDINATION, Role.COMMITTEE_OFFICE) else 404
    client = signed_in(user)
    addresses = (
        reverse("tables:table-csv", args=["mitglieder"]),
        reverse("tables:table-workbook", args=["mitglieder"]),
        reverse("tables:table-template", args=[MEMBERS]),
    )
    assert [client.get(address).status_code for address in addresses] == [expected] * 3
    page = client.get(reverse("tables:table-list"))
    assert (TableName.MEMBERS in [table.name for table, _query in page.context["tables"]]) == (
        expected == 200
    )


TEMPLATES = {
    MEASURES: ("Nummer", {"C"}, 4),
    OPERATIONAL_GOALS: ("Nummer", {"C", "D"}, 0),
    CONCEPTS: ("Titel", {"A", "B"}, 1),
    MEMBERS: ("Name", {"A", "B", "C"}, 4),
    DEPARTMENTS: ("Kurzname", {"B"}, 1),
}


@pytest.mark.parametrize("kind", TEMPLATES, ids=str)
def test_templates_are_empty_and_show_what_is_allowed(
    kind: Kind, strategy: Strategy, coordination: User
) -> None:
    make_steering_group("IHK")
    sheet = book_of(signed_in(coordination), reverse("tables:table-template", args=[kind]))[kind.label]
    first, required, lists = TEMPLATES[kind]
    assert (sheet.max_row, sheet["A1"].value) == (1, first)
    # Columns that must be filled in are darker.
    assert {cell.column_letter for cell in sheet[1] if cell.fill.fgColor.rgb == "FFB9D3EC"} == required
    rules = [rule for rule in sheet.data_validations.dataValidation if rule.type == "list"]
    assert len(rules) == lists
    # Only what is read: nothing that follows from decisions.
    assert not {"Beschlussstand", "Stand der Auswertung"} & {cell.value for cell in sheet[1]}


def test_template_names_the_bodies_there_are(strategy: Strategy, coordination: User) -> None:
    body = make_steering_group("IHK")
    book = book_of(signed_in(coordination), reverse("tables:table-template", args=[MEMBERS]))
    assert [cell.value for cell in book["Listen"]["A"] if cell.value] == [body.name]


def test_comments_stand_in_threads_with_element_number_and_state(
    measure: Measure, coordination: User, reader: User
) -> None:
    open_one = make_comment(measure, by=coordination, text="Wer zahlt?", mentions=[reader])
    settled = make_comment(measure.operational_goal, by=coordination, text="Gut so.")
    make_comment(measure, by=reader_who_talks(), text="Die Stadt.", thread=open_one)
    set_resolved(thread=settled, resolved=True, by=coordination, at=NOW)
    rows = csv_of(signed_in(reader), "kommentare")
    assert column(rows, "Kommentar") == ["Wer zahlt?", "Die Stadt.", "Gut so."]
    assert column(rows, "Nummer") == ["1.1.1.1", "1.1.1.1", "1.1.1"]
    assert column(rows, "Stand") == ["offen", "offen", "erledigt"]
    assert column(rows, "Gespräch")[0] == column(rows, "Gespräch")[1] != column(rows, "Gespräch")[2]
    assert column(rows, "Angesprochen") == [reader.name, "", ""]
    other = make_theme(measure.strategy_of, by=coordination)
    assert csv_of(signed_in(reader), "kommentare", themenfeld=other.pk)[1:] == []


def test_proposals_say_what_they_want_and_what_became_of_them(
    measure: Measure, coordination: User, reader: User
) -> None:
    office = reader_who_talks()
    declined = make_proposal(measure, by=office, title="Lesebus", annual_cost="5.000", permanent=False)
    decline_proposal(proposal=declined, reason="Zu teuer.", by=coordination, at=NOW)
    propose_removal(element=measure.operational_goal, reason="Doppelt.", by=office, at=NOW)
    kept = {"title": "Lesepaten", "measure_kind": "new"}
    propose_addition(
        kind=measure.kind, parent=measure.operational_goal, kept=kept, note="", by=office, at=NOW
    )
    rows = csv_of(signed_in(reader), "vorschlaege")
    assert column(rows, "Was") == ["entfernen", "neu anlegen", "Änderung"]
    assert column(rows, "Nummer") == ["1.1.1", "", "1.1.1.1"]
    assert column(rows, "Wohin") == ["", "1.1.1", ""]
    assert column(rows, "Stand") == ["offen", "offen", "abgelehnt"]
    assert column(rows, "Vorgeschlagen") == [
        "",
        "Titel: Lesepaten\nArt der Maßnahme: neu",
        "Titel: Lesebus\nDauerhaft: nein\nLaufende Kosten (Euro im Jahr): 5.000",
    ]
    assert column(rows, "Antwort") == ["", "", "Zu teuer."]


def test_log_names_everybody_also_who_reads_it(measure: Measure, coordination: User) -> None:
    make_comment(measure, by=coordination, text="Wer zahlt?", at=timezone.now())
    rows = csv_of(signed_in(coordination), "aktivitaet")
    assert rows[1][2:7] == [
        coordination.name,
        "hat kommentiert",
        "1 " + measure.theme_of.title,
        "1.1.1.1",
        "'" + measure.title,
    ]
    assert rows[1][-1] == "Wer zahlt?"
    assert "hat angelegt" in column(rows, "Was")


def test_tables_take_the_same_number_of_queries(measure: Measure, coordination: User) -> None:
    client = signed_in(coordination)

    def queries() -> dict[str, int]:
        counts = {}
        for table in TABLES:
            with CaptureQueriesContext(connection) as captured:
                client.get(reverse("tables:table-csv", args=[table.name]))
            counts[str(table.name)] = len(captured)
        return counts

    def grow() -> None:
        theme = make_theme(measure.strategy_of, by=coordination)
        goal = make_goal(make_strategic_goal(theme, by=coordination, sdg_targets=["4.1"]), by=coordination)
        for _ in range(2):
            more = make_measure(goal, by=coordination, department="Bau", sdg_targets=["4.7"], investment=1)
            found = make_extract(make_concept(theme.strategy), themes=[theme], sdg_targets=["4.7"])
            make_basis(found, more)
            make_steering_group("IHK", "Kirchen")
            office = make_user(Role.COMMITTEE_OFFICE)
            make_proposal(more, by=office, title="Neu", annual_cost="5", sdg_targets=["4.7"])
            make_comment(more, by=office, thread=make_comment(goal, by=office, mentions=[coordination]))

    grow()
    before = queries()
    grow()
    grow()
    assert queries() == before
