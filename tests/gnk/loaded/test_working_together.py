"""What the demonstration shows of the steering group: its people, meetings, surveys and what they say."""

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.mail import deliver, send_delivery
from accounts.models import User
from accounts.tasks import send_invitation
from committees.bodies.models import Committee, Membership
from committees.meetings.actions.invitations import has_unsent_changes
from committees.meetings.choices import AttendanceStatus, PollKind, PollState, Secrecy
from committees.meetings.models import Ballot, Meeting, Poll
from committees.meetings.result_facts import Standing, standing_of, with_votes
from gnk.demo.programme import final_texts
from gnk.demo.scene import numbered_elements
from strategy.choices import TextStatus
from strategy.models import Chapter, Comment, OperationalGoal, Proposal, StrategicGoal, Strategy, ThemeField

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

only_selection = pytest.mark.parametrize("stage", ["selection"], indirect=True)
only_goals = pytest.mark.parametrize("stage", ["goals"], indirect=True)
from_goals_on = pytest.mark.parametrize("stage", ["goals", "council", "adopted"], indirect=True)
from_council_on = pytest.mark.parametrize("stage", ["council", "adopted"], indirect=True)


def seats_today(name: str) -> list[Membership]:
    committee = Committee.objects.get(name=name)
    return list(Membership.objects.on(timezone.localdate()).filter(committee=committee).with_people())


def standings() -> dict[str, Standing]:
    now = timezone.now()
    return {poll.title: standing_of(poll, now) for poll in with_votes(Poll.objects.all())}


def test_steering_group_has_thirty_two_members_of_nine_groups(stage: str) -> None:
    seats = seats_today("Steuerungsgruppe")
    assert Counter(seat.seat_group.name for seat in seats) == {
        "Sozialverbände": 5,
        "Kirchen": 3,
        "Hochschulen": 2,
        "Industrie- und Handelskammer": 2,
        "Umweltverbände": 4,
        "Wirtschaft": 3,
        "Jugendvertretung": 3,
        "Politik": 5,
        "Verwaltung": 5,
    }
    assert Counter(seat.role for seat in seats) == {"chair": 1, "deputy": 1, "member": 30}
    assert all(seat.has_vote for seat in seats)


def test_coordination_and_core_team_have_their_seats(stage: str) -> None:
    assert [seat.user.name for seat in seats_today("Koordination")] == [
        "Kim Koordination",
        "Silke Vogelsang-Thiel",
    ]
    assert len(seats_today("Kernteam")) == 7
    assert "Kaya Kernteam" in {seat.user.name for seat in seats_today("Kernteam")}


def test_everybody_has_an_example_address(stage: str) -> None:
    emails = User.objects.filter(left_at=None).values_list("email", flat=True)
    assert [email for email in emails if not email.endswith("@herne.example")] == []


def test_not_everybody_agreed_to_being_named(stage: str) -> None:
    consents = {seat.user.name_consent for seat in seats_today("Steuerungsgruppe")}
    assert consents == {True, False, None}


@only_selection
def test_nobody_has_left_before_the_first_meeting(stage: str) -> None:
    assert User.objects.exclude(left_at=None).count() == 0


@from_goals_on
def test_one_member_has_left_and_is_named_no_more(stage: str) -> None:
    left = User.objects.exclude(left_at=None).get()
    assert (left.name, left.is_active, left.name_consent) == ("ehemaliges Mitglied, Kirchen", False, None)
    assert not User.objects.filter(name__contains="Lindenblatt").exists()
    assert str(Membership.objects.get(user=left).until) == "2020-08-31"


@only_selection
def test_before_the_selection_the_first_meeting_is_planned_and_its_survey_open(stage: str) -> None:
    meeting, poll = Meeting.objects.get(), Poll.objects.get()
    assert meeting.starts_at > timezone.now()
    assert (poll.kind, poll.agenda_item.meeting, poll.closes_at) == (
        PollKind.THEME_SELECTION,
        meeting,
        meeting.starts_at,
    )
    standing = standing_of(with_votes(Poll.objects).get(), timezone.now())
    assert (standing.state, standing.participation.voted, standing.participation.entitled) == (
        PollState.OPEN,
        12,
        32,
    )
    member = User.objects.get(email="mitglied@herne.example")
    assert not poll.voters.get(user=member).has_voted


@from_goals_on
def test_five_meetings_the_first_in_person_four_by_video(stage: str) -> None:
    meetings = Meeting.objects.filter(committee__name="Steuerungsgruppe").order_by("pk")
    assert [(bool(meeting.place), bool(meeting.video_link)) for meeting in meetings] == [
        (True, False),
        *[(False, True)] * 4,
    ]
    assert [meeting.items.count() for meeting in meetings] == [4, 5, 5, 5, 5]
    upcoming = [meeting for meeting in meetings if meeting.starts_at > timezone.now()]
    assert len(upcoming) == (1 if stage == "goals" else 0)


def test_members_were_invited_to_every_meeting_two_weeks_before(stage: str) -> None:
    for meeting in Meeting.objects.filter(committee__name="Steuerungsgruppe"):
        days = timezone.localdate(meeting.starts_at) - timezone.localdate(meeting.invited_at)
        assert days == timedelta(days=14)
        assert not has_unsent_changes(meeting)


@from_council_on
def test_past_meetings_have_minutes_recommendations_and_thirty_two_attendances(stage: str) -> None:
    present = []
    for meeting in Meeting.objects.filter(committee__name="Steuerungsgruppe").order_by("starts_at"):
        assert meeting.minutes
        assert all(item.result for item in meeting.items.all())
        statuses = Counter(attendance.status for attendance in meeting.attendances.all())
        assert statuses.total() == 32
        present.append(statuses[AttendanceStatus.PRESENT])
    assert present == [29, 26, 27, 28, 30]


@from_goals_on
def test_agenda_leads_to_goals_of_the_strategy(stage: str) -> None:
    keys = {element.pk for element in numbered_elements(Strategy.objects.get()).values()}
    linked = [item for meeting in Meeting.objects.all() for item in meeting.items.all() if item.element_key]
    assert len(linked) == 14
    assert {item.element_key for item in linked} <= keys


@from_goals_on
def test_surveys_are_of_every_kind_and_only_one_is_open(stage: str) -> None:
    states = {poll.kind: poll.state(timezone.now()) for poll in Poll.objects.filter(results_live=False)}
    closed = [PollKind.THEME_SELECTION, PollKind.AGREEMENT, PollKind.QUESTION]
    if stage != "goals":
        closed.append(PollKind.RANKING)
    assert states == dict.fromkeys(closed, PollState.CLOSED)
    running = Poll.objects.get(results_live=True)
    assert (running.kind, running.state(timezone.now())) == (PollKind.AGREEMENT, PollState.OPEN)
    if stage == "goals":
        assert running.closes_at == running.agenda_item.meeting.starts_at
    else:
        assert running.agenda_item is None


@from_goals_on
def test_result_of_the_theme_selection_is_the_selection(stage: str) -> None:
    poll = with_votes(Poll.objects).get(kind=PollKind.THEME_SELECTION)
    result = standing_of(poll, timezone.now()).result
    ranked = sorted(result.options, key=lambda option: option.rank)
    chosen = ThemeField.objects.selected()
    assert [option.label for option in ranked[:6]] == [theme.title for theme in chosen]
    assert poll.taken_over_at is not None


@from_goals_on
def test_open_survey_waits_for_the_youth(stage: str) -> None:
    participation = standings()["Operative Ziele zu Wohnen und Quartieren"].participation
    assert participation.sentence == "18 von 32 haben abgestimmt. Keine Stimme von: Jugendvertretung"


@from_goals_on
def test_secret_survey_keeps_no_voter(stage: str) -> None:
    poll = Poll.objects.get(secrecy=Secrecy.SECRET)
    ballots = Ballot.objects.filter(poll=poll)
    assert (ballots.count(), ballots.exclude(voter=None).count()) == (25, 0)


@from_goals_on
def test_proposals_stand_in_every_state(stage: str) -> None:
    assert Counter(Proposal.objects.values_list("status", flat=True)) == {
        "open": 3,
        "accepted": 2,
        "accepted_with_changes": 2,
        "declined": 2,
        "withdrawn": 1,
    }


@from_goals_on
def test_decided_proposals_leave_the_text_of_the_programme(stage: str) -> None:
    elements = numbered_elements(Strategy.objects.get())
    by_key = {element.pk: number for number, element in elements.items()}
    for proposal in Proposal.objects.all():
        number = by_key[proposal.element_key]
        now = {name: getattr(elements[number], name) for name in proposal.values}
        assert now == final_texts(number, proposal.values), number


@from_goals_on
def test_comments_are_open_answered_resolved_reopened_and_address_somebody(stage: str) -> None:
    threads = Comment.objects.filter(thread=None)
    replies = Comment.objects.exclude(thread=None)
    assert (threads.count(), replies.count()) == (9, 6)
    assert threads.exclude(resolved_at=None).count() == 2
    member = User.objects.get(email="mitglied@herne.example")
    assert Comment.objects.filter(mentions=member).count() == 1
    assert threads.filter(element_key__in=Chapter.objects.values("pk")).count() == 1


@from_goals_on
def test_texts_stand_at_every_step_and_one_was_given_back(stage: str) -> None:
    goals = [*StrategicGoal.objects.all(), *OperationalGoal.objects.all()]
    returned = [str(goal) for goal in goals if goal.text_status_reason]
    if stage == "adopted":
        assert ({goal.text_status for goal in goals}, returned) == ({TextStatus.ADOPTED}, [])
        return
    assert {goal.text_status for goal in goals} == set(TextStatus) - {TextStatus.ADOPTED}
    assert returned == ["Ruhigere Nächte"]


@from_goals_on
def test_one_theme_field_is_consolidated_while_goals_are_written(stage: str) -> None:
    locked = ThemeField.objects.exclude(consolidation_since=None)
    assert [theme.number for theme in locked] == (["1"] if stage == "goals" else [])


@from_goals_on
def test_member_works_in_two_theme_fields(stage: str) -> None:
    member = User.objects.get(email="mitglied@herne.example")
    assert [
        theme.number for theme in ThemeField.objects.selected().filter(working_group_members__user=member)
    ] == ["3", "5"]
    sizes = [theme.working_group_members.count() for theme in ThemeField.objects.selected()]
    assert sizes == [6, 6, 5, 5, 6, 6]


def test_history_tells_the_years_of_the_story_not_the_day_of_loading(stage: str) -> None:
    models: tuple[Any, ...] = (ThemeField, StrategicGoal, OperationalGoal, Chapter)
    dates = [date for model in models for date in model.history.values_list("history_date", flat=True)]
    recent = [date for date in dates if date.year not in (2019, 2020, 2021)]
    # Only the consolidation began yesterday.
    assert len(recent) == (1 if stage == "goals" else 0)


def test_loading_sends_no_mail(tasks: list[str]) -> None:
    mailing = {task.module_path for task in (deliver, send_delivery, send_invitation)}
    assert [task for task in tasks if task in mailing] == []
