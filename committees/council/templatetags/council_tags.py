"""The part of the guide that knows the way through the bodies."""

from django import template
from django.template import Context
from django.utils import timezone

from accounts.roles import Right
from committees.council.choices import ConsultationRole, Outcome, PaperState
from committees.council.council_guide import PaperFacts, StopFacts, council_step, council_words
from committees.council.models import Paper
from strategy.guide import Step

register = template.Library()

# The strategy's own step in the phase of the resolution, before it knows of a paper.
FROZEN = "strategy:version-detail"


@register.simple_tag
def paper_underway() -> PaperFacts | None:
    """The paper about the strategy that is submitted, or else the newest one that is prepared (2 queries)."""
    papers = Paper.objects.about_strategy().filter(state__in=(PaperState.PREPARED, PaperState.SUBMITTED))
    # "submitted" comes behind "prepared".
    found = papers.only("reference", "state").order_by("-state", "-created_at", "-pk").first()
    if found is None:
        return None
    return PaperFacts(
        key=found.pk,
        reference=found.reference,
        state=PaperState(found.state),
        stops=tuple(
            StopFacts(
                key=step.pk,
                body=step.committee.name,
                role=ConsultationRole(step.role),
                day=step.date,
                outcome=Outcome(step.outcome),
            )
            for step in found.consultations.select_related("committee")
        ),
    )


@register.inclusion_tag("committees/council/_council_step.html", takes_context=True)
def next_step(context: Context, step: Step | None, paper: PaperFacts | None) -> dict[str, object]:
    """The one next step: that of the paper where it has gone on from the strategy's own."""
    found = None
    if paper and (paper.state == PaperState.SUBMITTED or step is None or step.name == FROZEN):
        manages = context["request"].user.has_right(Right.MANAGE_PAPERS)
        found = council_step(paper, manages=manages, today=timezone.localdate())
    return {"council": found, "step": step}


@register.filter
def paper_words(paper: PaperFacts) -> str:
    """The stage of a paper in one line."""
    return council_words(paper)
