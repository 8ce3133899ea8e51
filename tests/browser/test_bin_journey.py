"""Nothing is lost by a click: dragging, arrows that keep the focus, removing and the way back; axe on the pages."""

from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import User
from accounts.roles import Role
from strategy.actions.removal import remove_element
from strategy.models import Measure
from tests.browser.accessible import assert_page_is_accessible
from tests.browser.conftest import be
from tests.builders import make_goal, make_measure, make_programme, make_strategy, make_user

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def coordinator(transactional_db: None) -> User:
    return make_user(Role.COORDINATION, name="Kim Koordination")


@pytest.fixture
def measure(coordinator: User) -> Measure:
    measure = make_programme(make_strategy(), by=coordinator)
    Measure.objects.update(title="Erste")
    for title in ("Zweite", "Dritte"):
        make_measure(measure.operational_goal, by=coordinator, title=title)
    return measure


def titles() -> list[str]:
    return list(Measure.objects.active().order_by("position").values_list("title", flat=True))


def test_order_changes_by_dragging_and_by_arrows(
    page: Page, live_server: Any, measure: Measure, coordinator: User
) -> None:
    be(page, live_server, coordinator)
    page.goto(live_server.url + reverse("strategy:element-detail", args=["theme", measure.theme_of.pk]))
    first, third = page.locator("tr", has_text="Erste"), page.locator("tr", has_text="Dritte")
    height = (third.bounding_box() or {"height": 0})["height"]
    first.locator(".drag-handle").drag_to(third, target_position={"x": 60, "y": height - 4})
    expect(page.locator("tbody th a").first).to_have_text("Zweite")
    assert titles() == ["Zweite", "Dritte", "Erste"]
    page.wait_for_load_state()
    up = page.get_by_role("button", name="1.1.1.3 nach oben")
    up.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="1.1.1.2 nach oben")).to_be_focused()
    page.keyboard.press("Enter")
    # At the top only the way down is left.
    expect(page.get_by_role("button", name="1.1.1.1 nach unten")).to_be_focused()
    assert titles() == ["Erste", "Zweite", "Dritte"]


def test_removed_measure_comes_back(
    page: Page, live_server: Any, measure: Measure, coordinator: User
) -> None:
    be(page, live_server, coordinator)
    page.goto(live_server.url + reverse("strategy:element-remove", args=["measure", measure.pk]))
    page.get_by_role("button", name="Ja, entfernen").click()
    page.get_by_role("button", name="Rückgängig machen").click()
    expect(page.get_by_text("Maßnahme 1.1.1.1 ist wieder da.")).to_be_visible()
    goal = measure.operational_goal
    page.goto(live_server.url + reverse("strategy:element-detail", args=[goal.kind, goal.pk]))
    page.get_by_text("Mehrere auf einmal ändern").click()
    page.get_by_label("1.1.1.1 Erste").check()
    page.get_by_label("1.1.1.3 Dritte").check()
    page.get_by_role("button", name="Entfernen …").click()
    page.get_by_role("button", name="Ja, entfernen").click()
    expect(page.get_by_text("2 Texte sind im Papierkorb.")).to_be_visible()
    assert titles() == ["Zweite"]
    page.get_by_role("link", name="Papierkorb").first.click()
    page.get_by_role("button", name="Wiederherstellen: Dritte").click()
    expect(page.get_by_text("Maßnahme 1.1.1.2 ist wieder da.")).to_be_visible()


def test_pages_are_accessible(page: Page, live_server: Any, measure: Measure, coordinator: User) -> None:
    goal = make_goal(measure.operational_goal.strategic_goal, by=coordinator)
    gone = make_measure(goal, by=coordinator)
    for each in (gone, goal):
        remove_element(element=each, by=coordinator, at=timezone.now())
    be(page, live_server, coordinator)
    record = measure.history.first()
    several = reverse("strategy:element-several", args=["operational_goal", measure.operational_goal.pk])
    for address in (
        reverse("strategy:bin-list"),
        reverse("strategy:bin-element", args=["measure", gone.pk]),
        reverse("strategy:element-history", args=["measure", measure.pk]),
        reverse("strategy:element-former", args=["measure", measure.pk, record.pk]),
        reverse("strategy:element-place", args=["measure", measure.pk]),
        f"{several}?act=verschieben&element={measure.pk}",
        f"{several}?act=entfernen&element={measure.pk}",
        reverse("strategy:element-detail", args=["operational_goal", measure.operational_goal.pk]),
        reverse("strategy:element-detail", args=["theme", measure.theme_of.pk]),
    ):
        assert_page_is_accessible(page, live_server.url + address)
