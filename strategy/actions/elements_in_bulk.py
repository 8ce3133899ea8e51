"""Creating many elements at once, a batch in each statement: a department's table has hundreds of rows."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar
from uuid import UUID

from django.db import transaction
from django.db.models import Max, Model
from django.utils.translation import gettext as _

from accounts.models import User
from editing.exceptions import RuleBroken
from strategy.actions.departments import with_departments
from strategy.actions.money import agree_about_money
from strategy.actions.positions import lock_for_editing
from strategy.models import Department
from strategy.models.element import NumberedElementQuerySet
from strategy.models.kinds import GoalOrMeasure
from strategy.signals import elements_created

BATCH = 200
New = TypeVar("New", bound=GoalOrMeasure)


@transaction.atomic
def create_elements(
    *, model: type[New], rows: Sequence[tuple[GoalOrMeasure, Mapping[str, object]]], by: User
) -> list[New]:
    """Append goals or measures below their parents, in the order of `rows`: pairs of a parent and its values.

    The same rows, relations and history as `create_element` called for each; past the signals of the rows, so
    `elements_created` reports them. Raises RuleBroken when a parent was removed meanwhile.
    """
    if not rows:
        return []
    strategy = lock_for_editing(rows[0][0].strategy_of)
    parents = {parent.pk: parent for parent, _values in rows}
    _refuse_removed(parents)
    written: NumberedElementQuerySet[New] = NumberedElementQuerySet(model)
    siblings = written.filter(**{f"{model.parent_field}__in": parents})
    if not strategy.has_fixed_numbers:
        siblings = siblings.active()
    # Without its order, which would part the groups.
    last = siblings.order_by().values_list(model.parent_field).annotate(last=Max("position"))
    positions: dict[UUID, int] = defaultdict(int, {parent: position or 0 for parent, position in last})
    many = {field.name for field in model._meta.many_to_many}
    departments: dict[str, Department] = {}
    settled = [with_departments(model, values, by=by, known=departments) for _parent, values in rows]
    elements = []
    for (parent, _values), values in zip(rows, settled, strict=True):
        positions[parent.pk] += 1
        plain = {name: value for name, value in values.items() if name not in many}
        element = model(**{model.parent_field: parent}, position=positions[parent.pk])
        agree_about_money(element, plain)
        for name, value in plain.items():
            setattr(element, name, value)
        element._history_user = by
        elements.append(element)
    written.bulk_create(elements, batch_size=BATCH)
    history = model.history.bulk_history_create(elements, batch_size=BATCH)
    for name in many:
        targets = [_many(values.get(name)) for values in settled]
        _relate(model, name, elements, targets, history)
    elements_created.send(sender=model, elements=elements)
    return elements


def _many(value: object) -> tuple[object, ...]:
    return tuple(value) if isinstance(value, Iterable) else ()


def _refuse_removed(parents: Mapping[UUID, GoalOrMeasure]) -> None:
    active = type(next(iter(parents.values()))).objects.active().filter(pk__in=parents)
    gone = set(parents) - set(active.values_list("pk", flat=True))
    if gone:
        raise RuleBroken(
            _("„%(parent)s“ wurde inzwischen entfernt. Hier lässt sich nichts mehr anlegen.")
            % {"parent": parents[gone.pop()]}
        )


def _relate(
    model: type[New],
    name: str,
    elements: Sequence[New],
    targets: Sequence[Sequence[object]],
    history: Sequence[Model],
) -> None:
    """Write one relation to many of each element, and the same into its row of the history."""
    field = next(field for field in model._meta.many_to_many if field.name == name)
    through = getattr(model, name).through
    own, other = field.m2m_field_name(), field.m2m_reverse_field_name()
    rows = [
        (through(**{own: element, other: target}), state)
        for element, related, state in zip(elements, targets, history, strict=True)
        for target in related
    ]
    through.objects.bulk_create([row for row, _state in rows], batch_size=BATCH)
    kept = getattr(model.history.model, name).model
    kept.objects.bulk_create(
        [
            kept(id=row.pk, history=state, **{own: getattr(row, own), other: getattr(row, other)})
            for row, state in rows
        ],
        batch_size=BATCH,
    )
