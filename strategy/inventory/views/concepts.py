"""The inventory of existing documents: the list, one document, its form, its evaluation, its history."""

from collections.abc import Iterator

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
from editing.former_states import Saving, former_state_page
from editing.forms.field_values import comparable
from editing.history import history_of
from editing.kept_text import typed_texts
from editing.saving import FormPage
from strategy.inventory.actions.concept_files import FileRefused, create_concept_with_file
from strategy.inventory.actions.concepts import change_evaluation_status, create_concept, save_concept
from strategy.inventory.choices import EVALUATION_STATUS_TRANSITIONS, EvaluationStatus
from strategy.inventory.forms.concepts import ConceptFilter, ConceptForm, NewConceptForm
from strategy.models import Concept, ConceptKind, Strategy
from strategy.permissions import can_evaluate
from strategy.views.access import current_strategy

FORM = "strategy/inventory/concept_form.html"


@require_safe
def concept_list(request: SignedInRequest) -> HttpResponse:
    """All existing documents, with how far their evaluation is."""
    strategy = current_strategy(request)
    everything = strategy.concepts.readable_by(request.user)
    shown = ConceptFilter(request.GET, departments=departments_of(strategy))
    concepts = list(shown.applied_to(everything.listed()))
    kinds = list(ConceptKind.objects.filter(concepts__in=everything).with_uses())
    context = {
        "concepts": concepts,
        "filter": shown,
        "is_filtered": any(shown.cleaned_data.values()),
        "kinds": kinds,
        "total": sum(kind.uses for kind in kinds),
        "today": timezone.localdate(),
        "can_evaluate": can_evaluate(request.user),
    }
    return render(request, "strategy/inventory/concept_list.html", context)


@require_safe
def concept_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """One document: what is known about it, its file, its evaluation."""
    concept = get_object_or_404(Concept.objects.readable_by(request.user).listed(), pk=pk)
    may = can_evaluate(request.user)
    context = {
        "concept": concept,
        "upload": getattr(concept, "upload", None),
        "is_expired": concept.is_expired(timezone.localdate()),
        "can_evaluate": may,
        "next_statuses": list(_next_statuses(concept)) if may else [],
    }
    return render(request, "strategy/inventory/concept_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def concept_add(request: SignedInRequest) -> HttpResponse:
    """Add an existing document, with its file if it is at hand."""
    require_right(request, Right.EVALUATE_CONCEPTS)
    strategy = current_strategy(request)
    form = NewConceptForm(request.POST or None, request.FILES or None, instance=Concept(strategy=strategy))
    page = FormPage(request, form)
    if page.is_valid():
        with page.saving(refused_at={FileRefused: "file"}):
            concept = _create(request, strategy, form)
            messages.success(request, _("„%(title)s“ ist aufgenommen.") % {"title": concept.title})
            return redirect("strategy:concept-detail", concept.pk)
    back_url = reverse("strategy:concept-list")
    context = {"saved_title": "", "back_url": back_url, "back_label": _("Abbrechen")}
    return page.answer(FORM, context)


@require_http_methods(["GET", "HEAD", "POST"])
def concept_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """The form of a document."""
    concept = Concept.objects.editable_by(request.user).select_related("strategy").filter(pk=pk).first()
    if concept is None and request.method == "POST":
        return _kept_text(request, pk)
    if concept is None:
        raise Http404
    page = FormPage(request, ConceptForm(request.POST or None, instance=concept))
    if page.is_valid():
        with page.saving():
            save_concept(
                concept=concept,
                values=page.form.values(),
                revision=page.form.cleaned_data["revision"],
                by=request.user,
            )
            messages.success(request, _("Gespeichert."))
            return redirect("strategy:concept-detail", pk)
    saved_title = Concept.objects.values_list("title", flat=True).get(pk=pk)
    back_url = reverse("strategy:concept-detail", args=[pk])
    context = {"saved_title": saved_title, "back_url": back_url, "back_label": _("Abbrechen")}
    return page.answer(FORM, context)


@require_POST
def concept_evaluation(request: SignedInRequest, pk: int, to: EvaluationStatus) -> HttpResponse:
    """Go on to another status of the evaluation."""
    concept = get_object_or_404(Concept.objects.editable_by(request.user), pk=pk)
    with refusal_shown(request):
        change_evaluation_status(concept=concept, to=to, by=request.user, at=timezone.now())
        messages.success(request, _("Stand der Auswertung: %(status)s.") % {"status": to.label})
    return redirect("strategy:concept-detail", pk)


@require_safe
def concept_history(request: SignedInRequest, pk: int) -> HttpResponse:
    """The changes, with who made them and when."""
    concept = get_object_or_404(Concept.objects.readable_by(request.user), pk=pk)
    context = {
        "concept": concept,
        "entries": history_of(concept),
        "can_restore": can_evaluate(request.user),
    }
    return render(request, "strategy/inventory/concept_history.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def concept_former(request: SignedInRequest, pk: int, record: int) -> HttpResponse:
    """Go back to a former state of a document, or of some of its fields."""
    rows = Concept.objects.editable_by(request.user).select_related("strategy")
    concept = get_object_or_404(rows, pk=pk)

    def form(data: QueryDict | None) -> ConceptForm:
        return ConceptForm(data, instance=get_object_or_404(rows, pk=pk))

    def save(values: dict[str, object], revision: int, note: str) -> None:
        save_concept(concept=concept, values=values, revision=revision, by=request.user, note=note)

    return former_state_page(
        request,
        row=concept,
        key=record,
        saving=Saving(form=form, save=save),
        context={"name": concept.title},
        back=reverse("strategy:concept-history", args=[pk]),
    )


def departments_of(strategy: Strategy) -> list[str]:
    """The departments named in the inventory so far."""
    named = strategy.concepts.exclude(department=None).order_by("department__name")
    return list(named.values_list("department__name", flat=True).distinct())


def _create(request: SignedInRequest, strategy: Strategy, form: NewConceptForm) -> Concept:
    upload = form.cleaned_data["file"]
    if upload is None:
        return create_concept(strategy=strategy, values=form.values(), by=request.user)
    return create_concept_with_file(
        strategy=strategy, values=form.values(), upload=upload, by=request.user, at=timezone.now()
    )


def _next_statuses(concept: Concept) -> Iterator[EvaluationStatus]:
    allowed = EVALUATION_STATUS_TRANSITIONS[concept.evaluation_status]
    return (status for status in EvaluationStatus if status in allowed)


def _kept_text(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show what was typed once more when the concept is gone; 404 to whoever could never have opened it."""
    require_right(request, Right.EVALUATE_CONCEPTS)
    record = Concept.history.filter(id=pk).order_by("history_date", "history_id").last()
    if record is None:
        raise Http404
    form = ConceptForm(request.POST, instance=record.instance)
    saved = {name: comparable(getattr(record, column)) for name, column in _columns(form)}
    context = {
        "sentence": _("Dieses Konzept wurde entfernt, während Sie geschrieben haben."),
        "texts": list(typed_texts(form, saved)),
        "back_url": reverse("strategy:concept-list"),
    }
    return render(request, "editing/kept_text.html", context, status=409)


def _columns(form: ConceptForm) -> Iterator[tuple[str, str]]:
    """The fields of a form with their columns: a relation may point to a row that is gone."""
    for field in Concept._meta.concrete_fields:
        if field.name in form.fields:
            yield field.name, field.attname
