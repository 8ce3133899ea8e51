"""The kinds of existing documents."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import SignedInRequest
from accounts.roles import Right
from editing.access import refusal_shown, require_right
from editing.exceptions import RuleBroken
from editing.saving import FormPage
from strategy.inventory.actions.concept_kinds import remove_concept_kind, save_concept_kind
from strategy.inventory.forms.concepts import ConceptKindForm
from strategy.models import ConceptKind


@require_safe
def concept_kind_list(request: SignedInRequest) -> HttpResponse:
    """All kinds, with how many documents belong to each."""
    require_right(request, Right.EVALUATE_CONCEPTS)
    kinds = ConceptKind.objects.with_uses()
    return render(request, "strategy/inventory/concept_kind_list.html", {"kinds": kinds})


@require_http_methods(["GET", "HEAD", "POST"])
def concept_kind_add(request: SignedInRequest) -> HttpResponse:
    require_right(request, Right.EVALUATE_CONCEPTS)
    return _edit(request, ConceptKind(), _("Art von Dokument anlegen"))


@require_http_methods(["GET", "HEAD", "POST"])
def concept_kind_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    require_right(request, Right.EVALUATE_CONCEPTS)
    return _edit(request, get_object_or_404(ConceptKind, pk=pk), _("Art von Dokument umbenennen"))


@require_http_methods(["GET", "HEAD", "POST"])
def concept_kind_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask, then remove a kind that nothing belongs to."""
    require_right(request, Right.EVALUATE_CONCEPTS)
    kind = get_object_or_404(ConceptKind.objects.with_uses(), pk=pk)
    if request.method == "POST":
        with refusal_shown(request):
            remove_concept_kind(kind=kind)
            messages.success(request, _("„%(title)s“ ist entfernt.") % {"title": kind.title})
        return redirect("strategy:concept-kind-list")
    return render(request, "strategy/inventory/concept_kind_remove.html", {"kind": kind})


def _edit(request: SignedInRequest, kind: ConceptKind, title: str) -> HttpResponse:
    page = FormPage(request, ConceptKindForm(request.POST or None, instance=kind))
    if page.is_valid():
        with page.saving(refused_at={RuleBroken: "title"}):
            save_concept_kind(kind=page.form.save(commit=False))
            messages.success(request, _("Gespeichert."))
            return redirect("strategy:concept-kind-list")
    context = {
        "title": title,
        "back_url": reverse("strategy:concept-kind-list"),
        "back_label": _("Abbrechen"),
    }
    return page.answer("strategy/inventory/concept_kind_form.html", context)
