"""The sheet of a concept for its department, on the screen and as PDF."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from editing.exceptions import RuleBroken
from strategy.document.drafting import working_document
from strategy.inventory.concept_sheet import ConceptSheet, sheet_of
from strategy.inventory.evaluation import inventory_of
from strategy.inventory.rendering import concept_sheet_pdf
from strategy.models import Concept


@require_safe
def concept_sheet(request: SignedInRequest, pk: int) -> HttpResponse:
    """The extracts of a concept, what became of them, and what its department is asked."""
    return render(request, "strategy/inventory/concept_sheet.html", {"sheet": _sheet(request, pk)[1]})


@require_safe
def concept_sheet_file(request: SignedInRequest, pk: int) -> HttpResponse:
    """The same to send to the department. Ten pages take about a second."""
    concept, sheet = _sheet(request, pk)
    try:
        content = concept_sheet_pdf(sheet, concept.strategy, timezone.localdate())
    except RuleBroken as refusal:
        messages.error(request, str(refusal))
        return redirect("strategy:concept-sheet", pk)
    headers = {
        "Content-Disposition": f'attachment; filename="blatt-{slugify(concept.title)[:100] or pk}.pdf"',
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(content, content_type="application/pdf", headers=headers)


def _sheet(request: SignedInRequest, pk: int) -> tuple[Concept, ConceptSheet]:
    concepts = Concept.objects.readable_by(request.user).select_related("strategy__municipality")
    concept = get_object_or_404(concepts, pk=pk)
    inventory = inventory_of(concept.strategy)
    document = working_document(concept.strategy, inventory)
    return concept, sheet_of(inventory.concept(pk), inventory, document, today=timezone.localdate())
