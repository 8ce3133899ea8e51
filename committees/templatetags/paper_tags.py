from typing import Any

from django import template

from committees.models import Paper
from strategy.models import StrategyVersion

register = template.Library()


@register.inclusion_tag("committees/_version_papers.html")
def version_papers(version: StrategyVersion) -> dict[str, Any]:
    """The papers that bring a version to the council, with their steps, for the working area."""
    papers = Paper.objects.filter(version=version).prefetch_related("consultations__committee")
    return {"papers": papers}
