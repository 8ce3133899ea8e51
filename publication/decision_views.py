"""Pages on how the strategy was decided, and what changed on the way: only public papers and published versions."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from committees.council.models import Paper
from publication.coming_about import coming_about
from publication.current import Published, published_or_404, published_version_or_404
from publication.finished_pages import kept
from publication.pages import page
from strategy.document.comparison import compare
from strategy.document.published import frozen_document
from strategy.models import StrategyVersion


@kept()
@login_not_required
@require_safe
def decision(request: HttpRequest) -> HttpResponse:
    """The way of the version that citizens read, from the draft to the resolution."""
    current = published_or_404()
    changed = _submitted(current.version) is not None
    context = {"changes": reverse("publication:decision-changes") if changed else ""}
    return page(request, "publication/decision.html", current, context)


@kept()
@login_not_required
@require_safe
def coming_about_page(request: HttpRequest) -> HttpResponse:
    """How the strategy came about: groups, public meetings, evaluated documents, the bodies and the decision."""
    current = published_or_404()
    about = _("Wer mitgearbeitet hat, wann öffentlich getagt wurde und welche Gremien beraten haben.")
    context = {"way": coming_about(current), "about": about}
    return page(request, "publication/coming_about.html", current, context)


@kept()
@login_not_required
@require_safe
def decision_changes(request: HttpRequest) -> HttpResponse:
    """The changes of the bodies to the version that citizens read, word by word."""
    current = published_or_404()
    return _changes_since_submission(request, current, current)


@kept()
@login_not_required
@require_safe
def version_changes(request: HttpRequest, number: int) -> HttpResponse:
    """The changes of the bodies to a published version before it was adopted."""
    return _changes_since_submission(request, published_or_404(), published_version_or_404(number))


@kept()
@login_not_required
@require_safe
def version_comparison(request: HttpRequest, number: int, before: int) -> HttpResponse:
    """The changes of a published version against an earlier published one."""
    after, earlier = published_version_or_404(number), published_version_or_404(before)
    if earlier.version.number > after.version.number:
        raise Http404("The earlier version comes second.")
    lead = _("So hat der Rat die Strategie fortgeschrieben.")
    return _synopsis(request, published_or_404(), earlier.version, after, lead)


def _changes_since_submission(request: HttpRequest, current: Published, shown: Published) -> HttpResponse:
    submitted = _submitted(shown.version)
    if submitted is None:
        return page(request, "publication/unchanged.html", current, {"shown": shown})
    lead = _("So haben die Gremien den eingebrachten Entwurf vor dem Beschluss geändert.")
    return _synopsis(request, current, submitted, shown, lead)


def _synopsis(
    request: HttpRequest, current: Published, before: StrategyVersion, shown: Published, lead: str
) -> HttpResponse:
    comparison = compare(frozen_document(before), shown.document)
    context = {"comparison": comparison, "before": before, "shown": shown, "lead": lead}
    return page(request, "publication/changes.html", current, context)


def _submitted(version: StrategyVersion) -> StrategyVersion | None:
    """The version that a public paper brought in, if the bodies made this adopted one of it."""
    paper = Paper.objects.public_about(version).adopted().select_related("submitted_version").first()
    if paper is None or paper.submitted_version_id == version.pk:
        return None
    return paper.submitted_version
