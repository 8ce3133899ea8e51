"""Inviting people into a body, and seeing them off."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.mail import EmailMessage

from accounts.models import Invitation, User
from accounts.roles import Role
from committees.bodies.actions.leaving import see_off
from committees.bodies.actions.members import invite_member, invite_members, role_for
from committees.bodies.choices import CommitteeKind
from committees.bodies.member_list import ListLine
from committees.bodies.models import Committee, Membership, SeatGroup
from committees.meetings.actions.ballots import cast_ballot
from committees.meetings.actions.polls import schedule_poll
from editing.exceptions import RuleBroken
from strategy.models import Strategy, WorkingGroupMember
from tests.builders import (
    NOW,
    make_committee,
    make_membership,
    make_open_poll,
    make_poll,
    make_theme,
    make_user,
)

TODAY = NOW.date()
DAY = timedelta(days=1)
Mailbox = Callable[[], list[EmailMessage]]
Committed = Callable[..., Any]


@pytest.fixture
def committed(django_capture_on_commit_callbacks: Committed) -> Committed:
    return django_capture_on_commit_callbacks


@pytest.fixture
def body(db: None) -> Committee:
    return make_committee(CommitteeKind.STEERING_GROUP, "Steuerungsgruppe")


@pytest.fixture
def churches(db: None) -> SeatGroup:
    return SeatGroup.objects.get(name="Kirchen")


@pytest.mark.parametrize(
    ("kind", "role"),
    [
        (CommitteeKind.STEERING_GROUP, Role.STEERING_MEMBER),
        (CommitteeKind.CORE_TEAM, Role.CORE_TEAM),
        (CommitteeKind.COORDINATION, Role.READER),
        (CommitteeKind.COUNCIL, Role.READER),
    ],
)
def test_new_account_gets_no_more_than_the_body_needs(kind: CommitteeKind, role: Role) -> None:
    assert role_for(Committee(kind=kind)) == role


def test_new_person_gets_account_invitation_and_seat(
    body: Committee, coordination: User, churches: SeatGroup, mailbox: Mailbox, committed: Committed
) -> None:
    with committed(execute=True):
        seat = invite_member(
            committee=body,
            name="Anna Meyer",
            email="Anna@X.example",
            seat_group=churches,
            by=coordination,
            at=NOW,
        )
    assert (seat.user.name, seat.user.email, seat.user.role) == (
        "Anna Meyer",
        "anna@x.example",
        Role.STEERING_MEMBER,
    )
    assert (seat.since, seat.until, seat.has_vote, seat.seat_group) == (TODAY, None, True, churches)
    assert Invitation.objects.get(user=seat.user).invited_by == coordination
    assert [mail.subject for mail in mailbox()] == ["[Nachhaltigkeit] Einladung zum Mitmachen"]


def test_person_with_account_keeps_it_and_is_told_of_the_seat(
    body: Committee, coordination: User, churches: SeatGroup, mailbox: Mailbox, committed: Committed
) -> None:
    reader = make_user(Role.READER, name="Bert <b>Bild</b>")
    with committed(execute=True):
        seat = invite_member(
            committee=body,
            name="Anders",
            email=reader.email.upper(),
            seat_group=churches,
            by=coordination,
            at=NOW,
        )
    reader.refresh_from_db()
    assert (seat.user, reader.name, reader.role) == (reader, "Bert <b>Bild</b>", Role.READER)
    assert not Invitation.objects.exists()
    (mail,) = mailbox()
    assert (mail.to, mail.subject) == (
        [reader.email],
        "[Nachhaltigkeit] Sie sind Mitglied der Steuerungsgruppe",
    )
    assert "Guten Tag Bert <b>Bild</b>," in mail.body
    assert "Sie sprechen dort für: Kirchen." in mail.body


def test_refused_seat_leaves_no_account_behind(body: Committee, coordination: User) -> None:
    with pytest.raises(RuleBroken):
        invite_member(
            committee=body,
            name="Anna",
            email="anna@x.example",
            until=TODAY - DAY,
            by=coordination,
            at=NOW,
        )
    assert not User.objects.filter(email="anna@x.example").exists()


def test_right_lines_go_out_and_wrong_ones_come_back(body: Committee, coordination: User) -> None:
    seated = make_membership(body, make_user(Role.STEERING_MEMBER)).user
    closed = make_user(Role.READER, is_active=False, name="Rita")
    lines = [
        ListLine(source="1", name="Anna", email="anna@x.example", group="Kirchen"),
        ListLine(source="2", reason="Der Name fehlt."),
        ListLine(source="3", name="Sabine", email=seated.email, group="Kirchen"),
        ListLine(source="4", name="Rita", email=closed.email, group=""),
        ListLine(source="5", name="Chor", email="chor@x.example", group="Verschwunden"),
        ListLine(source="6", name="Bert", email="bert@x.example", group=""),
    ]
    invited = invite_members(committee=body, lines=lines, by=coordination, at=NOW)
    assert invited.names == ("Anna", "Bert")
    assert [(line.source, line.reason) for line in invited.wrong] == [
        ("2", "Der Name fehlt."),
        ("3", "Diese Person hat in diesem Gremium schon einen Sitz."),
        ("4", "Das Konto von Rita ist abgeschaltet. Schalten Sie es zuerst wieder ein."),
        ("5", "Die entsendende Gruppe „Verschwunden“ gibt es nicht mehr."),
    ]
    assert not User.objects.filter(email="chor@x.example").exists()


def test_seeing_off_ends_everything_and_keeps_the_history(
    body: Committee, strategy: Strategy, member: User, coordination: User
) -> None:
    past = make_membership(make_committee(), member, until=TODAY - DAY)
    seat = make_membership(body, member, group="Kirchen")
    make_membership(make_committee(), member, since=TODAY + DAY)
    make_membership(body, make_user(Role.STEERING_MEMBER), group="Politik")
    theme = make_theme(strategy, by=coordination)
    WorkingGroupMember.objects.create(theme=theme, user=member, added_at=NOW, added_by=coordination)
    voted, planned = make_open_poll(body, by=coordination), make_poll(body, by=coordination)
    schedule_poll(poll=planned, opens_at=NOW + DAY, closes_at=None, by=coordination, at=NOW)
    answers = {str(voted.options.all()[0].pk): 1}
    cast_ballot(poll=voted, user=member, answers=answers, code="", at=NOW)

    see_off(user=member, by=coordination, at=NOW)

    member.refresh_from_db()
    assert (member.name, member.is_active, member.left_at) == ("ehemaliges Mitglied, Kirchen", False, NOW)
    assert list(Membership.objects.filter(user=member).order_by("pk").values_list("pk", "until")) == [
        (past.pk, TODAY - DAY),
        (seat.pk, TODAY),
    ]
    assert not WorkingGroupMember.objects.exists()
    assert (voted.voters.filter(user=member, has_voted=True).count(), voted.ballots.count()) == (1, 1)
    assert planned.voters.filter(user=member).count() == 0
    assert planned.voters.count() == 1


def test_last_coordination_keeps_everything(body: Committee, coordination: User) -> None:
    make_membership(body, coordination)
    with pytest.raises(RuleBroken):
        see_off(user=coordination, by=coordination, at=NOW)
    assert Membership.objects.get().until is None


def test_person_whom_nobody_sent_is_a_former_member(core_team: User, coordination: User) -> None:
    see_off(user=core_team, by=coordination, at=NOW)
    core_team.refresh_from_db()
    assert core_team.name == "ehemaliges Mitglied"
