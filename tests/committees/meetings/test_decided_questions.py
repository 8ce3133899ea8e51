"""While the steering group is asked, the guide says so; a question that is decided is asked no longer."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse

from accounts.models import User
from committees.meetings.actions.ballots import cast_ballot
from committees.meetings.choices import PollKind
from committees.meetings.models import Poll
from committees.meetings.poll_elements import Choice
from strategy.actions.phases import close_phase
from strategy.actions.themes import leave_out_theme, reopen_theme, select_theme
from strategy.choices import Phase, TextStatus
from strategy.discussion.actions.text_status import change_text_status
from strategy.models import Strategy, ThemeField
from tests.builders import NOW, make_goal, make_open_poll, make_programme, make_steering_group


def asked_about(*elements: ThemeField, kind: PollKind, by: User) -> Poll:
    choices = [Choice(kind=each.kind, key=each.pk, label=str(each)) for each in elements]
    return make_open_poll(make_steering_group("A", "B"), by=by, kind=kind, choices=choices)


def is_closed(poll: Poll) -> bool:
    poll.refresh_from_db()
    return poll.closes_at is not None


@pytest.fixture
def candidates(strategy: Strategy) -> list[ThemeField]:
    return list(ThemeField.objects.candidates().filter(prescribed=False)[:2])


@pytest.mark.pages
def test_guide_tells_of_the_survey_before_it_offers_to_decide(
    strategy: Strategy, candidates: list[ThemeField], coordination: User, coordination_client: Client
) -> None:
    for phase in (Phase.ORGANISATION, Phase.INVENTORY):
        close_phase(strategy=strategy, phase=phase, note="", by=coordination, at=NOW)
    poll = asked_about(*candidates, kind=PollKind.THEME_SELECTION, by=coordination)
    voter = poll.voters.select_related("user")[0]
    cast_ballot(poll=poll, user=voter.user, answers={str(poll.options.all()[0].pk): 1}, code="", at=NOW)
    step = coordination_client.get("/arbeitsbereich/").context["guide"].step
    assert step.sentence == (
        f"Die Abfrage „{poll.title}“ läuft, bis die Koordination sie schließt. 1 von 2 haben abgestimmt."
    )
    assert step.address == reverse("meetings:poll-detail", args=[poll.pk])


def test_theme_selection_that_is_decided_closes_its_survey_and_tells_who_has_not_voted(
    candidates: list[ThemeField],
    coordination: User,
    mailbox: Callable[[], list[EmailMessage]],
    django_capture_on_commit_callbacks: Any,
) -> None:
    poll = asked_about(*candidates, kind=PollKind.THEME_SELECTION, by=coordination)
    voted, waiting = (voter.user for voter in poll.voters.select_related("user").order_by("pk"))
    cast_ballot(poll=poll, user=voted, answers={str(poll.options.all()[0].pk): 1}, code="", at=NOW)
    first, second = candidates
    select_theme(theme=first, by=coordination)
    assert not is_closed(poll)
    with django_capture_on_commit_callbacks(execute=True):
        leave_out_theme(theme=second, reason="Zu viele.", by=coordination)
    sent = mailbox()
    assert is_closed(poll)
    subject = f"[Nachhaltigkeit Musterstadt] Abfrage beendet: {poll.title}"
    assert [(mail.to, mail.subject) for mail in sent] == [([waiting.email], subject)]
    closed_at = poll.closes_at
    reopen_theme(theme=first, by=coordination)
    select_theme(theme=first, by=coordination)
    poll.refresh_from_db()
    assert poll.closes_at == closed_at


def test_survey_about_goals_closes_when_all_of_them_are_agreed(
    strategy: Strategy, coordination: User
) -> None:
    goal = make_programme(strategy, by=coordination).operational_goal
    other = make_goal(goal.strategic_goal, by=coordination)
    poll = asked_about(goal, other, kind=PollKind.AGREEMENT, by=coordination)
    closed = []
    for element in (goal, other):
        for status in (TextStatus.IN_REVIEW, TextStatus.AGREED):
            change_text_status(element=element, to=status, reason="", by=coordination)
        closed.append(is_closed(poll))
    assert closed == [False, True]


def test_survey_that_is_not_about_the_question_stays_open(
    candidates: list[ThemeField], coordination: User
) -> None:
    other = make_open_poll(make_steering_group("A"), by=coordination, closes_at=None)
    later = ThemeField.objects.candidates().exclude(pk__in=[theme.pk for theme in candidates])[:2]
    poll = asked_about(*later, kind=PollKind.THEME_SELECTION, by=coordination)
    select_theme(theme=candidates[0], by=coordination)
    assert not is_closed(other)
    assert not is_closed(poll)


@pytest.mark.pages
def test_decision_that_ends_a_survey_asks_first_and_names_who_gets_a_mail(
    candidates: list[ThemeField], coordination: User, coordination_client: Client
) -> None:
    first, second = candidates
    poll = asked_about(first, second, kind=PollKind.THEME_SELECTION, by=coordination)
    select = reverse("strategy:theme-select", args=[first.pk])
    assert coordination_client.post(select)["Location"].startswith(reverse("strategy:theme-selection"))

    leave_out = reverse("strategy:theme-leave-out", args=[second.pk])
    asked = coordination_client.post(leave_out, {"reason": "Zu viele."}).content.decode()
    assert "Damit endet eine Abfrage. Trotzdem entscheiden?" in asked
    assert "An wen? (2 Personen)" in asked
    back = coordination_client.post(leave_out, {"reason": "Zu viele.", "zurueck": "ja"})
    assert (back.status_code, back.context["form"]["reason"].value()) == (200, "Zu viele.")
    assert not is_closed(poll)
    coordination_client.post(leave_out, {"reason": "Zu viele.", "bestaetigt": "ja"})
    assert is_closed(poll)


@pytest.mark.pages
def test_agreement_on_the_last_text_of_a_survey_asks_first(
    strategy: Strategy, coordination: User, coordination_client: Client
) -> None:
    goal = make_programme(strategy, by=coordination).operational_goal
    change_text_status(element=goal, to=TextStatus.IN_REVIEW, reason="", by=coordination)
    poll = asked_about(goal, kind=PollKind.AGREEMENT, by=coordination)
    above = reverse("strategy:element-several", args=["strategic_goal", goal.strategic_goal_id])
    single = reverse("strategy:text-status-change", args=[goal.kind, goal.pk, TextStatus.AGREED])
    for page in (single, f"{above}?act=abgestimmt&element={goal.pk}"):
        asked = coordination_client.post(page)
        assert "Damit endet eine Abfrage. Trotzdem entscheiden?" in asked.content.decode()
    coordination_client.post(single, {"bestaetigt": "ja"})
    assert is_closed(poll)
