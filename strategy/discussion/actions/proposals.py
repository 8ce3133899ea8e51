"""Proposing a change of an element, and what becomes of the proposal."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from editing.exceptions import RuleBroken
from editing.forms.field_values import Kept, comparable
from editing.history import state_at_revision
from strategy.actions.elements import save_element
from strategy.actions.positions import refuse_submitted
from strategy.discussion.choices import PROPOSAL_STATUS_TRANSITIONS, ProposalStatus
from strategy.models import Proposal, ThemeField
from strategy.models.kinds import AnyElement
from strategy.permissions import can_propose


@transaction.atomic
def propose_change(
    *,
    element: AnyElement,
    values: Mapping[str, object],
    kept: Mapping[str, Kept],
    base_revision: int,
    note: str,
    by: User,
    at: datetime,
) -> Proposal:
    """Keep what differs in `values` from what the author saw, the state with `base_revision`.

    `values` are the cleaned values of a form, `kept` the same as JSON holds them.
    Raises RuleBroken when nothing differs, when the element is gone, or when this person may not propose here.
    """
    current = type(element).objects.active().with_ancestors().filter(pk=element.pk).first()
    if current is None:
        raise RuleBroken(_("Dieses Element wurde inzwischen entfernt."))
    theme = lock_theme_for_proposal(current)
    if not can_propose(by, current):
        raise RuleBroken(_("Diesen Text können Sie selbst bearbeiten. Ein Vorschlag ist nicht nötig."))
    base = state_at_revision(current, base_revision)
    if base is None:
        raise RuleBroken(_("Bitte öffnen Sie das Formular noch einmal. Ihr Text steht noch hier."))
    changed = {
        name: kept[name] for name, value in values.items() if comparable(value) != comparable(base[name])
    }
    if not changed:
        raise RuleBroken(_("Sie haben nichts geändert. Schreiben Sie Ihren Vorschlag in die Felder."))
    proposal: Proposal = Proposal.objects.create(
        element_kind=current.kind,
        element_key=current.pk,
        theme=theme,
        base_revision=base_revision,
        values=changed,
        note=note,
        author=by,
        created_at=at,
    )
    return proposal


def lock_theme_for_proposal(element: AnyElement) -> ThemeField | None:
    """Lock the theme field of an element that a proposal is about.

    Coordination that begins to consolidate waits for this proposal, or the proposal sees the lock. Raises RuleBroken
    while it does, and while the texts rest.
    """
    theme = element.theme_of
    if theme is not None:
        theme = ThemeField.objects.select_for_update().get(pk=theme.pk)
        if theme.consolidation_since is not None:
            raise RuleBroken(
                _(
                    "Die Koordination führt die Texte dieses Themenfelds gerade zusammen. "
                    "Vorschläge sind danach wieder möglich. Ihr Text steht noch hier."
                )
            )
    refuse_submitted(element.strategy_of)
    return theme


@transaction.atomic
def accept_proposal(
    *,
    proposal: Proposal,
    element: AnyElement,
    values: Mapping[str, object],
    kept: Mapping[str, Kept],
    revision: int,
    answer: str,
    by: User,
    at: datetime,
) -> Proposal:
    """Save `values` in the element and close the proposal.

    `values` are what coordination sent, the proposed values or changed ones, and `kept` the same as JSON holds them.
    Raises StaleRevision like `save_element`, and RuleBroken when somebody else has decided meanwhile.
    """
    current = open_proposal(proposal)
    save_element(element=element, values=values, revision=revision, by=by)
    as_proposed = all(kept.get(name) == value for name, value in current.values.items())
    status = ProposalStatus.ACCEPTED if as_proposed else ProposalStatus.ACCEPTED_WITH_CHANGES
    return decide(current, status, reason=answer, by=by, at=at)


@transaction.atomic
def decline_proposal(*, proposal: Proposal, reason: str, by: User, at: datetime) -> Proposal:
    """Close a proposal without taking it over. Raises RuleBroken without a reason or when already decided."""
    current = open_proposal(proposal)
    if not reason.strip():
        raise RuleBroken(_("Bitte begründen Sie, warum der Vorschlag abgelehnt wird."))
    return decide(current, ProposalStatus.DECLINED, reason=reason.strip(), by=by, at=at)


@transaction.atomic
def withdraw_proposal(*, proposal: Proposal, by: User, at: datetime) -> Proposal:
    """The author takes a proposal back. Raises RuleBroken for somebody else's or a decided one."""
    current = open_proposal(proposal)
    if current.author_id != by.pk:
        raise RuleBroken(_("Nur wer den Vorschlag gemacht hat, kann ihn zurückziehen."))
    return decide(current, ProposalStatus.WITHDRAWN, reason="", by=by, at=at)


def open_proposal(proposal: Proposal) -> Proposal:
    """Lock a proposal that waits for its decision. Raises RuleBroken when there is none any more."""
    locked = Proposal.objects.select_for_update(of=("self",)).select_related("author")
    current: Proposal | None = locked.filter(pk=proposal.pk).first()
    if current is None:
        raise RuleBroken(_("Dieser Vorschlag wurde mit seinem Element entfernt."))
    if current.status != ProposalStatus.OPEN:
        raise RuleBroken(
            _("Über diesen Vorschlag ist schon entschieden: %(status)s.")
            % {"status": current.get_status_display()}
        )
    return current


def decide(proposal: Proposal, status: ProposalStatus, *, reason: str, by: User, at: datetime) -> Proposal:
    """Close a locked proposal and tell its author."""
    if status not in PROPOSAL_STATUS_TRANSITIONS[proposal.status]:
        raise ValueError(status)
    proposal.status, proposal.reason = status, reason
    proposal.decided_at, proposal.decided_by = at, by
    proposal.save(update_fields=["status", "reason", "decided_at", "decided_by"])
    return proposal
