"""axe on every page type: light and dark at desktop width, and at 320 px without sideways scrolling."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from accounts.models import User
from committees.bodies.models import Committee, SeatGroup
from committees.council.models import Consultation, Paper
from monitoring.models import DepartmentAnswer, Indicator, IndicatorValue, MeasureReport
from strategy.choices import Phase
from strategy.models import Chapter, Measure, OperationalGoal, StrategicGoal, ThemeField
from tests.browser.accessible import assert_accessible, assert_page_is_accessible
from tests.browser.conftest import sign_in
from translations.models import Translation

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def element_pages(element: Any) -> Iterator[str]:
    for name in ("detail", "edit", "history"):
        yield reverse(f"strategy:element-{name}", args=[element.kind, element.pk])
    if element.remove_right:
        yield reverse("strategy:element-remove", args=[element.kind, element.pk])


def overview_pages() -> Iterator[str]:
    names = (
        "guide finding-list settings organisation inventory theme-selection candidate-add "
        "candidate-merge theme-list operational-goal-list measure-list chapter-list version-list version-freeze"
    )
    yield from (reverse(f"strategy:{name}") for name in names.split())
    yield reverse("tables:table-list")
    yield reverse("operation:overview")
    yield reverse("handbook:overview")
    yield reverse("handbook:section", args=["koordination"])
    yield reverse("strategy:phase-close", args=[Phase.MEASURES])
    yield reverse("strategy:version-detail", args=[1])
    yield reverse("strategy:theme-leave-out", args=[ThemeField.objects.selected().first().pk])


def editing_pages() -> Iterator[str]:
    theme, goal = ThemeField.objects.selected().first(), StrategicGoal.objects.first()
    yield reverse("strategy:element-add", args=["measure", OperationalGoal.objects.first().pk])
    for element in (theme, goal, OperationalGoal.objects.first(), Measure.objects.first()):
        yield from element_pages(element)
    yield from element_pages(Chapter.objects.get(chapter_kind="process"))


def committee_pages() -> Iterator[str]:
    yield from (
        reverse(name) for name in ("bodies:committee-list", "bodies:committee-add", "council:paper-list")
    )
    yield reverse("council:paper-add", args=[1])
    paper, step = Paper.objects.get(), Consultation.objects.get(role="decision")
    yield from (reverse(f"council:{n}", args=[paper.pk]) for n in ("paper-detail", "paper-edit"))
    yield reverse("council:consultation-add", args=[paper.pk])
    for name in ("edit", "remove", "outcome"):
        yield reverse(f"council:consultation-{name}", args=[step.pk])


def body_pages() -> Iterator[str]:
    body = Committee.objects.get(kind="steering_group")
    for name in ("committee-detail", "committee-edit", "seat-add", "member-invite", "member-list-invite"):
        yield reverse(f"bodies:{name}", args=[body.pk])
    seat = body.memberships.filter(until=None).first()
    for name in ("seat-edit", "seat-end", "member-leave"):
        yield reverse(f"bodies:{name}", args=[seat.pk])
    yield from (reverse(f"bodies:seat-group-{name}") for name in ("list", "add"))
    yield reverse("bodies:seat-group-remove", args=[SeatGroup.objects.first().pk])


def account_pages() -> Iterator[str]:
    names = "profile consent session-list account-list account-invite"
    yield from (reverse(f"accounts:{name}") for name in names.split())
    person = User.objects.get(email="lesen@herne.example")
    yield from (reverse(f"accounts:account-{name}", args=[person.pk]) for name in ("edit", "leave"))
    yield from (reverse(name) for name in ("account_change_password", "account_reauthenticate", "mfa_index"))


def implementation_pages() -> Iterator[str]:
    names = (
        "overview schedule measure-states waiting member-list indicator-list indicator-add round-list round-open "
        "progress-list progress-add"
    )
    for name in names.split():
        yield reverse(f"monitoring:{name}")
    measure = MeasureReport.objects.first().measure
    for name in ("measure-detail", "report-add", "execution-edit"):
        yield reverse(f"monitoring:{name}", args=[measure.pk])
    asked_back = DepartmentAnswer.objects.filter(returned_at__isnull=False).first()
    yield reverse("monitoring:round-detail", args=[asked_back.round_id])
    yield reverse("monitoring:answer-detail", args=[asked_back.pk])
    yield reverse("monitoring:hand-over", args=[measure.pk])
    indicator = IndicatorValue.objects.first().series.indicator
    for name in ("indicator-detail", "value-add"):
        yield reverse(f"monitoring:{name}", args=[indicator.pk])
    yield from (reverse(f"monitoring:{name}", args=[1]) for name in ("frozen-report", "report-paper"))
    yield from ("/berichte/", "/berichte/2/", "/berichte/2/themenfelder/1/")
    yield from ("/stand/", f"/massnahmen/{measure.number}/")
    told = Translation.objects.filter(wording="easy").last()
    yield from (reverse(f"translations:{name}") for name in ("easy-list", "english-list", "video-add"))
    yield from (reverse(f"translations:{name}", args=["easy", told.key]) for name in ("edit", "history"))
    yield from (
        reverse(f"publicity:{name}")
        for name in ("legal-pages", "declaration", "imprint-guide", "privacy-guide")
    )
    public = Indicator.objects.filter(goals__isnull=False).first()
    yield from (f"/indikatoren/{public.pk}/", f"/ziele/{public.goals.first().number}/")


PUBLIC_PAGES = (
    "/",
    "/themenfelder/1/",
    "/ziele/1.1/",
    "/ziele/1.1.1/",
    "/massnahmen/",
    "/massnahmen/1.1.1.1/",
    "/agenda-2030/",
    "/agenda-2030/4/",
    "/suche/?q=Schule",
    "/impressum/",
    "/datenschutz/",
    "/barrierefreiheit/",
    "/leichte-sprache/",
    "/leichte-sprache/1/",
    "/en/",
    "/en/themenfelder/1/",
    "/en/massnahmen/1.1.1.1/",
    "/en/barrierefreiheit/",
    "/konto/anmelden/",
    "/konto/anmelden/code/",
    "/konto/passwort/vergessen/",
    "/konto/einladung/unbekannt/",
)


@pytest.mark.parametrize(
    "pages",
    [overview_pages, editing_pages, committee_pages, body_pages, account_pages, implementation_pages],
)
def test_workspace_pages_are_accessible(
    page: Page, live_server: Any, demo: Any, pages: Callable[[], Iterator[str]]
) -> None:
    # While a paper is before the committees, forms of texts say so instead.
    demo({editing_pages: "goals", implementation_pages: "implementation"}.get(pages, "council"))
    sign_in(page, live_server)
    for path in pages():
        assert_page_is_accessible(page, live_server.url + path)


def test_public_pages_are_accessible(page: Page, live_server: Any, demo: Any) -> None:
    demo("adopted")
    for path in PUBLIC_PAGES:
        assert_page_is_accessible(page, live_server.url + path)


def test_forms_with_errors_are_accessible(page: Page, live_server: Any, demo: Any) -> None:
    demo("goals")
    sign_in(page, live_server)
    goal = OperationalGoal.objects.first()
    page.goto(live_server.url + reverse("strategy:element-add", args=["measure", goal.pk]))
    page.locator("#id_start_year").fill("99999")
    page.get_by_role("button", name="Speichern", exact=True).click()
    page.get_by_role("heading", name="Bitte prüfen Sie Ihre Angaben").wait_for()
    assert_accessible(page, "form with errors")
    assert page.evaluate("document.activeElement.getAttribute('role')") == "alert"
