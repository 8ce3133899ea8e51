"""From the question to the citizen: a round, three answers in three ways, a report, the council, the public site."""

import re
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from accounts.models import User
from accounts.roles import Role
from committees.bodies.models import Committee
from committees.council.actions.consultations import save_consultation
from committees.council.actions.papers import submit_paper
from committees.council.choices import ConsultationRole
from committees.council.models import Consultation, Paper
from monitoring.adopted import adopted_strategy
from monitoring.models import FrozenReport, MeasureReport, ReportingRound
from monitoring.round_facts import asked_rows
from strategy.departments import Directory
from strategy.models import Department
from tests.browser.accessible import assert_accessible
from tests.browser.conftest import be, go_to
from tests.browser.pasted import paste_cells
from tests.builders import answer_for, make_user

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ROUND, REPORT = "Bericht für den Rat", "Umsetzungsbericht des Jahres"
DONE = "Drei Schulhöfe sind entsiegelt."
PHONE, SCREEN = {"width": 390, "height": 844}, {"width": 1280, "height": 900}


@pytest.fixture
def city(demo: Any, files_wait: None) -> SimpleNamespace:
    """The demonstration, and somebody who answers for each of three departments with few measures."""
    demo("implementation")
    adopted = adopted_strategy()
    assert adopted is not None
    rows = asked_rows(adopted, Directory()).measures
    counts = sorted((len(entries), str(key), key) for key, entries in rows.items() if len(entries) > 3)
    departments = [Department.objects.get(pk=key) for _count, _text, key in counts[:3]]
    people = [make_user(Role.DEPARTMENT) for _ in departments]
    for department, user in zip(departments, people, strict=True):
        answer_for(department, user)
    return SimpleNamespace(
        coordination=User.objects.get(email="koordination@herne.example"),
        office=User.objects.get(email="gremien@herne.example"),
        departments=departments,
        people=people,
        counts=[count for count, _text, _key in counts[:3]],
    )


def test_a_round_becomes_a_report_that_citizens_read(
    page: Page, live_server: Any, city: SimpleNamespace, tmp_path: Path
) -> None:
    be(page, live_server, city.coordination)
    page.goto(live_server.url + reverse("strategy:guide"))
    go_to(page, "Umsetzung", "Berichtsrunden")
    round = open_round(page, city)

    keyboard, workbook, phone = city.people
    open_table(page, live_server, keyboard, round)
    answer_by_keyboard(page, city.counts[0])
    open_table(page, live_server, workbook, round)
    answer_by_workbook(page, tmp_path / "tabelle.xlsx")
    page.set_viewport_size(PHONE)
    open_table(page, live_server, phone, round)
    answer_by_phone(page)
    page.set_viewport_size(SCREEN)

    be(page, live_server, city.coordination)
    page.goto(live_server.url + reverse("monitoring:round-detail", args=[round.pk]))
    waiting = MeasureReport.objects.waiting().filter(round=round).count()
    page.get_by_role("link", name=f"Alle {waiting} wartenden Meldungen annehmen").click()
    page.get_by_role("button", name="Ja, alle annehmen").click()
    expect(page.get_by_text(f"{waiting} Meldungen sind angenommen.")).to_be_visible()
    frozen = make_report_of(page, live_server)

    decide_in_council(page, live_server, city, frozen)
    page.context.clear_cookies()
    read_as_citizen(page, live_server, frozen, round)


def open_round(page: Page, city: SimpleNamespace) -> ReportingRound:
    page.get_by_role("link", name="Runde eröffnen").click()
    page.get_by_label("Titel").fill(ROUND)
    # One click after the other would take seconds.
    chosen = [str(department.pk) for department in city.departments]
    page.locator("[name=departments]").evaluate_all(
        "(all, chosen) => all.forEach((each) => { each.checked = chosen.includes(each.value); })", chosen
    )
    page.get_by_role("button", name="Weiter: ansehen, wer eine E-Mail bekommt").click()
    expect(page.locator("main")).to_contain_text(str(city.people[0]))
    assert_accessible(page, "asked before a round is opened")
    page.locator("main").get_by_role("button", name=re.compile("^Ja")).click()
    expect(page.get_by_text("Die Runde ist eröffnet, 3 Personen bekommen eine E-Mail.")).to_be_visible()
    return ReportingRound.objects.get(title=ROUND)


def open_table(page: Page, live_server: Any, user: User, round: ReportingRound) -> None:
    be(page, live_server, user)
    page.goto(live_server.url + reverse("monitoring:own-rows"))
    page.get_by_role("link", name=re.compile(f"^{round}: ")).click()
    expect(page.locator("[data-cell=state]").first).to_be_visible()


def hand_in(page: Page) -> None:
    page.get_by_role("button", name="Antwort abgeben").click()
    expect(page.get_by_text("Ihre Antwort liegt jetzt bei der Koordination")).to_be_visible()


def answer_by_keyboard(page: Page, rows: int) -> None:
    """Blocks from a spreadsheet, keys from cell to cell, a sentence at what cannot be read."""
    expect(page.get_by_text("Jede Zelle wird von selbst gespeichert.")).to_be_visible()
    states, errors, done = (
        page.locator(each) for each in ("[data-cell=state]", ".cell-error", "[data-cell=done]")
    )
    expect(states).to_have_count(rows)
    # More rows than anybody means are refused with the limit, and nothing changes.
    paste_cells(done.first, "x\ty\n" * 5000)
    expect(errors).to_contain_text("Der Block hat 5.000 Zeilen, höchstens 500")
    expect(done.first).to_have_value("")
    # State and reason of all rows; one state is none, and one row is too many.
    block = ["in Umsetzung\t", "fliegt\t", 'blockiert\t"Kein ""Geld"""']
    paste_cells(states.first, "\n".join([*block, *["Daueraufgabe\t"] * (rows - 3), "zu viel\tübrig"]))
    expect(errors.filter(has_text="„fliegt“ steht hier nicht zur Wahl.")).to_be_visible()
    expect(page.get_by_label("Für diese Zellen war in der Tabelle kein Platz")).to_have_value(
        "zu viel\tübrig"
    )
    expect(states.nth(rows - 1)).to_have_value("permanent_task")
    assert_accessible(page, "table of a department with an error")
    states.nth(1).select_option("in_preparation")
    # Down with Enter, to the next cell with the arrow, and a sentence at what is no number.
    progress = page.locator("[data-cell=progress]")
    progress.first.focus()
    for number in range(rows):
        page.keyboard.press("Control+a")
        page.keyboard.type("viel" if number == 1 else str(10 + number))
        page.keyboard.press("Enter")
    expect(errors.filter(has_text="„viel“ ist keine Zahl.")).to_be_visible()
    progress.nth(1).fill("40")
    page.keyboard.press("ArrowRight")
    expect(done.nth(1)).to_be_focused()
    page.keyboard.type(DONE)
    page.keyboard.press("ArrowUp")
    hand_in(page)
    reports = MeasureReport.objects.waiting().filter(round__title=ROUND)
    assert reports.count() == rows
    assert (reports.get(progress=40).done, reports.get(progress=12).reason) == (DONE, 'Kein "Geld"')


def answer_by_workbook(page: Page, path: Path) -> None:
    """The table as a workbook: downloaded, filled in, read back behind a preview."""
    with page.expect_download() as download:
        page.get_by_role("link", name="Tabelle herunterladen").click()
    book = load_workbook(BytesIO(Path(download.value.path()).read_bytes()))
    sheet, heads = next(
        (sheet, row)
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        if any(cell.value == "Stand" for cell in row)
    )
    columns = {cell.value: cell.column for cell in heads}
    for row in range(heads[0].row + 1, sheet.max_row + 1):
        if sheet.cell(row, 1).value:
            sheet.cell(row, columns["Stand"], "in Umsetzung")
            sheet.cell(row, columns["Fortschritt (%)"], 55)
    book.save(path)
    page.get_by_role("link", name="ausgefüllte Tabelle einlesen").click()
    page.locator("input[type=file]").set_input_files(path)
    page.get_by_role("button", name="Ansehen, was sich ändern würde").click()
    assert_accessible(page, "preview of a filled in table")
    page.get_by_role("button", name="Übernehmen").click()
    expect(page.get_by_text("Zellen sind übernommen.")).to_be_visible()
    hand_in(page)
    assert MeasureReport.objects.waiting().filter(round__title=ROUND, progress=55).exists()


def answer_by_phone(page: Page) -> None:
    """On a phone each row is a card; what is left empty may follow."""
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.locator("[data-cell=state]").first.select_option("completed")
    page.locator("[data-cell=progress]").first.fill("100")
    page.locator("[data-cell=done]").first.fill("Vom Telefon gemeldet.")
    page.locator("[data-cell=done]").first.press("Tab")
    expect(page.locator("[data-unsaved]")).to_have_count(0)
    assert_accessible(page, "table of a department on a phone")
    hand_in(page)
    expect(page.get_by_text("sind noch leer, Sie können sie nachreichen.")).to_be_visible()


def make_report_of(page: Page, live_server: Any) -> FrozenReport:
    """Begin a report on the year of the round, freeze it, publish it."""
    page.goto(live_server.url + reverse("monitoring:progress-add"))
    # Round and report both propose the year before.
    page.get_by_label("Titel").fill(REPORT)
    page.get_by_role("button", name="Bericht beginnen").click()
    expect(page.locator("main")).to_contain_text(DONE)
    page.get_by_role("link", name="Bericht einfrieren").click()
    page.get_by_role("button", name="Ja, einfrieren").click()
    expect(page.get_by_text("Der Bericht ist eingefroren.")).to_be_visible()
    page.get_by_role("link", name="Veröffentlichen").click()
    page.get_by_role("button", name="Ja, veröffentlichen").click()
    expect(page.get_by_text("Der Bericht ist jetzt für alle zu lesen.")).to_be_visible()
    return FrozenReport.objects.without_content().get(title=REPORT)


def decide_in_council(page: Page, live_server: Any, city: SimpleNamespace, frozen: FrozenReport) -> None:
    """The office writes the paper and enters what the council said; its way has journeys of its own."""
    be(page, live_server, city.office)
    page.goto(live_server.url + reverse("monitoring:report-paper", args=[frozen.number]))
    page.get_by_role("button", name="Speichern", exact=True).click()
    expect(page.get_by_text("Die Vorlage ist angelegt.")).to_be_visible()
    paper = Paper.objects.get(report_paper__report=frozen)
    council = Consultation(
        paper=paper,
        committee=Committee.objects.get(name="Rat der Stadt"),
        role=ConsultationRole.DECISION,
        date=timezone.localdate() - timedelta(days=1),
        agenda_number="Ö 7",
    )
    save_consultation(consultation=council, by=city.office)
    submit_paper(paper=paper, by=city.office, at=timezone.now() - timedelta(days=8))
    page.reload()
    page.get_by_role("link", name="Ergebnis eintragen: Rat der Stadt").click()
    page.get_by_role("radio", name=re.compile("zur Kenntnis genommen")).check()
    page.get_by_role("button", name="Speichern", exact=True).click()
    expect(page.locator("main")).to_contain_text("zur Kenntnis genommen")


def read_as_citizen(page: Page, live_server: Any, frozen: FrozenReport, round: ReportingRound) -> None:
    """Without an account: the report, and what was accepted beside the adopted measure."""
    page.goto(live_server.url + reverse("publication:report-list"))
    page.get_by_role("link", name=REPORT).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(REPORT)
    page.goto(live_server.url + reverse("publication:state"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Wo stehen wir?")
    report = MeasureReport.objects.get(round=round, done=DONE)
    adopted = adopted_strategy()
    assert adopted is not None
    entry = adopted.measure(report.measure_id)
    assert entry is not None
    page.goto(live_server.url + reverse("publication:measure", args=[entry.number]))
    expect(page.locator("main")).to_contain_text(DONE)
    expect(page.locator("main")).to_contain_text("in Vorbereitung")
