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
from strategy.actions.positions import lock, lock_for_editing, refuse_submitted
from strategy.inventory.choices import EVALUATION_STATUS_TRANSITIONS, EvaluationStatus
from strategy.models import Concept, ConceptFile, ConceptKind, Extract, Strategy

# A condition on extracts: the texts of the strategy name them.
IN_USE = Q(uses__isnull=False) | Q(swot_entries__isnull=False)


@transaction.atomic
def create_concept(*, strategy: Strategy, values: Mapping[str, object], by: User) -> Concept:
    """Add an existing document. `values` are the cleaned form values by field name.

    Raises RuleBroken when there is one with this title, or when its kind was removed meanwhile.
    """
    settled = with_departments(Concept, values, by=by)
    return _written(Concept(strategy=lock(strategy)), settled, by)


@transaction.atomic
def save_concept(
    *, concept: Concept, values: Mapping[str, object], revision: int, by: User, note: str = ""
) -> Concept:
    """Save the values of a form that was opened at `revision`; what is already there leaves no trace.

    The history says `note` instead of "geändert".
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
    current._change_reason = note
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
def remove_concept(*, concept: Concept, extracts: int, by: User, at: datetime) -> None:
    """Throw a concept into the bin, with its extracts and its file.

    `extracts` is how many of them the person was shown. Raises RuleBroken when there are others by now, and when
    one of them is a source of texts that lie before the committees.
    """
    if concept.extracts.filter(IN_USE).exists():
        lock_for_editing(concept.strategy)
    current = lock_concept(concept)
    if current.extracts.count() != extracts:
        raise RuleBroken(
            _(
                "Inzwischen hat sich bei den Fundstellen etwas geändert. Prüfen Sie bitte noch einmal, was wegfällt."
            )
        )
    current.retired_at, current.retired_by, current._history_user = at, by, by
    current.save(update_fields=["retired_at", "retired_by"])


@transaction.atomic
def restore_concept(*, concept: Concept, by: User) -> Concept:
    """Take a concept out of the bin, with its extracts and its file, and what is based on them says so again.

    Raises RuleBroken when it is not in the bin any more, when there is another one with its title, and when one of its
    extracts is a source of texts that lie before the committees.
    """
    strategy = lock(concept.strategy)
    if Extract._base_manager.filter(IN_USE, concept=concept, retired_at__isnull=True).exists():
        refuse_submitted(strategy)
    thrown = Concept._base_manager.select_for_update(of=("self",)).filter(retired_at__isnull=False)
    current: Concept | None = thrown.filter(pk=concept.pk).first()
    if current is None:
        raise RuleBroken(_("„%(element)s“ liegt nicht mehr im Papierkorb.") % {"element": concept})
    return _written(current, {"retired_at": None, "retired_by": None}, by)


def delete_concept(concept: Concept) -> None:
    """Delete a concept for good, with its extracts, its file, and their history. The strategy is locked."""
    key, upload = concept.pk, ConceptFile.objects.filter(concept=concept).select_related("job").first()
    extracts = list(Extract._base_manager.filter(concept=concept).values_list("pk", flat=True))
    concept.delete()
    Extract.history.filter(id__in=extracts).delete()
    Concept.history.filter(id=key).delete()
    if upload is not None:
        upload.job.delete()
        transaction.on_commit(partial(upload.file.storage.delete, str(upload.file.name)))


def lock_concept(concept: Concept) -> Concept:
    """Lock a concept until the end of the transaction. Raises RuleBroken when it was removed meanwhile."""
    current: Concept | None = Concept.objects.select_for_update(of=("self",)).filter(pk=concept.pk).first()
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
