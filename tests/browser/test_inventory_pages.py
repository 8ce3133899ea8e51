"""The bracket, the sheet of a concept and the public page about foundations: open to everybody."""

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from accounts.roles import Role
from strategy.document.actions.versions import adopt_version, publish_version
from strategy.models import Concept, Strategy
from tests.browser.accessible import assert_page_is_accessible
from tests.browser.conftest import be
from tests.builders import (
    NOW,
    make_basis,
    make_concept,
    make_contradiction,
    make_extract,
    make_goal,
    make_strategic_goal,
    make_theme,
    make_user,
    make_version,
)

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def evaluated(transactional_db: None, strategy: Strategy) -> Concept:
    """A concept with an extract in every state, and one that contradicts another concept; all of it published."""
    by = make_user()
    first, second = make_theme(strategy, by=by), make_theme(strategy, by=by)
    goal = make_goal(make_strategic_goal(first, by=by), by=by)
    done = {"evaluation_status": "evaluated", "evaluated_at": NOW, "link": "https://example.org/"}
    concept = make_concept(strategy, title="Klimafolgenanpassungskonzept der Stadt " * 4, **done)
    taken = make_extract(concept, themes=[first, second], quotation="Bis 2030 wird die Stadt grün. " * 20)
    make_basis(taken, goal)
    make_extract(concept, themes=[first], set_aside_reason="Längst erreicht.")
    make_contradiction(taken, make_extract(make_concept(strategy)), "2030 oder 2035?")
    version = make_version(strategy, by=by)
    adopt_version(version=version, on=NOW.date(), reference="2021/1", by=by, at=NOW)
    publish_version(version=version, by=by, at=NOW)
    return concept


def test_pages_of_the_inventory_are_accessible(page: Page, live_server: Any, evaluated: Concept) -> None:
    be(page, live_server, make_user())
    for path in (
        reverse("strategy:inventory"),
        reverse("strategy:concept-sheet", args=[evaluated.pk]),
        reverse("strategy:finding-list"),
        reverse("publication:foundations"),
    ):
        assert_page_is_accessible(page, live_server.url + path)


def test_table_beside_the_picture_unfolds_by_keyboard(
    page: Page, live_server: Any, evaluated: Concept
) -> None:
    be(page, live_server, make_user())
    page.goto(live_server.url + reverse("strategy:inventory"))
    table = page.get_by_role("table", name="Aufgenommene und alle Fundstellen")
    expect(table).to_be_hidden()

    page.get_by_text("Dieselben Zahlen als Tabelle").focus()
    page.keyboard.press("Enter")

    expect(table).to_be_visible()
    expect(table.get_by_role("row").last).to_contain_text("33 %")

    page.keyboard.press("Tab")
    box = page.locator(".table-box:focus-visible")
    expect(box).to_have_count(1)
    assert style_of(box, "outlineStyle", "outlineWidth") == ["solid", "3px"]


def test_media_features_of_the_reader_are_kept(page: Page, live_server: Any, evaluated: Concept) -> None:
    be(page, live_server, make_user(Role.CORE_TEAM))
    page.emulate_media(reduced_motion="reduce", forced_colors="active")
    page.goto(live_server.url + reverse("strategy:inventory"))
    durations = page.evaluate(
        "() => [...new Set([...document.querySelectorAll('*')].map(e => getComputedStyle(e).transitionDuration))]"
    )
    assert [each for each in durations if float(each.split(",")[0].removesuffix("s")) > 0.001] == []
    links = page.locator("nav .site-nav__top")
    current = style_of(page.locator("nav .site-nav__top[aria-current]").first, "borderBottomColor")
    others = [
        style_of(link, "borderBottomColor") for link in links.all() if not link.get_attribute("aria-current")
    ]
    background = style_of(page.locator("body"), "backgroundColor")
    assert others == [background] * len(others)
    assert current != background


def style_of(place: Locator, *names: str) -> list[str]:
    """What the browser draws a place with."""
    found: list[str] = place.evaluate(
        "(e, names) => names.map(name => getComputedStyle(e)[name])", list(names)
    )
    return found
