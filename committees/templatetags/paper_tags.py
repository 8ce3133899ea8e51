from typing import Any

from django import template
from django.db.models import Q

from committees.models import Paper
from strategy.models import StrategyVersion

register = template.Library()


@register.inclusion_tag("committees/_version_papers.html")
def version_papers(version: StrategyVersion) -> dict[str, Any]:
    """The papers that brought a version before the bodies or came to it, with their steps, for the working area."""
    papers = Paper.objects.filter(Q(version=version) | Q(submitted_version=version))
    return {"papers": papers.prefetch_related("consultations__committee")}
