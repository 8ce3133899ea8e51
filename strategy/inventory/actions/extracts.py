"""Keeping the extracts of an existing document: adding, changing, setting aside and removing them."""

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from editing.exceptions import RuleBroken, StaleRevision
from strategy.actions.positions import lock_for_editing
from strategy.inventory.actions.concepts import lock_concept
from strategy.models import Concept, Extract

RELATIONS = ("themes", "sdg_targets")


@transaction.atomic
def create_extract(*, concept: Concept, values: Mapping[str, object], by: User) -> Extract:
    """Add an extract to a concept. `values` are the cleaned form values by field name.

    Raises RuleBroken when the concept was removed while the form was open.
    """
    return _written(Extract(concept=lock_concept(concept)), values, by)


@transaction.atomic
def save_extract(*, extract: Extract, values: Mapping[str, object], revision: int, by: User) -> Extract:
    """Save the values of a form that was opened at `revision`; what is already there leaves no trace.

    Raises StaleRevision, with the saved state, when somebody else has saved since, and RuleBroken when the
    extract was removed meanwhile.
    """
    current = lock_extract(extract)
    if current.revision != revision:
        raise StaleRevision(current)
    if all(
        set(getattr(current, name).all()) == set(value)
        if name in RELATIONS and isinstance(value, Iterable)
        else getattr(current, name) == value
        for name, value in values.items()
    ):
        return current
    current.revision += 1
    return _written(current, values, by)


@transaction.atomic
def remove_extract(*, extract: Extract, uses: int, by: User) -> None:
    """Remove an extract for good. The history keeps it.

    `uses` is how many goals and measures the person was shown as based on it. Raises RuleBroken when there are
    others by now, and for a source of texts that lie before the committees.
    """
    if extract.uses.exists() or extract.swot_entries.exists():
        lock_for_editing(extract.concept.strategy)
    current = lock_extract(extract)
    if current.uses.in_use().count() != uses:
        raise RuleBroken(
            _(
                "Inzwischen beruhen andere Ziele oder Maßnahmen auf dieser Fundstelle. Prüfen Sie bitte noch einmal."
            )
        )
    current._history_user = by
    current.delete()


@transaction.atomic
def set_aside(*, extract: Extract, reason: str, by: User) -> Extract:
    """Say why an extract is deliberately not taken up. Raises RuleBroken without a reason, or when it is in use."""
    current = lock_extract(extract)
    if not reason.strip():
        raise RuleBroken(_("Bitte begründen Sie, warum die Fundstelle nicht aufgenommen wird."))
    if current.uses.in_use().exists():
        raise RuleBroken(
            _(
                "Auf dieser Fundstelle beruht schon ein Ziel oder eine Maßnahme. Lösen Sie zuerst die Verknüpfung."
            )
        )
    return _decided(current, reason.strip(), by)


@transaction.atomic
def reopen_extract(*, extract: Extract, by: User) -> Extract:
    """Reopen the question whether an extract is taken up. Raises RuleBroken when it was removed meanwhile."""
    return _decided(lock_extract(extract), "", by)


def lock_extract(extract: Extract) -> Extract:
    """Lock an extract until the end of the transaction. Raises RuleBroken when it was removed meanwhile."""
    current: Extract | None = Extract.objects.select_for_update().filter(pk=extract.pk).first()
    if current is None:
        raise RuleBroken(_("Diese Fundstelle wurde inzwischen entfernt."))
    return current


def _decided(extract: Extract, reason: str, by: User) -> Extract:
    if extract.set_aside_reason != reason:
        extract.set_aside_reason = reason
        extract._history_user = by
        # Not a new revision: an open form of the texts has nothing to do with it.
        extract.save(update_fields=["set_aside_reason"])
    return extract


def _written(extract: Extract, values: Mapping[str, object], by: User) -> Extract:
    for name, value in values.items():
        if name not in RELATIONS:
            setattr(extract, name, value)
    extract._history_user = by
    # The row is saved right after: one change, one entry in the history.
    extract.skip_history_when_saving = True
    if extract.pk is None:
        extract.save()
    for name in RELATIONS:
        getattr(extract, name).set(values[name])
    del extract.skip_history_when_saving
    extract.save()
    return extract
