"""Putting goals and measures below another parent, and copying them; several at once, all or none."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from operator import attrgetter
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from editing.exceptions import RuleBroken
from strategy.actions.elements import append_element, is_still_there, is_there
from strategy.actions.positions import close_gap, lock_for_editing, next_position, refuse_if_fixed
from strategy.actions.removal import HANGING_ON_ELEMENTS, remove_element
from strategy.document.tree import TREE
from strategy.models import ElementBasis, MeasureOrigin, Strategy
from strategy.models.kinds import GoalOrMeasure, ProgrammeElement
from strategy.permissions import can_edit, can_remove, is_open_to


@transaction.atomic
def put_below(
    *, elements: Sequence[GoalOrMeasure], parent: ProgrammeElement, by: User
) -> list[GoalOrMeasure]:
    """Put elements below another parent, behind what stands there, with everything below them and all about them.

    Raises RuleBroken once the numbers are fixed, and when an element or the parent was removed or locked meanwhile.
    """
    strategy = lock_for_editing(parent.strategy_of)
    refuse_if_fixed(
        strategy,
        _("Die Nummern sind seit dem Beschluss fest. Verschieben lässt sich nichts mehr, aber kopieren."),
    )
    _refuse_closed(parent, by)
    return [_put(element, parent, by) for element in elements]


@transaction.atomic
def copy_element(
    *, element: GoalOrMeasure, parent: ProgrammeElement, with_below: bool, by: User, at: datetime
) -> GoalOrMeasure:
    """Make a draft with the same texts below a parent, with or without copies of what stands below.

    The copy is based on the same extracts and names the same origin; comments, proposals and attachments stay
    where they were made. Raises RuleBroken when the element or the parent was removed, or the parent locked meanwhile.
    """
    strategy = lock_for_editing(parent.strategy_of)
    _refuse_closed(parent, by)
    _refuse_removed(element)
    return _copy(element, parent, strategy, with_below=with_below, by=by, at=at)


@transaction.atomic
def remove_several(*, elements: Sequence[GoalOrMeasure], by: User, at: datetime) -> None:
    """Throw several elements into the bin: all, or none where one of them was removed or locked meanwhile.

    The last one goes first: each keeps the position that it had, by which `restore_several` finds it again.
    """
    if elements:
        lock_for_editing(elements[0].strategy_of)
    for element in sorted(elements, key=attrgetter("position"), reverse=True):
        _refuse_removed(element)
        if not can_remove(by, element):
            raise RuleBroken(_("„%s“ dürfen Sie gerade nicht entfernen.") % element)
        remove_element(element=element, by=by, at=at)


def _put(element: GoalOrMeasure, parent: ProgrammeElement, by: User) -> GoalOrMeasure:
    _refuse_removed(element)
    if not can_edit(by, element):
        raise RuleBroken(_("„%s“ können Sie gerade nicht ändern.") % element)
    if element.parent == parent:
        return element
    number, siblings, position = element.number, element.siblings(), element.position
    setattr(element, element.parent_field, parent)
    element.position = next_position(element.siblings().active())
    element._history_user = by
    element._change_reason = _("verschoben von %(before)s nach %(after)s") % {
        "before": number,
        "after": element.number,
    }
    element.save(update_fields=[element.parent_field, "position"])
    close_gap(siblings, position)
    keys = [element.pk, *_keys_below(element)]
    for model in HANGING_ON_ELEMENTS:
        model._base_manager.filter(element_key__in=keys).update(theme=parent.theme_of)
    return element


def _copy(
    element: GoalOrMeasure,
    parent: ProgrammeElement,
    strategy: Strategy,
    *,
    with_below: bool,
    by: User,
    at: datetime,
) -> GoalOrMeasure:
    shape = TREE[element.kind]
    many = {field.name for field in element._meta.many_to_many}
    values = {
        name: list(getattr(element, name).all()) if name in many else getattr(element, name)
        for name in shape.amendable
    }
    # Read before the copy stands among them.
    below = list(getattr(element, shape.children).active()) if with_below and shape.children else []
    copy = append_element(model=type(element), parent=parent, values=values, strategy=strategy, by=by)
    for basis in ElementBasis.objects.about(element):
        ElementBasis.objects.create(
            extract_id=basis.extract_id,
            element_kind=copy.kind,
            element_key=copy.pk,
            theme=parent.theme_of,
            added_at=at,
            added_by=by,
        )
    for origin in MeasureOrigin.objects.filter(measure=element.pk):
        origin.pk, origin.measure_id = None, copy.pk
        origin.save()
    for each in below:
        _copy(each, copy, strategy, with_below=True, by=by, at=at)
    return copy


def _keys_below(element: GoalOrMeasure) -> Iterator[UUID]:
    """The keys of everything below, what lies in the bin included."""
    name = TREE[element.kind].children
    for child in getattr(element, name).all() if name else ():
        yield child.pk
        yield from _keys_below(child)


def _refuse_closed(parent: ProgrammeElement, by: User) -> None:
    if not is_there(parent):
        raise RuleBroken(
            _("„%(parent)s“ wurde inzwischen entfernt. Wählen Sie bitte eine andere Stelle.")
            % {"parent": parent}
        )
    parent.refresh_from_db()
    if not is_open_to(by, parent):
        raise RuleBroken(_("An dieser Stelle können Sie gerade nichts ändern."))


def _refuse_removed(element: GoalOrMeasure) -> None:
    if not is_still_there(element):
        raise RuleBroken(_("„%s“ wurde inzwischen entfernt.") % element)
