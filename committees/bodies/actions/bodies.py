"""Bodies and the groups that send people into them."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from committees.bodies.choices import CommitteeKind
from committees.bodies.models import Committee, SeatGroup
from editing.exceptions import RuleBroken


@transaction.atomic
def save_committee(*, committee: Committee, by: User) -> Committee:
    """Add or change a body. Raises RuleBroken for a name that exists already."""
    _save_named(committee)
    return committee


@transaction.atomic
def add_committees(*, named: Sequence[tuple[CommitteeKind, str]], by: User) -> list[Committee]:
    """Add bodies by kind and name. Returns the new ones: a name that exists already, or comes twice, stays as it is."""
    taken = set(Committee.objects.select_for_update().values_list("name", flat=True))
    fresh = []
    for kind, name in named:
        if name not in taken:
            taken.add(name)
            committee = Committee(kind=kind, name=name)
            _save_named(committee)
            fresh.append(committee)
    return fresh


@transaction.atomic
def save_seat_group(*, group: SeatGroup, by: User) -> SeatGroup:
    """Add a sending group behind all others, or rename one. Raises RuleBroken for a name that exists already."""
    if group.pk is None:
        last = SeatGroup.objects.aggregate(last=models.Max("position"))["last"]
        group.position = (last or 0) + 1
    _save_named(group)
    return group


@transaction.atomic
def move_seat_group(*, group: SeatGroup, down: bool, by: User) -> None:
    """Swap a sending group with its neighbour. The first one stays when it moves up, the last one when down."""
    groups = list(SeatGroup.objects.select_for_update().order_by("position", "name", "pk"))
    here = next((index for index, other in enumerate(groups) if other.pk == group.pk), None)
    if here is None:
        raise RuleBroken(_("Diese Gruppe gibt es nicht mehr."))
    there = here + (1 if down else -1)
    if 0 <= there < len(groups):
        groups[here], groups[there] = groups[there], groups[here]
    # Numbering all of them also parts those that shared a position.
    for position, other in enumerate(groups, start=1):
        other.position = position
    SeatGroup.objects.bulk_update(groups, ["position"])


@transaction.atomic
def remove_seat_group(*, group: SeatGroup, by: User) -> None:
    """Remove a sending group that nobody was ever sent by. Raises RuleBroken for every other."""
    try:
        with transaction.atomic():
            SeatGroup.objects.filter(pk=group.pk).delete()
    except models.ProtectedError as error:
        raise RuleBroken(
            _(
                "„%(name)s“ hat oder hatte Sitze und bleibt deshalb im Verlauf stehen. "
                "Sie können die Gruppe umbenennen."
            )
            % {"name": group.name}
        ) from error


def _save_named(thing: Committee | SeatGroup) -> None:
    try:
        with transaction.atomic():
            thing.validate_constraints()
            thing.save()
    except ValidationError as error:
        raise RuleBroken(" ".join(error.messages)) from error
    except IntegrityError as error:
        # Somebody else took the name at this moment.
        raise RuleBroken(_("Diesen Namen gibt es schon.")) from error
