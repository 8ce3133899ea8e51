"""Inviting people into a body: an account if they have none, and a seat."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from msgspec import Struct

from accounts.actions import create_invited_user
from accounts.mail import absolute_url, send
from accounts.models import User
from accounts.roles import Role
from committees.bodies.actions.seats import add_seat
from committees.bodies.choices import CommitteeKind
from committees.bodies.member_list import ListLine
from committees.bodies.models import Committee, Membership, SeatGroup
from editing.exceptions import RuleBroken

# What a new account may do. Wider rights are given on the page of accounts, one by one.
ROLES: dict[str, Role] = {
    CommitteeKind.STEERING_GROUP: Role.STEERING_MEMBER,
    CommitteeKind.CORE_TEAM: Role.CORE_TEAM,
}


class Invited(Struct, frozen=True):
    """The outcome of a list: the names of those with a seat now, and the lines that are still wrong."""

    names: tuple[str, ...]
    wrong: tuple[ListLine, ...]


def role_for(committee: Committee) -> Role:
    """The role of a new account that begins with a seat in this body."""
    return ROLES.get(committee.kind, Role.READER)


@transaction.atomic
def invite_member(
    *, committee: Committee, name: str, email: str, by: User, at: datetime, **values: object
) -> Membership:
    """Give a person a seat, from today unless `since` says another day, and an invitation if they have no account yet.

    `values` are other fields of the seat. An account that exists keeps its name and its role. Raises RuleBroken
    for an invalid address, a closed account and somebody who has a seat already.
    """
    user = User.objects.filter(email=email.strip().lower()).first()
    is_new = user is None
    if user is None:
        user = create_invited_user(name=name, email=email, role=role_for(committee), by=by, at=at)
    seat = add_seat(committee=committee, user=user, by=by, **{"since": timezone.localdate(at), **values})
    if not is_new:
        page = absolute_url(reverse("bodies:committee-detail", args=[committee.pk]))
        send("seat_given", to=user, by=by, context={"seat": seat, "by": by, "url": page}, row=committee)
    return seat


def invite_members(*, committee: Committee, lines: Iterable[ListLine], by: User, at: datetime) -> Invited:
    """Invite everybody whose line is right, each for themselves: one refusal does not hold up the others."""
    groups = {group.name: group for group in SeatGroup.objects.all()}
    names: list[str] = []
    wrong: list[ListLine] = []
    for line in lines:
        if line.reason:
            wrong.append(line)
            continue
        try:
            seat = invite_member(
                committee=committee,
                name=line.name,
                email=line.email,
                seat_group=_group(groups, line.group),
                by=by,
                at=at,
            )
        except RuleBroken as refusal:
            wrong.append(line.refused(str(refusal)))
        else:
            names.append(seat.user.name)
    return Invited(names=tuple(names), wrong=tuple(wrong))


def seated_addresses(committee: Committee, at: datetime) -> set[str]:
    """The addresses of those who have a seat now or later, for whoever reads a list."""
    seats = Membership.objects.filter(committee=committee).not_ended_on(timezone.localdate(at))
    return set(seats.values_list("user__email", flat=True))


def _group(groups: dict[str, SeatGroup], name: str) -> SeatGroup | None:
    if not name:
        return None
    if name not in groups:
        raise RuleBroken(_("Die entsendende Gruppe „%s“ gibt es nicht mehr.") % name)
    return groups[name]
