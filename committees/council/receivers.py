"""Changes of the Beratungsfolge that follow from those of a meeting; the route that files of a version tell."""

from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from committees.council.choices import Outcome
from committees.council.models import Consultation, Paper
from committees.council.outcome_words import outcome_word
from committees.meetings.models import Meeting
from strategy.document.route import RouteStep
from strategy.models import StrategyVersion


def route_of(*, version: StrategyVersion, **kwargs: object) -> list[RouteStep]:
    """The public steps of the papers that brought a version before the bodies, or came to it."""
    steps = (
        Consultation.objects.public()
        .filter(paper__in=Paper.objects.public().about_strategy())
        .filter(Q(paper__version=version) | Q(paper__submitted_version=version))
    )
    ordered = steps.select_related("committee").order_by("paper__created_at", "position", "pk")
    return [
        RouteStep(
            body=step.committee.name,
            role=step.get_role_display(),
            day=step.date,
            outcome=outcome_word(step.outcome, step.role),
        )
        for step in ordered
    ]


def move_open_consultations(*, meeting: Meeting, by: User, **kwargs: object) -> None:
    """Give what a meeting deliberates its day; what has an outcome keeps the day of its record."""
    day = timezone.localdate(meeting.starts_at)
    for step in Consultation.objects.filter(meeting=meeting, outcome=Outcome.OPEN).exclude(date=day):
        step.date = day
        step._history_user = by
        step.save(update_fields=["date"])
