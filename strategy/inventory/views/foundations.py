"""Taking an extract over into a new goal or measure, and linking it to existing ones."""

from itertools import groupby
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import SignedInRequest
from editing.access import refusal_shown
from editing.asked import words_in
from editing.saving import FormPage
from strategy.choices import ElementKind
from strategy.element_search import found_elements
from strategy.forms.elements import FORMS
from strategy.inventory.actions.foundations import link_extract, take_over, unlink_extract
from strategy.inventory.alike import alike_elements
from strategy.inventory.forms.foundations import ParentForm, beginning_of, parent_forms
from strategy.inventory.taken_up import FOUNDED_KINDS, uses_of
from strategy.links import edit_page_of, place_of
from strategy.models import Extract, ThemeField
from strategy.models.kinds import MODELS_BELOW_THEMES, GoalOrMeasure, ProgrammeElement, goals_or_measures
from strategy.views.resting import explains_rest

SHOWN_AT_MOST, LETTERS_OF_A_SEARCH = 30, 100
# Whoever links or takes over an extract beside the form of an element goes on with the text, not with the concept.
FROM_FORM = "formular"


@require_http_methods(["GET", "HEAD", "POST"])
@explains_rest
def extract_take_over(request: SignedInRequest, pk: int) -> HttpResponse:
    """First the place, then the form of the new goal or measure, which begins with the quotation."""
    extract = get_object_or_404(_open(request), pk=pk)
    kind, above = _place_of_new(request, extract)
    if kind is None or above is None:
        return _place_page(request, extract)
    is_writing = request.GET.get("von") == FROM_FORM
    page = FormPage(request, FORMS[kind](request.POST or None, initial=beginning_of(extract, kind)))
    if page.is_valid():
        with page.saving():
            element = take_over(
                extract=extract,
                model=MODELS_BELOW_THEMES[kind],
                parent=above,
                values=page.form.values(),
                by=request.user,
                at=timezone.now(),
            )
            said = {"kind": kind.label, "number": element.number}
            messages.success(request, _("Übernommen: %(kind)s %(number)s.") % said)
            return redirect(place_of(element) if is_writing else _page_of(extract))
    back_url = place_of(above) if is_writing else _page_of(extract)
    context = {"extract": extract, "kind": kind, "parent": above, **_back(extract), "back_url": back_url}
    return page.answer("strategy/inventory/extract_take_over.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@explains_rest
def extract_link(request: SignedInRequest, pk: int) -> HttpResponse:
    """Search the goals and measures of the draft by number or words, and choose one."""
    extract = get_object_or_404(_open(request), pk=pk)
    if request.method == "POST":
        element = _chosen_element(request.POST.get("element", ""), extract)
        with refusal_shown(request):
            link_extract(extract=extract, element=element, by=request.user, at=timezone.now())
            said = {"kind": element.kind.label, "number": element.number}
            messages.success(request, _("Verknüpft: %(kind)s %(number)s.") % said)
        if request.POST.get("von") == FROM_FORM:
            return redirect(edit_page_of(element.kind, element.pk))
        return redirect("strategy:extract-detail", pk)
    words = words_in(request.GET, "q", at_most=LETTERS_OF_A_SEARCH)
    themes = frozenset() if words else extract.theme_keys
    found = found_elements(extract.concept.strategy, words, at_most=SHOWN_AT_MOST, themes=themes)
    context = {
        "extract": extract,
        "words": words,
        "elements": found[:SHOWN_AT_MOST],
        "has_more": len(found) > SHOWN_AT_MOST,
        "is_narrowed": bool(themes),
        "alike": () if words else alike_elements(extract),
        "linked": {use.element_key for use in uses_of([extract])[pk]},
        **_back(extract),
    }
    return render(request, "strategy/inventory/extract_link.html", context)


@require_POST
def extract_unlink(request: SignedInRequest, pk: int, element: UUID) -> HttpResponse:
    """A goal or measure is not based on an extract after all."""
    extract = get_object_or_404(_editable(request), pk=pk)
    with refusal_shown(request):
        unlink_extract(extract=extract, element_key=element)
        messages.success(request, _("Die Verknüpfung ist gelöst. Der Text selbst bleibt."))
    return redirect("strategy:extract-detail", pk)


@require_safe
def theme_evidence(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Everything that the existing documents say about a theme field or a candidate, by document."""
    theme = get_object_or_404(ThemeField.objects.readable_by(request.user).active(), pk=pk)
    found = (
        Extract.objects.filter(themes=theme)
        .select_related("concept")
        .order_by("concept__title", "concept", "pk")
    )
    concepts = [
        (concept, list(extracts)) for concept, extracts in groupby(found, key=lambda each: each.concept)
    ]
    return render(request, "strategy/inventory/theme_evidence.html", {"theme": theme, "concepts": concepts})


def _editable(request: SignedInRequest) -> QuerySet[Extract]:
    return Extract.objects.editable_by(request.user).select_related("concept__strategy")


def _open(request: SignedInRequest) -> QuerySet[Extract]:
    """The extracts that can become part of the strategy: none while its texts rest."""
    return _editable(request).filter(concept__strategy__submitted_at__isnull=True)


def _place_of_new(
    request: SignedInRequest, extract: Extract
) -> tuple[ElementKind | None, ProgrammeElement | None]:
    """The kind and the parent that the address names; 404 for a parent below which this person may add nothing."""
    kind, key = request.GET.get("kind", ""), request.GET.get("parent", "")
    if kind not in FOUNDED_KINDS or not key:
        return None, None
    form = ParentForm(request.GET, kind=ElementKind(kind), extract=extract, user=request.user)
    if not form.is_valid():
        raise Http404
    return ElementKind(kind), form.cleaned_data["parent"]


def _place_page(request: SignedInRequest, extract: Extract) -> HttpResponse:
    if request.method == "POST":
        raise Http404
    forms = parent_forms(extract, request.user)
    return render(
        request,
        "strategy/inventory/extract_place.html",
        {"extract": extract, "forms": forms, **_back(extract)},
    )


def _chosen_element(sent: str, extract: Extract) -> GoalOrMeasure:
    kind, _colon, key = sent.partition(":")
    if kind not in FOUNDED_KINDS:
        raise Http404
    rows = goals_or_measures(ElementKind(kind)).active().with_ancestors()
    within = rows.filter(**{rows.model.path_to_strategy: extract.concept.strategy})
    return get_object_or_404(within, pk=_uuid(key))


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None


def _page_of(extract: Extract) -> str:
    return reverse("strategy:extract-detail", args=[extract.pk])


def _back(extract: Extract) -> dict[str, str]:
    return {"back_url": _page_of(extract), "back_label": _("Abbrechen")}
