"""Small lists as people really send them give what they expect, from the file to what is written."""

from decimal import Decimal
from unicodedata import normalize

import pytest
from django.test import Client

from accounts.models import User
from strategy.models import Measure
from tables.actions.imports import discard_import
from tables.choices import RowState
from tables.models import TableImport
from tests.builders import make_measure
from tests.tables.deciding import Deciding
from tests.tables.test_imports import states, take_over, upload


def doubts(found: TableImport) -> dict[int, list[str]]:
    """The reasons to look at a row before it is taken over, by its line."""
    return {
        row.line: [doubt["reason"] for doubt in row.content["doubts"]]
        for row in found.rows.order_by("line")
        if row.content["doubts"]
    }


def test_numbers_of_another_list_neither_refuse_rows_nor_spoil_our_own_table(
    measure: Measure, coordination: User
) -> None:
    foreign = (
        "\ufeffNummer;Titel;Kurzbeschreibung\r\n351;Nahwärme;Netz bauen.\r\n352;Solar;Dächer nutzen.\r\n"
    )
    found = upload(foreign, by=coordination)
    assert states(found) == [RowState.TRAY] * 2
    assert [row.content["values"]["former_number"] for row in found.rows.order_by("line")] == ["351", "352"]
    discard_import(table_import=found)
    own = f"\ufeffNummer;Operatives Ziel;Titel\r\n{measure.number};{measure.operational_goal.number};Neuer Titel\r\n"
    again = upload(own, by=coordination)
    assert states(again) == [RowState.CHANGED]
    take_over(again, by=coordination)
    assert Measure.objects.get().title == "Neuer Titel"


@pytest.mark.parametrize(
    ("cell", "posts"),
    [
        ("50 %", "0.50"),
        ("0,5 VZÄ (E 11)", "0.50"),
        ("1/2 Stelle", "0.50"),
        ("keine", "0.00"),
        ("k. A.", None),
    ],
)
def test_shares_of_a_post(measure: Measure, coordination: User, cell: str, posts: str | None) -> None:
    text = f"OZ;Maßnahme;Stellenanteile\n{measure.operational_goal.number};Halbe Stelle;{cell}\n"
    take_over(upload(text, by=coordination), by=coordination)
    written = Measure.objects.get(title="Halbe Stelle").staff_fte
    assert written == (None if posts is None else Decimal(posts))


def test_columns_that_are_not_ours_are_seen_and_can_be_assigned(
    measure: Measure, coordination: User, coordination_client: Client
) -> None:
    text = (
        "OZ;Maßnahme;Kurzbeschreibung;Kosten (€);Zeitraum;Zuständige Stelle;Priorität\n"
        f"{measure.operational_goal.number};Lesepaten;Sie lesen vor.;12.000;2027-2029;Bücherei;hoch\n"
    )
    person = Deciding(text, by=coordination, client=coordination_client)
    listed = person.listed()
    assert {label for label, field in listed.items() if not field} == {"Kosten (€)", "Priorität"}
    person.assign({})
    assert person.listed()["Kosten (€)"] == "Laufende Kosten"
    take_over(person.found, by=coordination)
    new = Measure.objects.get(title="Lesepaten")
    assert (new.annual_cost, new.start_year, new.end_year, str(new.department)) == (
        12_000,
        2027,
        2029,
        "Bücherei",
    )


def test_markup_of_cells_becomes_lines_of_the_dialect(measure: Measure, coordination: User) -> None:
    text = (
        "OZ;Maßnahme;Kurzbeschreibung\n"
        f'{measure.operational_goal.number};Bücherschrank;"**Ziel:** mehr lesen<br>## Bewertung\n'
        '* erster Punkt\n* zweiter Punkt"\n'
    )
    take_over(upload(text, by=coordination), by=coordination)
    description = Measure.objects.get(title="Bücherschrank").description
    assert description == "**Ziel:** mehr lesen\n## Bewertung\n- erster Punkt\n- zweiter Punkt"
    assert states(upload(text, by=coordination)) == [RowState.UNCHANGED]


def test_usual_words_and_figures_of_a_row(
    measure: Measure, coordination: User, coordination_client: Client
) -> None:
    goal = measure.operational_goal
    for place in range(5):
        make_measure(goal, by=coordination, title=f"Schon da {place}", annual_cost=Decimal(12_000))
    text = (
        "OZ;Maßnahme;Status;Beginn;Kosten pro Jahr;Finanzierung;Personal\n"
        f"{goal.number};A;in Arbeit;ab 2027;ca. 12.000 €;Haushaltsmittel;0,5 VZÄ (E 11)\n"
        f"{goal.number};B;abgeschlossen;2027/28;1,2 Mio. €;Eigenmittel;1/2 Stelle\n"
        f"{goal.number};C;laufend;III/2027;12 T€;Haushalt, Fördermittel;keine\n"
    )
    person = Deciding(text, by=coordination, client=coordination_client)
    # Money from two sources is asked about, once; all else is understood.
    assert states(person.found) == [RowState.NEW, RowState.NEW, RowState.WRONG]
    assert [each["value"] for each in person.found.cell_questions] == ["Haushalt, Fördermittel"]
    person.answer({"Haushalt, Fördermittel": "=grants"})
    assert doubts(person.found) == {
        3: [
            "Gelesen als 1.200.000. Das ist mindestens das Hundertfache dessen, was die anderen angeben "
            "(in der Mitte 12.000)."
        ]
    }
    take_over(person.found, by=coordination)
    one, two, three = (Measure.objects.get(title=title) for title in "ABC")
    assert (one.implementation_status, one.start_year, one.end_year) == ("in_progress", 2027, None)
    assert (one.annual_cost, one.funding, one.staff_fte) == (12_000, "budget", Decimal("0.5"))
    assert one.note.splitlines() == ["Personal: 0,5 VZÄ (E 11)", "Laufende Kosten: ca. 12.000 €"]
    assert (two.implementation_status, two.start_year, two.end_year) == ("completed", 2027, 2028)
    assert (two.annual_cost, two.funding, two.staff_fte) == (1_200_000, "budget", Decimal("0.5"))
    assert (three.implementation_status, three.start_year, three.annual_cost) == ("in_progress", 2027, 12_000)
    assert (three.funding, three.staff_fte) == ("grants", 0)


def test_figure_is_unusual_beside_those_of_its_own_table(measure: Measure, coordination: User) -> None:
    costs = ("10.000", "12.000", "12 T€", "14.000", "1,2 Mio. €")
    rows = "".join(f"{measure.operational_goal.number};M {cost};{cost}\n" for cost in costs)
    found = upload(f"OZ;Maßnahme;Kosten pro Jahr\n{rows}", by=coordination)
    assert list(doubts(found)) == [6]


def test_letters_in_parts_are_composed_in_headings_and_cells(measure: Measure, coordination: User) -> None:
    text = normalize(
        "NFD",
        "Operatives Ziel;Maßnahme;Zuständiger Fachbereich;Kurzbeschreibung;Künftig\n"
        f"{measure.operational_goal.number};Lesekoffer für zwölf Schulen;FB 34 - Bücher;Für alle;x\n",
    )
    found = upload(text, by=coordination)
    assert [fact["name"] for fact in found.columns] == [
        "operational_goal",
        "title",
        "department",
        "description",
        "",
    ]
    take_over(found, by=coordination)
    new = Measure.objects.get(title="Lesekoffer für zwölf Schulen")
    assert (str(new.department), new.description) == ("FB 34 - Bücher", "Für alle")


def test_open_quotation_mark_swallows_no_row(measure: Measure, coordination: User) -> None:
    above = measure.operational_goal.number
    text = f'OZ;Maßnahme;Beschreibung\r\n{above};"Ohne Ende;Text\r\n{above};Danach;Text\r\n'
    found = upload(text.encode("cp1252"), by=coordination)
    assert "In Zeile 2 öffnet ein Anführungszeichen, das nicht geschlossen wird:" in found.remark
    take_over(found, by=coordination)
    assert set(Measure.objects.exclude(pk=measure.pk).values_list("title", flat=True)) == {
        '"Ohne Ende',
        "Danach",
    }
