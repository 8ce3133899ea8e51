"""The Beratungsfolge of a paper as a picture and a table."""

from collections.abc import Sequence

from django import template
from django.template import Context
from django.utils import timezone

from accounts.roles import Right
from committees.council.choices import ConsultationRole, Outcome
from committees.council.models import Consultation, Paper, Resolution
from committees.council.route import may_move, route_remarks
from committees.council.route_picture import RoutePicture, Stop, draw_route
from committees.council.vote_bar import votes_of
from committees.meetings.models import Meeting

register = template.Library()


@register.inclusion_tag("committees/council/_route.html", takes_context=True)
def paper_route(context: Context, paper: Paper, editable: bool) -> dict[str, object]:
    """The picture and the table of a route, with what can be done with each step (2 queries)."""
    steps = list(
        paper.consultations.select_related("committee", "meeting", "version", "resulting_version")
        .defer("version__content", "resulting_version__content")
        .prefetch_related("resolutions")
    )
    manages, today = context["request"].user.has_right(Right.MANAGE_PAPERS), timezone.localdate()
    return {
        "paper": paper,
        "picture": _picture(paper, steps),
        "rows": [
            {
                **_row(steps, index),
                "can_edit": editable and step.is_open,
                "can_record": step.is_open and paper.is_submitted,
                "is_overdue": step.is_open
                and paper.is_submitted
                and step.date is not None
                and step.date < today,
            }
            for index, step in enumerate(steps)
        ],
        "remarks": route_remarks(steps) if editable else (),
        "editable": editable,
        "manages": manages,
    }


@register.inclusion_tag("committees/council/_meeting_papers.html")
def meeting_papers(meeting: Meeting) -> dict[str, object]:
    """The papers that a meeting deliberates, in the order of its agenda."""
    steps = meeting.consultations.select_related("paper").order_by("agenda_number", "pk")
    return {"steps": steps.defer("paper__facts", "paper__proposed_resolution")}


def current_resolution(consultation: Consultation) -> Resolution | None:
    """The entry that holds, of those that were fetched with a step."""
    entries = list(consultation.resolutions.all())
    corrected = {entry.corrects_id for entry in entries}
    return next((entry for entry in reversed(entries) if entry.pk not in corrected), None)


def _picture(paper: Paper, steps: Sequence[Consultation]) -> RoutePicture | None:
    places = {step.pk: index for index, step in enumerate(steps)}
    stops = [
        Stop(
            body=step.committee.name,
            role=ConsultationRole(step.role),
            day=step.date,
            agenda_number=step.agenda_number,
            outcome=Outcome(step.outcome),
            arose_from=places.get(step.arose_from_id) if step.arose_from_id else None,
        )
        for step in steps
    ]
    return draw_route(stops, is_running=paper.is_submitted)


def _row(steps: Sequence[Consultation], index: int) -> dict[str, object]:
    step = steps[index]
    entry = current_resolution(step)
    return {
        "step": step,
        "arose_from": next((n for n, other in enumerate(steps, 1) if other.pk == step.arose_from_id), None),
        "votes": _votes_words(entry) if entry else "",
        "majority": entry.get_majority_display() if entry else "",
        "is_corrected": entry is not None and entry.corrects_id is not None,
        "up": may_move(steps, index, up=True),
        "down": may_move(steps, index, up=False),
    }


def _votes_words(entry: Resolution) -> str:
    if entry.votes_yes is None or entry.votes_no is None:
        return ""
    return votes_of(
        key=str(entry.pk),
        votes_yes=entry.votes_yes,
        votes_no=entry.votes_no,
        abstentions=entry.abstentions,
    ).sentence
