"""Proposing a new element, a removal or a move, and the pages that take such a proposal over."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.http import SignedInRequest
from accounts.roles import Right
from editing.access import require_right
from editing.saving import FormPage
from strategy.choices import ElementKind
from strategy.discussion.actions.structure_proposals import (
    accept_addition,
    accept_move,
    accept_removal,
    propose_addition,
    propose_move,
    propose_removal,
)
from strategy.discussion.choices import ProposalIntent
from strategy.discussion.forms.proposals import (
    PROPOSAL_FORMS,
    AnswerForm,
    MoveForm,
    RemovalForm,
    addition_form,
)
from strategy.discussion.proposed import values_to_add
from strategy.discussion.views.proposal_pages import ACCEPT, DETAIL, page_of_proposal, place_of_proposal
from strategy.discussion.views.removed_texts import removed_text
from strategy.document.tree import KINDS_BELOW_THEMES, parent_kind
from strategy.links import place_of, proposal_page
from strategy.models import Chapter, Proposal, ThemeField
from strategy.models.kinds import AnyElement, GoalOrMeasure, ProgrammeElement, goals_or_measures, programme_of
from strategy.permissions import can_propose_below, can_propose_move, can_propose_removal
from strategy.views.resting import explains_rest

FORM = "strategy/discussion/structure_proposal_form.html"


@require_http_methods(["GET", "HEAD", "POST"])
@explains_rest
def addition_add(request: SignedInRequest, kind: ElementKind, parent: UUID) -> HttpResponse:
    """The form of a goal or measure that somebody would like to have below an element."""
    require_right(request, Right.PROPOSE_CHANGES)
    if kind not in KINDS_BELOW_THEMES:
        raise Http404
    rows = programme_of(parent_kind(kind)).readable_by(request.user).active().in_chosen_themes()
    above = rows.with_ancestors().filter(pk=parent).first()
    if above is None:
        return removed_text(request, parent_kind(kind), parent, PROPOSAL_FORMS[kind](request.POST))
    page = FormPage(request, PROPOSAL_FORMS[kind](request.POST or None))
    if request.method != "POST" and not can_propose_below(request.user, above):
        raise Http404
    if page.is_valid():
        with page.saving():
            proposal = propose_addition(
                kind=kind,
                parent=above,
                kept=page.form.kept(),
                note=page.form.cleaned_data["proposal_note"],
                by=request.user,
                at=timezone.now(),
            )
            return _thank(request, proposal)
    title = _("%(kind)s vorschlagen") % {"kind": kind.label}
    below = _("unter %(kind)s %(number)s: %(title)s")
    lead = below % {"kind": above.kind.label, "number": above.number, "title": above}
    return page.answer(FORM, {"title": title, "lead": lead, **_back(above)})


@require_http_methods(["GET", "HEAD", "POST"])
@explains_rest
def removal_add(request: SignedInRequest, kind: ElementKind, pk: UUID) -> HttpResponse:
    """Say why a goal or measure should go."""
    element = _element(request, kind, pk)
    if element is None:
        return removed_text(request, kind, pk, RemovalForm(request.POST))
    page = FormPage(request, RemovalForm(request.POST or None))
    if request.method != "POST" and not can_propose_removal(request.user, element):
        raise Http404
    if page.is_valid():
        with page.saving():
            reason = page.form.cleaned_data["reason"]
            proposal = propose_removal(element=element, reason=reason, by=request.user, at=timezone.now())
            return _thank(request, proposal)
    return page.answer(FORM, {"title": _("Entfernen vorschlagen"), "lead": _named(element), **_back(element)})


@require_http_methods(["GET", "HEAD", "POST"])
@explains_rest
def move_add(request: SignedInRequest, kind: ElementKind, pk: UUID) -> HttpResponse:
    """Choose another place for a goal or measure."""
    element = _element(request, kind, pk)
    if element is None:
        # The reason is the only text of this form, too.
        return removed_text(request, kind, pk, RemovalForm({"reason": request.POST.get("note", "")}))
    page = FormPage(request, MoveForm(request.POST or None, element=element))
    if request.method != "POST" and not can_propose_move(request.user, element):
        raise Http404
    if page.is_valid():
        with page.saving():
            proposal = propose_move(
                element=element,
                parent=page.form.cleaned_data["parent"],
                note=page.form.cleaned_data["note"],
                by=request.user,
                at=timezone.now(),
            )
            return _thank(request, proposal)
    return page.answer(
        FORM, {"title": _("Verschieben vorschlagen"), "lead": _named(element), **_back(element)}
    )


def accept_structure(request: SignedInRequest, proposal: Proposal, subject: AnyElement) -> HttpResponse:
    """Take over what is no change of an element: in the form of a new one, or with a question and an answer."""
    if isinstance(subject, Chapter):
        raise Http404
    if proposal.intent == ProposalIntent.ADDITION:
        return _accept_addition(request, proposal, subject)
    if isinstance(subject, ThemeField):
        raise Http404
    return _accept_removal_or_move(request, proposal, subject)


def _accept_addition(request: SignedInRequest, proposal: Proposal, parent: ProgrammeElement) -> HttpResponse:
    form_class = addition_form(ElementKind(proposal.element_kind))
    values = values_to_add(proposal, form_class())
    page = FormPage(request, form_class(request.POST or None, initial=values))
    if page.is_valid():
        with page.saving():
            made = accept_addition(
                proposal=proposal,
                parent=parent,
                values=page.form.values(),
                kept=page.form.kept(),
                answer=page.form.cleaned_data["answer"],
                by=request.user,
                at=timezone.now(),
            )
            messages.success(request, _("Der Vorschlag ist übernommen."))
            return redirect(place_of(made))
    return page.answer(DETAIL, page_of_proposal(request, proposal, parent) | {"title": ACCEPT})


def _accept_removal_or_move(
    request: SignedInRequest, proposal: Proposal, element: GoalOrMeasure
) -> HttpResponse:
    is_move = proposal.intent == ProposalIntent.MOVE
    button = _("Annehmen und verschieben") if is_move else _("Annehmen und entfernen")
    page = FormPage(request, AnswerForm(request.POST or None, button=button))
    if page.is_valid():
        answer, at = page.form.cleaned_data["answer"], timezone.now()
        with page.saving():
            if is_move:
                parent = place_of_proposal(proposal)
                accept_move(
                    proposal=proposal, element=element, parent=parent, answer=answer, by=request.user, at=at
                )
            else:
                accept_removal(proposal=proposal, element=element, answer=answer, by=request.user, at=at)
            messages.success(request, _("Der Vorschlag ist übernommen."))
            return redirect("strategy:proposal-list")
    return page.answer(DETAIL, page_of_proposal(request, proposal, element) | {"title": ACCEPT})


def _element(request: SignedInRequest, kind: ElementKind, pk: UUID) -> GoalOrMeasure | None:
    require_right(request, Right.PROPOSE_CHANGES)
    if kind not in KINDS_BELOW_THEMES:
        raise Http404
    rows = goals_or_measures(kind).readable_by(request.user).active().with_ancestors()
    return rows.filter(pk=pk).first()


def _thank(request: SignedInRequest, proposal: Proposal) -> HttpResponse:
    messages.success(request, _("Danke. Die Koordination prüft Ihren Vorschlag und antwortet Ihnen."))
    return redirect(proposal_page(proposal.pk))


def _named(element: GoalOrMeasure) -> str:
    return f"{element.kind.label} {element.number}: {element}"


def _back(element: AnyElement) -> dict[str, str]:
    return {"back_url": place_of(element), "back_label": _("Abbrechen")}
