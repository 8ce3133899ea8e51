"""Proposing changes of elements, and deciding on the proposals."""

from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import SignedInRequest
from accounts.roles import Right
from editing.access import refusal_shown, require_right
from editing.asking import Question, ask
from editing.saving import FormPage
from strategy.choices import ElementKind
from strategy.discussion.actions.proposals import (
    accept_proposal,
    decline_proposal,
    propose_change,
    withdraw_proposal,
)
from strategy.discussion.choices import ProposalStatus
from strategy.discussion.forms.proposals import (
    PROPOSAL_FORMS,
    DeclineForm,
    ProposalFilter,
    acceptance_form,
)
from strategy.discussion.proposed import proposed_changes, values_to_accept
from strategy.discussion.views.removed_texts import removed_text
from strategy.links import page_of, proposal_page
from strategy.lookup import elements_by_key
from strategy.models import Proposal
from strategy.models.kinds import AnyElement, elements_of
from strategy.permissions import can_edit, can_propose
from strategy.views.resting import explains_rest

# Older decisions are found on the pages of their elements' history.
DECIDED_AT_MOST = 100
DETAIL = "strategy/discussion/proposal_detail.html"


@require_safe
def proposal_list(request: SignedInRequest) -> HttpResponse:
    """The proposals by theme field, the open ones first; all, one's own, or those of one theme field."""
    require_right(request, Right.READ_WORKSPACE)
    shown = ProposalFilter(request.GET)
    everything = Proposal.objects.select_related("author", "decided_by", "theme")
    proposals = shown.applied_to(everything, request.user)
    # Those on what lies in the bin wait with it.
    waiting = proposals.filter(pk__in=Proposal.objects.in_use(), status=ProposalStatus.OPEN)
    open_ones = waiting.order_by("theme__position", "created_at", "pk")
    decided = proposals.exclude(status=ProposalStatus.OPEN).order_by("-decided_at", "-pk")
    decided = decided[:DECIDED_AT_MOST]
    context = {
        "open_proposals": open_ones,
        "decided": decided,
        "elements": elements_by_key((each.element_kind, each.element_key) for each in [*open_ones, *decided]),
        "filter": shown,
    }
    return render(request, "strategy/discussion/proposal_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@explains_rest
def proposal_add(request: SignedInRequest, kind: ElementKind, pk: UUID) -> HttpResponse:
    """The form of an element that one may not edit."""
    require_right(request, Right.PROPOSE_CHANGES)
    element = _readable(request, kind).filter(pk=pk).first()
    if element is None:
        return removed_text(request, kind, pk, PROPOSAL_FORMS[kind](request.POST))
    page = FormPage(request, PROPOSAL_FORMS[kind](request.POST or None, instance=element))
    if request.method != "POST" and not can_propose(request.user, element):
        raise Http404
    if page.is_valid():
        with page.saving():
            proposal = propose_change(
                element=element,
                values=page.form.values(),
                kept=page.form.kept(),
                base_revision=page.form.cleaned_data["revision"],
                note=page.form.cleaned_data["proposal_note"],
                by=request.user,
                at=timezone.now(),
            )
            messages.success(request, _("Danke. Die Koordination prüft Ihren Vorschlag und antwortet Ihnen."))
            return redirect(proposal_page(proposal.pk))
    saved = _readable(request, kind).get(pk=pk) if page.form.is_bound else element
    context = {"element": saved, "back_url": page_of(kind, pk), "back_label": _("Abbrechen")}
    return page.answer("strategy/discussion/proposal_form.html", context)


@require_safe
def proposal_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """A proposal as a difference, and what became of it."""
    proposal = _readable_proposal(request, pk)
    context = {"title": _("Änderungsvorschlag"), "form": None, "conflicts": None}
    return render(request, DETAIL, context | _page_of(request, proposal, _element_of(proposal)))


@require_http_methods(["GET", "HEAD", "POST"])
def proposal_accept(request: SignedInRequest, pk: int) -> HttpResponse:
    """The form with the proposed values in it; saving it accepts the proposal, with or without changes."""
    proposal, element = _decidable_proposal(request, pk)
    form_class = acceptance_form(ElementKind(element.kind), proposal.values)
    values = values_to_accept(proposal, element, form_class(instance=element))
    page = FormPage(request, form_class(request.POST or None, instance=element, initial=values))
    if page.is_valid():
        with page.saving():
            accept_proposal(
                proposal=proposal,
                element=element,
                values=page.form.values(),
                kept=page.form.kept(),
                revision=page.form.cleaned_data["revision"],
                answer=page.form.cleaned_data["answer"],
                by=request.user,
                at=timezone.now(),
            )
            messages.success(request, _("Der Vorschlag ist übernommen."))
            return redirect(proposal_page(pk))
    context = _page_of(request, proposal, element) | {"title": _("Vorschlag annehmen")}
    return page.answer(DETAIL, context)


@require_http_methods(["GET", "HEAD", "POST"])
def proposal_decline(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say why a proposal is not taken over."""
    proposal, element = _decidable_proposal(request, pk)
    page = FormPage(request, DeclineForm(request.POST or None))
    if page.is_valid():
        with page.saving():
            reason = page.form.cleaned_data["reason"]
            decline_proposal(proposal=proposal, reason=reason, by=request.user, at=timezone.now())
            messages.success(request, _("Der Vorschlag ist abgelehnt. Die Antwort ist unterwegs."))
            return redirect("strategy:proposal-list")
    context = _page_of(request, proposal, element) | {"title": _("Vorschlag ablehnen")}
    return page.answer(DETAIL, context)


@require_http_methods(["GET", "HEAD", "POST"])
def proposal_withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask, then withdraw one's own proposal."""
    proposal = get_object_or_404(Proposal.objects.readable_by(request.user), pk=pk, author=request.user)
    if request.method == "POST":
        with refusal_shown(request):
            withdraw_proposal(proposal=proposal, by=request.user, at=timezone.now())
            messages.success(request, _("Ihr Vorschlag ist zurückgezogen."))
        return redirect(proposal_page(pk))
    question = Question(
        title=_("Ihren Vorschlag zurückziehen?"),
        sentences=[_("Niemand entscheidet dann mehr darüber. Sie können danach einen neuen machen.")],
        yes=_("Ja, zurückziehen"),
        back=proposal_page(pk),
    )
    return ask(request, question)


def _page_of(request: SignedInRequest, proposal: Proposal, element: AnyElement) -> dict[str, object]:
    is_open = proposal.status == ProposalStatus.OPEN
    # A form that was sent has put its values into its row.
    saved = _element_of(proposal) if request.method == "POST" else element
    form = PROPOSAL_FORMS[ElementKind(element.kind)](instance=saved)
    return {
        "proposal": proposal,
        "element": saved,
        "changes": proposed_changes(proposal, saved, form),
        "can_decide": is_open
        and request.user.has_right(Right.DECIDE_PROPOSALS)
        and can_edit(request.user, element),
        "can_withdraw": is_open and proposal.author_id == request.user.pk,
        "back_url": proposal_page(proposal.pk),
        "back_label": _("Abbrechen"),
    }


def _readable(request: SignedInRequest, kind: ElementKind) -> QuerySet[AnyElement]:
    return elements_of(kind).readable_by(request.user).active().with_ancestors()


def _readable_proposal(request: SignedInRequest, pk: int) -> Proposal:
    proposals = Proposal.objects.readable_by(request.user).select_related("author", "decided_by", "theme")
    proposal: Proposal = get_object_or_404(proposals, pk=pk)
    return proposal


def _decidable_proposal(request: SignedInRequest, pk: int) -> tuple[Proposal, AnyElement]:
    """A proposal with its element, for those who decide; a retired element is only read."""
    require_right(request, Right.DECIDE_PROPOSALS)
    proposal = _readable_proposal(request, pk)
    element = _element_of(proposal)
    if not can_edit(request.user, element):
        raise Http404
    return proposal, element


def _element_of(proposal: Proposal) -> AnyElement:
    elements = elements_of(ElementKind(proposal.element_kind))
    return get_object_or_404(elements.with_ancestors(), pk=proposal.element_key)
