"""A committee changes the draft: from the amendment to the synopsis. And axe on the pages of a paper."""

import re
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from committees.council.choices import BudgetPlan
from committees.council.models import Amendment, Paper
from strategy.models import Measure
from tests.browser.accessible import assert_page_is_accessible
from tests.browser.conftest import go_to, sign_in
from tests.conftest import tasks_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_committee_changes_a_measure_and_everybody_sees_what(
    page: Page, live_server: Any, demo: Any, settings: Any
) -> None:
    # The PDF of the next version is not waited for.
    settings.TASKS = tasks_in("django_tasks.backends.dummy.DummyBackend")
    demo("council")
    sign_in(page, live_server, "gremien")
    go_to(page, "Rat", "Vorlagen")
    page.get_by_role("link", name="2021/0734").click()
    page.get_by_role("link", name="Änderungsantrag eintragen").click()
    page.get_by_label("Nummer oder Wort").fill("1.1.1.1")
    page.get_by_role("main").get_by_role("button", name="Suchen").click()
    page.get_by_role("link", name=re.compile("Text ändern.*1.1.1.1")).click()
    page.get_by_role("radio", name="Fraktion").check()
    page.get_by_label("Name der Fraktion").fill("Fraktion A (Beispiel)")
    page.get_by_label("Titel").fill("Sprachfachkräfte für alle Kitas")
    page.get_by_role("button", name="Änderungsantrag speichern").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ä 1: Maßnahme 1.1.1.1 ändern")

    page.get_by_role("link", name="2021/0734").click()
    page.get_by_role("link", name="Ergebnis eintragen: Ausschuss für Planung und Stadtentwicklung").click()
    page.get_by_role("radio", name=re.compile("^geändert beschlossen")).check()
    page.get_by_label("Ä 1 (Fraktion A (Beispiel))").select_option("angenommen")
    page.get_by_role("button", name="Speichern", exact=True).click()
    expect(page.get_by_role("main")).to_contain_text("Eingebracht als Fassung 1.")
    page.get_by_role("link", name="Was sich geändert hat").click()
    expect(page.get_by_role("main")).to_contain_text("1 Maßnahme geändert")
    expect(page.get_by_role("main")).to_contain_text("Sprachfachkräfte für alle Kitas")


def test_pages_of_a_paper_are_accessible(page: Page, live_server: Any, demo: Any) -> None:
    demo("council")
    paper, measure = Paper.objects.get(), Measure.objects.active().first()
    assert measure is not None
    amendment = Amendment.objects.create(
        paper=paper,
        number=1,
        kind="change",
        element_kind="measure",
        element_key=measure.pk,
        values={"title": "Neuer Titel (Beispiel)"},
        mover="administration",
        created_at=paper.state_at,
    )
    effect = paper.financial_effects.all()[0]
    sign_in(page, live_server, "gremien")
    for name, arguments in {
        "council:paper-detail": [paper.pk],
        "council:paper-edit": [paper.pk],
        "council:paper-submit": [paper.pk],
        "council:paper-withdraw": [paper.pk],
        "council:effect-add": [paper.pk, BudgetPlan.RESULT],
        "council:effect-edit": [effect.pk],
        "council:effect-suggest": [paper.pk],
        "council:annex-add": [paper.pk],
        "council:amendment-add": [paper.pk],
        "council:amendment-change": [paper.pk, "massnahmen", measure.pk],
        "council:amendment-strike": [paper.pk, "massnahmen", measure.pk],
        "council:amendment-detail": [amendment.pk],
        "council:amendment-edit": [amendment.pk],
        "council:amendment-withdraw": [amendment.pk],
        "strategy:element-detail": ["measure", measure.pk],
        "strategy:comparison-with-draft": [1],
        "council:route-list": [],
        "bodies:term-list": [],
        "readings:reading-add": [paper.pk],
    }.items():
        assert_page_is_accessible(page, live_server.url + reverse(name, args=arguments))
