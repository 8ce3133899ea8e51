"""The extracts of an existing document as pages show them."""

from collections import Counter
from urllib.parse import urlencode

from django import template
from django.template import Context
from django.utils.translation import gettext as _

from strategy.inventory.choices import ExtractKind
from strategy.inventory.taken_up import contradictions_of, uses_of
from strategy.models import Concept, Extract
from strategy.permissions import can_evaluate

register = template.Library()

OPEN = "offen"


@register.inclusion_tag("strategy/inventory/_concept_extracts.html", takes_context=True)
def concept_extracts(context: Context, concept: Concept) -> dict[str, object]:
    """The extracts of a concept, all or those of one kind or not decided yet, in a constant number of queries."""
    request = context["request"]
    found = Extract.objects.readable_by(request.user).filter(concept=concept).order_by("pk")
    extracts = list(found.select_related("concept").prefetch_related("themes", "sdg_targets"))
    uses, contradictions = uses_of(extracts), contradictions_of(extracts)
    undecided = {each.pk for each in extracts if not uses[each.pk] and not each.set_aside_reason}
    chosen = request.GET.get("fundstellen", "")
    chosen = chosen if chosen in {*ExtractKind.values, OPEN} else ""
    return {
        "concept": concept,
        "total": len(extracts),
        "rows": [
            (each, uses[each.pk], contradictions[each.pk])
            for each in extracts
            if chosen in ("", each.kind) or (chosen == OPEN and each.pk in undecided)
        ],
        "choices": _choices(Counter(each.kind for each in extracts), len(extracts), len(undecided), chosen),
        "can_evaluate": can_evaluate(request.user),
    }


def _choices(kinds: Counter[str], total: int, undecided: int, chosen: str) -> list[dict[str, object]]:
    """The links above the list: all, each kind that occurs, and what is still open."""
    offered = [
        ("", _("alle"), total),
        *((kind.value, str(kind.label), kinds[kind]) for kind in ExtractKind if kinds[kind]),
        (OPEN, _("noch nicht aufgenommen"), undecided),
    ]
    return [
        {
            "label": label,
            "count": count,
            "address": f"?{urlencode({'fundstellen': value} if value else {})}#fundstellen",
            "is_chosen": value == chosen,
        }
        for value, label, count in offered
    ]
