"""The page of a proposal, and who decides there."""

from collections.abc import Callable

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.http import SignedInRequest
from accounts.models import User
from accounts.roles import Right
from editing.access import require_right
from strategy.choices import ElementKind
from strategy.discussion.choices import ProposalIntent, ProposalStatus
from strategy.discussion.forms.proposals import PROPOSAL_FORMS
from strategy.discussion.proposal_lines import lines_of
from strategy.discussion.proposed import ProposedChange, proposed_changes, proposed_entry
from strategy.document.document import ElementEntry
from strategy.document.drafting import theme_section
from strategy.document.tree import parent_kind
from strategy.links import proposal_page
from strategy.models import Proposal
from strategy.models.kinds import AnyElement, ProgrammeElement, elements_of, programme_of
from strategy.permissions import can_edit, can_remove, is_open_to

DETAIL = "strategy/discussion/proposal_detail.html"
ACCEPT = gettext_lazy("Vorschlag annehmen")
# Who decides on a proposal must be able to do it: asked of its subject.
DOES_IT: dict[str, Callable[[User, AnyElement], bool]] = {
    ProposalIntent.CHANGE: can_edit,
    ProposalIntent.ADDITION: is_open_to,
    ProposalIntent.REMOVAL: can_remove,
    ProposalIntent.MOVE: is_open_to,
}


def page_of_proposal(request: SignedInRequest, proposal: Proposal, subject: AnyElement) -> dict[str, object]:
    """What the page of a proposal shows, whether it is read or decided on."""
    is_open = proposal.status == ProposalStatus.OPEN
    # A form that was sent has put its values into its row.
    saved = subject_of(proposal) if request.method == "POST" else subject
    (line,) = lines_of([proposal])
    return {
        "proposal": proposal,
        "line": line,
        "element": saved,
        "changes": _changes(proposal, saved),
        "goes_along": _goes_along(proposal, saved) if is_open else [],
        "can_decide": is_open
        and request.user.has_right(Right.DECIDE_PROPOSALS)
        and DOES_IT[proposal.intent](request.user, saved),
        "can_withdraw": is_open and proposal.author_id == request.user.pk,
        "back_url": proposal_page(proposal.pk),
        "back_label": _("Abbrechen"),
    }


def readable_proposal(request: SignedInRequest, pk: int) -> Proposal:
    proposals = Proposal.objects.readable_by(request.user).select_related("author", "decided_by", "theme")
    proposal: Proposal = get_object_or_404(proposals, pk=pk)
    return proposal


def decidable_proposal(request: SignedInRequest, pk: int) -> tuple[Proposal, AnyElement]:
    """A proposal with its subject, for those who decide; a retired element is only read."""
    require_right(request, Right.DECIDE_PROPOSALS)
    proposal = readable_proposal(request, pk)
    subject = subject_of(proposal)
    if not DOES_IT[proposal.intent](request.user, subject):
        raise Http404
    return proposal, subject


def subject_of(proposal: Proposal) -> AnyElement:
    """The element that a proposal is about: for a new one that is not there yet, what it shall stand below."""
    kind = ElementKind(proposal.element_kind)
    rows = elements_of(kind).with_ancestors()
    if proposal.intent == ProposalIntent.ADDITION and not rows.filter(pk=proposal.element_key).exists():
        return place_of_proposal(proposal)
    return get_object_or_404(rows, pk=proposal.element_key)


def place_of_proposal(proposal: Proposal) -> ProgrammeElement:
    """What a new or moved element shall stand below."""
    rows = programme_of(parent_kind(ElementKind(proposal.element_kind))).with_ancestors()
    return get_object_or_404(rows, pk=proposal.parent_key)


def _changes(proposal: Proposal, subject: AnyElement) -> tuple[ProposedChange, ...]:
    form = PROPOSAL_FORMS[ElementKind(proposal.element_kind)]
    if proposal.intent == ProposalIntent.ADDITION:
        return proposed_entry(proposal, form())
    return proposed_changes(proposal, subject, form(instance=subject)) if proposal.values else ()


def _goes_along(proposal: Proposal, subject: AnyElement) -> list[ElementEntry]:
    """Whatever stands below an element that shall go."""
    theme = subject.theme_of
    if proposal.intent != ProposalIntent.REMOVAL or theme is None or subject.retired_at is not None:
        return []
    entries = [visit.entry for visit in theme_section(theme).walk()]
    return [entry for entry in entries if entry.number.startswith(f"{subject.number}.")]
