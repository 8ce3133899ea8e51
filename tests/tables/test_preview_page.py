"""The page of a preview lists every column, asks about what cannot be read, and shows what new rows would hold."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from jobs.runner import run
from strategy.models import Measure, Strategy
from tables.choices import ImportStatus, RowState
from tables.kinds.concepts import CONCEPTS
from tables.models import TableImport
from tests.tables.test_imports import states, take_over, upload


def page_of(found: TableImport, client: Client, name: str = "detail") -> str:
    page: str = client.get(reverse(f"tables:import-{name}", args=[found.pk])).content.decode()
    return page


def fates(page: str) -> list[tuple[str, ...]]:
    """The cells of the list of columns as people read them."""
    listed = page.partition("import-columns")[2].partition("</table>")[0]
    rows = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in listed.split("<tr>")[2:]]
    return [tuple(" ".join(re.sub("<[^>]*>", " ", cell).split()) for cell in row) for row in rows]


def test_every_column_is_listed_with_what_becomes_of_it(
    measure: Measure, coordination: User, coordination_client: Client
) -> None:
    text = (
        "Operatives Ziel;Maßnahme;Titel;Budget (€);Priorität;Beschlussstand;leer;\n"
        f"{measure.operational_goal.number};Lesepaten;x;12.000;hoch;Vorschlag;;intern\n"
    )
    page = page_of(upload(text, by=coordination), coordination_client)
    assert fates(page) == [
        ("Operatives Ziel", measure.operational_goal.number, "Operatives Ziel"),
        ("Maßnahme", "Lesepaten", "nicht eingelesen Eine andere Spalte füllt dieses Feld schon."),
        ("Titel", "x", "Titel"),
        ("Budget (€)", "12.000", "nicht eingelesen Vorschlag nach den Inhalten: Laufende Kosten."),
        ("Priorität", "hoch", "nicht eingelesen"),
        ("Beschlussstand", "Vorschlag", "nicht eingelesen Folgt aus dem Beschluss des Rates."),
        ("leer", "leer", "nicht eingelesen"),
        ("Spalte H (ohne Überschrift)", "intern", "nicht eingelesen"),
    ]
    dropped = "Maßnahme, Budget (€), Priorität, Spalte H (ohne Überschrift)"
    assert f"Nicht eingelesen: <strong>{dropped}</strong>." in page


def test_suggestion_is_chosen_on_the_page_of_columns_and_named_as_one(
    measure: Measure, coordination: User, coordination_client: Client
) -> None:
    found = upload(f"Titel;Budget\n{measure.title};12.000 €\n", by=coordination)
    assert states(found) == [RowState.UNCHANGED]
    page = page_of(found, coordination_client, "columns")
    assert '<option value="annual_cost" selected>' in page
    assert "Vorschlag nach den Inhalten. Bitte prüfen Sie ihn." in page


def test_new_row_shows_all_that_would_be_written(
    measure: Measure, coordination: User, coordination_client: Client
) -> None:
    text = (
        "OZ;Maßnahme;Kurzbeschreibung;Status;Zeitraum;Kosten pro Jahr;dauerhaft\n"
        f"{measure.operational_goal.number};Lesepaten;Sie lesen<br>vor.;laufend;2027-2029;ca. 12.000 €;nein\n"
    )
    page = page_of(upload(text, by=coordination), coordination_client)
    shown = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", page.partition("import-rows")[2])
    assert shown == [
        ("Operatives Ziel", measure.operational_goal.number),
        ("Kurzbeschreibung", "Sie lesen<br>vor."),
        ("Beginn", "2027"),
        ("Ende", "2029"),
        ("dauerhaft", "nein"),
        ("Laufende Kosten", "12.000"),
        ("Umsetzungsstand", "in Umsetzung"),
        ("Anmerkung", "Laufende Kosten: ca. 12.000 €"),
    ]


def test_questions_are_answered_on_the_page(
    measure: Measure, coordination: User, coordination_client: Client
) -> None:
    above = measure.operational_goal.number
    text = (
        "OZ;Maßnahme;Status;Kosten pro Jahr\n"
        f"{above};Eins;in Bearbeitung;siehe Anlage\n{above};Zwei;in Bearbeitung;5\n"
    )
    found = upload(text, by=coordination)
    page = page_of(found, coordination_client)
    assert "„in Bearbeitung“ heißt" in page
    assert "(2 Zeilen: 2, 3)" in page
    assert "Fragen beantworten" in page
    word = re.search(r'name="(word-implementation_status-\w+)"', page)
    assert word is not None
    answer = reverse("tables:import-answer", args=[found.pk])
    refused = coordination_client.post(answer, {word[1]: "=unsinn"}, follow=True)
    assert "Diese Auswahl gibt es nicht mehr. Bitte wählen Sie noch einmal." in refused.content.decode()
    coordination_client.post(answer, {word[1]: "=in_progress", "leave-annual_cost": "on"})
    found.refresh_from_db()
    assert found.status == ImportStatus.WAITING
    run(found.job_id)
    assert states(found) == [RowState.NEW, RowState.NEW]
    page = page_of(found, coordination_client)
    assert "Laufende Kosten: „siehe Anlage“ (nicht eingelesen)" in page
    assert "Fragen beantworten" not in page
    assert '<option value="=in_progress" selected>' in page
    assert re.search(r'name="leave-annual_cost"[^>]* checked', page)
    # Taken back, the rows are wrong again.
    coordination_client.post(answer, {word[1]: ""})
    found.refresh_from_db()
    run(found.job_id)
    assert states(found) == [RowState.WRONG, RowState.WRONG]


def test_column_full_of_unreadable_cells_is_not_asked_about_word_by_word(
    measure: Measure, coordination: User, coordination_client: Client
) -> None:
    above = measure.operational_goal.number
    rows = "".join(f"{above};Nummer {number};Satz {number}\n" for number in range(60))
    found = upload(f"OZ;Maßnahme;Status\n{rows}", by=coordination)
    page = page_of(found, coordination_client)
    assert (len(found.cell_questions), page.count('name="word-')) == (50, 20)
    assert "und weitere Angaben" in page
    answer = reverse("tables:import-answer", args=[found.pk])
    coordination_client.post(answer, {"leave-implementation_status": "on"})
    found.refresh_from_db()
    run(found.job_id)
    assert set(states(found)) == {RowState.NEW}


def test_kind_without_remarks_says_only_that_cells_are_left_out(
    strategy: Strategy, coordination: User, coordination_client: Client
) -> None:
    found = upload("Titel;Art;Datum\nKlima;Konzept;irgendwann\n", by=coordination, kind=CONCEPTS)
    page = page_of(found, coordination_client)
    assert "alles, was hier offen bleibt, weglassen</label>" in page
    coordination_client.post(reverse("tables:import-answer", args=[found.pk]), {"leave-dated": "on"})
    found.refresh_from_db()
    run(found.job_id)
    assert states(found) == [RowState.NEW]
    assert "<q>irgendwann</q> wird nicht eingelesen." in page_of(found, coordination_client)


@pytest.mark.parametrize("cell", ["", "-", "k. A."])
def test_cell_that_says_nothing_leaves_a_choice_alone(
    measure: Measure, coordination: User, cell: str
) -> None:
    text = f"OZ;Maßnahme;Status;Art der Maßnahme\n{measure.operational_goal.number};Neu;{cell};{cell}\n"
    take_over(upload(text, by=coordination), by=coordination)
    created = Measure.objects.get(title="Neu")
    assert (created.implementation_status, created.measure_kind) == ("not_started", "new")


@pytest.mark.parametrize(
    ("cell", "expected"), [("12", 12000), ("ca. 12,5", 12500), ("12 T€", 12000), ("500 €", 500), ("0", 0)]
)
def test_amounts_below_a_heading_in_thousands(
    measure: Measure, coordination: User, coordination_client: Client, cell: str, expected: int
) -> None:
    found = upload(f"Titel;Laufende Kosten (T€)\n{measure.title};{cell}\n", by=coordination)
    assert "Zahlen ohne Einheit gelten als Tausend Euro." in page_of(found, coordination_client)
    take_over(found, by=coordination)
    assert Measure.objects.get().annual_cost == expected


def test_wrong_rows_come_back_as_they_were_taken(
    measure: Measure, coordination: User, coordination_client: Client
) -> None:
    text = "OZ;Maßnahme;Kosten pro Jahr (T€);Extra;\n9.9.9;Neu;12;x;y\n"
    found = upload(text, by=coordination)
    address = reverse("tables:import-wrong-csv", args=[found.pk])
    wrong = coordination_client.get(address).content.decode("utf-8-sig")
    assert wrong.splitlines()[0] == "Operatives Ziel;Titel;Laufende Kosten (T€);Extra;;Grund"
    mended = upload(wrong.replace("9.9.9;", f"{measure.operational_goal.number};"), by=coordination)
    take_over(mended, by=coordination)
    assert Measure.objects.get(title="Neu").annual_cost == 12000


def test_open_quotation_mark_is_told_on_the_page(
    measure: Measure, coordination: User, coordination_client: Client
) -> None:
    above = measure.operational_goal.number
    text = f'OZ;Maßnahme;Beschreibung\n{above};"Nicht geschlossen;Text\n{above};Zweite;Text\n'
    found = upload(text.encode("cp1252"), by=coordination)
    assert states(found) == [RowState.NEW, RowState.NEW]
    assert "In Zeile 2 öffnet ein Anführungszeichen, das nicht geschlossen wird:" in page_of(
        found, coordination_client
    )
