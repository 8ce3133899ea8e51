"""Ending for good what has lain in the bin for its time, with the personal data that hangs on it."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from strategy.actions.attachments import end_attachment
from strategy.actions.positions import lock
from strategy.actions.removal import HANGING_ON_ELEMENTS
from strategy.document.tree import PROGRAMME_KINDS
from strategy.inventory.actions.concepts import delete_concept
from strategy.inventory.actions.extracts import delete_extract
from strategy.models import Attachment, Concept, Extract, Proposal, Strategy
from strategy.models.element import KEPT_IN_BIN
from strategy.models.kinds import PROGRAMME_MODELS, ProgrammeElement, elements_of


@transaction.atomic
def empty_bin(*, at: datetime) -> int:
    """Delete what was removed more than 90 days ago: rows, what hangs on them, and their history.

    What stands in a frozen version stays retired, so that its key keeps its meaning, and so does what such a thing
    stands below. Returns how many elements, concepts and extracts went.
    """
    strategy = Strategy.objects.current()
    if strategy is None:
        return 0
    lock(strategy)
    until = at - KEPT_IN_BIN
    count = sum(_delete(element) for element in _unnamed(strategy, until))
    for concept in Concept._base_manager.filter(retired_at__lte=until):
        delete_concept(concept)
        count += 1
    for extract in Extract._base_manager.filter(retired_at__lte=until):
        delete_extract(extract)
        count += 1
    return count


def _unnamed(strategy: Strategy, until: datetime) -> Iterator[ProgrammeElement]:
    """The elements whose time is over and whose key stands in no version, those below first."""
    gone = {kind: set(_retired(PROGRAMME_MODELS[kind].objects.all(), until)) for kind in PROGRAMME_KINDS}
    if not any(gone.values()):
        return
    for content in strategy.versions.values_list("content", flat=True):
        for keys in gone.values():
            keys -= {key for key in keys if str(key) in content}
    for kind in reversed(PROGRAMME_KINDS):
        yield from PROGRAMME_MODELS[kind].objects.filter(pk__in=gone[kind])


def _retired(rows: "QuerySet[ProgrammeElement]", until: datetime) -> "QuerySet[ProgrammeElement, UUID]":
    return rows.filter(retired_at__lte=until).values_list("pk", flat=True)


def _delete(element: ProgrammeElement) -> int:
    key, kind = element.pk, element.kind
    if any(model.objects.filter(**{model.parent_field: key}).exists() for model in _models_below(element)):
        return 0
    for attachment in Attachment.objects.about(element):
        end_attachment(attachment)
    element.delete()
    for model in HANGING_ON_ELEMENTS:
        model._base_manager.filter(element_key=key).delete()
    # What was proposed to stand below it has no place any more.
    Proposal.objects.filter(parent_key=key).delete()
    elements_of(kind).model.history.filter(id=key).delete()
    return 1


def _models_below(element: ProgrammeElement) -> Iterator[type[ProgrammeElement]]:
    return (model for model in PROGRAMME_MODELS.values() if model.element_above is type(element))
