"""Removing goals and measures into the bin, and taking them out again, with all that hangs on them.

A removed element is retired: it keeps its row, its key, what stands below it, and the rows that name it by kind and key
(`AboutElement`). Whoever reads the draft leaves these out (`active`, `in_use`); `emptying.py` ends them for good.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from operator import attrgetter
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from editing.exceptions import RuleBroken
from strategy.actions.elements import is_still_there, is_there
from strategy.actions.positions import close_gap, lock_for_editing, next_position, open_gap
from strategy.document.tree import TREE
from strategy.models import Attachment, Comment, ElementBasis, Proposal, Strategy, ThemeField
from strategy.models.kinds import MODELS_BELOW_THEMES, GoalOrMeasure, ProgrammeElement
from strategy.permissions import is_open_to
from strategy.signals import elements_restored

HANGING_ON_ELEMENTS = (Proposal, Comment, ElementBasis, Attachment)


@transaction.atomic
def remove_element(*, element: GoalOrMeasure, by: User, at: datetime) -> None:
    """Throw an element into the bin with everything below it.

    The following siblings move up unless the numbers are fixed.
    """
    strategy = lock_for_editing(element.strategy_of)
    _retire(element, strategy, by=by, at=at, is_in_bin=True)


def take_out_element(*, element: GoalOrMeasure, strategy: Strategy, by: User, at: datetime) -> None:
    """Remove an element of a locked strategy because a body decided so: past the bin, and nobody's right is asked."""
    _retire(element, strategy, by=by, at=at, is_in_bin=False)


@transaction.atomic
def restore_element(
    *,
    element: GoalOrMeasure,
    by: User,
    parent: ProgrammeElement | None = None,
    with_parent: bool = False,
) -> GoalOrMeasure:
    """Take an element out of the bin with everything that was thrown away with it.

    It comes back to where it stood, or behind what stands below `parent`. `with_parent` also takes out what it stood
    below. Raises RuleBroken when it is not in the bin any more, when its place is gone, or not open to this person.
    """
    strategy = lock_for_editing(element.strategy_of)
    found = type(element).objects.with_ancestors().filter(pk=element.pk, removed_with=element.pk).first()
    if found is None:
        raise RuleBroken(_("„%(element)s“ liegt nicht mehr im Papierkorb.") % {"element": element})
    element = found
    above: ProgrammeElement = parent or element.parent
    if not is_there(above) and parent is None and with_parent:
        _restore_above(above, by=by)
    if not is_there(above):
        raise RuleBroken(
            _("„%(parent)s“ wurde inzwischen entfernt. Wählen Sie bitte eine andere Stelle.")
            % {"parent": above}
        )
    above.refresh_from_db()
    if not is_open_to(by, above):
        raise RuleBroken(_("An dieser Stelle können Sie gerade nichts ändern."))
    below = list(_thrown_away_with(element))
    setattr(element, element.parent_field, above)
    element.position = _place(element, strategy, keeps_it=parent is None)
    _put_back(element, by)
    for each in below:
        if not each.position:
            each.position = next_position(each.siblings())
        _put_back(each, by)
    elements_restored.send(sender=type(element), elements=[element, *below])
    return element


@transaction.atomic
def restore_several(*, elements: Sequence[GoalOrMeasure], by: User) -> None:
    """Take several elements out of the bin: all, or none where one of them has no place any more.

    The first in the order comes first, so that each finds its old place.
    """
    for element in sorted(elements, key=attrgetter("position")):
        restore_element(element=element, by=by)


def _retire(element: GoalOrMeasure, strategy: Strategy, *, by: User, at: datetime, is_in_bin: bool) -> None:
    if not is_still_there(element):
        return
    siblings, position = element.siblings(), element.position
    for each in [element, *_descendants(element)]:
        each.retired_at, each.retired_by, each._history_user = at, by, by
        each.removed_with = element.pk if is_in_bin else None
        each.save(update_fields=["retired_at", "retired_by", "removed_with"])
    if not strategy.has_fixed_numbers:
        close_gap(siblings, position)


def _descendants(element: GoalOrMeasure) -> Iterator[GoalOrMeasure]:
    """Every active element below, parents before children."""
    name = TREE[element.kind].children
    if not name:
        return
    for child in getattr(element, name).active():
        yield child
        yield from _descendants(child)


def _thrown_away_with(element: GoalOrMeasure) -> Iterator[GoalOrMeasure]:
    """What lies in the bin together with an element, parents before children.

    What lost its number by an adoption comes last, in the order that it had before.
    """
    for model in MODELS_BELOW_THEMES.values():
        rows: QuerySet[GoalOrMeasure] = model.objects.filter(removed_with=element.pk).exclude(pk=element.pk)
        former = _former_positions(model, [row.pk for row in rows if not row.position])
        yield from sorted(rows, key=lambda row: (row.position == 0, row.position or former.get(row.pk, 0)))


def _former_positions(model: type[GoalOrMeasure], keys: list[UUID]) -> dict[UUID, int]:
    """The last position that the history knows of each."""
    if not keys:
        return {}
    records = model.history.filter(id__in=keys, position__gt=0).order_by("history_date", "history_id")
    return dict(records.values_list("id", "position"))


def _restore_above(above: ProgrammeElement, *, by: User) -> None:
    """Take out of the bin what an element stood below: whatever was thrown away when that went."""
    thrown: ProgrammeElement | Strategy = above
    while not isinstance(thrown, ThemeField | Strategy) and thrown.removed_with != thrown.pk:
        if thrown.removed_with is None:
            return
        thrown = thrown.parent
    if not isinstance(thrown, ThemeField | Strategy):
        restore_element(element=thrown, by=by, with_parent=True)


def _place(element: GoalOrMeasure, strategy: Strategy, *, keeps_it: bool) -> int:
    """The position of an element that comes back: while drafting its old place, later its own number."""
    siblings = element.siblings()
    if not strategy.has_fixed_numbers:
        last = next_position(siblings.active())
        position = min(element.position or last, last) if keeps_it else last
        open_gap(siblings, position)
        return position
    # A fixed number is never given again, so it is still free.
    return element.position if keeps_it and element.position else next_position(siblings)


def _put_back(element: GoalOrMeasure, by: User) -> None:
    element.retired_at = element.retired_by = element.removed_with = None
    element._history_user = by
    element.save(update_fields=[element.parent_field, "position", "retired_at", "retired_by", "removed_with"])
