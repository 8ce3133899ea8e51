"""Keeping the inventory of existing documents: adding, changing and removing concepts, and their evaluation."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import User
from editing.exceptions import RuleBroken, StaleRevision
from strategy.actions.departments import with_departments
from strategy.actions.positions import lock, lock_for_editing
from strategy.inventory.choices import EVALUATION_STATUS_TRANSITIONS, EvaluationStatus
from strategy.models import Concept, ConceptKind, Strategy


@transaction.atomic
def create_concept(*, strategy: Strategy, values: Mapping[str, object], by: User) -> Concept:
    """Add an existing document. `values` are the cleaned form values by field name.

    Raises RuleBroken when there is one with this title, or when its kind was removed meanwhile.
    """
    settled = with_departments(Concept, values, by=by)
    return _written(Concept(strategy=lock(strategy)), settled, by)


@transaction.atomic
def save_concept(*, concept: Concept, values: Mapping[str, object], revision: int, by: User) -> Concept:
    """Save the values of a form that was opened at `revision`; what is already there leaves no trace.

    Raises StaleRevision, with the saved state, when somebody else has saved since, and RuleBroken when the concept
    was removed meanwhile or like `create_concept`.
    """
    # The title is unique within the strategy: two who choose the same one come one after the other.
    lock(concept.strategy)
    current = lock_concept(concept)
    if current.revision != revision:
        raise StaleRevision(current)
    settled = with_departments(Concept, values, by=by)
    if all(getattr(current, name) == value for name, value in settled.items()):
        return current
    current.revision += 1
    return _written(current, settled, by)


@transaction.atomic
def change_evaluation_status(*, concept: Concept, to: EvaluationStatus, by: User, at: datetime) -> Concept:
    """Go on to another status of the evaluation, and say who did. Raises RuleBroken where no step leads there."""
    current = lock_concept(concept)
    if current.evaluation_status == to:
        return current
    if to not in EVALUATION_STATUS_TRANSITIONS[current.evaluation_status]:
        raise RuleBroken(
            _("Der Stand der Auswertung ist inzwischen „%(now)s“. Von dort geht es nicht zu „%(to)s“.")
            % {"now": current.get_evaluation_status_display(), "to": to.label}
        )
    current.evaluation_status = to
    current.evaluated_by = None if to == EvaluationStatus.OPEN else by
    current.evaluated_at = at if to == EvaluationStatus.EVALUATED else None
    current._history_user = by
    # Not a new revision: an open form of the texts has nothing to do with it.
    current.save(update_fields=["evaluation_status", "evaluated_by", "evaluated_at"])
    return current


@transaction.atomic
def remove_concept(*, concept: Concept, extracts: int, by: User) -> None:
    """Remove a concept for good, with its extracts and its file.

    `extracts` is how many of them the person was shown. Raises RuleBroken when there are others by now, and when
    one of them is a source of texts that lie before the committees.
    """
    in_use = Q(uses__isnull=False) | Q(swot_entries__isnull=False)
    if concept.extracts.filter(in_use).exists():
        lock_for_editing(concept.strategy)
    current = lock_concept(concept)
    if current.extracts.count() != extracts:
        raise RuleBroken(
            _(
                "Inzwischen hat sich bei den Fundstellen etwas geändert. Prüfen Sie bitte noch einmal, was wegfällt."
            )
        )
    upload = getattr(current, "upload", None)
    for extract in current.extracts.all():
        extract._history_user = by
        extract.delete()
    current._history_user = by
    current.delete()
    if upload is not None:
        upload.job.delete()
        transaction.on_commit(partial(upload.file.storage.delete, upload.file.name))


def lock_concept(concept: Concept) -> Concept:
    """Lock a concept until the end of the transaction. Raises RuleBroken when it was removed meanwhile."""
    current: Concept | None = Concept.objects.select_for_update().filter(pk=concept.pk).first()
    if current is None:
        raise RuleBroken(_("Dieses Konzept wurde inzwischen entfernt."))
    return current


def _written(concept: Concept, values: Mapping[str, object], by: User) -> Concept:
    for name, value in values.items():
        setattr(concept, name, value)
    if not ConceptKind.objects.select_for_update().filter(pk=concept.kind_id).exists():
        raise RuleBroken(_("Diese Art von Dokument wurde inzwischen entfernt. Wählen Sie bitte eine andere."))
    try:
        concept.validate_constraints()
    except ValidationError as error:
        raise RuleBroken(" ".join(error.messages)) from error
    concept._history_user = by
    concept.save()
    return concept
