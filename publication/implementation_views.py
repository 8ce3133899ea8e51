"""What has become of the published strategy: the whole, and one indicator."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from publication.current import published_or_404
from publication.finished_pages import kept
from publication.implementation import assessment_of, indicator_or_404
from publication.lookup import operational_goal_places
from publication.pages import page
from publication.wording import with_article

COMING_AT_MOST = 10


@kept()
@login_not_required
@require_safe
def state(request: HttpRequest) -> HttpResponse:
    """Where do we stand: both lights for each theme field, what is late, what misses its goal, what comes next."""
    current, now = published_or_404(), timezone.now()
    assessment = assessment_of(current, now)
    coming = [(line.next_milestone, line) for line in assessment.measures if line.next_milestone is not None]
    context = {
        "assessment": assessment,
        "is_reported": len(assessment.unreported) < len(assessment.measures),
        "coming": sorted(coming, key=lambda pair: pair[0].due_on)[:COMING_AT_MOST],
        "today": timezone.localdate(now),
        "subject": with_article(current.document.municipality),
    }
    return page(request, "publication/state.html", current, context)


@kept()
@login_not_required
@require_safe
def indicator(request: HttpRequest, pk: int) -> HttpResponse:
    """An indicator: what it counts, its light with the reason, picture, values and targets."""
    current = published_or_404()
    stand = indicator_or_404(current, pk)
    places = operational_goal_places(current.document)
    context = {
        "stand": stand,
        "places": [place for place in places if place.goal.number in stand.line.goals],
        "themes": [theme for theme in current.document.themes if theme.number in stand.line.themes],
    }
    return page(request, "publication/indicator.html", current, context)
