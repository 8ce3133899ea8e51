"""A notice on the pages of goals and measures while something waits for its goal."""

from django import template
from django.template import Context

from tables.kinds.all import importable_kinds
from tables.models import ImportRow

register = template.Library()


@register.inclusion_tag("tables/_tray_notice.html", takes_context=True)
def tray_notice(context: Context) -> dict[str, object]:
    """The way to each tray in which something waits, for those who may place it; no query for others."""
    kinds = [kind for kind in importable_kinds(context["request"].user) if kind.goal_column]
    counts = ImportRow.objects.waiting_by_kind() if kinds else {}
    return {"trays": [(kind, counts[str(kind)]) for kind in kinds if str(kind) in counts]}
