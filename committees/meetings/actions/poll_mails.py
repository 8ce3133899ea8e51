"""Mails to those who may vote: that a poll opens, and that their vote is missing."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.mail import absolute_url, send
from accounts.models import User
from committees.meetings.actions.polls import close_poll, lock_open
from committees.meetings.choices import PollKind, Secrecy
from committees.meetings.models import Poll, Voter
from committees.meetings.result_facts import running_words
from editing.exceptions import RuleBroken
from strategy.choices import SETTLED_STATUSES, ThemeDecision
from strategy.models import ThemeField
from strategy.models.kinds import MODELS_BELOW_THEMES

# What these ask can be decided otherwise than by taking their result over.
DECIDABLE = (PollKind.THEME_SELECTION, PollKind.AGREEMENT)
PAUSE_BETWEEN_REMINDERS = timedelta(hours=1)


@transaction.atomic
def announce_poll(*, poll: Poll, by: User, at: datetime) -> None:
    """Tell all who may vote that a poll is open, or when it opens."""
    _send_to_voters(poll, "poll_opens", by=by, at=at, waiting_only=False)


@transaction.atomic
def remind_voters(*, poll: Poll, by: User, at: datetime) -> int:
    """Remind those who have not voted; return how many. Not more often than once an hour."""
    current = lock_open(poll, at)
    if current.reminded_at and at < current.reminded_at + PAUSE_BETWEEN_REMINDERS:
        raise RuleBroken(_("Die letzte Erinnerung ist noch keine Stunde her. Bitte warten Sie etwas."))
    current.reminded_at = at
    current._history_user = by
    current.save(update_fields=["reminded_at"])
    return _send_to_voters(current, "poll_reminder", by=by, at=at, waiting_only=True)


@transaction.atomic
def close_decided_polls(*, keys: Collection[UUID], by: User, at: datetime) -> int:
    """Close the open surveys whose whole question is decided, once `keys` are; tell those who have not voted.

    Returns how many.
    """
    closed = [close_poll(poll=poll, by=by, at=at) for poll in decided_polls(keys=keys, at=at)]
    _tell_closing(closed, by=by)
    return len(closed)


def decided_polls(*, keys: Collection[UUID], at: datetime) -> list[Poll]:
    """The open surveys whose whole question is decided as soon as these elements are."""
    concerned = Poll.objects.open_at(at).filter(kind__in=DECIDABLE, options__element_key__in=keys).distinct()
    return [poll for poll in concerned.prefetch_related("options") if not _asks_on(poll, keys)]


def _asks_on(poll: Poll, decided: Collection[UUID]) -> bool:
    """Say whether the survey asks about something that is still to be decided beside these."""
    asked = {option.element_key for option in poll.options.all() if option.element_key}
    keys = asked.difference(decided)
    if poll.kind == PollKind.THEME_SELECTION:
        return ThemeField.objects.filter(pk__in=keys, decision=ThemeDecision.OPEN).exists()
    return any(
        model.objects.active().filter(pk__in=keys).exclude(text_status__in=sorted(SETTLED_STATUSES)).exists()
        for model in MODELS_BELOW_THEMES.values()
    )


def _tell_closing(polls: Collection[Poll], *, by: User) -> None:
    """Tell those whose vote is missing that they need not vote any more, each in one mail."""
    missing: dict[User, list[Poll]] = {}
    voters = Voter.objects.filter(poll__in=polls, has_voted=False).select_related("user", "poll__committee")
    for voter in voters.order_by("poll__title", "pk"):
        missing.setdefault(voter.user, []).append(voter.poll)
    for person, closed in missing.items():
        listed = [
            (poll.title, absolute_url(reverse("meetings:poll-detail", args=[poll.pk]))) for poll in closed
        ]
        context = {"polls": listed, "poll": closed[0]}
        send("poll_decided", to=person, by=by, context=context, row=closed[0])


def _send_to_voters(poll: Poll, template: str, *, by: User, at: datetime, waiting_only: bool) -> int:
    voters = poll.voters.select_related("user")
    context = {
        "poll": poll,
        "running": running_words(poll, poll.state(at)),
        "is_secret": poll.secrecy == Secrecy.SECRET,
        "url": absolute_url(reverse("meetings:poll-detail", args=[poll.pk])),
    }
    found = list(voters.filter(has_voted=False) if waiting_only else voters)
    for voter in found:
        send(template, to=voter.user, by=by, context=context, row=poll)
    return len(found)
