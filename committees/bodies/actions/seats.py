"""Seats in a body: giving, changing and ending them."""

from collections.abc import Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import User
from committees.bodies.models import Committee, Membership
from editing.exceptions import RuleBroken


@transaction.atomic
def add_seat(*, committee: Committee, user: User, by: User, **values: object) -> Membership:
    """Give a person a seat. Raises RuleBroken for a closed account and a second seat at the same time.

    `values` are the other fields of Membership: `since` and, if wanted, `until`, `seat_group`, `role`, `has_vote`.
    """
    if not user.is_active:
        raise RuleBroken(
            _("Das Konto von %(name)s ist abgeschaltet. Schalten Sie es zuerst wieder ein.")
            % {"name": user.name}
        )
    seat = Membership(committee=committee, user=user)
    _set(seat, values)
    return _save(seat)


@transaction.atomic
def save_seat(*, seat: Membership, values: Mapping[str, object], by: User) -> Membership:
    """Change group, role, vote and duration of a seat. Raises RuleBroken for a second seat at the same time."""
    current = Membership.objects.select_for_update().get(pk=seat.pk)
    _set(current, values)
    return _save(current)


@transaction.atomic
def end_seat(*, seat: Membership, until: date, by: User) -> Membership:
    """End a seat with a day, which still counts. Raises RuleBroken for a day before its beginning."""
    return save_seat(seat=seat, values={"until": until}, by=by)


def _set(seat: Membership, values: Mapping[str, object]) -> None:
    for name, value in values.items():
        setattr(seat, name, value)


def _save(seat: Membership) -> Membership:
    # Seats of a body are saved one after another, so that two cannot overlap unseen.
    Committee.objects.select_for_update().get(pk=seat.committee_id)
    try:
        seat.validate_constraints()
    except ValidationError as error:
        raise RuleBroken(" ".join(error.messages)) from error
    others = Membership.objects.filter(committee=seat.committee_id, user=seat.user_id).exclude(pk=seat.pk)
    meeting = others.filter(Q(until__isnull=True) | Q(until__gte=seat.since))
    if seat.until is not None:
        meeting = meeting.filter(since__lte=seat.until)
    if meeting.exists():
        raise RuleBroken(_("Diese Person hat in diesem Zeitraum schon einen Sitz in diesem Gremium."))
    seat.save()
    return seat
