"""From the council's decision to the citizen who reads it."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import confirm_warnings, go_to, sign_in, sign_out

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_clerk_records_the_decision_and_citizens_read_it(
    page: Page, live_server: Any, demo: Any, files_wait: None
) -> None:
    demo("council")
    page.goto(live_server.url)
    expect(page.get_by_text("Lebenslanges Lernen")).to_have_count(0)

    sign_in(page, live_server, "gremien")
    go_to(page, "Rat", "Vorlagen")
    page.get_by_role("link", name="2021/0734").click()
    page.get_by_role("link", name="Ergebnis eintragen: Rat der Stadt").click()
    page.get_by_role("radio", name=re.compile("^beschlossen")).check()
    page.get_by_role("button", name="Speichern", exact=True).click()
    confirm_warnings(page)
    expect(page.locator("main")).to_contain_text("beschlossene Fassung, beschlossen am 5. Oktober 2021")
    sign_out(page)

    sign_in(page, live_server)
    page.locator(".next-step a").click()
    page.get_by_role("link", name="Veröffentlichen").click()
    page.get_by_role("button", name="Ja, veröffentlichen").click()
    expect(page.get_by_role("status").first).to_contain_text("für alle zu lesen")
    sign_out(page)

    page.goto(live_server.url)
    page.get_by_role("link", name=re.compile("Lebenslanges Lernen")).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Lebenslanges Lernen & Kultur")


def test_keyboard_alone_moves_a_goal(page: Page, live_server: Any, demo: Any) -> None:
    demo("goals")
    sign_in(page, live_server, "mitglied")
    go_to(page, "Strategie", "Ziele und Maßnahmen")
    page.get_by_role("link", name="3 Nachhaltiger Konsum & gesundes Leben").click()
    first = page.locator(".tree > li").first.locator(".tree__title").first.inner_text()
    page.get_by_role("button", name="3.1 nach unten", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.locator(".tree > li").nth(1).locator(".tree__title").first).to_have_text(first)


def test_form_warns_before_unsaved_text_is_left(page: Page, live_server: Any, demo: Any) -> None:
    demo("selection")
    sign_in(page, live_server)
    go_to(page, "Strategie", "Kapitel")
    page.get_by_role("link", name="Vorwort").click()
    late: list[Route] = []
    page.route("**/js/forms*.js", lambda route: late.append(route))
    page.get_by_role("link", name="Bearbeiten").click()
    page.get_by_role("textbox", name="Text").fill("Ein angefangener Satz")
    late[0].continue_()
    expect(page.locator("[contenteditable=true]")).to_have_text("Ein angefangener Satz")
    warnings = []

    def stay(dialog: Any) -> None:
        warnings.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.get_by_role("link", name="Abbrechen").click()
    expect(page.get_by_role("textbox", name="Text")).to_have_text("Ein angefangener Satz")
    assert warnings == ["beforeunload"]


def test_smart_check_follows_the_typing(page: Page, live_server: Any, demo: Any) -> None:
    demo("goals")
    sign_in(page, live_server, "mitglied")
    page.goto(f"{live_server.url}/arbeitsbereich/was-fehlt/")
    page.get_by_role("link", name=re.compile("hat noch kein Zieljahr")).first.click()
    check = page.locator(".smart__item", has_text="terminiert")
    expect(check).to_contain_text("noch nicht")
    page.locator("#id_target_year").press_sequentially("2025")
    expect(check).to_contain_text("ja")
