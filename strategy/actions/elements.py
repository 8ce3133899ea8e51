"""Creating, saving and moving the elements that people edit."""

from collections.abc import Iterable, Mapping
from typing import TypeVar
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from editing.exceptions import RuleBroken, StaleRevision
from strategy.actions.departments import with_departments
from strategy.actions.money import agree_about_money
from strategy.actions.positions import (
    LIFT,
    close_gap,
    lock_for_editing,
    neighbour_of,
    next_position,
    open_gap,
    refuse_if_fixed,
    refuse_submitted,
    swap,
)
from strategy.choices import TextStatus
from strategy.document.tree import TREE
from strategy.models import Element, Strategy, ThemeField
from strategy.models.element import ElementQuerySet, NumberedElement
from strategy.models.kinds import AnyElement, GoalOrMeasure, ProgrammeElement
from strategy.permissions import can_edit

# How far a measure is says nothing about what the council adopted.
PROGRESS = frozenset({"implementation_status"})
FIXED_ORDER = gettext_lazy(
    "Die Nummern sind seit dem Beschluss fest. Die Reihenfolge lässt sich nicht mehr ändern."
)
New = TypeVar("New", bound=GoalOrMeasure)
Saved = TypeVar("Saved", bound=AnyElement)


@transaction.atomic
def create_element(
    *,
    model: type[New],
    parent: AnyElement,
    values: Mapping[str, object],
    by: User,
    key: UUID | None = None,
) -> New:
    """Append a goal or measure below `parent`. `values` are the cleaned form values by field name.

    Raises RuleBroken when the parent was removed while the form was open.
    """
    strategy = lock_for_editing(parent.strategy_of)
    if not is_there(parent):
        raise RuleBroken(
            _("„%(parent)s“ wurde inzwischen entfernt. Hier lässt sich nichts mehr anlegen.")
            % {"parent": parent}
        )
    return append_element(model=model, parent=parent, values=values, strategy=strategy, by=by, key=key)


def append_element(
    *,
    model: type[New],
    parent: AnyElement,
    values: Mapping[str, object],
    strategy: Strategy,
    by: User,
    key: UUID | None = None,
) -> New:
    """Write a new element behind its siblings, for a locked strategy; who may do so is asked before."""
    element = model(**{model.parent_field: parent}, **({"pk": key} if key else {}))
    siblings = element.siblings()
    element.position = next_position(siblings if strategy.has_fixed_numbers else siblings.active())
    element._history_user = by
    plain, many = _split(model, with_departments(model, values, by=by))
    agree_about_money(element, plain)
    for name, value in plain.items():
        setattr(element, name, value)
    if many:
        # Relations need the row; what is saved here stands in the history with them.
        element.skip_history_when_saving = True
        element.save()
        _set_many(element, many)
    element.save()
    return element


@transaction.atomic
def save_element(
    *, element: Saved, values: Mapping[str, object], revision: int, by: User, note: str = ""
) -> Saved:
    """Save the values of a form that was opened at `revision`. The history says `note` instead of "geändert".

    Raises StaleRevision, with the saved state, when somebody else has saved since, and RuleBroken when it was
    removed or locked meanwhile. Saving what is already there changes nothing and leaves no trace in the history.
    """
    rows: ElementQuerySet[Saved] = ElementQuerySet(type(element))
    locked = rows.select_for_update(of=("self",)).active().with_ancestors()
    current = locked.filter(pk=element.pk).first()
    if current is None:
        raise RuleBroken(_("Dieses Element wurde inzwischen entfernt. Ihr Text steht noch hier."))
    # Read behind the row's lock, which the submission of a paper takes as well.
    refuse_submitted(Strategy.objects.get(pk=current.strategy_of.pk))
    if not can_edit(by, current):
        raise RuleBroken(
            _(
                "Dieser Text wurde inzwischen gesperrt, weil er abgestimmt ist oder gerade zusammengeführt wird. "
                "Ihr Text steht noch hier."
            )
        )
    if current.revision != revision:
        raise StaleRevision(current)
    return write_element(current=current, values=values, by=by, note=note)


def write_element(*, current: Saved, values: Mapping[str, object], by: User, note: str = "") -> Saved:
    """Write values into a locked element; who may do so is asked before. What is already there leaves no trace."""
    plain, many = _split(type(current), with_departments(type(current), values, by=by))
    agree_about_money(current, plain)
    if all(getattr(current, name) == value for name, value in plain.items()) and all(
        set(getattr(current, name).all()) == set(value) for name, value in many.items()
    ):
        return current
    if isinstance(current, NumberedElement) and _changes_text(current, plain, many):
        # What the council adopted reads otherwise.
        current.text_status = TextStatus.DRAFT
    for name, value in plain.items():
        setattr(current, name, value)
    current.revision += 1
    current._history_user, current._change_reason = by, note
    _set_many(current, many)
    current.save()
    return current


def _changes_text(
    current: NumberedElement, plain: Mapping[str, object], many: Mapping[str, Iterable[object]]
) -> bool:
    """Say whether an adopted text becomes another one."""
    if current.text_status != TextStatus.ADOPTED:
        return False
    amendable = TREE[current.kind].amendable - PROGRESS
    return any(getattr(current, name) != value for name, value in plain.items() if name in amendable) or any(
        set(getattr(current, name).all()) != set(value) for name, value in many.items() if name in amendable
    )


@transaction.atomic
def move_element(*, element: ProgrammeElement, up: bool, by: User) -> bool:
    """Exchange an element with the sibling before or behind it. Returns False when it is at the end already.

    Raises RuleBroken once the numbers are fixed.
    """
    strategy = lock_for_editing(element.strategy_of)
    refuse_if_fixed(strategy, FIXED_ORDER)
    if not is_still_there(element):
        return False
    neighbour = neighbour_of(element, up=up)
    if neighbour is None:
        return False
    element._history_user = neighbour._history_user = by
    swap(element, neighbour)
    return True


@transaction.atomic
def move_before(*, element: GoalOrMeasure, before: UUID | None, by: User) -> None:
    """Put an element before one of its siblings, or at the end; the others make room.

    Raises RuleBroken once the numbers are fixed, and when one of the two was removed meanwhile.
    """
    strategy = lock_for_editing(element.strategy_of)
    refuse_if_fixed(strategy, FIXED_ORDER)
    if not is_still_there(element):
        raise RuleBroken(_("„%s“ wurde inzwischen entfernt.") % element)
    siblings = element.siblings().active()
    others = siblings.exclude(pk=element.pk)
    target = others.filter(pk=before).first() if before else None
    if before and target is None:
        raise RuleBroken(
            _("Inzwischen hat sich die Reihenfolge geändert. Versuchen Sie es bitte noch einmal.")
        )
    here = element.position
    last = next_position(siblings)
    # Above all others while they close up and make room.
    siblings.filter(pk=element.pk).update(position=2 * LIFT)
    close_gap(others, here)
    position = last - 1 if target is None else target.position - (target.position > here)
    open_gap(others, position)
    element.position = position
    element._history_user = by
    if position == here:
        siblings.filter(pk=element.pk).update(position=here)
    else:
        element.save(update_fields=["position"])


def is_there(parent: AnyElement) -> bool:
    """Tell whether something can stand below an element: it belongs to the working draft, a theme field is chosen."""
    if isinstance(parent, ThemeField):
        return ThemeField.objects.selected().filter(pk=parent.pk).exists()
    return type(parent).objects.active().filter(pk=parent.pk).exists()


def is_still_there(element: Element) -> bool:
    """Read an element again after locking; False when somebody else removed it meanwhile."""
    try:
        element.refresh_from_db()
    except type(element).DoesNotExist:
        return False
    return element.retired_at is None


def _split(
    model: type[Element], values: Mapping[str, object]
) -> tuple[dict[str, object], dict[str, Iterable[object]]]:
    """The values of plain fields, and those of relations to many."""
    many = {field.name for field in model._meta.many_to_many}
    return (
        {name: value for name, value in values.items() if name not in many},
        {name: value for name, value in values.items() if name in many and isinstance(value, Iterable)},
    )


def _set_many(element: Element, many: Mapping[str, Iterable[object]]) -> None:
    # The row is saved right after: one change, one entry in the history.
    element.skip_history_when_saving = True
    for name, value in many.items():
        getattr(element, name).set(value)
    del element.skip_history_when_saving
