"""The results of a survey: files, the shared screen, and the take-over of a theme selection."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import SignedInRequest
from accounts.roles import Right
from committees.meetings.actions.takeover import recommendation_of, take_over_selection
from committees.meetings.choices import PollKind
from committees.meetings.forms.takeover import TieForm
from committees.meetings.models import Poll
from committees.meetings.result_facts import standing_of, with_votes
from committees.meetings.result_tables import (
    option_table,
    participation_table,
    remark_table,
    tables_of,
    to_csv,
    to_workbook,
    vote_table,
    wide_table,
)
from committees.meetings.results import Participation, Result
from editing.access import require_right
from editing.exceptions import RuleBroken
from editing.saving import FormPage

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def poll_csv(request: SignedInRequest, pk: int) -> HttpResponse:
    """The result per option and sending group."""
    poll, result, _participation = _visible_result(request, pk)
    return _file(to_csv(wide_table(result)), "text/csv; charset=utf-8", f"abfrage-{poll.pk}.csv")


@require_safe
def poll_xlsx(request: SignedInRequest, pk: int) -> HttpResponse:
    """All tables of the result; of a named survey also the single votes."""
    poll, result, participation = _visible_result(request, pk)
    tables = [*tables_of(result), participation_table(participation)]
    if poll.kind == PollKind.AGREEMENT:
        tables.append(remark_table(result))
    if result.named:
        tables.append(vote_table(result))
    return _file(to_workbook(tables), XLSX, f"abfrage-{poll.pk}.xlsx")


@require_safe
def poll_screen(request: SignedInRequest, pk: int) -> HttpResponse:
    """The part of the shared screen that shows a survey; it is fetched again every few seconds."""
    poll = get_object_or_404(with_votes(Poll.objects.readable_by(request.user)), pk=pk)
    standing = standing_of(poll, timezone.now())
    context = {
        "poll": poll,
        "standing": standing,
        "table": option_table(standing.result) if standing.result else None,
    }
    return render(request, "committees/meetings/_poll_screen.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def poll_take_over(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show what a take-over of the selection does, let people decide about ties, and do it."""
    require_right(request, Right.CHOOSE_THEMES)
    poll = get_object_or_404(Poll.objects.manageable_by(request.user).select_related("committee"), pk=pk)
    now = timezone.now()
    try:
        what = recommendation_of(poll, now)
    except RuleBroken as refusal:
        messages.error(request, str(refusal))
        return redirect("meetings:poll-detail", pk=pk)
    page = FormPage(request, TieForm(request.POST if request.method == "POST" else None, what=what))
    if page.is_valid():
        with page.saving():
            take_over_selection(poll=poll, chosen=page.form.chosen(), by=request.user, at=now)
            messages.success(request, _("Die Empfehlung ist übernommen."))
            return redirect("strategy:theme-selection")
    return page.answer("committees/meetings/poll_take_over.html", {"poll": poll, "what": what})


def _visible_result(request: SignedInRequest, pk: int) -> tuple[Poll, Result, Participation]:
    poll = get_object_or_404(with_votes(Poll.objects.readable_by(request.user)), pk=pk)
    standing = standing_of(poll, timezone.now())
    if standing.result is None:
        raise Http404
    return poll, standing.result, standing.participation


def _file(content: bytes, media_type: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type=media_type, headers=headers)
