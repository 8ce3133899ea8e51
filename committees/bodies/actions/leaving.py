"""Seeing a member off: seats, working groups and votes to come end, personal data go."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions import pseudonymise
from accounts.models import User
from committees.bodies.models import Membership
from strategy.models import WorkingGroupMember


@transaction.atomic
def see_off(*, user: User, by: User, at: datetime) -> User:
    """End everything a person has a part in, and replace them by "ehemaliges Mitglied, Kirchen".

    Votes they gave stay. Raises RuleBroken for somebody who has left already and for the last coordination.
    """
    day = timezone.localdate(at)
    label = label_of(user)
    seats = Membership.objects.select_for_update(of=("self",)).filter(user=user)
    # A seat that would begin later never begins.
    seats.filter(since__gt=day).delete()
    seats.not_ended_on(day).update(until=day)
    WorkingGroupMember.objects.filter(user=user).delete()
    return pseudonymise(user=user, label=label, by=by, at=at)


def label_of(user: User) -> str:
    """The words in the history instead of the name: the group that sent the person last."""
    seats = Membership.objects.filter(user=user, seat_group__isnull=False)
    latest = seats.select_related("seat_group").order_by("-since", "-pk").first()
    if latest is None or latest.seat_group is None:
        return _("ehemaliges Mitglied")
    return _("ehemaliges Mitglied, %(group)s") % {"group": latest.seat_group.name}
