"""The table of a department as a workbook: out, filled in, previewed, taken over."""

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from accounts.models import User
from accounts.roles import Role
from monitoring.actions.rounds import answer_round, close_round
from monitoring.choices import ReportStatus
from monitoring.models import DepartmentAnswer, IndicatorValue, MeasureReport
from strategy.models import Measure, Strategy
from tests.builders import (
    NOW,
    answer_for,
    make_adopted_version,
    make_department,
    make_indicator,
    make_measure,
    make_programme,
    make_report,
    make_round,
    make_user,
)
from tests.conftest import signed_in

Rows = list[list[Any]]


@pytest.fixture
def reporter(db: None) -> User:
    return make_user(Role.DEPARTMENT)


@pytest.fixture
def answer(strategy: Strategy, coordination: User, reporter: User) -> DepartmentAnswer:
    """A department with two measures, the first reported on, and an indicator."""
    measure = make_programme(strategy, by=coordination)
    make_measure(measure.operational_goal, by=coordination)
    department = make_department("FB 33")
    Measure.objects.update(department=department)
    make_adopted_version(strategy, by=coordination)
    answer_for(department, reporter)
    make_indicator(strategy, by=coordination, responsible=department, name="Radwege")
    make_report(measure, by=coordination, progress=40)
    found: DepartmentAnswer = make_round(strategy, department, by=coordination).answers.get()
    return found


@pytest.fixture
def client(reporter: User) -> Client:
    return signed_in(reporter)


def page_of(answer: DepartmentAnswer) -> str:
    return reverse("tables:round-read", args=[answer.pk])


def workbook(client: Client, answer: DepartmentAnswer) -> Workbook:
    response = client.get(reverse("tables:round-file", args=[answer.pk]))
    return load_workbook(BytesIO(response.content))


def upload(client: Client, answer: DepartmentAnswer, book: Workbook) -> Any:
    file = BytesIO()
    book.save(file)
    return client.post(page_of(answer), {"file": SimpleUploadedFile("t.xlsx", file.getvalue())})


def taken_over(client: Client, answer: DepartmentAnswer, preview: Any) -> str:
    sent = {"zeilen": preview.context["kept"]}
    return client.post(page_of(answer), sent, follow=True).content.decode()


def test_a_filled_in_table_comes_back_behind_a_preview(client: Client, answer: DepartmentAnswer) -> None:
    book = workbook(client, answer)
    measures, indicators = book["Maßnahmen"], book["Indikatoren"]
    assert [cell.value for cell in measures[1]][:5] == ["Nr.", "Maßnahme", "Zuletzt", "Stand", "Grund"]
    assert [measures.cell(2, 1).value, measures.cell(2, 3).value] == ["1.1.1.1", "in Umsetzung"]
    # Untouched, it says nothing new.
    assert upload(client, answer, book).context["preview"].lines == ()
    measures.cell(2, 4).value, measures.cell(2, 6).value = "abgeschlossen", 100
    measures.cell(2, 9).value, measures.cell(3, 6).value = "=1+1", "viel"
    measures.cell(3, 7).value = "Begonnen"
    indicators.cell(2, 4).value, indicators.cell(2, 5).value = 12.5, "geschätzt"
    preview = upload(client, answer, book)
    assert MeasureReport.objects.filter(round=answer.round).count() == 0
    lines = preview.context["preview"].lines
    told = [(change.name, change.after, bool(change.error)) for line in lines for change in line.changes]
    assert told == [
        ("state", "abgeschlossen", False),
        ("progress", "100", False),
        ("obstacle", "#FORMEL!", True),
        ("progress", "viel", True),
        ("done", "Begonnen", False),
        ("value", "12,5", False),
        ("quality", "geschätzt", False),
    ]
    assert "5 Zellen sind übernommen." in taken_over(client, answer, preview)
    reports = MeasureReport.objects.filter(round=answer.round).order_by("measure__position", "measure__pk")
    assert {(report.state, report.progress, report.done) for report in reports} == {
        ("completed", 100, ""),
        ("", None, "Begonnen"),
    }
    value = IndicatorValue.objects.waiting().get()
    assert (str(value.value), value.quality, value.round) == ("12.500", "estimated", answer.round)


def test_what_belongs_to_no_row_is_named(client: Client, answer: DepartmentAnswer) -> None:
    book = Workbook()
    sheet = book.active
    sheet.append(["Nr.", "Stand", "Bemerkung"])
    for row in (
        ["9.9.9.9", "Daueraufgabe", ""],
        ["1.1.1.1", "fliegt", "x"],
        ["1.1.1.1", "blockiert"],
        [None, "x"],
    ):
        sheet.append(row)
    preview = upload(client, answer, book).context["preview"]
    assert preview.left_out == ("Bemerkung",)
    assert [line.problem for line in preview.lines] == [
        "„9.9.9.9“ steht nicht in Ihrer Tabelle.",
        "",
        "„1.1.1.1“ steht zweimal in der Datei. Die erste Zeile gilt.",
        "In der Spalte „Nr.“ steht nichts.",
    ]
    assert preview.lines[1].changes[0].error == "Diesen Stand gibt es hier nicht."
    assert preview.count == 0


def test_files_that_are_none_are_refused_at_their_field(client: Client, answer: DepartmentAnswer) -> None:
    book = Workbook()
    book.active.append(["Ganz", "anders"])
    refused = upload(client, answer, book)
    assert (refused.status_code, "keine Spalte „Nr.“" in refused.content.decode()) == (422, True)
    many = Workbook()
    many.active.append(["Nr.", "Stand"])
    for number in range(5000):
        many.active.append([f"1.{number}", "blockiert"])
    assert "mehr als 500 Zeilen" in upload(client, answer, many).content.decode()
    broken = client.post(page_of(answer), {"zeilen": '{"x": 1'}, follow=True)
    assert "nicht vollständig angekommen" in broken.content.decode()


def test_a_formula_without_a_result_is_named_and_does_not_empty_its_cell(
    client: Client, answer: DepartmentAnswer
) -> None:
    book = workbook(client, answer)
    book["Maßnahmen"].cell(2, 9).value = "=1+1"
    preview = upload(client, answer, book)
    (line,) = preview.context["preview"].lines
    assert [change.error for change in line.changes] == ["Hier steht eine Formel ohne Ergebnis."]
    assert "Hier steht eine Formel ohne Ergebnis." in preview.content.decode()
    assert preview.context["preview"].count == 0


def test_a_value_is_taken_over_whole_or_its_line_says_why_not(
    client: Client, answer: DepartmentAnswer
) -> None:
    book = workbook(client, answer)
    indicators = book["Indikatoren"]
    indicators.cell(2, 4).value, indicators.cell(2, 5).value = 12.5, "geraten"
    preview = upload(client, answer, book).context["preview"]
    (line,) = preview.lines
    assert (line.title, "geraten" in line.problem, line.changes, preview.count) == ("Radwege", True, (), 0)
    indicators.cell(2, 4).value, indicators.cell(2, 5).value = None, "geschätzt"
    (line,) = upload(client, answer, book).context["preview"].lines
    assert line.problem == "Bitte geben Sie den Wert an."


def test_what_somebody_wrote_meanwhile_stays(client: Client, answer: DepartmentAnswer) -> None:
    book = workbook(client, answer)
    book["Maßnahmen"].cell(2, 4).value = "blockiert"
    preview = upload(client, answer, book)
    key = Measure.objects.order_by("position", "pk")[0].pk
    row = reverse("monitoring:round-measure", args=[answer.pk, key])
    client.post(row, {"revision": "1", "zellen": "state", "state": "completed"})
    assert "Inzwischen hat jemand anderes hier geschrieben: Stand." in taken_over(client, answer, preview)
    assert MeasureReport.objects.get(status=ReportStatus.DRAFT).state == "completed"
    answer_round(answer=answer, by=answer.round.opened_by, at=NOW)
    settled = upload(client, answer, book).context["preview"]
    assert settled.lines[0].problem == "Diese Meldung ist abgegeben und lässt sich nicht mehr ändern."
    close_round(round=answer.round, by=answer.round.opened_by, at=NOW)
    assert client.get(page_of(answer)).status_code == 404
