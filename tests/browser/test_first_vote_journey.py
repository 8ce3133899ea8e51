"""From the invitation to the first vote, and the survey on the shared screen of a meeting."""

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
from committees.meetings.actions.polls import open_poll
from committees.meetings.models import AgendaItem, Meeting
from tests.browser.accessible import assert_accessible
from tests.browser.conftest import be
from tests.builders import make_poll, make_programme, make_steering_group, make_strategy, make_user

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_invitation_leads_to_the_first_vote_and_onto_the_shared_screen(
    page: Page, browser: Browser, live_server: Any, settings: Any, transactional_db: None
) -> None:
    settings.BASE_URL = live_server.url
    coordination = make_user(Role.COORDINATION)
    make_programme(make_strategy(), by=coordination)
    body = make_steering_group("Kirchen", "Hochschulen")

    be(page, live_server, coordination)
    page.goto(live_server.url + reverse("bodies:member-invite", args=[body.pk]))
    page.get_by_label("Name", exact=True).fill("Ayşe Neumann")
    page.get_by_label("E-Mail-Adresse").fill("neu@herne.example")
    page.get_by_label("Entsendende Gruppe").select_option(label="Kirchen")
    page.locator("form.form, main form").get_by_role(
        "button", name=re.compile("einladen|Speichern", re.I)
    ).click()
    expect(page.get_by_text("Ayşe Neumann").first).to_be_visible()
    (link,) = re.findall(r"http://\S+/konto/einladung/\S+", mail.outbox[-1].body)

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
    expect(page.get_by_text("0 von 3 haben abgestimmt.")).to_be_visible()
    assert_accessible(page, "shared screen")

    phone.reload()
    phone.get_by_role("link", name="Abstimmen").click()
    phone.get_by_label("Dienstag").check()
    phone.get_by_role("button", name="Stimme abgeben").click()
    expect(phone.get_by_role("heading", name="Danke, Ihre Stimme ist gezählt.")).to_be_visible()
    assert_accessible(phone, "thanks on a phone")
    context.close()

    expect(page.get_by_text("1 von 3 hat abgestimmt.")).to_be_visible(timeout=10_000)
    vote = poll.ballots.select_related("voter__user").get()
    assert vote.voter.user == User.objects.get(email="neu@herne.example")
