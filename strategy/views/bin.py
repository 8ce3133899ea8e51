"""The bin: what was removed, and the way back for each."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import SignedInRequest
from accounts.roles import Right
from editing.access import refusal_shown, require_right
from editing.asked import keys_in
from editing.saving import FormPage
from strategy.actions.removal import restore_element, restore_several
from strategy.actions.themes import restore_candidate
from strategy.bin import TITLE_AT_MOST, bin_of, has_its_place, may_use_bin
from strategy.choices import ElementKind
from strategy.document.tree import KINDS_BELOW_THEMES, PROGRAMME_KINDS
from strategy.forms.places import RestoreForm
from strategy.inventory.actions.concepts import restore_concept
from strategy.inventory.actions.extracts import restore_extract
from strategy.links import place_of
from strategy.models import Concept, Extract, ThemeField
from strategy.models.kinds import GoalOrMeasure, goals_or_measures, programme_of
from strategy.views.access import current_strategy

ENTRIES_PER_PAGE = 50


@require_safe
def bin_list(request: SignedInRequest) -> HttpResponse:
    """What this person may take out again."""
    if not may_use_bin(request.user):
        raise Http404
    entries = bin_of(current_strategy(request), request.user, timezone.now())
    page = Paginator(entries, ENTRIES_PER_PAGE).get_page(request.GET.get("seite"))
    return render(request, "strategy/bin_list.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
def bin_element(request: SignedInRequest, kind: ElementKind, pk: UUID) -> HttpResponse:
    """Take an element out, with all that went with it; where its place is gone, ask for another one first."""
    if kind not in PROGRAMME_KINDS:
        raise Http404
    rows = programme_of(kind).restorable_by(request.user, timezone.now()).with_ancestors()
    element = get_object_or_404(rows, pk=pk)
    if isinstance(element, ThemeField):
        return _restored_candidate(request, element)
    if has_its_place(element):
        return _restored(request, element)
    # What was removed for good, or by the council, does not come back.
    above = Truncator(str(element.parent)).chars(TITLE_AT_MOST) if _comes_back(element) else ""
    page = FormPage(
        request, RestoreForm(request.POST or None, element=element, above=above, user=request.user)
    )
    if page.is_valid():
        with page.saving(refused_with=409):
            parent = page.form.cleaned_data["parent"]
            back = restore_element(element=element, by=request.user, parent=parent, with_parent=not parent)
            return _shown(request, back)
    context = {"element": element, "back_url": reverse("strategy:bin-list"), "back_label": _("Abbrechen")}
    return page.answer("strategy/bin_element.html", context)


@require_POST
def bin_several(request: SignedInRequest, kind: ElementKind) -> HttpResponse:
    """Take out again what was removed together."""
    if kind not in KINDS_BELOW_THEMES:
        raise Http404
    rows = goals_or_measures(kind).restorable_by(request.user, timezone.now()).with_ancestors()
    elements = list(rows.filter(pk__in=keys_in(request.GET, "key")).order_by("position"))
    if not elements:
        raise Http404
    with refusal_shown(request):
        restore_several(elements=elements, by=request.user)
        said = ngettext("%d Text ist wieder da.", "%d Texte sind wieder da.", len(elements)) % len(elements)
        messages.success(request, said)
        return redirect(place_of(elements[0].parent))
    return redirect("strategy:bin-list")


@require_POST
def bin_concept(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a concept out, with its extracts and its file."""
    require_right(request, Right.EVALUATE_CONCEPTS)
    concept = get_object_or_404(Concept._base_manager.select_related("strategy"), pk=pk)
    with refusal_shown(request):
        restore_concept(concept=concept, by=request.user)
        messages.success(request, _("„%(title)s“ ist wieder da.") % {"title": concept.title})
        return redirect("strategy:concept-detail", pk)
    return redirect("strategy:bin-list")


@require_POST
def bin_extract(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take an extract out, and its concept where that was removed as well."""
    require_right(request, Right.EVALUATE_CONCEPTS)
    extract = get_object_or_404(Extract._base_manager.select_related("concept__strategy"), pk=pk)
    with refusal_shown(request):
        restore_extract(extract=extract, by=request.user)
        messages.success(request, _("Die Fundstelle ist wieder da."))
        return redirect("strategy:extract-detail", pk)
    return redirect("strategy:bin-list")


def _restored(request: SignedInRequest, element: GoalOrMeasure) -> HttpResponse:
    if request.method == "POST":
        with refusal_shown(request):
            return _shown(request, restore_element(element=element, by=request.user))
    return redirect("strategy:bin-list")


def _restored_candidate(request: SignedInRequest, theme: ThemeField) -> HttpResponse:
    if request.method == "POST":
        with refusal_shown(request):
            restore_candidate(theme=theme, by=request.user)
            messages.success(request, _("„%(title)s“ ist wieder da.") % {"title": theme.title})
            return redirect(f"{reverse('strategy:theme-selection')}#e-{theme.pk}")
    return redirect("strategy:bin-list")


def _shown(request: SignedInRequest, element: GoalOrMeasure) -> HttpResponse:
    said = {"kind": element.kind.label, "number": element.number}
    messages.success(request, _("%(kind)s %(number)s ist wieder da.") % said)
    return redirect(place_of(element))


def _comes_back(element: GoalOrMeasure) -> bool:
    return not isinstance(element.parent, ThemeField) and element.parent.removed_with is not None
