"""The extracts of an existing document as pages show them."""

from collections import Counter
from urllib.parse import urlencode

from django import template
from django.template import Context
from django.utils.translation import gettext as _

from strategy.choices import ElementKind
from strategy.inventory.choices import ExtractKind
from strategy.inventory.taken_up import FOUNDED_KINDS, contradictions_of, open_extracts_of, uses_of
from strategy.models import Concept, Extract
from strategy.models.kinds import AnyElement
from strategy.permissions import can_evaluate

register = template.Library()

OPEN = "offen"
EXTRACTS_BESIDE = 15


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


@register.inclusion_tag("strategy/inventory/_open_extracts.html", takes_context=True)
def open_extracts(
    context: Context, kind: ElementKind, above: AnyElement, saved: str = ""
) -> dict[str, object]:
    """The passages about the theme field that are not taken up yet, beside the form of a goal or measure.

    Below `above` a new one takes a passage over; a `saved` one, by its key, is based on it.
    """
    theme, user = above.theme_of, context["request"].user
    if kind not in FOUNDED_KINDS or theme is None:
        return {"extracts": []}
    found = open_extracts_of(theme, at_most=EXTRACTS_BESIDE)
    return {
        "extracts": found[:EXTRACTS_BESIDE],
        "has_more": len(found) > EXTRACTS_BESIDE,
        "theme": theme,
        "kind": kind,
        "parent": above.pk,
        "element": f"{kind}:{saved}" if saved else "",
        "can_evaluate": can_evaluate(user),
        "csrf_token": context.get("csrf_token"),
    }
