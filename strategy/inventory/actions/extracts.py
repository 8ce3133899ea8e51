"""Keeping the extracts of an existing document: adding, changing, setting aside and removing them."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from editing.exceptions import RuleBroken, StaleRevision
from strategy.actions.positions import lock, lock_for_editing, refuse_submitted
from strategy.inventory.actions.concepts import IN_USE, lock_concept, restore_concept
from strategy.models import Concept, Extract

RELATIONS = ("themes", "sdg_targets")


@transaction.atomic
def create_extract(*, concept: Concept, values: Mapping[str, object], by: User) -> Extract:
    """Add an extract to a concept. `values` are the cleaned form values by field name.

    Raises RuleBroken when the concept was removed while the form was open.
    """
    return _written(Extract(concept=lock_concept(concept)), values, by)


@transaction.atomic
def save_extract(
    *, extract: Extract, values: Mapping[str, object], revision: int, by: User, note: str = ""
) -> Extract:
    """Save the values of a form that was opened at `revision`; what is already there leaves no trace.

    The history says `note` instead of "geändert".
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
    current._change_reason = note
    return _written(current, values, by)


@transaction.atomic
def remove_extract(*, extract: Extract, uses: int, by: User, at: datetime) -> None:
    """Throw an extract into the bin; what is based on it does not say so as long as it lies there.

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
    current.retired_at, current.retired_by, current._history_user = at, by, by
    current.save(update_fields=["retired_at", "retired_by"])


@transaction.atomic
def restore_extract(*, extract: Extract, by: User) -> Extract:
    """Take an extract out of the bin, and its concept with it where that lies there as well.

    Raises RuleBroken when it is not in the bin any more, and for a source of texts that lie before the committees.
    """
    strategy = lock(extract.concept.strategy)
    everything = Extract._base_manager.select_for_update(of=("self",)).select_related("concept__strategy")
    current: Extract | None = everything.filter(pk=extract.pk, retired_at__isnull=False).first()
    if current is None:
        raise RuleBroken(_("Diese Fundstelle liegt nicht mehr im Papierkorb."))
    if Extract._base_manager.filter(IN_USE, pk=current.pk).exists():
        refuse_submitted(strategy)
    if current.concept.retired_at is not None:
        current.concept = restore_concept(concept=current.concept, by=by)
    current.retired_at = current.retired_by = None
    current._history_user = by
    current.save(update_fields=["retired_at", "retired_by"])
    return current


def delete_extract(extract: Extract) -> None:
    """Delete an extract for good, with its history. The strategy is locked."""
    key = extract.pk
    extract.delete()
    Extract.history.filter(id=key).delete()


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
    current: Extract | None = Extract.objects.select_for_update(of=("self",)).filter(pk=extract.pk).first()
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
