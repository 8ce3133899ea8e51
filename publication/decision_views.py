"""How the strategy was decided, and what changed on the way: only public papers and published versions."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from publication.current import published_or_404
from publication.pages import page


@login_not_required
@require_safe
def decision(request: HttpRequest) -> HttpResponse:
    """The way of the version that citizens read, from the draft to the resolution."""
    return page(request, "publication/decision.html", published_or_404(), {})
