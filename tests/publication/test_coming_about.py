"""How the strategy came about, as anonymous people read it: numbers and public days, never names, votes or secrets."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from committees.bodies.choices import CommitteeKind
from committees.bodies.models import Committee
from committees.council.models import Paper
from committees.meetings.models import Meeting
from publication.coming_about import Asked, Sending, coming_about
from publication.current import published_or_404
from tests.builders import make_committee, make_meeting, make_steering_group, make_voted_poll

SECRET = "Geheimvorhaben"
BEFORE = datetime(2021, 3, 3, 16, tzinfo=UTC)


@pytest.fixture
def group(paper: Paper, coordination: User) -> Committee:
    """The steering group of a published strategy, whose members and answers nobody outside may learn."""
    body = make_steering_group("Kirchen", "Wirtschaft", "Kirchen")
    for seat in body.memberships.select_related("user"):
        seat.user.name = f"{SECRET} {seat.pk}"
        seat.user.save()
    gone = body.memberships.first()
    gone.until = BEFORE.date()
    gone.save()
    return body


def meet(body: Committee, by: User, title: str, **values: Any) -> Meeting:
    return make_meeting(body, by=by, items=[title], title=title, **{"starts_at": BEFORE, **values})


def ask(meeting: Meeting, by: User, title: str, **values: Any) -> None:
    make_voted_poll(meeting.committee, by=by, title=title, agenda_item=meeting.items.get(), **values)


def test_what_is_public_stands_there_and_nothing_else(
    client: Client, group: Committee, coordination: User
) -> None:
    by = coordination
    public = meet(group, by, "Erste Sitzung", is_public=True)
    ask(public, by, "Welche Themen?", options=[f"{SECRET} A", "B"])
    ask(public, by, f"{SECRET} geheim", secrecy="secret")
    internal = meet(group, by, f"{SECRET} intern")
    ask(internal, by, f"{SECRET} interne Frage")
    make_voted_poll(group, by=by, title=f"{SECRET} ohne Sitzung")
    cancelled = meet(group, by, f"{SECRET} abgesagt", is_public=True)
    Meeting.objects.filter(pk=cancelled.pk).update(cancelled_at=BEFORE)
    meet(group, by, f"{SECRET} nach dem Beschluss", is_public=True, starts_at=BEFORE + timedelta(days=400))
    meet(make_committee(CommitteeKind.COORDINATION), by, f"{SECRET} Koordination", is_public=True)

    html = client.get(reverse("publication:coming-about")).content.decode()

    found = coming_about(published_or_404())
    assert found.groups == (Sending(name="Kirchen", seats=1), Sending(name="Wirtschaft", seats=1))
    [meeting] = found.meetings
    assert (str(meeting.day), meeting.title) == ("2021-03-03", "Erste Sitzung")
    assert meeting.asked == (Asked(title="Welche Themen?", took_part=2, entitled=2),)
    assert "teilgenommen haben 2 von 2 Stimmberechtigten" in html
    assert SECRET not in html
    assert "Rat der Stadt" in html


def test_it_takes_three_queries_however_much_there_is(
    group: Committee, coordination: User, django_assert_num_queries: Any
) -> None:
    for number in range(3):
        meeting = meet(group, coordination, f"Sitzung {number}", is_public=True)
        ask(meeting, coordination, f"Frage {number}")
    current = published_or_404()
    with django_assert_num_queries(3):
        assert [len(meeting.asked) for meeting in coming_about(current).meetings] == [1, 1, 1]


def test_without_public_meetings_the_page_says_so(client: Client, paper: Paper) -> None:
    html = client.get(reverse("publication:coming-about")).content.decode()
    assert "Öffentliche Sitzungen sind hier nicht eingetragen." in html
    assert f'href="{reverse("publication:coming-about")}"' in client.get("/").content.decode()
