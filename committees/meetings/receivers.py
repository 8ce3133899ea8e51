"""What surveys do and say when lower rooms ask: somebody leaves, the guide is drawn, a question is decided."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from committees.meetings.actions.poll_mails import close_decided_polls, decided_polls
from committees.meetings.choices import PollKind
from committees.meetings.models import Poll, Voter
from committees.meetings.result_facts import running_words
from strategy.choices import ElementKind, Phase
from strategy.guide import Asking
from strategy.reviewing import Ending


def end_votes_to_come(*, user: User, at: datetime, **kwargs: object) -> None:
    """Take the person off the lists of voters of surveys that are not open yet; votes they gave stay."""
    Voter.objects.filter(user=user, poll__opens_at__gt=at).delete()


def close_decided(*, keys: Collection[UUID], by: User, **kwargs: object) -> None:
    """Close the surveys that ask what was just decided."""
    close_decided_polls(keys=keys, by=by, at=timezone.now())


def surveys_ended(*, keys: Collection[UUID], **kwargs: object) -> list[Ending]:
    """The surveys that would end if these elements were decided."""
    return [
        Ending(
            title=poll.title,
            people=tuple(User.objects.filter(pk__in=poll.voters.filter(has_voted=False).values("user"))),
        )
        for poll in decided_polls(keys=keys, at=timezone.now())
    ]


def open_surveys(**kwargs: object) -> list[Asking]:
    """The open surveys that a phase of the guide waits for, with the number of those who have voted."""
    now = timezone.now()
    polls = Poll.objects.open_at(now).exclude(kind=PollKind.QUESTION)
    counted = polls.annotate(
        entitled=Count("voters", distinct=True),
        voted=Count("voters", filter=Q(voters__has_voted=True), distinct=True),
        measures=Count("options", filter=Q(options__element_kind=ElementKind.MEASURE), distinct=True),
        operational=Count(
            "options", filter=Q(options__element_kind=ElementKind.OPERATIONAL_GOAL), distinct=True
        ),
    )
    return [
        Asking(
            phase=_phase_of(poll.kind, measures=poll.measures, operational=poll.operational),
            sentence=_("Die Abfrage „%(title)s“ %(running)s. %(voted)d von %(entitled)d haben abgestimmt.")
            % {
                "title": poll.title,
                "running": running_words(poll, poll.state(now)),
                "voted": poll.voted,
                "entitled": poll.entitled,
            },
            address=reverse("meetings:poll-detail", args=[poll.pk]),
        )
        for poll in counted.order_by("closes_at", "pk")
    ]


def _phase_of(kind: str, *, measures: int, operational: int) -> Phase:
    if kind == PollKind.THEME_SELECTION:
        return Phase.THEMES
    if measures:
        return Phase.MEASURES
    return Phase.OPERATIONAL_GOALS if operational else Phase.STRATEGIC_GOALS
