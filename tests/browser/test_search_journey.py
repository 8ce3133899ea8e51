"""The head of the working area: searching from any page, the navigation and its keys."""

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from accounts.roles import Role
from strategy.models import Strategy
from tests.browser.accessible import assert_accessible, assert_page_is_accessible
from tests.browser.conftest import be
from tests.builders import make_concept, make_extract, make_user

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def concepts(transactional_db: None, strategy: Strategy) -> None:
    for number in range(25):
        make_concept(strategy, title=f"Radverkehrskonzept {number}", summary="Sichere Wege. " * 40)
    make_extract(make_concept(strategy), quotation="Alle Radwege sind 2030 beleuchtet.")


def test_search_by_keyboard_from_the_head_to_a_result(page: Page, live_server: Any, concepts: None) -> None:
    be(page, live_server, make_user())
    page.goto(live_server.url + reverse("strategy:guide"))
    page.get_by_label("Im Arbeitsbereich suchen").fill("Radweg")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("1 Treffer für „Radweg“")
    expect(page.locator("mark")).to_have_text(["Radwege"])
    page.get_by_role("link", name="S. 14").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Alle Radwege sind 2030 beleuchtet.")).to_be_visible()


def test_pages_of_the_search_are_accessible(page: Page, live_server: Any, concepts: None) -> None:
    be(page, live_server, make_user())
    for query in ("", "?q=der+die", "?q=Sternwarte", "?q=Rad&art=concept&seite=2"):
        assert_page_is_accessible(page, live_server.url + reverse("search:results") + query)


def test_head_of_a_phone_is_low_and_opens_search_and_menu(
    page: Page, live_server: Any, strategy: Strategy
) -> None:
    be(page, live_server, make_user(Role.STEERING_MEMBER))
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(live_server.url + reverse("strategy:guide"))
    assert page.evaluate("document.querySelector('.site-header').offsetHeight") <= 120
    menu = page.locator("summary", has_text="Menü")
    menu.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Übersicht")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Alle Maßnahmen")).to_be_visible()
    assert_accessible(page, "open menu")
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Alle Maßnahmen")).to_be_hidden()
    page.keyboard.press("Escape")
    expect(menu).to_be_focused()
    expect(page.get_by_role("link", name="Übersicht")).to_be_hidden()
    page.keyboard.press("/")
    expect(page.get_by_label("Im Arbeitsbereich suchen")).to_be_focused()
    page.keyboard.type("/?")
    expect(page.get_by_label("Im Arbeitsbereich suchen")).to_have_value("/?")


def test_one_group_of_the_navigation_is_open_at_a_time(
    page: Page, live_server: Any, strategy: Strategy
) -> None:
    be(page, live_server, make_user(Role.STEERING_MEMBER))
    page.set_viewport_size({"width": 1024, "height": 800})
    page.goto(live_server.url + reverse("strategy:measure-list"))
    rows = page.evaluate(
        "new Set([...document.querySelectorAll('.site-nav .site-nav__top')].map((top) => top.offsetParent && "
        "top.getBoundingClientRect().top)).size"
    )
    assert rows == 1
    own, other = (
        page.locator("summary").get_by_text(name, exact=True) for name in ("Strategie", "Steuerungsgruppe")
    )
    expect(own).to_have_attribute("aria-current", "true")
    own.click()
    expect(page.get_by_role("link", name="Alle Maßnahmen")).to_have_attribute("aria-current", "page")
    other.click()
    expect(page.get_by_role("link", name="Alle Maßnahmen")).to_be_hidden()
    expect(page.get_by_role("link", name="Abfragen")).to_be_visible()
    page.get_by_role("heading", level=1).click()
    expect(page.get_by_role("link", name="Abfragen")).to_be_hidden()


def test_keys_are_shown_and_can_be_switched_off(page: Page, live_server: Any, strategy: Strategy) -> None:
    be(page, live_server, make_user(Role.STEERING_MEMBER))
    page.goto(live_server.url + reverse("strategy:guide"))
    page.keyboard.press("?")
    keys = page.get_by_role("dialog", name="Tasten")
    expect(keys).to_be_visible()
    assert_accessible(page, "keys")
    keys.get_by_label("Die Tasten / und ? in diesem Browser verwenden").uncheck()
    page.keyboard.press("Escape")
    page.reload()
    page.keyboard.press("?")
    page.keyboard.press("/")
    expect(keys).to_be_hidden()
    expect(page.get_by_label("Im Arbeitsbereich suchen")).not_to_be_focused()


def test_navigation_needs_no_script(browser: Browser, live_server: Any, strategy: Strategy) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    be(page, live_server, make_user(Role.STEERING_MEMBER))
    page.goto(live_server.url + reverse("strategy:guide"))
    page.locator("summary", has_text="Menü").click()
    page.locator("summary", has_text="Strategie").click()
    page.get_by_role("link", name="Alle Maßnahmen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Alle Maßnahmen")
    context.close()
