"""What the bodies do and say when lower rooms ask: an account leaves, the strategy is reviewed."""

from datetime import datetime

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Right
from committees.bodies.choices import CommitteeKind
from committees.bodies.models import Committee, Membership
from editing.exceptions import RuleBroken
from strategy.choices import Phase
from strategy.completeness import Check, Remedy, remedy_check
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


def organisation_checks(**kwargs: object) -> list[Check]:
    """Say which bodies of the method are missing, and whether anybody sits in the steering group."""
    found = dict(Committee.objects.order_by("-pk").values_list("kind", "pk"))
    if not found:
        begin = Remedy(
            address=reverse("bodies:starter-set"), right=Right.MANAGE_BODIES, button=_("Gremien anlegen")
        )
        sentence = _(
            "Noch gibt es kein Gremium. Beginnen Sie mit Steuerungsgruppe, Kernteam, Ausschüssen und Rat."
        )
        return [remedy_check(False, "no-body", Phase.ORGANISATION, sentence, begin)]
    add = Remedy(
        address=reverse("bodies:committee-add"), right=Right.MANAGE_BODIES, button=_("Gremium anlegen")
    )
    missing = (
        (CommitteeKind.STEERING_GROUP, _("Es gibt noch keine Steuerungsgruppe.")),
        (CommitteeKind.CORE_TEAM, _("Es gibt noch kein Kernteam.")),
        (CommitteeKind.COMMITTEE, _("Es gibt noch keinen Ausschuss, der die Strategie berät.")),
        (CommitteeKind.COUNCIL, _("Es gibt noch kein Gremium, das die Strategie beschließt.")),
    )
    checks = [
        remedy_check(kind in found, f"no-{kind.value.replace('_', '-')}", Phase.ORGANISATION, sentence, add)
        for kind, sentence in missing
    ]
    steering = found.get(CommitteeKind.STEERING_GROUP)
    if steering is not None:
        seats = Membership.objects.filter(committee__kind=CommitteeKind.STEERING_GROUP)
        invite = Remedy(
            address=reverse("bodies:member-list-invite", args=[steering]),
            right=Right.MANAGE_ACCOUNTS,
            button=_("Mitglieder einladen"),
        )
        sentence = _("Die Steuerungsgruppe hat noch keine Mitglieder. Laden Sie sie ein.")
        has_members = seats.on(timezone.localdate()).exists()
        checks.append(remedy_check(has_members, "no-members", Phase.ORGANISATION, sentence, invite))
    return checks
