"""What has become of the published strategy: the whole, one indicator, and a feed of what is new."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from publication.current import published_or_404
from publication.implementation import assessment_of, indicator_or_404, news_of
from publication.lookup import operational_goal_places
from publication.pages import page
from publication.wording import with_article

COMING_AT_MOST, NEWS_AT_MOST = 10, 50


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


@login_not_required
@require_safe
def news_feed(request: HttpRequest) -> HttpResponse:
    """What was reported and accepted, the newest first, as Atom."""
    current = published_or_404()
    absolute = request.build_absolute_uri
    feed = Atom1Feed(
        title=_("Wo stehen wir? %s") % current.document.title,
        link=absolute(reverse("publication:state")),
        description=_("Was zur Umsetzung gemeldet und angenommen ist."),
        language="de",
        feed_url=absolute(request.path),
    )
    for item in news_of(current, at_most=NEWS_AT_MOST):
        feed.add_item(
            title=item.title,
            link=absolute(item.address),
            description=item.text,
            unique_id=absolute(f"{item.address}#{item.key}"),
            pubdate=item.at,
            updateddate=item.at,
        )
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)
