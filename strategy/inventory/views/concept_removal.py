"""Removing an existing document, after saying what goes with it."""

from collections import defaultdict
from collections.abc import Iterator

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.http import SignedInRequest
from editing.asked import number_in
from editing.exceptions import RuleBroken
from editing.ways_back import say_with_way_back
from strategy.choices import ElementKind
from strategy.inventory.actions.concepts import remove_concept
from strategy.models import Concept, ElementBasis, SwotEntry
from strategy.models.kinds import ELEMENT_MODELS, AnyElement


@require_http_methods(["GET", "HEAD", "POST"])
def concept_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask, naming what goes with it and what loses its basis, then remove."""
    concept = get_object_or_404(Concept.objects.editable_by(request.user), pk=pk)
    refusal = None
    if request.method == "POST":
        shown = number_in(request.POST, "extracts")
        try:
            remove_concept(
                concept=concept,
                extracts=-1 if shown is None else shown,
                by=request.user,
                at=timezone.now(),
            )
        except RuleBroken as broken:
            refusal = str(broken)
        else:
            said = _("„%(title)s“ ist entfernt.") % {"title": concept.title}
            say_with_way_back(request, said, "strategy:bin-concept", pk)
            return redirect("strategy:concept-list")
    context = {
        "concept": concept,
        "extracts": list(concept.extracts.all()),
        "elements": list(_elements_based_on(concept)),
        "swot_entries": SwotEntry.objects.filter(extracts__concept=concept).distinct().count(),
        "upload": getattr(concept, "upload", None),
        "refusal": refusal,
    }
    return render(request, "strategy/inventory/concept_remove.html", context, status=409 if refusal else 200)


def _elements_based_on(concept: Concept) -> Iterator[AnyElement]:
    """The goals and measures of the draft that name this concept as their basis, in a constant number of queries."""
    keys = defaultdict(set)
    named = ElementBasis.objects.in_use().filter(extract__concept=concept)
    for kind, key in named.values_list("element_kind", "element_key"):
        keys[ElementKind(kind)].add(key)
    for kind in ElementKind:
        if keys[kind]:
            yield from ELEMENT_MODELS[kind].objects.with_ancestors().filter(pk__in=keys[kind])
