"""Proposing a new element, a removal or a move, and taking the proposal over."""

from collections.abc import Mapping
from datetime import datetime
from typing import TypeVar
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from editing.exceptions import RuleBroken
from editing.forms.field_values import Kept
from strategy.actions.elements import create_element
from strategy.actions.placing import put_below
from strategy.actions.removal import remove_element
from strategy.choices import ElementKind
from strategy.discussion.actions.proposals import decide, lock_theme_for_proposal, open_proposal
from strategy.discussion.choices import ProposalIntent, ProposalStatus
from strategy.models import Proposal
from strategy.models.element import ElementQuerySet
from strategy.models.kinds import MODELS_BELOW_THEMES, GoalOrMeasure, ProgrammeElement
from strategy.permissions import can_propose_below, can_propose_move, can_propose_removal

There = TypeVar("There", bound=ProgrammeElement)


@transaction.atomic
def propose_addition(
    *,
    kind: ElementKind,
    parent: ProgrammeElement,
    kept: Mapping[str, Kept],
    note: str,
    by: User,
    at: datetime,
) -> Proposal:
    """Propose a new goal or measure below `parent`, with the values of its form. Raises RuleBroken."""
    above = _still_there(parent)
    theme = lock_theme_for_proposal(above)
    if not can_propose_below(by, above):
        raise RuleBroken(_("Hier können Sie selbst etwas anlegen. Ein Vorschlag ist nicht nötig."))
    made: Proposal = Proposal.objects.create(
        intent=ProposalIntent.ADDITION,
        element_kind=kind,
        element_key=uuid4(),
        parent_key=above.pk,
        theme=theme,
        base_revision=0,
        values={name: value for name, value in kept.items() if value},
        note=note,
        author=by,
        created_at=at,
    )
    return made


@transaction.atomic
def propose_removal(*, element: GoalOrMeasure, reason: str, by: User, at: datetime) -> Proposal:
    """Propose that an element goes, with everything below it. Raises RuleBroken, also without a reason."""
    current = _still_there(element)
    theme = lock_theme_for_proposal(current)
    if not can_propose_removal(by, current):
        raise RuleBroken(_("Das können Sie selbst entfernen. Ein Vorschlag ist nicht nötig."))
    if not reason.strip():
        raise RuleBroken(_("Bitte begründen Sie, warum es entfernt werden soll."))
    made: Proposal = Proposal.objects.create(
        intent=ProposalIntent.REMOVAL,
        element_kind=current.kind,
        element_key=current.pk,
        theme=theme,
        base_revision=current.revision,
        values={},
        note=reason.strip(),
        author=by,
        created_at=at,
    )
    return made


@transaction.atomic
def propose_move(
    *, element: GoalOrMeasure, parent: ProgrammeElement, note: str, by: User, at: datetime
) -> Proposal:
    """Propose that an element stands below another parent. Raises RuleBroken, also when it stands there."""
    current, above = _still_there(element), _still_there(parent)
    theme = lock_theme_for_proposal(current)
    if not can_propose_move(by, current):
        raise RuleBroken(_("Hier ist gerade kein Vorschlag möglich."))
    if above.pk == current.parent.pk:
        raise RuleBroken(_("Es steht schon unter „%(parent)s“.") % {"parent": above})
    made: Proposal = Proposal.objects.create(
        intent=ProposalIntent.MOVE,
        element_kind=current.kind,
        element_key=current.pk,
        parent_key=above.pk,
        theme=theme,
        base_revision=current.revision,
        values={},
        note=note,
        author=by,
        created_at=at,
    )
    return made


@transaction.atomic
def accept_addition(
    *,
    proposal: Proposal,
    parent: ProgrammeElement,
    values: Mapping[str, object],
    kept: Mapping[str, Kept],
    answer: str,
    by: User,
    at: datetime,
) -> GoalOrMeasure:
    """Create the proposed element as `create_element` does, with the values that coordination sent."""
    current = open_proposal(proposal)
    model = MODELS_BELOW_THEMES[ElementKind(current.element_kind)]
    made = create_element(model=model, parent=parent, values=values, by=by, key=current.element_key)
    as_proposed = {name: value for name, value in kept.items() if value} == current.values
    status = ProposalStatus.ACCEPTED if as_proposed else ProposalStatus.ACCEPTED_WITH_CHANGES
    decide(current, status, reason=answer, by=by, at=at)
    return made


@transaction.atomic
def accept_removal(
    *, proposal: Proposal, element: GoalOrMeasure, answer: str, by: User, at: datetime
) -> Proposal:
    """Remove the element as `remove_element` does. A proposal that goes with its element is decided all the same."""
    decided = decide(open_proposal(proposal), ProposalStatus.ACCEPTED, reason=answer, by=by, at=at)
    remove_element(element=element, by=by, at=at)
    return decided


@transaction.atomic
def accept_move(
    *,
    proposal: Proposal,
    element: GoalOrMeasure,
    parent: ProgrammeElement,
    answer: str,
    by: User,
    at: datetime,
) -> Proposal:
    """Move the element as `put_below` does."""
    current = open_proposal(proposal)
    put_below(elements=[element], parent=parent, by=by)
    return decide(current, ProposalStatus.ACCEPTED, reason=answer, by=by, at=at)


def _still_there(element: There) -> There:
    rows: ElementQuerySet[There] = ElementQuerySet(type(element))
    current = rows.active().with_ancestors().filter(pk=element.pk).first()
    if current is None:
        raise RuleBroken(_("„%(element)s“ wurde inzwischen entfernt.") % {"element": element})
    return current
