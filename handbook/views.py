"""The handbook. Who reads the working area reads it, also before there is a strategy."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.http import SignedInRequest
from accounts.roles import Right
from editing.access import require_right
from editing.asked import words_in
from handbook.actions import put_away, show_again
from handbook.finding import find_sections
from handbook.rendering import handbook_pdf
from handbook.sections import (
    PHASES,
    ROLES,
    WORK,
    all_sections,
    on_shelf,
    related_to,
    section_of_role,
)
from search.words import QUERY_AT_MOST


@require_safe
def overview(request: SignedInRequest) -> HttpResponse:
    """All sections, and the search in them."""
    require_right(request, Right.READ_HANDBOOK)
    query = words_in(request.GET, "q", at_most=QUERY_AT_MOST)
    own = section_of_role(request.user.role)
    work = on_shelf(WORK)
    context = {
        "query": query,
        "found": find_sections(query),
        "own": own,
        "own_work": [section for section in work if request.user.role in section.roles],
        "other_work": [section for section in work if request.user.role not in section.roles],
        "phases": on_shelf(PHASES),
        "other_roles": [section for section in on_shelf(ROLES) if section != own],
    }
    return render(request, "handbook/overview.html", context)


@require_safe
def section(request: SignedInRequest, slug: str) -> HttpResponse:
    """One section, with what belongs to it."""
    require_right(request, Right.READ_HANDBOOK)
    shown = next((each for each in all_sections() if each.slug == slug), None)
    if shown is None:
        raise Http404
    own = shown == section_of_role(request.user.role)
    context = {"section": shown, "related": related_to(shown), "own": own}
    return render(request, "handbook/section.html", context)


@require_safe
def pdf(request: SignedInRequest) -> HttpResponse:
    """The whole handbook to print."""
    require_right(request, Right.READ_HANDBOOK)
    headers = {
        "Content-Disposition": 'attachment; filename="handbuch.pdf"',
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(handbook_pdf(), content_type="application/pdf", headers=headers)


@require_POST
def welcome_put_away(request: SignedInRequest) -> HttpResponse:
    """Put the sentences for the first visit away."""
    require_right(request, Right.READ_HANDBOOK)
    put_away(by=request.user)
    return redirect("strategy:guide")


@require_POST
def welcome_show_again(request: SignedInRequest) -> HttpResponse:
    """Bring the sentences for the first visit back."""
    require_right(request, Right.READ_HANDBOOK)
    show_again(by=request.user)
    return redirect("strategy:guide")
