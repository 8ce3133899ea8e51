"""Searching the working area from any page."""

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from strategy.models import Strategy
from tests.browser.conftest import assert_page_is_accessible, be
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
