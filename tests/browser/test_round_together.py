"""Two write into the same table and answers come late: nothing is lost, and nothing overwritten unseen."""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Locator, Page, Route, expect

from accounts.roles import Role
from monitoring.actions.round_rows import enter_value, fill_cells
from monitoring.models import IndicatorValue, MeasureReport
from strategy.models import Measure
from tests.browser.accessible import assert_accessible
from tests.browser.conftest import be
from tests.browser.pasted import PASTE
from tests.builders import (
    NOW,
    answer_for,
    make_adopted_version,
    make_department,
    make_indicator,
    make_programme,
    make_round,
    make_strategy,
    make_user,
)

pytestmark = [pytest.mark.browser, pytest.mark.slow]


class HeldAnswers:
    """The requests of a table wait until somebody lets them go."""

    def __init__(self, page: Page) -> None:
        self.page, self.routes = page, list[Route]()
        self.is_holding = False
        page.route("**/umsetzung/tabelle/*/*/*/", self._arrived)

    def _arrived(self, route: Route) -> None:
        if self.is_holding:
            self.routes.append(route)
        else:
            route.continue_()

    def wait(self, count: int = 1) -> None:
        """Wait for requests to have been sent."""
        for _turn in range(200):
            if len(self.routes) >= count:
                return
            self.page.wait_for_timeout(10)
        raise AssertionError(f"{len(self.routes)} requests instead of {count}")

    def let_go(self) -> None:
        """Let the oldest request through and wait for its answer."""
        self.wait()
        with self.page.expect_response("**/umsetzung/tabelle/**"):
            self.routes.pop(0).continue_()


@pytest.fixture
def desk(transactional_db: None, page: Page, live_server: Any) -> SimpleNamespace:
    """A department with a measure and an indicator, the table open, and a colleague who writes into the same rows."""
    strategy, by = make_strategy(), make_user(Role.COORDINATION)
    me, colleague = make_user(Role.DEPARTMENT), make_user(Role.DEPARTMENT, name="Kim Kolleg")
    department = make_department("FB 33")
    measure = make_programme(strategy, by=by)
    Measure.objects.update(department=department)
    indicator = make_indicator(strategy, by=by, responsible=department)
    make_adopted_version(strategy, by=by)
    answer_for(department, me)
    answer_for(department, colleague)
    answer = make_round(strategy, department, by=by).answers.get()

    def theirs(**values: Any) -> None:
        revision = MeasureReport.objects.get().revision
        fill_cells(
            answer=answer, measure=measure, values=values, revision=revision, by=colleague, at=timezone.now()
        )

    def their_value(value: int) -> None:
        entered, seen = IndicatorValue(value=value), IndicatorValue.objects.last()
        series, key = indicator.series.get(), seen.pk if seen else 0
        enter_value(answer=answer, series=series, value=entered, seen=key, by=colleague, at=timezone.now())

    be(page, live_server, me)
    page.goto(live_server.url + reverse("monitoring:round-table", args=[answer.pk]))
    return SimpleNamespace(answers=HeldAnswers(page), theirs=theirs, their_value=their_value, answer=answer)


def type_into(cell: Locator, text: str) -> None:
    """Type a text and leave the cell."""
    cell.fill(text)
    cell.press("Tab")


def cell_of(page: Page) -> Callable[[str], Locator]:
    return lambda name: page.locator(f"[data-cell={name}]")


def test_what_is_typed_during_a_save_is_saved_next(page: Page, desk: SimpleNamespace) -> None:
    cell, errors = cell_of(page), page.locator(".cell-error")
    desk.answers.is_holding = True
    # A correction, while the answer to what was wrong is on its way.
    type_into(cell("progress"), "viel")
    desk.answers.wait()
    type_into(cell("progress"), "40")
    desk.answers.let_go()
    desk.answers.let_go()
    expect(page.locator("[data-unsaved]")).to_have_count(0)
    expect(errors).to_have_count(0)
    assert MeasureReport.objects.get().progress == 40
    # Somebody types on, while the server reads the figure in its own way.
    type_into(cell("spent"), "1200")
    desk.answers.wait()
    type_into(cell("spent"), "1300")
    type_into(cell("done"), "Begonnen")
    desk.answers.let_go()
    desk.answers.let_go()
    expect(page.locator("[data-unsaved]")).to_have_count(0)
    expect(cell("spent")).to_have_value("1.300")
    type_into(cell("obstacle"), "Geld")
    desk.answers.let_go()
    expect(page.locator("[data-unsaved]")).to_have_count(0)
    expect(errors).to_have_count(0)
    report = MeasureReport.objects.get()
    assert (report.spent, report.done, report.obstacle) == (1300, "Begonnen", "Geld")


def test_what_a_colleague_wrote_is_shown_and_stays_until_somebody_decides(
    page: Page, desk: SimpleNamespace
) -> None:
    cell, errors = cell_of(page), page.locator(".cell-error")
    type_into(cell("done"), "Begonnen")
    expect(page.locator("[data-unsaved]")).to_have_count(0)
    # The text that cannot be read hides nothing of the other one, and saving another cell overwrites nothing.
    desk.theirs(progress=70, next_step="Pflanzen")
    type_into(cell("progress"), "viel")
    expect(errors).to_contain_text("keine Zahl")
    expect(errors).to_contain_text("Kim Kolleg hat hier inzwischen geschrieben: „70“.")
    expect(cell("next_step")).to_have_value("Pflanzen")
    assert_accessible(page, "a cell that two have written into")
    type_into(cell("obstacle"), "Geld")
    expect(cell("obstacle")).not_to_have_attribute("data-unsaved", "")
    page.get_by_role("button", name="Anderen übernehmen").click()
    expect(cell("progress")).to_have_value("70")
    expect(errors).to_have_count(0)
    desk.theirs(progress=80)
    type_into(cell("progress"), "90")
    expect(errors).to_contain_text("„80“")
    assert MeasureReport.objects.get().progress == 80
    page.get_by_role("button", name="Ihr Text gilt").click()
    expect(errors).to_have_count(0)
    expect(page.locator("[data-unsaved]")).to_have_count(0)
    assert MeasureReport.objects.get().progress == 90
    # Whoever is typing while the sentence appears has not decided yet.
    desk.theirs(done="Fertig")
    desk.answers.is_holding = True
    type_into(cell("obstacle"), "Zeit")
    desk.answers.wait()
    cell("done").focus()
    page.keyboard.type("Fast")
    desk.answers.let_go()
    expect(errors).to_contain_text("„Fertig“")
    desk.answers.is_holding = False
    page.keyboard.type(" fertig")
    page.keyboard.press("Tab")
    type_into(cell("next_step"), "Gießen")
    expect(cell("next_step")).not_to_have_attribute("data-unsaved", "")
    page.get_by_role("button", name="Antwort abgeben").click()
    expect(cell("done")).to_be_focused()
    assert MeasureReport.objects.get().done == "Fertig"
    page.keyboard.press("End")
    page.keyboard.type(" heute")
    page.keyboard.press("Tab")
    expect(errors).to_have_count(0)
    assert MeasureReport.objects.get().done.endswith(" heute")


def test_a_value_waits_for_its_quality_and_for_a_decision(page: Page, desk: SimpleNamespace) -> None:
    cell, errors = cell_of(page), page.locator(".cell-error")
    cell("value").evaluate(PASTE, "12,5\tgeraten")
    expect(errors).to_contain_text("„geraten“ steht hier nicht zur Wahl.")
    type_into(cell("note"), "Zählung im Mai")
    page.wait_for_load_state("networkidle")
    expect(errors).to_have_text(["„geraten“ steht hier nicht zur Wahl."])
    page.get_by_role("button", name="Antwort abgeben").click()
    expect(cell("quality")).to_be_focused()
    assert not IndicatorValue.objects.exists()
    cell("quality").select_option("estimated")
    type_into(cell("note"), "Zählung im Juni")
    expect(page.locator("[data-unsaved]")).to_have_count(0)
    value = IndicatorValue.objects.get()
    assert (value.value * 2, value.quality, value.note) == (25, "estimated", "Zählung im Juni")
    assert value.period == date(NOW.year, 12, 31)
    desk.their_value(13)
    type_into(cell("value"), "14")
    cell("note").focus()
    page.keyboard.press("Tab")
    expect(errors.first).to_contain_text("Kim Kolleg hat hier inzwischen geschrieben: „13“.")
    assert IndicatorValue.objects.waiting().get().value == 13
    page.get_by_role("button", name="Ihr Text gilt").click()
    page.get_by_role("button", name="Antwort abgeben").focus()
    expect(page.locator("[data-unsaved]")).to_have_count(0)
    expect(errors).to_have_count(0)
    value = IndicatorValue.objects.waiting().get()
    assert (value.value, value.quality) == (14, "estimated")
