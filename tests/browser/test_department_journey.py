"""Naming who does it: asked about a new name, both sides of a conflict, merging; axe on every page."""

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from accounts.models import User
from strategy.actions.departments import create_department
from strategy.actions.elements import save_element
from strategy.models import Department, Measure
from tests.browser.accessible import assert_accessible, assert_page_is_accessible
from tests.browser.conftest import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def save(page: Page) -> None:
    page.get_by_role("button", name="Speichern", exact=True).click()


def test_departments_are_named_and_merged(page: Page, live_server: Any, demo: Any) -> None:
    demo("goals")
    editable = Measure.objects.filter(
        operational_goal__strategic_goal__theme__consolidation_since__isnull=True, participants=None
    )
    measure = editable.order_by("pk")[0]
    address = live_server.url + reverse("strategy:element-edit", args=["measure", measure.pk])
    sign_in(page, live_server)
    page.goto(address)
    page.get_by_label("Zuständiger Fachbereich").fill("Fachbereich 33 Kulturbetrieb")
    save(page)
    box = page.get_by_role("checkbox", name="Fachbereich 33 Kulturbetrieb")
    expect(box).not_to_be_checked()
    assert_accessible(page, "asked about an unknown department")
    box.check()
    save(page)
    expect(page.get_by_role("status").first).to_contain_text("Gespeichert.")

    # More names than the page has inputs: none of them is lost when their side is taken.
    page.goto(address)
    page.get_by_text("Beteiligte, Ansprechpersonen", exact=False).click()
    page.get_by_label("Beteiligte Stellen").fill("FB 33")
    names = [f"Verein {number}" for number in range(5)]
    measure.refresh_from_db()
    by = User.objects.get(email="kernteam@herne.example")
    save_element(element=measure, values={"participants": names}, revision=measure.revision, by=by)
    save(page)
    theirs = page.get_by_role("group", name="Beteiligte Stellen").get_by_role(
        "radio", name="Text von Kaya Kernteam"
    )
    theirs.check()
    inputs = page.locator("[name=participants]")
    assert [text for text in inputs.evaluate_all("all => all.map((each) => each.value)") if text] == names
    save(page)
    expect(page.get_by_role("status").first).to_contain_text("Gespeichert.")
    assert sorted(map(str, measure.participants.all())) == names

    former = Department.objects.get(name="Fachbereich 33 Kulturbetrieb")
    remaining = create_department(values={"name": "FB 33 - Kulturbetrieb"}, by=by)
    page.goto(live_server.url + reverse("strategy:department-spellings"))
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=former.name))
    row.get_by_role("link", name=remaining.name).click()
    page.get_by_role("button", name="Zusammenführen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(remaining.name)
    measure.refresh_from_db()
    assert measure.department == remaining

    for name in ("list", "add", "spellings"):
        assert_page_is_accessible(page, live_server.url + reverse(f"strategy:department-{name}"))
    for name in ("detail", "edit", "history", "remove", "merge"):
        page_of_it = reverse(f"strategy:department-{name}", args=[remaining.pk])
        assert_page_is_accessible(page, live_server.url + page_of_it)
