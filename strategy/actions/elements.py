"""Creating, saving, moving and removing the elements that people edit."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from editing.exceptions import RuleBroken, StaleRevision
from strategy.actions.positions import (
    close_gap,
    lock_for_editing,
    neighbour_of,
    next_position,
    refuse_if_fixed,
    refuse_submitted,
    swap,
)
from strategy.choices import ThemeDecision
from strategy.models import (
    Comment,
    ElementBasis,
    OperationalGoal,
    Proposal,
    StrategicGoal,
    Strategy,
    ThemeField,
)
from strategy.permissions import can_edit


@transaction.atomic
def create_element(*, model: type[Any], parent: Any, values: Mapping[str, Any], by: User) -> Any:
    """Append a goal or measure below `parent`. `values` are the cleaned form values by field name.

    Raises RuleBroken when the parent was removed while the form was open.
    """
    strategy = lock_for_editing(parent.strategy_of)
    parents = type(parent).objects.active().filter(pk=parent.pk)
    if isinstance(parent, ThemeField):
        parents = parents.filter(decision=ThemeDecision.SELECTED)
    if not parents.exists():
        raise RuleBroken(
            _("„%(parent)s“ wurde inzwischen entfernt. Hier lässt sich nichts mehr anlegen.")
            % {"parent": parent}
        )
    return append_element(model=model, parent=parent, values=values, strategy=strategy, by=by)


def append_element(
    *,
    model: type[Any],
    parent: Any,
    values: Mapping[str, Any],
    strategy: Strategy,
    by: User,
    key: UUID | None = None,
) -> Any:
    """Write a new element behind its siblings, for a locked strategy; who may do so is asked before."""
    element = model(**{model.parent_field: parent}, **({"pk": key} if key else {}))
    siblings = element.siblings()
    element.position = next_position(siblings if strategy.has_fixed_numbers else siblings.active())
    element._history_user = by
    plain, many = _split(model, values)
    for name, value in plain.items():
        setattr(element, name, value)
    if many:
        element.save_without_historical_record()
        _set_many(element, many)
    element.save()
    return element


@transaction.atomic
def save_element(*, element: Any, values: Mapping[str, Any], revision: int, by: User) -> Any:
    """Save the values of a form that was opened at `revision`.

    Raises StaleRevision, with the saved state, when somebody else has saved since, and RuleBroken when it was
    removed or locked meanwhile. Saving what is already there changes nothing and leaves no trace in the history.
    """
    model = type(element)
    locked = model.objects.select_for_update(of=("self",)).active().with_ancestors()
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
    return write_element(current=current, values=values, by=by)


def write_element(*, current: Any, values: Mapping[str, Any], by: User) -> Any:
    """Write values into a locked element; who may do so is asked before. What is already there leaves no trace."""
    plain, many = _split(type(current), values)
    if all(getattr(current, name) == value for name, value in plain.items()) and all(
        set(getattr(current, name).all()) == set(value) for name, value in many.items()
    ):
        return current
    for name, value in plain.items():
        setattr(current, name, value)
    current.revision += 1
    current._history_user = by
    _set_many(current, many)
    current.save()
    return current


@transaction.atomic
def move_element(*, element: Any, up: bool, by: User) -> bool:
    """Exchange an element with the sibling before or behind it. Returns False when it is at the end already.

    Raises RuleBroken once the numbers are fixed.
    """
    strategy = lock_for_editing(element.strategy_of)
    refuse_if_fixed(
        strategy, _("Die Nummern sind seit dem Beschluss fest. Die Reihenfolge lässt sich nicht mehr ändern.")
    )
    if not _is_still_there(element):
        return False
    neighbour = neighbour_of(element, up=up)
    if neighbour is None:
        return False
    element._history_user = neighbour._history_user = by
    swap(element, neighbour)
    return True


@transaction.atomic
def remove_element(*, element: Any, by: User, at: datetime) -> None:
    """Remove an element with everything below it.

    What may stand in a frozen version is retired, so that its key keeps its meaning; before the first version
    it is deleted. The following siblings move up unless the numbers are fixed.
    """
    take_out_element(element=element, strategy=lock_for_editing(element.strategy_of), by=by, at=at)


def take_out_element(*, element: Any, strategy: Strategy, by: User, at: datetime) -> None:
    """Remove an element of a locked strategy with everything below it; who may do so is asked before."""
    if not _is_still_there(element):
        return
    siblings, position = element.siblings(), element.position
    below = list(_descendants(element))
    if strategy.versions.exists():
        for each in [element, *below]:
            each.retired_at, each.retired_by, each._history_user = at, by, by
            each.save(update_fields=["retired_at", "retired_by"])
    else:
        keys = [element.pk, *(each.pk for each in below)]
        Proposal.objects.filter(element_key__in=keys).delete()
        Comment.objects.filter(element_key__in=keys).delete()
        ElementBasis.objects.filter(element_key__in=keys).delete()
        for each in [*reversed(below), element]:
            each._history_user = by
            each.delete()
    if not strategy.has_fixed_numbers:
        close_gap(siblings, position)


def _is_still_there(element: Any) -> bool:
    """Read an element again after locking; False when somebody else removed it meanwhile."""
    try:
        element.refresh_from_db()
    except type(element).DoesNotExist:
        return False
    return element.retired_at is None


def _descendants(element: Any) -> Iterator[Any]:
    """Every active element below, parents before children."""
    children: Iterable[Any] = ()
    if isinstance(element, ThemeField):
        children = element.strategic_goals.active()
    elif isinstance(element, StrategicGoal):
        children = element.operational_goals.active()
    elif isinstance(element, OperationalGoal):
        children = element.measures.active()
    for child in children:
        yield child
        yield from _descendants(child)


def _split(model: type[Any], values: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    many = {field.name for field in model._meta.many_to_many}
    return (
        {name: value for name, value in values.items() if name not in many},
        {name: value for name, value in values.items() if name in many},
    )


def _set_many(element: Any, many: Mapping[str, Any]) -> None:
    # The row is saved right after: one change, one entry in the history.
    element.skip_history_when_saving = True
    for name, value in many.items():
        getattr(element, name).set(value)
    del element.skip_history_when_saving
