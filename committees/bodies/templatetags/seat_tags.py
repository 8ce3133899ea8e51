"""Bodies and seats on other pages."""

from datetime import datetime

from django import template
from django.template import Context
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.invitations import AccountState
from accounts.models import User
from accounts.roles import Right
from committees.bodies.choices import CommitteeKind
from committees.bodies.models import Committee, Membership

register = template.Library()

# The bodies that make the strategy; the political ones decide about it.
WORKING_KINDS = (CommitteeKind.COORDINATION, CommitteeKind.CORE_TEAM, CommitteeKind.STEERING_GROUP)


@register.simple_tag
def seat_facts() -> str:
    """The numbers of members and of sending groups in the steering group, for the guide."""
    seats = Membership.objects.filter(committee__kind=CommitteeKind.STEERING_GROUP)
    held = seats.on(timezone.localdate()).values_list("user_id", "seat_group_id")
    members = {user for user, _group in held}
    groups = {group for _user, group in held if group}
    if not members:
        return _("Die Steuerungsgruppe hat noch keine Mitglieder")
    return _("%(members)s, %(groups)s") % {
        "members": ngettext("%d Mitglied", "%d Mitglieder", len(members)) % len(members),
        "groups": ngettext("%d entsendende Gruppe", "%d entsendende Gruppen", len(groups)) % len(groups),
    }


@register.inclusion_tag("committees/bodies/_seat_overview.html", takes_context=True)
def seat_overview(context: Context) -> dict[str, object]:
    """The bodies that make the strategy, with the number of their members and the way to their pages."""
    bodies = Committee.objects.readable_by(context["request"].user).filter(kind__in=WORKING_KINDS)
    committees = sorted(
        bodies.with_seats(timezone.localdate()),
        key=lambda committee: WORKING_KINDS.index(CommitteeKind(committee.kind)),
    )
    return {"committees": committees, "rights": context["rights"]}


@register.filter
def can_be_dismissed_by(seat: Membership, user: User) -> bool:
    """Say for one seat what `Membership.objects.dismissible_by` says for many."""
    return user.has_right(Right.MANAGE_ACCOUNTS) and seat.user.left_at is None


@register.filter
def account_state(user: User, now: datetime) -> AccountState:
    """The state of the account of a member and of its invitation."""
    return user.state(now)
