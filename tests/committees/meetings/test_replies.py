"""Answering an invitation: from the mail and on the page, and what the chair sees of it."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from committees.bodies.models import Committee
from committees.meetings.actions.invitations import cancel_meeting, invite_to_meeting, send_update
from committees.meetings.actions.replies import reply_to_invitation
from committees.meetings.choices import ReplyAnswer
from committees.meetings.models import Meeting, MeetingReply
from committees.meetings.reply_tokens import reply_token
from editing.exceptions import RuleBroken
from strategy.models import Strategy
from tests.builders import make_meeting, make_membership, make_steering_group, make_user
from tests.conftest import signed_in
from tests.strategy.pages import errors_on, fields_on, goes_to, messages_of, text_of

DAY = timedelta(days=1)


@pytest.fixture
def group(strategy: Strategy) -> Committee:
    return make_steering_group()


@pytest.fixture
def seat(group: Committee, member: User) -> Any:
    return make_membership(group, member)


@pytest.fixture
def meeting(group: Committee, seat: Any, coordination: User) -> Meeting:
    """An invited meeting in two days."""
    meeting = make_meeting(group, by=coordination, starts_at=timezone.now() + 2 * DAY)
    invite_to_meeting(meeting=meeting, by=coordination, at=timezone.now())
    meeting.refresh_from_db()
    return meeting


def link(meeting: Meeting, user: User) -> str:
    return reverse("meetings:invitation-reply", args=[reply_token(meeting, user)])


def page(name: str, meeting: Meeting) -> str:
    return reverse(f"meetings:meeting-{name}", args=[meeting.pk])


def answers() -> list[tuple[User, str, str]]:
    return [(reply.user, reply.answer, reply.substitute) for reply in MeetingReply.objects.all()]


def test_mail_leads_to_the_answer_of_its_reader(
    group: Committee,
    seat: Any,
    coordination: User,
    member: User,
    client: Client,
    mailbox: Callable[[], list[EmailMessage]],
    django_capture_on_commit_callbacks: Any,
) -> None:
    meeting = make_meeting(group, by=coordination, starts_at=timezone.now() + DAY)
    with django_capture_on_commit_callbacks(execute=True):
        invite_to_meeting(meeting=meeting, by=coordination, at=timezone.now())
    (mail,) = mailbox()
    (path,) = re.findall(r"https?://[^/\s]+(/\S+/antwort/\S+)", mail.body)
    assert path == link(meeting, member)
    response = client.get(path)
    assert (response.status_code, answers()) == (200, [])
    sent = {**fields_on(response), "answer": "coming"}
    assert goes_to(client.post(path, sent)) == path
    assert answers() == [(member, "coming", "")]
    assert f"Gespeichert für {member.name}: Zusage" in text_of(client.get(path))


def test_last_answer_counts_and_a_substitute_has_a_name(
    meeting: Meeting, member: User, client: Client
) -> None:
    path = link(meeting, member)
    client.post(path, {"answer": "not_coming", "substitute": ""})
    response = client.post(path, {"answer": "substitute", "substitute": " "})
    assert (response.status_code, errors_on(response)) == (
        422,
        {"substitute": ["Bitte nennen Sie, wer Sie vertritt."]},
    )
    response = client.post(path, {"answer": "coming", "substitute": "Mia Öz"})
    assert list(errors_on(response)) == ["substitute"]
    assert fields_on(response)["substitute"] == "Mia Öz"
    assert answers() == [(member, "not_coming", "")]
    client.post(path, {"answer": "substitute", "substitute": "Mia Öz"})
    assert answers() == [(member, "substitute", "Mia Öz")]


@pytest.mark.parametrize("token", ["x", "x:y", "WzEsMl0:1abc:defg"])
def test_foreign_link_answers_nothing(meeting: Meeting, client: Client, token: str) -> None:
    path = reverse("meetings:invitation-reply", args=[token])
    assert (client.get(path).status_code, client.post(path, {"answer": "coming"}).status_code) == (404, 404)
    assert answers() == []


def test_link_shows_no_other_answer(meeting: Meeting, member: User, client: Client) -> None:
    other = make_user(Role.STEERING_MEMBER, name="Karim Öztürk")
    make_membership(meeting.committee, other)
    at = timezone.now()
    reply_to_invitation(meeting=meeting, user=other, answer=ReplyAnswer.COMING, substitute="", at=at)
    shown = text_of(client.get(link(meeting, member)))
    assert "Karim" not in shown
    assert member.name in shown


def test_nobody_answers_for_what_is_cancelled_over_or_not_theirs(
    meeting: Meeting, coordination: User, member: User, client: Client
) -> None:
    later = meeting.ends_at + DAY
    for user, at, sentence in (
        (coordination, timezone.now(), "keinen Sitz"),
        (member, later, "schon vorbei"),
    ):
        with pytest.raises(RuleBroken, match=sentence):
            reply_to_invitation(meeting=meeting, user=user, answer=ReplyAnswer.COMING, substitute="", at=at)
    cancel_meeting(meeting=meeting, by=coordination, at=timezone.now())
    assert "Diese Sitzung ist abgesagt." in text_of(client.get(link(meeting, member)))
    assert client.post(link(meeting, member), {"answer": "coming"}).status_code == 422
    assert answers() == []


def test_member_answers_on_the_page_of_the_meeting(
    meeting: Meeting, member: User, member_client: Client, reader_client: Client
) -> None:
    assert "Sie haben noch nicht geantwortet." in text_of(member_client.get(page("detail", meeting)))
    response = member_client.post(page("reply", meeting), {"answer": "not_coming", "substitute": ""})
    shown = member_client.get(goes_to(response))
    assert messages_of(shown) == ["Danke. Ihre Antwort: Absage"]
    assert "Antwort ändern" in text_of(shown)
    assert reader_client.get(page("reply", meeting)).status_code == 404
    assert reader_client.post(page("reply", meeting), {"answer": "coming"}).status_code == 422
    assert answers() == [(member, "not_coming", "")]


def test_guide_asks_until_one_has_answered(meeting: Meeting, member: User, member_client: Client) -> None:
    guide = reverse("strategy:guide")
    assert page("reply", meeting) in member_client.get(guide).content.decode()
    reply_to_invitation(
        meeting=meeting, user=member, answer=ReplyAnswer.COMING, substitute="", at=timezone.now()
    )
    assert page("reply", meeting) not in member_client.get(guide).content.decode()


def test_chair_and_coordination_see_who_comes(
    meeting: Meeting, member: User, coordination: User, coordination_client: Client, member_client: Client
) -> None:
    chair = make_user(Role.STEERING_MEMBER, name="Claudia Chef")
    make_membership(meeting.committee, chair, role="chair")
    values = {"answer": ReplyAnswer.SUBSTITUTE, "substitute": "Mia Öz"}
    reply_to_invitation(meeting=meeting, user=member, at=timezone.now(), **values)
    for client in (coordination_client, signed_in(chair)):
        groups = client.get(page("detail", meeting)).context["replies"]
        assert [(group.label, group.people) for group in groups] == [
            ("Vertretung", (f"{member.name} (Vertretung durch Mia Öz)",)),
            ("offen", ("Claudia Chef",)),
        ]
    assert member_client.get(page("detail", meeting)).context["replies"] == ()
    send_update(meeting=meeting, sequence=0, by=coordination, at=timezone.now())
    (group, _open) = coordination_client.get(page("detail", meeting)).context["replies"]
    assert group.people == (f"{member.name} (Vertretung durch Mia Öz, vor der letzten E-Mail)",)


def test_attendance_begins_with_the_answers_and_keeps_what_is_recorded(
    meeting: Meeting, member: User, seat: Any, coordination_client: Client
) -> None:
    silent = make_membership(meeting.committee, make_user(Role.STEERING_MEMBER))
    reply_to_invitation(
        meeting=meeting, user=member, answer=ReplyAnswer.COMING, substitute="", at=timezone.now()
    )
    response = coordination_client.get(page("attendance", meeting))
    fields = fields_on(response)
    assert fields[f"seat-{seat.pk}"] == "present"
    assert fields[f"initial-seat-{seat.pk}"] == ""
    assert meeting.attendances.count() == 0
    # The reader of the page takes an empty radio button for a ticked box.
    coordination_client.post(page("attendance", meeting), {**fields, f"seat-{silent.pk}": ""})
    assert list(meeting.attendances.values_list("membership", "status")) == [(seat.pk, "present")]
    meeting.attendances.update(status="absent")
    assert fields_on(coordination_client.get(page("attendance", meeting)))[f"seat-{seat.pk}"] == "absent"
    assert silent.attendances.count() == 0
