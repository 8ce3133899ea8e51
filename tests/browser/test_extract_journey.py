"""Somebody evaluates an existing document: two extracts in a row, one becomes a goal."""

import re
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from strategy.models import Concept, ElementBasis, StrategicGoal
from tests.browser.conftest import assert_page_is_accessible, sign_in
from tests.builders import make_basis, make_contradiction, make_extract

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
    page.get_by_role("button", name="Speichern").click()
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
