"""The kinds of existing documents: municipalities add their own."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from editing.exceptions import RuleBroken
from strategy.models import Concept, ConceptKind


@transaction.atomic
def save_concept_kind(*, kind: ConceptKind) -> ConceptKind:
    """Add or rename a kind of document. Raises RuleBroken when there is one with this title."""
    # Two who choose the same title come one after the other.
    list(ConceptKind.objects.select_for_update())
    try:
        kind.validate_unique()
    except ValidationError as error:
        raise RuleBroken(" ".join(error.messages)) from error
    kind.save()
    return kind


@transaction.atomic
def remove_concept_kind(*, kind: ConceptKind) -> None:
    """Remove a kind of document that nothing belongs to. Raises RuleBroken otherwise."""
    current = ConceptKind.objects.select_for_update().filter(pk=kind.pk).first()
    if current is None:
        return
    if current.concepts.exists():
        raise RuleBroken(
            _("Zu „%(title)s“ gehören Konzepte. Ordnen Sie diese zuerst anders ein.")
            % {"title": current.title}
        )
    if Concept._base_manager.filter(kind=current).exists():
        raise RuleBroken(
            _("Im Papierkorb liegt noch ein Konzept dieser Art. Solange bleibt „%(title)s“ bestehen.")
            % {"title": current.title}
        )
    current.delete()
