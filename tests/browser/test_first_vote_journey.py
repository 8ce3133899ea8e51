"""From the empty city to the first invitation and the first vote, and the survey on the shared screen of a meeting."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from accounts.models import User
from accounts.roles import Role
from committees.bodies.choices import CommitteeKind
from committees.bodies.models import Committee
from committees.meetings.actions.polls import open_poll
from committees.meetings.models import AgendaItem, Meeting
from tests.browser.accessible import assert_accessible
from tests.browser.conftest import be
from tests.builders import make_poll, make_user

pytestmark = [pytest.mark.browser, pytest.mark.slow]


LINK = re.compile(r"http://\S+/konto/einladung/\S+")


def from_the_empty_city_to_the_steering_group(page: Page, live_server: Any) -> Committee:
    """Begin the strategy of a city, and make its bodies where the guide leads."""
    page.goto(live_server.url + reverse("strategy:guide"))
    page.get_by_label("Name", exact=True).fill("Musterstadt")
    page.get_by_label("Amtlicher Gemeindeschlüssel").fill("05916000")
    page.get_by_label("Titel").fill("Nachhaltigkeitsstrategie")
    page.get_by_role("button", name="Strategie beginnen").click()
    page.get_by_role("button", name="Gremien anlegen").click()
    return Committee.objects.get(kind=CommitteeKind.STEERING_GROUP)


def invite_pasted_list(page: Page, lines: str) -> None:
    """Invite people where the guide leads next; who gets a mail is shown before it is sent."""
    page.goto(page.url.partition("/arbeitsbereich/")[0] + reverse("strategy:guide"))
    page.get_by_role("link", name="Mitglieder einladen").click()
    page.get_by_label("Liste").fill(lines)
    page.get_by_role("button", name="Einladen", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("2 Personen einladen?")
    assert mail.outbox == []
    page.get_by_role("button", name="Ja, einladen").click()
    expect(page.get_by_text("2 Personen haben jetzt einen Sitz")).to_be_visible()


def test_empty_city_invites_its_first_members_who_vote_on_the_shared_screen(
    page: Page, browser: Browser, live_server: Any, settings: Any, transactional_db: None
) -> None:
    settings.BASE_URL = live_server.url
    coordination = make_user(Role.COORDINATION)
    be(page, live_server, coordination)
    body = from_the_empty_city_to_the_steering_group(page, live_server)
    invite_pasted_list(page, "Ayşe Neumann; neu@herne.example; Kirchen\nBo Brandt; bo@herne.example; Politik")
    link = next(
        found[0] for each in mail.outbox if (found := LINK.findall(each.body)) and "Ayşe" in each.body
    )

    context = browser.new_context(locale="de-DE", viewport={"width": 360, "height": 740})
    phone = context.new_page()
    phone.goto(link)
    phone.get_by_role("button", name="Einladung annehmen").click()
    phone.get_by_role("link", name="Später entscheiden").click()
    phone.wait_for_url("**/arbeitsbereich/")

    now = timezone.now()
    meeting = Meeting.objects.create(
        committee=body,
        title="Zweite Sitzung",
        starts_at=now,
        ends_at=now + timedelta(hours=2),
        video_link="https://video.example/raum",
    )
    item = AgendaItem.objects.create(meeting=meeting, position=1, title="Wann treffen wir uns?")
    Meeting.objects.filter(pk=meeting.pk).update(current_item=item)
    poll = make_poll(
        body, by=coordination, options=("Montag", "Dienstag"), results_live=True, agenda_item=item
    )
    open_poll(poll=poll, by=coordination, at=now)

    page.goto(live_server.url + reverse("meetings:meeting-screen", args=[meeting.pk]))
    expect(page.get_by_text("0 von 2 haben abgestimmt.")).to_be_visible()
    assert_accessible(page, "shared screen")

    phone.reload()
    phone.get_by_role("link", name="Abstimmen").click()
    phone.get_by_label("Dienstag").check()
    phone.get_by_role("button", name="Stimme abgeben").click()
    expect(phone.get_by_role("heading", name="Danke, Ihre Stimme ist gezählt.")).to_be_visible()
    assert_accessible(phone, "thanks on a phone")
    context.close()

    expect(page.get_by_text("1 von 2 hat abgestimmt.")).to_be_visible(timeout=10_000)
    vote = poll.ballots.select_related("voter__user").get()
    assert vote.voter.user == User.objects.get(email="neu@herne.example")
