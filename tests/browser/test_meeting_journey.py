"""A meeting in the browser: planned, called, led on a shared screen that others follow; axe on every page."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from accounts.models import User
from accounts.roles import Role
from committees.bodies.models import Committee
from committees.meetings.actions.invitations import invite_to_meeting
from committees.meetings.models import AgendaItem, Meeting
from committees.meetings.reply_tokens import reply_token
from strategy.models import Measure
from tests.browser.accessible import assert_accessible, assert_page_is_accessible
from tests.browser.conftest import be
from tests.builders import NOW, make_meeting, make_programme, make_steering_group, make_strategy, make_user

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def coordinator(transactional_db: None) -> User:
    return make_user(Role.COORDINATION, name="Kim Koordination")


@pytest.fixture
def measure(coordinator: User) -> Measure:
    return make_programme(make_strategy(), by=coordinator)


@pytest.fixture
def body(measure: Measure) -> Committee:
    return make_steering_group("Kirchen", "IHK")


def address(live_server: Any, name: str, *arguments: Any) -> str:
    return str(live_server.url + reverse(name, args=arguments))


def test_a_meeting_is_planned_called_and_led_while_others_follow(
    page: Page, browser: Browser, live_server: Any, body: Committee, coordinator: User, measure: Measure
) -> None:
    be(page, live_server, coordinator)
    page.goto(address(live_server, "bodies:committee-detail", body.pk))
    page.get_by_role("link", name="Sitzung planen").click()
    page.get_by_label("Titel").fill("4. Sitzung")
    page.get_by_label("Beginn").fill("2031-03-04T18:00")
    page.locator("#id_ends_at").fill("2031-03-04T17:00")
    page.get_by_label("Link zur Videokonferenz").fill("https://video.example/raum")
    page.get_by_role("button", name="Speichern", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Das Ende der Sitzung liegt vor ihrem Beginn.")
    assert_accessible(page, "a meeting that ends before it starts")
    page.locator("#id_ends_at").fill("2031-03-04T20:00")
    page.get_by_role("button", name="Speichern", exact=True).click()
    goal = measure.operational_goal
    for title in ("Begrüßung", "Ein Ziel"):
        page.get_by_role("link", name="Tagesordnungspunkt anlegen").click()
        page.get_by_label("Titel").fill(title)
        if title == "Ein Ziel":
            page.get_by_label("Ziel in der Beratung").select_option(str(goal.pk))
        page.get_by_role("button", name="Speichern", exact=True).click()
    page.get_by_role("link", name="Mitglieder einladen").click()
    page.get_by_role("button", name="Einladung senden").click()
    expect(page.get_by_text("2 E-Mails sind unterwegs.")).to_be_visible()

    viewer = browser.new_page(viewport={"width": 1280, "height": 720})
    be(viewer, live_server, body.memberships.all()[0].user)
    screen = address(live_server, "meetings:meeting-screen", Meeting.objects.get().pk)
    viewer.goto(screen)
    page.goto(screen)
    page.get_by_role("button", name="Weiter: Begrüßung").click()
    page.get_by_role("button", name="Weiter: Ein Ziel").press("Enter")
    expect(page.get_by_text("Punkt 2 von 2")).to_be_visible()
    expect(viewer.get_by_text(goal.statement)).to_be_visible(timeout=10_000)
    expect(viewer.get_by_role("button")).to_have_count(0)
    assert_accessible(viewer, "the shared screen")
    size = viewer.get_by_text(goal.statement).evaluate("node => parseFloat(getComputedStyle(node).fontSize)")
    assert size >= 36
    viewer.close()


def meeting_pages(meeting: Meeting, item: AgendaItem) -> Iterator[str]:
    yield from (reverse(f"meetings:meeting-{name}") for name in ("list", "add"))
    for name in ("detail", "edit", "minutes", "invite", "update", "cancel", "attendance", "screen"):
        yield reverse(f"meetings:meeting-{name}", args=[meeting.pk])
    yield from (
        reverse(f"meetings:{name}", args=[meeting.pk]) for name in ("agenda-item-add", "document-add")
    )
    for name in ("edit", "result", "remove"):
        yield reverse(f"meetings:agenda-item-{name}", args=[item.pk])


def test_pages_of_meetings_are_accessible(
    page: Page, live_server: Any, body: Committee, coordinator: User, measure: Measure
) -> None:
    make_meeting(body, by=coordinator, starts_at=NOW)
    meeting = make_meeting(
        body, by=coordinator, items=["Begrüßung", "Ausblick"], video_link="https://video.example/x"
    )
    item = meeting.items.all()[0]
    AgendaItem.objects.filter(pk=item.pk).update(
        element_kind="measure", element_key=measure.pk, description="## Text\n\n- eins", result="**Ja**"
    )
    Meeting.objects.filter(pk=meeting.pk).update(current_item=item, minutes="# Verlauf\n\nText")
    meeting.attendances.create(membership=body.memberships.all()[0], status="present")
    document = meeting.documents.create(title="Entwurf", file="x.pdf", size=2048, uploaded_at=NOW)
    be(page, live_server, coordinator)
    for path in meeting_pages(meeting, item):
        assert_page_is_accessible(page, live_server.url + path)
    assert_page_is_accessible(page, live_server.url + reverse("meetings:document-remove", args=[document.pk]))
    member = body.memberships.select_related("user")[0].user
    asked = make_meeting(body, by=coordinator, starts_at=timezone.now() + timedelta(days=1))
    invite_to_meeting(meeting=asked, by=coordinator, at=timezone.now())
    be(page, live_server, member)
    for name, argument in (
        ("meeting-detail", asked.pk),
        ("meeting-reply", asked.pk),
        ("invitation-reply", reply_token(asked, member)),
    ):
        assert_page_is_accessible(page, live_server.url + reverse(f"meetings:{name}", args=[argument]))
