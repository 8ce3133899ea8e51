"""The end of working groups when an account leaves that nobody has seen off in its bodies."""

from datetime import datetime

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from committees.bodies.models import Membership
from editing.exceptions import RuleBroken
from strategy.models import WorkingGroupMember


def end_working_groups(*, user: User, at: datetime, **kwargs: object) -> None:
    """Take the person out of the working groups. Raises RuleBroken while a seat runs: it must end with a date."""
    day = timezone.localdate(at)
    seats = Membership.objects.filter(Q(until__isnull=True) | Q(until__gt=day), user=user)
    seat = seats.select_related("committee").first()
    if seat:
        raise RuleBroken(
            _(
                "%(name)s hat noch einen Sitz: %(committee)s. Verabschieden Sie die Person dort, "
                "dann endet auch der Sitz."
            )
            % {"name": user.name, "committee": seat.committee.name}
        )
    WorkingGroupMember.objects.filter(user=user).delete()
