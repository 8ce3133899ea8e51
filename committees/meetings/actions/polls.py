"""Surveys from their preparation to their end. Once open, only the time of closing can change."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from committees.bodies.models import Membership
from committees.meetings.choices import PollKind, PollState
from committees.meetings.models import Poll, PollOption, Voter
from committees.meetings.poll_elements import KINDS_ASKED, Choice, current_labels
from editing.exceptions import RuleBroken, StaleRevision

OPTIONS_AT_MOST = 100


def create_poll(*, poll: Poll, by: User, at: datetime) -> Poll:
    """Save a new poll from a form."""
    poll.created_at, poll.created_by = at, by
    _save(poll, by)
    return poll


@transaction.atomic
def save_poll(*, poll: Poll, values: Mapping[str, object], revision: int, by: User, at: datetime) -> Poll:
    """Save the form of a poll that was opened at `revision`.

    Raises StaleRevision when somebody else has saved since, RuleBroken once the poll has opened.
    """
    current = lock_prepared(poll, at)
    if current.revision != revision:
        raise StaleRevision(current)
    moved = values.get("committee", current.committee) != current.committee
    for name, value in values.items():
        setattr(current, name, value)
    if moved and current.opens_at is not None:
        _enrol(current)
    current.revision += 1
    _save(current, by)
    return current


@transaction.atomic
def set_options(*, poll: Poll, choices: Sequence[Choice | str], by: User, at: datetime) -> Poll:
    """Replace what is voted on: elements of the strategy, or the texts of free answers.

    Raises RuleBroken for a repeated text, for too many options, and once the poll has opened.
    """
    current = lock_prepared(poll, at)
    if len(choices) > OPTIONS_AT_MOST:
        raise RuleBroken(
            _("Eine Abfrage hat höchstens %(most)d Antworten, dies sind %(count)d.")
            % {"most": OPTIONS_AT_MOST, "count": len(choices)}
        )
    rows = [
        PollOption(poll=current, position=position, label=choice)
        if isinstance(choice, str)
        else PollOption(
            poll=current,
            position=position,
            label=choice.label,
            element_kind=choice.kind,
            element_key=choice.key,
        )
        for position, choice in enumerate(choices, 1)
    ]
    labels = [row.label.casefold() for row in rows if not row.element_kind]
    if len(labels) != len(set(labels)):
        raise RuleBroken(_("Eine Antwort steht doppelt da."))
    if current.opens_at is not None:
        _refuse_unvotable(current, len(rows))
    current.options.all().delete()
    PollOption.objects.bulk_create(rows)
    return current


@transaction.atomic
def schedule_poll(
    *, poll: Poll, opens_at: datetime | None, closes_at: datetime | None, by: User, at: datetime
) -> Poll:
    """Plan when a poll opens and closes, or take the plan back (no `opens_at`).

    Who may vote is decided here, for the day of opening; saving the plan again decides it anew.
    """
    current = lock_prepared(poll, at)
    if opens_at is None:
        if closes_at is not None:
            raise RuleBroken(_("Bitte geben Sie auch an, wann die Abfrage öffnet."))
        current.voters.all().delete()
    elif opens_at <= at:
        raise RuleBroken(_("Der Beginn liegt in der Vergangenheit. Mit „Jetzt öffnen“ beginnt sie sofort."))
    current.opens_at, current.closes_at = opens_at, closes_at
    _refuse_backward(current)
    if opens_at is not None:
        _prepare_vote(current)
    _save(current, by)
    return current


@transaction.atomic
def open_poll(*, poll: Poll, by: User, at: datetime) -> Poll:
    """Open a poll now. A time of closing that was planned stays."""
    current = lock_prepared(poll, at)
    current.opens_at = at
    _refuse_backward(current)
    _prepare_vote(current)
    _save(current, by)
    return current


@transaction.atomic
def close_poll(*, poll: Poll, by: User, at: datetime) -> Poll:
    """Close an open poll now."""
    current = lock_open(poll, at)
    # The row's constraint wants a moment between the two.
    current.closes_at = at
    _refuse_backward(current)
    _save(current, by)
    return current


@transaction.atomic
def move_closing(*, poll: Poll, closes_at: datetime | None, by: User, at: datetime) -> Poll:
    """Set another time of closing while the poll is open; None leaves it open until somebody closes it."""
    current = lock_open(poll, at)
    if closes_at is not None and closes_at <= at:
        raise RuleBroken(_("Das Ende liegt in der Vergangenheit. Mit „Jetzt schließen“ endet sie sofort."))
    current.closes_at = closes_at
    _save(current, by)
    return current


@transaction.atomic
def remove_poll(*, poll: Poll, by: User, at: datetime) -> None:
    """Remove a poll that never opened."""
    current = lock_prepared(poll, at)
    current._history_user = by
    current.delete()


def lock(poll: Poll) -> Poll:
    """Lock a poll until the end of the transaction: all its votes and changes happen one after another."""
    return Poll.objects.select_for_update(of=("self",)).select_related("committee").get(pk=poll.pk)


def lock_prepared(poll: Poll, at: datetime) -> Poll:
    current = lock(poll)
    if current.state(at) not in (PollState.PREPARED, PollState.SCHEDULED):
        raise RuleBroken(_("Die Abfrage hat schon begonnen. Ihre Regeln und Antworten stehen damit fest."))
    return current


def lock_open(poll: Poll, at: datetime) -> Poll:
    current = lock(poll)
    if current.state(at) != PollState.OPEN:
        raise RuleBroken(_("Diese Abfrage ist nicht offen."))
    return current


def _prepare_vote(poll: Poll) -> None:
    """Fix what is voted on, and by whom."""
    _refuse_unvotable(poll, poll.options.count())
    _fix_labels(poll)
    _enrol(poll)


def _refuse_unvotable(poll: Poll, options: int) -> None:
    if not options:
        raise RuleBroken(
            _("Die Abfrage hat noch keine Antworten. Legen Sie zuerst fest, worüber abgestimmt wird.")
        )
    if options == 1 and poll.kind != PollKind.AGREEMENT:
        raise RuleBroken(
            _("Bei nur einer Antwort gibt es nichts zu wählen. Bitte geben Sie mindestens zwei an.")
        )
    if poll.picks and poll.picks > options:
        raise RuleBroken(
            _("Jedes Mitglied soll bis zu %(picks)d auswählen, es stehen aber nur %(options)d zur Wahl.")
            % {"picks": poll.picks, "options": options}
        )


def _fix_labels(poll: Poll) -> None:
    """Write the texts as they are now onto the ballot."""
    options = [option for option in poll.options.all() if option.element_key]
    labels = current_labels(
        [option.element_key for option in options if option.element_key], KINDS_ASKED[PollKind(poll.kind)]
    )
    for option in options:
        if option.element_key not in labels:
            raise RuleBroken(
                _("„%(label)s“ gibt es nicht mehr. Bitte prüfen Sie, worüber abgestimmt wird.")
                % {"label": option.label}
            )
        option.label = labels[option.element_key]
    PollOption.objects.bulk_update(options, ["label"])


def entitled_seats(poll: Poll, day: date) -> list[Membership]:
    """The seats that vote on a day, by name: one for each person."""
    seats = Membership.objects.filter(committee=poll.committee, user__is_active=True).on(day).voting()
    by_user = {seat.user_id: seat.pk for seat in seats.order_by("since", "pk")}
    ordered = seats.filter(pk__in=by_user.values()).select_related("user").order_by("user__name", "user_id")
    return list(ordered)


def _enrol(poll: Poll) -> None:
    """Make the rows of all who may vote at once, by name: their order says nothing about when anybody voted."""
    poll.voters.all().delete()
    ordered = entitled_seats(poll, timezone.localdate(poll.opens_at))
    if not ordered:
        raise RuleBroken(
            _("„%(committee)s“ hat an diesem Tag keine stimmberechtigten Mitglieder.")
            % {"committee": poll.committee.name}
        )
    Voter.objects.bulk_create(
        Voter(poll=poll, user_id=seat.user_id, seat_group_id=seat.seat_group_id) for seat in ordered
    )


def _refuse_backward(poll: Poll) -> None:
    if poll.opens_at and poll.closes_at and poll.closes_at <= poll.opens_at:
        raise RuleBroken(_("Die Abfrage schließt, bevor sie öffnet."))


def _save(poll: Poll, by: User) -> None:
    poll._history_user = by
    try:
        poll.validate_constraints()
    except ValidationError as error:
        raise RuleBroken(" ".join(error.messages)) from error
    poll.save()
