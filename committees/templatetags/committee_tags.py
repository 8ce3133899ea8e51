from typing import Any

from django import template
from django.db.models import Prefetch

from committees.models import Consultation, Paper
from strategy.models import StrategyVersion

register = template.Library()


@register.inclusion_tag("committees/_resolution_story.html")
def resolution_story(version: StrategyVersion) -> dict[str, Any]:
    """Who decided what about a version, for the public: its public papers, oldest first, with their steps."""
    steps = Prefetch("consultations", queryset=Consultation.objects.select_related("committee"))
    papers = Paper.objects.filter(version=version, is_public=True).order_by("created_at", "pk")
    return {"papers": papers.prefetch_related(steps)}
