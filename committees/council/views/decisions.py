"""The way of a paper from the draft to the adopted version."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from committees.council.models import Paper
from committees.council.story_facts import stories_of


@require_safe
def decision(request: SignedInRequest, pk: int) -> HttpResponse:
    """The whole story, with what is not public and with entries that were corrected."""
    stories = stories_of(Paper.objects.readable_by(request.user).filter(pk=pk), public=False)
    if not stories:
        raise Http404
    return render(request, "committees/council/decision.html", {"stories": stories, "story": stories[0]})
