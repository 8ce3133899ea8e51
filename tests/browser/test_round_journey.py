"""A department fills its table with the keyboard and a pasted block, hands it in, and coordination accepts."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from accounts.roles import Role
from monitoring.models import MeasureReport
from strategy.models import Measure
from tests.browser.accessible import assert_accessible
from tests.browser.conftest import be, go_to
from tests.builders import (
    answer_for,
    make_adopted_version,
    make_department,
    make_measure,
    make_programme,
    make_round,
    make_strategy,
    make_user,
)

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ROWS = 20
# As a spreadsheet puts it into the clipboard.
PASTE = """(cell, text) => {
    const data = new DataTransfer();
    data.setData("text/plain", text);
    data.setData("text/html", "<table></table>");
    cell.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


@pytest.fixture
def city(transactional_db: None) -> SimpleNamespace:
    """A department with twenty measures, which an open round asks."""
    strategy, by, reporter = make_strategy(), make_user(Role.COORDINATION), make_user(Role.DEPARTMENT)
    department = make_department("FB 33")
    measure = make_programme(strategy, by=by)
    for _number in range(ROWS - 1):
        make_measure(measure.operational_goal, by=by)
    Measure.objects.update(department=department)
    make_adopted_version(strategy, by=by)
    answer_for(department, reporter)
    round = make_round(strategy, department, by=by)
    return SimpleNamespace(by=by, reporter=reporter, round=round)


def test_twenty_rows_by_keyboard_and_paste(page: Page, live_server: Any, city: SimpleNamespace) -> None:
    be(page, live_server, city.reporter)
    page.goto(live_server.url + reverse("monitoring:own-rows"))
    page.get_by_role("link", name=f"{city.round}: FB 33").click()
    states = page.locator("[data-cell=state]")
    expect(states).to_have_count(ROWS)
    expect(page.get_by_text("Jede Zelle wird von selbst gespeichert.")).to_be_visible()
    errors = page.locator(".cell-error")

    # More rows than anybody means are refused with the limit, and nothing changes.
    done = page.locator("[data-cell=done]")
    done.first.focus()
    done.first.evaluate(PASTE, "x\ty\n" * 5000)
    expect(errors).to_contain_text("Der Block hat 5.000 Zeilen, höchstens 500")
    expect(done.first).to_have_value("")

    # State and reason of all rows from a spreadsheet; one state is none, and one row is too many.
    block = [
        "in Umsetzung\t",
        "fliegt\t",
        'blockiert\t"Kein ""Geld"""',
        *["Daueraufgabe\t"] * (ROWS - 3),
        "zu viel\tübrig",
    ]
    states.first.evaluate(PASTE, "\n".join(block))
    expect(errors.filter(has_text="„fliegt“ steht hier nicht zur Wahl.")).to_be_visible()
    expect(page.get_by_label("Für diese Zellen war in der Tabelle kein Platz")).to_have_value(
        "zu viel\tübrig"
    )
    expect(states.nth(ROWS - 1)).to_have_value("permanent_task")
    assert_accessible(page, "table of a department with an error")
    states.nth(1).select_option("in_progress")

    # Down with Enter, to the next cell with the arrow, and a sentence at what is no number.
    progress = page.locator("[data-cell=progress]")
    progress.first.focus()
    for number in range(ROWS):
        page.keyboard.type("viel" if number == 4 else str(number))
        page.keyboard.press("Enter")
    expect(errors.filter(has_text="„viel“ ist keine Zahl.")).to_be_visible()
    progress.nth(4).fill("40")
    page.keyboard.press("ArrowRight")
    expect(done.nth(4)).to_be_focused()
    page.keyboard.type("Fast fertig")
    page.keyboard.press("ArrowUp")
    page.get_by_role("button", name="Antwort abgeben").click()
    expect(page.get_by_text("Ihre Antwort liegt jetzt bei der Koordination")).to_be_visible()
    reports = MeasureReport.objects.waiting().order_by("progress")
    assert [report.progress for report in reports] == [*range(4), *range(5, ROWS), 40]
    assert MeasureReport.objects.get(progress=40).done == "Fast fertig"
    assert MeasureReport.objects.get(progress=2).reason == 'Kein "Geld"'

    be(page, live_server, city.by)
    page.goto(live_server.url + reverse("strategy:guide"))
    go_to(page, "Umsetzung", "Berichtsrunden")
    page.get_by_role("link", name=city.round.title).click()
    page.get_by_role("link", name=f"Alle {ROWS} wartenden Meldungen annehmen").click()
    page.get_by_role("button", name="Ja, alle annehmen").click()
    expect(page.get_by_text(f"{ROWS} Meldungen sind angenommen.")).to_be_visible()
    assert MeasureReport.objects.accepted().count() == ROWS
