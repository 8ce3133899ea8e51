"""The amendments (Änderungsanträge) to a paper: choosing what to change, entering, changing, withdrawing, reading."""

from typing import cast
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import SignedInRequest
from accounts.roles import Right
from committees.council.actions.amendments import (
    create_amendment,
    refuse_closed,
    save_amendment,
    withdraw_amendment,
)
from committees.council.amendments import amendable_places, change_of, preview_of
from committees.council.choices import AmendmentKind, Fate
from committees.council.forms.amendments import TEXT_FORMS, AmendmentForm
from committees.council.models import Amendment, Paper
from committees.council.procedure_facts import factions_known
from editing.access import refusal_shown
from editing.asked import words_in
from editing.exceptions import RuleBroken, StaleRevision
from editing.saving import FormPage
from strategy.actions.positions import LIFT
from strategy.choices import ElementKind
from strategy.document.comparison import Comparison
from strategy.document.element_changes import amended_document, entries_of
from strategy.document.entry_values import entry_values, row_values
from strategy.document.published import frozen_document
from strategy.document.tree import TREE, parent_kind
from strategy.forms.element import ElementForm
from strategy.links import KINDS
from strategy.models import SdgTarget
from strategy.models.kinds import ELEMENT_MODELS


class AmendmentPage(FormPage[AmendmentForm]):
    """The page of two forms: who moved an amendment and why, and the new text of the element."""

    def __init__(
        self, request: SignedInRequest, amendment: Amendment, *, consultation: str | None = None
    ) -> None:
        self.texts = _text_form(amendment, request)
        self.element_kind = ElementKind(amendment.element_kind)
        self.meanwhile: Amendment | None = None
        paper = amendment.paper
        form = AmendmentForm(
            request.POST or None,
            instance=amendment,
            initial={} if consultation is None else {"consultation": consultation},
            paper=paper,
            factions=factions_known(paper),
        )
        super().__init__(request, form)

    def is_valid(self) -> bool:
        """Ask both forms, so that all errors are shown at once."""
        is_valid = super().is_valid()
        if self.texts is None:
            return is_valid
        is_valid = self.texts.is_valid() and is_valid
        self.form.notices += self.texts.notices
        return is_valid

    def values(self) -> dict[str, object]:
        """The new text; nothing where the element is struck."""
        return {} if self.texts is None else entry_values(self.element_kind, self.texts.values())

    def show_other_saving(self, stale: StaleRevision) -> None:
        """Keep what was typed; saving it once more is a decision with their text in view."""
        self.meanwhile = cast("Amendment", stale.current)
        self.form.data = self.request.POST.copy()
        self.form.data["revision"] = str(stale.current.revision)

    def answer_about(self, amendment: Amendment) -> HttpResponse:
        """Draw the page of an amendment as it is saved."""
        entries = entries_of(frozen_document(amendment.paper.version))
        context = {
            "texts": self.texts,
            "amendment": amendment,
            "paper": amendment.paper,
            "kind": self.element_kind,
            "entry": entries.get(amendment.parent_key or amendment.element_key),
            "meanwhile": self.meanwhile,
            "preview": _preview(self.meanwhile) if self.meanwhile else None,
        }
        return self.answer("committees/council/amendment_form.html", context)


@require_safe
def amendment_add(request: SignedInRequest, pk: int) -> HttpResponse:
    """Choose what is to be changed: every element of the version before the committees, or those with some words."""
    paper = _submitted_paper(request, pk)
    words = words_in(request.GET, "q", at_most=100)
    context = {
        "paper": paper,
        "words": words,
        "places": amendable_places(frozen_document(paper.version), words),
        "consultation": request.GET.get("beratung", ""),
    }
    return render(request, "committees/council/amendment_add.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def amendment_enter(
    request: SignedInRequest, pk: int, words: str, key: UUID, kind: AmendmentKind
) -> HttpResponse:
    """Enter an amendment. `words` name the kind of element; the key is that of the one above a new element."""
    paper = _submitted_paper(request, pk)
    is_new = kind == AmendmentKind.ADD
    element_kind = KINDS.get(words)
    if element_kind is None or (kind != AmendmentKind.CHANGE and TREE[element_kind].parent is None):
        raise Http404
    amendment = Amendment(
        paper=paper,
        kind=kind,
        element_kind=element_kind,
        element_key=uuid4() if is_new else key,
        parent_key=key if is_new else None,
    )
    page = AmendmentPage(request, amendment, consultation=request.GET.get("beratung"))
    if page.is_valid():
        amendment.values = page.values()
        with page.saving():
            create_amendment(amendment=amendment, by=request.user, at=timezone.now())
            messages.success(request, _("%(amendment)s ist eingetragen.") % {"amendment": amendment})
            return redirect("council:amendment-detail", amendment.pk)
    return page.answer_about(amendment)


@require_http_methods(["GET", "HEAD", "POST"])
def amendment_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change an amendment about which no body has decided yet."""
    amendment = _amendment(request, pk)
    if (reason := _reason_to_stay(amendment)) and request.method != "POST":
        messages.error(request, reason)
        return redirect("council:amendment-detail", pk)
    page = AmendmentPage(request, amendment)
    if page.is_valid():
        with page.saving():
            save_amendment(
                amendment=amendment,
                head=page.form.values(),
                values=page.values(),
                revision=page.form.cleaned_data["revision"],
                by=request.user,
            )
            messages.success(request, _("%(amendment)s ist gespeichert.") % {"amendment": amendment})
            return redirect("council:amendment-detail", pk)
    return page.answer_about(_amendment(request, pk))


@require_http_methods(["GET", "HEAD", "POST"])
def amendment_withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take an amendment back, after asking."""
    amendment = _amendment(request, pk)
    if (reason := _reason_to_stay(amendment)) and request.method != "POST":
        messages.error(request, reason)
        return redirect("council:amendment-detail", pk)
    if request.method != "POST":
        context = {"amendment": amendment, "paper": amendment.paper}
        return render(request, "committees/council/amendment_withdraw.html", context)
    with refusal_shown(request):
        withdraw_amendment(amendment=amendment, by=request.user, at=timezone.now())
        messages.success(request, _("%(amendment)s ist zurückgezogen.") % {"amendment": amendment})
    return redirect("council:amendment-detail", pk)


@require_safe
def amendment_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """An amendment word by word, who moved it, and what each body made of it."""
    amendments = Amendment.objects.readable_by(request.user).with_fates()
    related = (
        "paper__version__strategy",
        "paper__submitted_version",
        "consultation__committee",
        "created_by",
    )
    whole = ("paper__version__content", "paper__submitted_version__content")
    amendment = get_object_or_404(amendments.select_related(*related).defer(*whole), pk=pk)
    may_edit = request.user.has_right(Right.MANAGE_PAPERS) and amendment.paper.is_submitted
    is_open, consultation = may_edit and not _reason_to_stay(amendment), amendment.consultation
    context = {
        "amendment": amendment,
        "paper": amendment.paper,
        "preview": _preview(amendment),
        "is_open": is_open,
        "can_record": is_open and consultation is not None and consultation.is_open,
    }
    return render(request, "committees/council/amendment_detail.html", context)


def _submitted_paper(request: SignedInRequest, pk: int) -> Paper:
    papers = Paper.objects.editable_by(request.user).submitted().with_version()
    return get_object_or_404(papers, pk=pk)


def _amendment(request: SignedInRequest, pk: int) -> Amendment:
    amendments = Amendment.objects.editable_by(request.user).with_fates()
    related = amendments.select_related("paper__version__strategy").defer("paper__version__content")
    return get_object_or_404(related, pk=pk)


def _reason_to_stay(amendment: Amendment) -> str:
    try:
        refuse_closed(amendment)
    except RuleBroken as refusal:
        return str(refusal)
    return ""


def _text_form(amendment: Amendment, request: SignedInRequest) -> ElementForm | None:
    """The form with the new text, none for an amendment that strikes an element. 404 for what is not there."""
    kind = ElementKind(amendment.element_kind)
    document = frozen_document(amendment.paper.version)
    if (amendment.parent_key or amendment.element_key) not in entries_of(document):
        raise Http404
    model, initial = ELEMENT_MODELS[kind], {}
    if amendment.kind == AmendmentKind.WITHDRAW:
        return None
    if amendment.parent_key is None:
        row = get_object_or_404(model.objects.with_ancestors(), pk=amendment.element_key)
    else:
        above = ELEMENT_MODELS[parent_kind(kind)].objects.with_ancestors()
        parent = get_object_or_404(above, pk=amendment.parent_key)
        row = model(**{model.parent_field: parent, "position": LIFT})
    if amendment.values or amendment.parent_key is None:
        amended = amended_document(document, [change_of(amendment)], fixed_numbers=True)
        targets = {target.code: target for target in SdgTarget.objects.all()}
        initial = row_values(kind, entries_of(amended)[amendment.element_key], targets)
    return TEXT_FORMS[kind](request.POST or None, instance=row, initial=initial)


def _preview(amendment: Amendment) -> Comparison | None:
    """The change it makes to the version that the body had which accepted it, else to the one before the committees."""
    accepted = [fate for fate in amendment.fates.all() if fate.fate == Fate.ACCEPTED]
    version = accepted[0].resolution.consultation.version if accepted else None
    fixed = amendment.paper.version.strategy.has_fixed_numbers
    return preview_of(amendment, frozen_document(version or amendment.paper.version), fixed_numbers=fixed)
