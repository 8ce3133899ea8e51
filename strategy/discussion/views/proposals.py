"""Proposing changes of elements, and deciding on the proposals."""

from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
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
from strategy.discussion.choices import ProposalIntent, ProposalStatus
from strategy.discussion.forms.proposals import (
    PROPOSAL_FORMS,
    DeclineForm,
    ProposalFilter,
    acceptance_form,
)
from strategy.discussion.proposal_lines import lines_of
from strategy.discussion.proposed import values_to_accept
from strategy.discussion.views.proposal_pages import (
    ACCEPT,
    DETAIL,
    decidable_proposal,
    page_of_proposal,
    readable_proposal,
    subject_of,
)
from strategy.discussion.views.removed_texts import removed_text
from strategy.discussion.views.structure_proposals import accept_structure
from strategy.forms.element import ElementForm
from strategy.links import page_of, proposal_page
from strategy.models import Proposal
from strategy.models.kinds import AnyElement, elements_of
from strategy.permissions import can_propose
from strategy.views.resting import explains_rest

# Older decisions are found on the pages of their elements' history.
DECIDED_AT_MOST = 100


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
        "lines": {line.proposal.pk: line for line in lines_of([*open_ones, *decided])},
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
    """A proposal as a difference, and what became of it; who decides on a change finds its form below."""
    proposal = readable_proposal(request, pk)
    subject = subject_of(proposal)
    context = page_of_proposal(request, proposal, subject) | {"title": _("Vorschlag"), "is_read": True}
    context |= {"form": None, "conflicts": None}
    if context["can_decide"] and proposal.intent == ProposalIntent.CHANGE:
        form = _acceptance(proposal, subject)
        form.helper.form_action = reverse("strategy:proposal-accept", args=[pk])
        context |= {"form": form, "back_url": reverse("strategy:proposal-list")}
        context |= {"back_label": _("Später entscheiden")}
    return render(request, DETAIL, context)


@require_http_methods(["GET", "HEAD", "POST"])
def proposal_accept(request: SignedInRequest, pk: int) -> HttpResponse:
    """The form that takes a proposal over, with or without changes: its fields, or an answer beside the question."""
    proposal, element = decidable_proposal(request, pk)
    if proposal.intent == ProposalIntent.CHANGE:
        return _accept_change(request, proposal, element)
    return accept_structure(request, proposal, element)


def _accept_change(request: SignedInRequest, proposal: Proposal, element: AnyElement) -> HttpResponse:
    page = FormPage(request, _acceptance(proposal, element, request.POST or None))
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
            return redirect(proposal_page(proposal.pk))
    return page.answer(DETAIL, page_of_proposal(request, proposal, element) | {"title": ACCEPT})


def _acceptance(proposal: Proposal, element: AnyElement, sent: QueryDict | None = None) -> ElementForm:
    """The form that takes a change over; before anything is sent it holds what was proposed."""
    form_class = acceptance_form(ElementKind(element.kind), proposal.values)
    values = values_to_accept(proposal, element, form_class(instance=element))
    return form_class(sent, instance=element, initial=values)


@require_http_methods(["GET", "HEAD", "POST"])
def proposal_decline(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say why a proposal is not taken over."""
    proposal, element = decidable_proposal(request, pk)
    page = FormPage(request, DeclineForm(request.POST or None))
    if page.is_valid():
        with page.saving():
            reason = page.form.cleaned_data["reason"]
            decline_proposal(proposal=proposal, reason=reason, by=request.user, at=timezone.now())
            messages.success(request, _("Der Vorschlag ist abgelehnt. Die Antwort ist unterwegs."))
            return redirect("strategy:proposal-list")
    context = page_of_proposal(request, proposal, element) | {"title": _("Vorschlag ablehnen")}
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


def _readable(request: SignedInRequest, kind: ElementKind) -> QuerySet[AnyElement]:
    return elements_of(kind).readable_by(request.user).active().with_ancestors()
