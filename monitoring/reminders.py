"""Which mails about rounds are due to whom. Pure; days are those of the local calendar."""

from collections.abc import Iterable
from datetime import date, timedelta

from msgspec import Struct

from monitoring.choices import RoundMailKind

BEFORE_THE_DEADLINE = timedelta(days=7)
AFTER_THE_DEADLINE = timedelta(days=1)
# So long the ones who were asked first have, before their deputy is.
UNTIL_THE_DEPUTY = timedelta(days=8)
# Nobody gets another mail about rounds within it.
PAUSE = timedelta(days=7)
# Whoever is written to after the deadline is asked to answer within it.
AFTER_ALL = timedelta(days=7)


class Sent(Struct, frozen=True):
    """A mail that a person was sent about an answer; the deadline is that of its day."""

    kind: RoundMailKind
    deadline: date
    on: date


class Asked(Struct, frozen=True):
    """A department of an open round that has not answered, as one person is concerned by it."""

    deadline: date
    asked_on: date
    # When coordination last asked back.
    returned_on: date | None
    is_deputy: bool
    sent: tuple[Sent, ...]


def due(asked: Asked, today: date) -> RoundMailKind | None:
    """The mail that a person is still owed about an answer; None while there is nothing new to say.

    Whoever was overtaken by a later one gets that one only.
    """
    for kind in reversed(tuple(_reached(asked, today))):
        return None if _was_sent(asked, kind) else kind
    return None


def answer_by(deadline: date, today: date) -> date:
    """The day until which a mail of today asks for an answer: never one that is over."""
    return deadline if today <= deadline else today + AFTER_ALL


def _reached(asked: Asked, today: date) -> Iterable[RoundMailKind]:
    """The kinds whose day has come, the latest last."""
    if asked.is_deputy:
        if today >= _overdue_since(asked) + UNTIL_THE_DEPUTY:
            yield RoundMailKind.DEPUTY
        return
    steps = [(asked.asked_on, RoundMailKind.OPENED)]
    if asked.deadline - BEFORE_THE_DEADLINE > asked.asked_on:
        steps.append((asked.deadline - BEFORE_THE_DEADLINE, RoundMailKind.BEFORE))
    steps.append((asked.deadline + AFTER_THE_DEADLINE, RoundMailKind.AFTER))
    if asked.returned_on is not None:
        steps.append((asked.returned_on, RoundMailKind.RETURNED))
    for day, kind in sorted(steps, key=lambda step: step[0]):
        if day <= today:
            yield kind


def _overdue_since(asked: Asked) -> date:
    """Whoever was asked anew after the deadline has the same time again."""
    return max(asked.deadline, asked.asked_on, asked.returned_on or asked.asked_on)


def _was_sent(asked: Asked, kind: RoundMailKind) -> bool:
    if kind == RoundMailKind.OPENED:
        # Any mail has told of the round, unless it is asked anew.
        return any(each.on >= asked.asked_on for each in asked.sent)
    if kind == RoundMailKind.RETURNED:
        returned_on = asked.returned_on or asked.asked_on
        return any(each.kind == kind and each.on >= returned_on for each in asked.sent)
    if kind == RoundMailKind.DEPUTY:
        return any(each.kind == kind and each.on >= _overdue_since(asked) for each in asked.sent)
    return any(each.kind == kind and each.deadline == asked.deadline for each in asked.sent)
