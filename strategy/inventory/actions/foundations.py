"""The sources of goals and measures: taking an extract over into a new one, or linking it to an existing one."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from editing.exceptions import RuleBroken
from strategy.actions.elements import create_element
from strategy.actions.positions import lock_for_editing
from strategy.inventory.actions.extracts import lock_extract, reopen_extract
from strategy.models import ElementBasis, Extract
from strategy.models.kinds import GoalOrMeasure, ProgrammeElement
from strategy.permissions import is_open_to


@transaction.atomic
def take_over(
    *,
    extract: Extract,
    model: type[GoalOrMeasure],
    parent: ProgrammeElement,
    values: Mapping[str, object],
    by: User,
    at: datetime,
) -> GoalOrMeasure:
    """Make a new goal or measure below `parent` that is based on an extract: both, or neither.

    Raises RuleBroken when the extract or the parent was removed, or the parent locked, while the form was open.
    """
    lock_for_editing(parent.strategy_of)
    current = type(parent).objects.with_ancestors().filter(pk=parent.pk).first()
    if current is not None and current.retired_at is None and not is_open_to(by, current):
        raise RuleBroken(
            _(
                "Die Koordination führt die Texte dieses Themenfelds gerade zusammen. Bitte später noch einmal."
            )
        )
    element = create_element(model=model, parent=parent, values=values, by=by)
    _found_on(extract, element, taken_over=True, by=by, at=at)
    return element


@transaction.atomic
def link_extract(*, extract: Extract, element: ProgrammeElement, by: User, at: datetime) -> ElementBasis:
    """Say that an existing goal or measure is based on an extract. Who says it again changes nothing.

    Raises RuleBroken when one of the two was removed meanwhile.
    """
    # Nobody removes the element before this is written: removing takes the rows about it along.
    lock_for_editing(element.strategy_of)
    if not type(element).objects.active().filter(pk=element.pk).exists():
        raise RuleBroken(_("Dieses Ziel oder diese Maßnahme wurde inzwischen entfernt."))
    return _found_on(extract, element, taken_over=False, by=by, at=at)


@transaction.atomic
def unlink_extract(*, extract: Extract, element_key: UUID) -> None:
    """Say that a goal or measure is not based on an extract after all. The element itself stays as it is.

    Raises RuleBroken while the texts lie before the committees: what they are based on stands in the version.
    """
    lock_for_editing(extract.concept.strategy)
    current = lock_extract(extract)
    current.uses.filter(element_key=element_key).delete()


def _found_on(
    extract: Extract, element: ProgrammeElement, *, taken_over: bool, by: User, at: datetime
) -> ElementBasis:
    # What is taken up is not set aside any more.
    current = reopen_extract(extract=extract, by=by)
    basis: ElementBasis
    basis, _created = ElementBasis.objects.get_or_create(
        extract=current,
        element_key=element.pk,
        defaults={
            "element_kind": element.kind,
            "theme": element.theme_of,
            "taken_over": taken_over,
            "added_at": at,
            "added_by": by,
        },
    )
    return basis
