"""Somebody evaluates an existing document: two extracts in a row, one becomes a goal."""

import re
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from accounts.roles import Role
from strategy.models import Concept, ElementBasis, Extract, StrategicGoal, Strategy
from tests.browser.accessible import assert_accessible, assert_page_is_accessible
from tests.browser.conftest import be, sign_in
from tests.builders import make_basis, make_concept, make_contradiction, make_extract, make_user

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_extracts_are_entered_and_one_is_taken_over(page: Page, live_server: Any, demo: Any) -> None:
    demo("goals")
    sign_in(page, live_server, "kernteam")
    concept = Concept.objects.first()
    page.goto(live_server.url + reverse("strategy:extract-add", args=[concept.pk]))
    page.get_by_label("Maßnahme", exact=True).check()
    page.get_by_label("Wortlaut").fill("Dächer begrünen.")
    page.get_by_role("textbox", name="Seite").fill("14")
    page.get_by_role("button", name="Speichern und nächste Fundstelle").click()
    expect(page.get_by_role("textbox", name="Seite")).to_have_value("14")
    expect(page.get_by_label("Maßnahme", exact=True)).to_be_checked()
    page.get_by_label("Ziel", exact=True).check()
    page.get_by_label("Wortlaut").fill("Im Jahr 2030 ist die Stadt grün.")
    page.get_by_role("button", name="Speichern", exact=True).click()

    page.get_by_role("link", name="Übernehmen: Im Jahr 2030 ist die Stadt grün.").click()
    page.get_by_label("Themenfeld", exact=True).select_option(index=1)
    page.get_by_role("button", name="Weiter").first.click()
    expect(page.get_by_label("Zielaussage")).to_have_value("Im Jahr 2030 ist die Stadt grün.")
    page.get_by_role("button", name="Speichern", exact=True).click()
    expect(page.get_by_text("übernommen in")).to_be_visible()
    page.get_by_role("link", name=re.compile(r"^Strategisches Ziel \d")).click()
    expect(page.get_by_role("link", name=f"{concept.title}, S. 14")).to_be_visible()


def test_pages_of_extracts_are_accessible(page: Page, live_server: Any, demo: Any) -> None:
    demo("goals")
    concept = Concept.objects.first()
    used, other = (make_extract(concept, page="14") for _ in range(2))
    make_contradiction(used, other, "2030 oder 2035")
    goal = StrategicGoal.objects.active().first()
    make_basis(used, goal)
    assert ElementBasis.objects.in_use().filter(extract=used).exists()
    sign_in(page, live_server)
    names = ("detail", "history", "edit", "remove", "link", "take-over", "set-aside")
    for path in (
        reverse("strategy:concept-detail", args=[concept.pk]),
        reverse("strategy:extract-add", args=[concept.pk]),
        *(reverse(f"strategy:extract-{name}", args=[used.pk]) for name in names),
        reverse("strategy:extract-detail", args=[other.pk]),
        reverse("strategy:contradiction-add", args=[used.pk]) + "?q=a",
        f"{reverse('strategy:extract-take-over', args=[used.pk])}?kind=strategic_goal&parent={goal.theme_id}",
        reverse("strategy:element-detail", args=["strategic_goal", goal.pk]),
    ):
        assert_page_is_accessible(page, live_server.url + path)


def chosen_targets(page: Page) -> list[str]:
    return page.evaluate(
        "[...document.querySelectorAll('[data-picker-list] :checked')].map((box) => box.value)"
    )


def test_targets_are_picked_by_keyboard(page: Page, live_server: Any, strategy: Strategy) -> None:
    be(page, live_server, make_user(Role.CORE_TEAM))
    page.goto(live_server.url + reverse("strategy:extract-add", args=[make_concept(strategy).pk]))
    search = page.get_by_label("Suchen nach Nummer oder Wort")
    found = page.locator("[data-picker-found]")
    search.fill("4.1")
    expect(found).to_have_text("1 gefunden")
    search.press("Enter")
    assert chosen_targets(page) == ["4.1"]
    expect(search).to_be_focused()
    # No target says "Grundbildung", but some a "Bildung".
    search.fill("Grundbildung")
    expect(found).to_have_text(re.compile("^Nichts mit „grundbildung“, aber mit „bildung“: \\d+ gefunden$"))
    search.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    assert chosen_targets(page) == ["4.1", "4.2"]
    assert_accessible(page, "picker")
    page.get_by_role("button", name=re.compile(r"^4\.1 .* entfernen$")).press("Enter")
    assert chosen_targets(page) == ["4.2"]
    expect(page.get_by_role("button", name=re.compile(r"^4\.2 .* entfernen$"))).to_be_focused()
    page.keyboard.press("Enter")
    expect(search).to_be_focused()
    search.fill("Einhorn")
    expect(found).to_have_text("Nichts gefunden. Versuchen Sie es mit einem kürzeren Wort.")


def test_targets_are_chosen_without_a_script(browser: Browser, live_server: Any, strategy: Strategy) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    be(page, live_server, make_user(Role.CORE_TEAM))
    page.goto(live_server.url + reverse("strategy:extract-add", args=[make_concept(strategy).pk]))
    page.get_by_label("Ziel", exact=True).check()
    page.get_by_label("Wortlaut").fill("Im Jahr 2030 ist die Stadt grün.")
    page.get_by_text("Aus der Liste wählen").click()
    page.get_by_label("11.a ").check()
    page.get_by_role("button", name="Speichern", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert [target.pk for target in Extract.objects.get().sdg_targets.all()] == ["11.a"]
    context.close()
