"""Surveys from preparation to closing."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from accounts.models import User
from accounts.roles import Role
from committees.bodies.choices import CommitteeKind
from committees.bodies.models import Committee
from committees.meetings.actions.ballots import cast_ballot
from committees.meetings.actions.poll_mails import announce_poll, remind_voters
from committees.meetings.actions.polls import (
    close_poll,
    move_closing,
    open_poll,
    remove_poll,
    save_poll,
    schedule_poll,
    set_options,
)
from committees.meetings.choices import PollKind, PollState
from committees.meetings.models import Poll, Voter
from committees.meetings.poll_elements import choices_for
from editing.exceptions import RuleBroken, StaleRevision
from strategy.actions.elements import save_element
from strategy.actions.removal import remove_element
from strategy.models import Strategy
from tests.builders import (
    NOW,
    make_committee,
    make_membership,
    make_open_poll,
    make_poll,
    make_programme,
    make_steering_group,
    make_user,
)

LATER = NOW + timedelta(days=2)
BEGUN = "Die Abfrage hat schon begonnen. Ihre Regeln und Antworten stehen damit fest."


@pytest.fixture
def group(db: None) -> Committee:
    return make_steering_group("Kirchen", "IHK")


def refused(action: Callable[..., Any], **arguments: Any) -> str:
    with pytest.raises(RuleBroken) as refusal:
        action(**arguments)
    return str(refusal.value)


def test_state_follows_from_the_times(group: Committee, coordination: User) -> None:
    poll = Poll(opens_at=NOW, closes_at=LATER)
    second = timedelta(seconds=1)
    assert Poll().state(NOW) == PollState.PREPARED
    assert [poll.state(at) for at in (NOW - second, NOW, LATER - second, LATER)] == [
        PollState.SCHEDULED,
        PollState.OPEN,
        PollState.OPEN,
        PollState.CLOSED,
    ]


def test_opening_entitles_the_voting_members_of_the_day(group: Committee, coordination: User) -> None:
    day = NOW.date()
    for name, fields in {
        "Ohne Stimme": {"has_vote": False},
        "Ausgeschieden": {"until": day - timedelta(days=1)},
        "Noch nicht da": {"since": day + timedelta(days=1)},
        "Letzter Tag": {"until": day},
    }.items():
        make_membership(group, make_user(Role.STEERING_MEMBER, name=name), **fields)
    make_membership(make_committee(), make_user(Role.STEERING_MEMBER, name="Anderes Gremium"))
    make_membership(group, make_user(Role.STEERING_MEMBER, name="Gesperrt", is_active=False))
    back = make_user(Role.STEERING_MEMBER, name="Wieder da")
    make_membership(group, back, until=day, group="IHK")
    make_membership(group, back, since=day, group="Kirchen")
    poll = make_open_poll(group, by=coordination)
    voters = poll.voters.order_by("pk").values_list("user__name", "seat_group__name")
    members = group.memberships.filter(user__name__startswith="Mitglied").order_by("user__name")
    assert list(voters) == [
        ("Letzter Tag", None),
        *members.values_list("user__name", "seat_group__name"),
        ("Wieder da", "Kirchen"),
    ]


def test_a_survey_opens_only_with_options_and_voters(group: Committee, coordination: User) -> None:
    empty = make_poll(group, by=coordination, choices=())
    alone = make_poll(group, by=coordination, choices=("Ja",))
    eager = make_poll(group, by=coordination, picks=3)
    nobody = make_poll(make_committee(CommitteeKind.CORE_TEAM, "Kernteam"), by=coordination)
    assert [
        refused(open_poll, poll=poll, by=coordination, at=NOW) for poll in (empty, alone, eager, nobody)
    ] == [
        "Die Abfrage hat noch keine Antworten. Legen Sie zuerst fest, worüber abgestimmt wird.",
        "Bei nur einer Antwort gibt es nichts zu wählen. Bitte geben Sie mindestens zwei an.",
        "Jedes Mitglied soll bis zu 3 auswählen, es stehen aber nur 2 zur Wahl.",
        "„Kernteam“ hat an diesem Tag keine stimmberechtigten Mitglieder.",
    ]
    assert Voter.objects.count() == 0
    assert Poll.objects.filter(opens_at__isnull=False).count() == 0


@pytest.mark.parametrize("at", [NOW, LATER], ids=["open", "closed"])
def test_after_opening_nothing_but_the_closing_changes(
    group: Committee, coordination: User, at: datetime
) -> None:
    poll = make_open_poll(group, by=coordination)
    if at == LATER:
        close_poll(poll=poll, by=coordination, at=NOW + timedelta(days=1))
    who = {"poll": poll, "by": coordination, "at": at}
    assert [
        refused(save_poll, values={"secrecy": "secret"}, revision=1, **who),
        refused(set_options, choices=["A", "B"], **who),
        refused(schedule_poll, opens_at=LATER, closes_at=None, **who),
        refused(open_poll, **who),
        refused(remove_poll, **who),
    ] == [BEGUN] * 5
    poll.refresh_from_db()
    assert (poll.secrecy, poll.options.count()) == ("named", 2)


def test_closing_moves_while_open_and_never_back(group: Committee, coordination: User) -> None:
    poll = make_open_poll(group, by=coordination)
    who = {"poll": poll, "by": coordination}
    at = NOW + timedelta(hours=1)
    move_closing(closes_at=LATER, at=at, **who)
    assert refused(move_closing, closes_at=NOW, at=at, **who) == (
        "Das Ende liegt in der Vergangenheit. Mit „Jetzt schließen“ endet sie sofort."
    )
    close_poll(at=at, **who)
    poll.refresh_from_db()
    assert (poll.closes_at, poll.state(at)) == (at, PollState.CLOSED)
    for action, more in ((close_poll, {}), (move_closing, {"closes_at": LATER})):
        assert refused(action, at=at, **more, **who) == "Diese Abfrage ist nicht offen."


def test_a_plan_can_change_and_its_voters_are_made_anew(group: Committee, coordination: User) -> None:
    poll = make_poll(group, by=coordination)
    who = {"poll": poll, "by": coordination, "at": NOW}
    schedule_poll(opens_at=LATER, closes_at=LATER + timedelta(days=1), **who)
    assert poll.voters.count() == 2
    make_membership(group, make_user(Role.STEERING_MEMBER))
    schedule_poll(opens_at=LATER, closes_at=None, **who)
    assert poll.voters.count() == 3
    schedule_poll(opens_at=None, closes_at=None, **who)
    poll.refresh_from_db()
    assert (poll.state(NOW), poll.voters.count()) == (PollState.PREPARED, 0)


@pytest.mark.parametrize(
    ("opens_at", "closes_at", "sentence"),
    [
        (LATER, NOW, "Die Abfrage schließt, bevor sie öffnet."),
        (None, LATER, "Bitte geben Sie auch an, wann die Abfrage öffnet."),
        (NOW, LATER, "Der Beginn liegt in der Vergangenheit. Mit „Jetzt öffnen“ beginnt sie sofort."),
    ],
)
def test_a_plan_that_makes_no_sense_is_refused(
    group: Committee,
    coordination: User,
    opens_at: datetime | None,
    closes_at: datetime | None,
    sentence: str,
) -> None:
    poll = make_poll(group, by=coordination)
    plan = {"opens_at": opens_at, "closes_at": closes_at}
    assert refused(schedule_poll, poll=poll, by=coordination, at=NOW, **plan) == sentence


def test_another_committee_brings_its_own_voters(group: Committee, coordination: User) -> None:
    poll = make_poll(group, by=coordination)
    schedule_poll(poll=poll, opens_at=LATER, closes_at=None, by=coordination, at=NOW)
    other = make_steering_group("Jugend")
    save_poll(poll=poll, values={"committee": other}, revision=1, by=coordination, at=NOW)
    assert list(poll.voters.values_list("seat_group__name", flat=True)) == ["Jugend"]


def test_saving_an_old_form_of_a_survey_shows_the_conflict(group: Committee, coordination: User) -> None:
    poll = make_poll(group, by=coordination, title="Alt")
    save_poll(poll=poll, values={"title": "Neu"}, revision=1, by=coordination, at=NOW)
    with pytest.raises(StaleRevision):
        save_poll(poll=poll, values={"title": "Anders"}, revision=1, by=coordination, at=NOW)
    poll.refresh_from_db()
    assert poll.title == "Neu"


def test_labels_are_those_of_the_opening(strategy: Strategy, group: Committee, coordination: User) -> None:
    measure = make_programme(strategy, by=coordination)
    goal = measure.operational_goal
    choices = [choice for found in choices_for(PollKind.AGREEMENT) for choice in found.choices]
    poll = make_poll(group, by=coordination, kind=PollKind.AGREEMENT, choices=choices)
    save_element(element=goal, values={"short_title": "Neu"}, revision=goal.revision, by=coordination)
    open_poll(poll=poll, by=coordination, at=NOW)
    strategic = goal.strategic_goal
    assert [option.label for option in poll.options.all()] == [
        f"1.1 {strategic.statement}",
        f"1.1.1 Neu: {goal.statement}",
    ]


def test_a_removed_goal_stops_the_opening(strategy: Strategy, group: Committee, coordination: User) -> None:
    goal = make_programme(strategy, by=coordination).operational_goal
    choices = [choice for found in choices_for(PollKind.AGREEMENT) for choice in found.choices]
    poll = make_poll(group, by=coordination, kind=PollKind.AGREEMENT, choices=choices)
    label = poll.options.get(element_key=goal.pk).label
    remove_element(element=goal, by=coordination, at=NOW)
    assert refused(open_poll, poll=poll, by=coordination, at=NOW) == (
        f"„{label}“ gibt es nicht mehr. Bitte prüfen Sie, worüber abgestimmt wird."
    )


def test_opening_is_announced_and_only_the_missing_are_reminded(
    group: Committee,
    coordination: User,
    mailbox: Callable[[], list[Any]],
    django_capture_on_commit_callbacks: Any,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        poll = make_open_poll(group, by=coordination, title="Welcher Tag passt & <b>?")
        announce_poll(poll=poll, by=poll.created_by, at=NOW)
    voters = list(poll.voters.select_related("user"))
    mails = mailbox()
    assert sorted(mail.to[0] for mail in mails) == sorted(voter.user.email for voter in voters)
    assert {mail.subject for mail in mails} == {"[Nachhaltigkeit] Abfrage: Welcher Tag passt & <b>?"}
    option = str(poll.options.first().pk)
    cast_ballot(poll=poll, user=voters[0].user, answers={option: 1}, code="", at=NOW)
    with django_capture_on_commit_callbacks(execute=True):
        assert remind_voters(poll=poll, by=coordination, at=NOW) == 1
    reminders = mailbox()
    assert [mail.to for mail in reminders] == [[voters[1].user.email]]
    assert f"/arbeitsbereich/abfragen/{poll.pk}/" in reminders[0].body
    assert refused(remind_voters, poll=poll, by=coordination, at=NOW) == (
        "Die letzte Erinnerung ist noch keine Stunde her. Bitte warten Sie etwas."
    )


def test_the_announcement_says_until_when_in_local_time(
    group: Committee,
    coordination: User,
    mailbox: Callable[[], list[Any]],
    django_capture_on_commit_callbacks: Any,
) -> None:
    poll = make_open_poll(group, by=coordination, secrecy="secret")
    poll = move_closing(poll=poll, closes_at=datetime(2021, 7, 16, 16, tzinfo=UTC), by=coordination, at=NOW)
    with django_capture_on_commit_callbacks(execute=True):
        announce_poll(poll=poll, by=poll.created_by, at=NOW)
    body = mailbox()[0].body
    assert "Sie läuft bis Freitag, 16. Juli 2021, 18:00 Uhr." in body
    assert "Die Abfrage ist geheim: Niemand kann nachsehen, wie Sie gestimmt haben." in body
