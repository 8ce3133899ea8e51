"""Evaluating an existing document: its extracts, one after the other."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import SignedInRequest
from accounts.roles import Right
from editing.access import refusal_shown, require_right
from editing.asked import number_in
from editing.exceptions import RuleBroken
from editing.former_states import Saving, former_state_page
from editing.forms.field_values import comparable
from editing.history import history_of
from editing.kept_text import typed_texts
from editing.saving import FormPage
from editing.ways_back import say_with_way_back
from strategy.inventory.actions.extracts import (
    create_extract,
    remove_extract,
    reopen_extract,
    save_extract,
    set_aside,
)
from strategy.inventory.alike import alike_elements
from strategy.inventory.choices import ExtractKind
from strategy.inventory.forms.extracts import ExtractForm, SetAsideForm
from strategy.inventory.taken_up import contradictions_of, uses_of
from strategy.models import Concept, Extract
from strategy.permissions import can_evaluate

# What the form of the next extract begins with.
KEPT = ("kind", "page", "themes")
FORM = "strategy/inventory/extract_form.html"


@require_safe
def extract_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """One extract: what stands there, what became of it, what contradicts it."""
    extracts = Extract.objects.readable_by(request.user).select_related("concept__strategy")
    extract = get_object_or_404(extracts, pk=pk)
    evaluates, uses = can_evaluate(request.user), uses_of([extract])[pk]
    can_take_over = evaluates and not extract.concept.strategy.is_submitted
    context = {
        "extract": extract,
        "uses": uses,
        "contradictions": contradictions_of([extract])[pk],
        "can_evaluate": evaluates,
        "can_take_over": can_take_over,
        "can_set_aside": evaluates and not uses,
        "alike": alike_elements(extract) if can_take_over and not uses else (),
    }
    return render(request, "strategy/inventory/extract_detail.html", context)


@require_safe
def extract_history(request: SignedInRequest, pk: int) -> HttpResponse:
    """The changes, with who made them and when."""
    extract = get_object_or_404(Extract.objects.readable_by(request.user).select_related("concept"), pk=pk)
    context = {
        "extract": extract,
        "entries": history_of(extract),
        "can_restore": can_evaluate(request.user),
    }
    return render(request, "strategy/inventory/extract_history.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def extract_former(request: SignedInRequest, pk: int, record: int) -> HttpResponse:
    """Go back to a former state of an extract, or of some of its fields."""
    rows = Extract.objects.editable_by(request.user).select_related("concept")
    extract = get_object_or_404(rows, pk=pk)

    def form(data: QueryDict | None) -> ExtractForm:
        return ExtractForm(data, instance=get_object_or_404(rows, pk=pk))

    def save(values: dict[str, object], revision: int, note: str) -> None:
        save_extract(extract=extract, values=values, revision=revision, by=request.user, note=note)

    return former_state_page(
        request,
        row=extract,
        key=record,
        saving=Saving(form=form, save=save),
        context={"name": extract.source},
        back=reverse("strategy:extract-history", args=[pk]),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def extract_add(request: SignedInRequest, concept: int) -> HttpResponse:
    """The form of a new extract. Who adds several finds kind, page and theme fields of the last one in it."""
    source = Concept.objects.editable_by(request.user).filter(pk=concept).first()
    if source is None:
        return _kept_new(request, concept)
    form = ExtractForm(request.POST or None, instance=Extract(concept=source), initial=_kept_values(request))
    page = FormPage(request, form)
    if page.is_valid():
        with page.saving():
            extract = create_extract(concept=source, values=form.values(), by=request.user)
            messages.success(request, _("Fundstelle eingetragen."))
            if "next" not in request.POST:
                return redirect(_place(extract))
            kept = {name: request.POST.getlist(name) for name in KEPT}
            address = reverse("strategy:extract-add", args=[concept])
            return redirect(f"{address}?{urlencode(kept, doseq=True)}")
        return _kept_new(request, concept)
    return page.answer(FORM, _page_of(form.instance))


@require_http_methods(["GET", "HEAD", "POST"])
def extract_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """The form of an extract."""
    extract = Extract.objects.editable_by(request.user).select_related("concept").filter(pk=pk).first()
    if extract is None:
        return _kept_text(request, pk)
    page = FormPage(request, ExtractForm(request.POST or None, instance=extract))
    if page.is_valid():
        with page.saving():
            save_extract(
                extract=extract,
                values=page.form.values(),
                revision=page.form.cleaned_data["revision"],
                by=request.user,
            )
            messages.success(request, _("Gespeichert."))
            return redirect("strategy:extract-detail", pk)
    if page.refusal:
        return _kept_text(request, pk)
    return page.answer(FORM, _page_of(page.form.instance))


@require_http_methods(["GET", "HEAD", "POST"])
def extract_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask, naming what loses its basis, then remove."""
    extract = get_object_or_404(Extract.objects.editable_by(request.user).select_related("concept"), pk=pk)
    refusal = None
    if request.method == "POST":
        shown = number_in(request.POST, "uses")
        try:
            remove_extract(
                extract=extract, uses=-1 if shown is None else shown, by=request.user, at=timezone.now()
            )
        except RuleBroken as broken:
            refusal = str(broken)
        else:
            say_with_way_back(request, _("Fundstelle entfernt."), "strategy:bin-extract", pk)
            return redirect(_list_of(extract.concept))
    context = {
        "extract": extract,
        "uses": uses_of([extract])[pk],
        "contradictions": contradictions_of([extract])[pk],
        "swot_entries": extract.swot_entries.count(),
        "refusal": refusal,
    }
    return render(request, "strategy/inventory/extract_remove.html", context, status=409 if refusal else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def extract_set_aside(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say why an extract is deliberately not taken up."""
    extract = get_object_or_404(Extract.objects.editable_by(request.user).select_related("concept"), pk=pk)
    page = FormPage(request, SetAsideForm(request.POST or None, initial={"reason": extract.set_aside_reason}))
    if page.is_valid():
        with page.saving(refused_with=409):
            set_aside(extract=extract, reason=page.form.cleaned_data["reason"], by=request.user)
            messages.success(request, _("Zurückgestellt."))
            return redirect("strategy:extract-detail", pk)
    context = {"extract": extract, **_back(extract)}
    return page.answer("strategy/inventory/extract_set_aside.html", context)


@require_POST
def extract_reopen(request: SignedInRequest, pk: int) -> HttpResponse:
    """Reopen the question whether it is taken up."""
    extract = get_object_or_404(Extract.objects.editable_by(request.user), pk=pk)
    with refusal_shown(request):
        reopen_extract(extract=extract, by=request.user)
        messages.success(request, _("Die Fundstelle ist wieder offen."))
    return redirect("strategy:extract-detail", pk)


def _kept_values(request: SignedInRequest) -> dict[str, object]:
    """The values that the address carries over from the last extract; what makes no sense is left out by the form."""
    kind, page = request.GET.get("kind", ""), request.GET.get("page", "")
    return {
        "kind": kind if kind in ExtractKind.values else "",
        "page": page[:9],
        "themes": request.GET.getlist("themes"),
    }


def _page_of(extract: Extract) -> dict[str, object]:
    return {"extract": extract, "concept": extract.concept, **_back(extract)}


def _back(extract: Extract) -> dict[str, str]:
    place = reverse("strategy:extract-detail", args=[extract.pk]) if extract.pk else _list_of(extract.concept)
    return {"back_url": place, "back_label": _("Abbrechen")}


def _place(extract: Extract) -> str:
    """The line of an extract on the page of its concept."""
    return f"{reverse('strategy:concept-detail', args=[extract.concept_id])}#fundstelle-{extract.pk}"


def _list_of(concept: Concept) -> str:
    return f"{reverse('strategy:concept-detail', args=[concept.pk])}#fundstellen"


def _kept_new(request: SignedInRequest, concept: int) -> HttpResponse:
    record = Concept.history.filter(id=concept).order_by("history_date", "history_id").last()
    sentence = _("Das Konzept zu dieser Fundstelle wurde entfernt, während Sie geschrieben haben.")
    return _kept(request, sentence, record and Extract(concept=record.instance), {})


def _kept_text(request: SignedInRequest, pk: int) -> HttpResponse:
    record = Extract.history.filter(id=pk).order_by("history_date", "history_id").last()
    sentence = _("Diese Fundstelle wurde entfernt, während Sie geschrieben haben.")
    if record is None:
        return _kept(request, sentence, None, {})
    source = Concept.history.filter(id=record.concept_id).order_by("history_date", "history_id").last()
    saved = {name: comparable(getattr(record, name)) for name in ("kind", "quotation", "page")}
    return _kept(request, sentence, source and Extract(concept=source.instance), saved)


def _kept(
    request: SignedInRequest, sentence: str, extract: Extract | None, saved: dict[str, object]
) -> HttpResponse:
    """Show what was typed once more when it can no longer be saved; 404 to whoever could never have opened it."""
    require_right(request, Right.EVALUATE_CONCEPTS)
    if request.method != "POST" or extract is None:
        raise Http404
    form = ExtractForm(request.POST, instance=extract)
    context = {
        "sentence": sentence,
        "texts": list(typed_texts(form, saved)),
        "back_url": reverse("strategy:concept-list"),
    }
    return render(request, "editing/kept_text.html", context, status=409)
