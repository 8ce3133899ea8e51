"""Keeping the departments, and merging those that are one."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import CASCADE, PROTECT, ManyToOneRel, Model, Q
from django.utils.translation import gettext as _

from accounts.models import User
from editing.exceptions import RuleBroken, StaleRevision
from strategy.actions.positions import lock_for_editing
from strategy.models import Concept, Department, Measure, OperationalGoal, Strategy
from strategy.models.departments import DepartmentQuerySet
from strategy.signals import departments_merged

# The fields that stand in the texts of the strategy and in amendments, and so rest with them.
PRINTED = ("name",)
# What is given to departments.
GIVEN: tuple[type[Measure | OperationalGoal], ...] = (Measure, OperationalGoal)


def with_departments(
    model: type[Model], values: Mapping[str, object], *, by: User, known: dict[str, Department] | None = None
) -> dict[str, object]:
    """The values with rows for the departments that they give as rows or by their names.

    A name that nobody has used before becomes a department; whoever sends it has asked before. `known` keeps what was
    found for the next values.
    """
    found = {} if known is None else known
    settled = dict(values)
    for field in (*model._meta.concrete_fields, *model._meta.many_to_many):
        if field.related_model is not Department or field.name not in values:
            continue
        value = values[field.name]
        if not field.many_to_many:
            settled[field.name] = _department(value, by, found)
        elif isinstance(value, Iterable):
            rows = (_department(each, by, found) for each in value)
            settled[field.name] = list(dict.fromkeys(row for row in rows if row is not None))
    return settled


def _department(value: object, by: User, found: dict[str, Department]) -> Department | None:
    if isinstance(value, Department) and not value._state.adding:
        return value
    name = value.name if isinstance(value, Department) else value
    if not isinstance(name, str) or not name:
        return None
    if name not in found:
        found[name] = department_named(name, by=by)
    return found[name]


def department_named(name: str, *, by: User) -> Department:
    """The department with exactly this name, or the one it was merged into; a new one if there is none."""
    found = _named(name)
    if found is None:
        department = Department(name=name)
        department._history_user = by
        try:
            with transaction.atomic():
                department.save()
        except IntegrityError:
            # Somebody else has just added it.
            found = _named(name)
            if found is None:
                raise
        else:
            return department
    return found.merged_into or found


def _named(name: str) -> Department | None:
    return Department.objects.select_related("merged_into").filter(name=name).first()


@transaction.atomic
def create_department(*, values: Mapping[str, object], by: User) -> Department:
    """Add a department. Raises RuleBroken when another has its name or short name."""
    _lock_all()
    return _written(Department(), values, by)


@transaction.atomic
def save_department(
    *, department: Department, values: Mapping[str, object], revision: int, by: User
) -> Department:
    """Save the values of a form that was opened at `revision`; what is already there leaves no trace.

    A name under which it is known stays as a former spelling. Raises StaleRevision when somebody else has saved since,
    and RuleBroken when it is gone or merged, when another one has the name, or when the texts that print the name lie
    before the committees.
    """
    strategy = Strategy.objects.current()
    current = _lock_all().filter(pk=department.pk).first()
    if current is None or current.merged_into_id:
        raise RuleBroken(_("Diese Stelle wurde inzwischen entfernt oder mit einer anderen zusammengeführt."))
    if current.revision != revision:
        raise StaleRevision(current)
    if all(getattr(current, name) == value for name, value in values.items()):
        return current
    is_renamed = any(name in values and getattr(current, name) != values[name] for name in PRINTED)
    if is_renamed and strategy is not None:
        lock_for_editing(strategy)
    former = current.name if is_renamed and (_is_used(current) or _was_used(current)) else ""
    if is_renamed:
        # Back to a name it had before.
        current.former_spellings.filter(name=values["name"]).delete()
    current.revision += 1
    saved = _written(current, values, by)
    if former:
        _written(Department(), {"name": former, "merged_into": saved}, by)
    return saved


@transaction.atomic
def end_department(*, department: Department, on: date, by: User) -> Department:
    """Give nothing new to a department from a day on; what it has stays with it."""
    current = _lock_all().proper().filter(pk=department.pk).first()
    if current is None:
        raise RuleBroken(_("Diese Stelle wurde inzwischen entfernt oder mit einer anderen zusammengeführt."))
    current.revision += 1
    return _written(current, {"active_until": on}, by)


@transaction.atomic
def remove_department(*, department: Department, by: User) -> None:
    """Remove a department that nothing has ever named. Raises RuleBroken otherwise."""
    current = _lock_all().filter(pk=department.pk).first()
    if current is None:
        return
    if not can_be_removed(current):
        raise RuleBroken(
            _("„%(name)s“ wird oder wurde verwendet. Lösen Sie die Stelle auf, statt sie zu entfernen.")
            % {"name": current}
        )
    current._history_user = by
    current.delete()


def can_be_removed(department: Department) -> bool:
    """Say whether nothing names a department, not even the history."""
    return not (_is_used(department) or _was_used(department) or department.former_spellings.exists())


@transaction.atomic
def merge_departments(*, department: Department, into: Department, by: User) -> int:
    """Make two departments one: whatever names the first names the second from now on.

    The first stays as a former spelling. Returns how many goals, measures and concepts have changed. Raises
    RuleBroken when one of them is gone, and while the texts lie before the committees.
    """
    strategy = Strategy.objects.current()
    if strategy is not None:
        lock_for_editing(strategy)
    rows = _lock_all().proper().in_bulk([department.pk, into.pk])
    if len(rows) < 2:
        raise RuleBroken(_("Eine der beiden Stellen wurde inzwischen entfernt oder zusammengeführt."))
    former, remaining = rows[department.pk], rows[into.pk]
    if _is_above(former, remaining):
        raise RuleBroken(
            _("„%(into)s“ gehört zu „%(name)s“. Ändern Sie zuerst, wozu die Stelle gehört.")
            % {"into": remaining, "name": former}
        )
    changed = 0
    for model in GIVEN:
        names_it = model.objects.filter(
            Q(**{model.responsible_field: former}) | Q(participants=former)
        ).order_by()
        keys = set(names_it.values_list("pk", flat=True))
        locked = model.objects.select_for_update(of=("self",)).filter(pk__in=keys)
        for element in locked.order_by("pk"):
            _give_to(element, former, remaining, by)
            changed += 1
    for concept in former.concepts.select_for_update(of=("self",)).order_by("pk"):
        concept.department, concept._history_user = remaining, by
        concept.revision += 1
        concept.save()
        changed += 1
    departments_merged.send(sender=Department, former=former, remaining=remaining, by=by)
    former.children.update(parent=remaining)
    former.former_spellings.update(merged_into=remaining)
    former.revision += 1
    _written(former, {"merged_into": remaining, "parent": None}, by)
    return changed


def _give_to(element: Measure | OperationalGoal, former: Department, remaining: Department, by: User) -> None:
    field = element.responsible_field
    if getattr(element, f"{field}_id") == former.pk:
        setattr(element, field, remaining)
    element.revision += 1
    element._history_user = by
    participants = set(element.participants.all())
    if former in participants:
        # The row is saved right after: one change, one entry in the history.
        element.skip_history_when_saving = True
        element.participants.set(participants - {former} | {remaining})
        del element.skip_history_when_saving
    element.save()


def _is_above(department: Department, other: Department) -> bool:
    above, seen = other.parent, {other.pk}
    while above is not None and above.pk not in seen:
        if above.pk == department.pk:
            return True
        seen.add(above.pk)
        above = above.parent
    return False


def _lock_all() -> DepartmentQuerySet:
    """Lock all departments: names are unique among them, and whoever merges or removes one comes alone."""
    list(Department.objects.select_for_update().order_by("pk"))
    return Department.objects.all()


def _is_used(department: Department) -> bool:
    return (
        any(
            model.objects.filter(
                Q(**{model.responsible_field: department}) | Q(participants=department)
            ).exists()
            for model in GIVEN
        )
        or department.concepts.exists()
        or department.children.exists()
        or any(
            relation.related_model._base_manager.filter(**{relation.field.name: department}).exists()
            for relation in _relations_above()
        )
    )


def _relations_above() -> list[ManyToOneRel]:
    """What rows of higher rooms name a department by; none of them is left without it."""
    return [
        relation
        for relation in Department._meta.get_fields(include_hidden=True)
        if isinstance(relation, ManyToOneRel)
        and relation.on_delete in (CASCADE, PROTECT)
        and not relation.related_model._meta.auto_created
        and relation.related_model is not Department
    ]


def _was_used(department: Department) -> bool:
    return (
        any(model.history.filter(**{model.responsible_field: department.pk}).exists() for model in GIVEN)
        or Concept.history.filter(department=department.pk).exists()
    )


def _written(department: Department, values: Mapping[str, object], by: User) -> Department:
    for name, value in values.items():
        setattr(department, name, value)
    parent = department.parent
    if parent is not None and (parent.merged_into_id or _is_above(department, parent)):
        raise RuleBroken(_("„%s“ gehört schon zu dieser Stelle oder ist keine mehr.") % parent)
    try:
        department.validate_unique()
        department.validate_constraints()
    except ValidationError as error:
        raise RuleBroken(" ".join(error.messages)) from error
    department._history_user = by
    department.save()
    return department
