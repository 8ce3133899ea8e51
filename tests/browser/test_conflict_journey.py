"""Two people with one form open: they see each other, and neither loses a word."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, expect

from strategy.models import OperationalGoal
from tests.browser.accessible import assert_accessible
from tests.browser.conftest import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]

STATEMENT = "Bis 2025 gibt es in jedem Bezirk ein Angebot."


@pytest.fixture
def goal(demo: Any) -> OperationalGoal:
    demo("goals")
    # A theme field of the demonstration is being consolidated.
    editable = OperationalGoal.objects.filter(strategic_goal__theme__consolidation_since__isnull=True)
    goal: OperationalGoal = editable.order_by("pk")[0]
    OperationalGoal.objects.filter(pk=goal.pk).update(statement=STATEMENT, short_title="Alt", unit="Stück")
    goal.history.update(statement=STATEMENT, short_title="Alt", unit="Stück")
    return goal


@pytest.fixture
def address(goal: OperationalGoal, live_server: Any) -> str:
    return live_server.url + reverse("strategy:element-edit", args=["operational_goal", goal.pk])


@pytest.fixture
def colleague(new_context: Callable[..., BrowserContext], live_server: Any, goal: OperationalGoal) -> Page:
    page = new_context().new_page()
    sign_in(page, live_server, "kernteam")
    return page


def save(page: Page) -> None:
    page.get_by_role("button", name="Speichern", exact=True).click()


def test_two_people_merge_their_texts_field_by_field(
    page: Page, live_server: Any, colleague: Page, goal: OperationalGoal, address: str
) -> None:
    sign_in(page, live_server)
    page.goto(address)
    colleague.goto(address)
    colleague.get_by_label("Kurztitel").fill("Ihr Titel")
    colleague.get_by_label("Zielaussage").fill(STATEMENT.replace("2025", "2027"))
    colleague.get_by_label("Einheit").fill("Ihre Einheit")
    save(colleague)
    expect(colleague.get_by_role("status").first).to_contain_text("Gespeichert.")

    page.get_by_label("Kurztitel").fill("Mein Titel")
    page.get_by_label("Zielaussage").fill(STATEMENT.replace("ein Angebot", "zwei Angebote"))
    page.get_by_label("Einheit").fill("Meine Einheit")
    save(page)
    conflict = page.locator("[data-conflict]")
    expect(conflict).to_contain_text("Nichts ist verloren.")
    expect(conflict.get_by_role("alert")).to_be_focused()
    expect(conflict.get_by_role("region", name="Zielaussage: Text von Kaya Kernteam")).to_contain_text("2027")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert_accessible(page, f"conflict ({scheme})")
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 320, "height": 640})
    assert_accessible(page, "conflict (320 px)")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320

    page.get_by_role("group", name="Kurztitel").get_by_role("radio", name="Text von Kaya Kernteam").check()
    expect(page.locator("#id_short_title")).to_have_value("Ihr Titel")
    page.get_by_role("group", name="Zielaussage").get_by_role("radio", name="beides zusammen").check()
    expect(page.locator("#id_statement")).to_have_value("Bis 2027 gibt es in jedem Bezirk zwei Angebote.")
    unit = page.get_by_role("group", name="Einheit")
    unit.get_by_role("radio", name="Text von Kaya Kernteam").check()
    unit.get_by_role("radio", name="Ihr Text").check()
    expect(page.locator("#id_unit")).to_have_value("Meine Einheit")
    page.get_by_role("button", name="Zusammenführen und speichern").click()
    expect(page.get_by_role("status").first).to_contain_text("Gespeichert.")
    goal.refresh_from_db()
    assert (goal.short_title, goal.statement, goal.unit) == (
        "Ihr Titel",
        "Bis 2027 gibt es in jedem Bezirk zwei Angebote.",
        "Meine Einheit",
    )


def test_typing_goes_on_below_a_choice(
    page: Page, live_server: Any, colleague: Page, goal: OperationalGoal, address: str
) -> None:
    sign_in(page, live_server)
    page.goto(address)
    colleague.goto(address)
    colleague.get_by_label("Kurztitel").fill("Ihr Titel")
    save(colleague)
    expect(colleague.get_by_role("status").first).to_contain_text("Gespeichert.")
    page.get_by_label("Kurztitel").fill("Mein Titel")
    save(page)
    choice = page.get_by_role("group", name="Kurztitel")
    choice.get_by_role("radio", name="Text von Kaya Kernteam").check()
    page.locator("#id_short_title").press("End")
    page.locator("#id_short_title").press_sequentially(" und mehr")
    expect(choice.get_by_role("radio", name="Ihr Text")).to_be_checked()
    page.get_by_role("button", name="Zusammenführen und speichern").click()
    expect(page.get_by_role("status").first).to_contain_text("Gespeichert.")
    goal.refresh_from_db()
    assert goal.short_title == "Ihr Titel und mehr"


def test_conflict_is_resolved_without_javascript(
    new_context: Callable[..., BrowserContext],
    live_server: Any,
    colleague: Page,
    goal: OperationalGoal,
    address: str,
) -> None:
    page = new_context(java_script_enabled=False).new_page()
    sign_in(page, live_server)
    page.goto(address)
    colleague.goto(address)
    colleague.get_by_label("Kurztitel").fill("Ihr Titel")
    colleague.get_by_label("Zielaussage").fill(STATEMENT.replace("2025", "2027"))
    save(colleague)
    expect(colleague.get_by_role("status").first).to_contain_text("Gespeichert.")
    page.get_by_label("Kurztitel").fill("Mein Titel")
    page.get_by_label("Zielaussage").fill(STATEMENT.replace("ein Angebot", "zwei Angebote"))
    save(page)
    page.get_by_role("group", name="Kurztitel").get_by_role("radio", name="Text von Kaya Kernteam").check()
    page.get_by_role("group", name="Zielaussage").get_by_role("radio", name="beides zusammen").check()
    page.get_by_role("button", name="Zusammenführen und speichern").click()
    expect(page.get_by_role("status").first).to_contain_text("Gespeichert.")
    goal.refresh_from_db()
    assert (goal.short_title, goal.statement) == (
        "Ihr Titel",
        "Bis 2027 gibt es in jedem Bezirk zwei Angebote.",
    )


def test_people_see_who_else_edits(page: Page, live_server: Any, colleague: Page, address: str) -> None:
    note, status = page.locator("[data-presence-note]"), page.locator("[data-presence-status]")
    sign_in(page, live_server)
    page.clock.install()
    page.goto(address)
    with page.expect_response("**/anwesenheit/"):
        page.clock.run_for(1_500)
    with colleague.expect_response("**/anwesenheit/"):
        colleague.goto(address)
    expect(colleague.locator("[data-presence-note]")).to_contain_text(
        "Wird gerade bearbeitet von Kim Koordination (seit eben)"
    )
    expect(note).not_to_contain_text("Kaya")
    with page.expect_response("**/anwesenheit/"):
        page.clock.run_for(20_000)
    expect(note).to_contain_text("Wird gerade bearbeitet von Kaya Kernteam")
    expect(status).to_contain_text("Kaya Kernteam")
    assert_accessible(page, "form with the notice")

    colleague.get_by_label("Kurztitel").fill("Ihr Titel")
    save(colleague)
    expect(colleague.get_by_role("status").first).to_contain_text("Gespeichert.")
    with page.expect_response("**/anwesenheit/"):
        page.clock.run_for(20_000)
    expect(note).to_have_text("")
    expect(status).to_have_text("Jetzt bearbeiten nur noch Sie diesen Text.")
