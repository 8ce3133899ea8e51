"""Calling members to a meeting, and calling a meeting off. Each page asks first and says who gets a mail."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import SignedInRequest
from committees.meetings.actions.invitations import (
    appointment_of,
    cancel_meeting,
    invite_to_meeting,
    invitees,
    send_update,
)
from committees.meetings.calendar import Method, calendar_file
from committees.meetings.models import Meeting
from editing.access import refusal_shown
from editing.asked import number_in


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_invite(request: SignedInRequest, pk: int) -> HttpResponse:
    """Send the invitation."""
    meeting = _meeting(request, pk)
    if request.method == "POST":
        with refusal_shown(request):
            count = invite_to_meeting(meeting=meeting, by=request.user, at=timezone.now())
            messages.success(request, _sent(count))
        return redirect("meetings:meeting-detail", pk)
    context = {"meeting": meeting, "people": list(invitees(meeting)), "items": meeting.items.all()}
    return render(request, "committees/meetings/meeting_invite.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_update(request: SignedInRequest, pk: int) -> HttpResponse:
    """Send the invitation again after a change. The form carries the number of the last one."""
    meeting = _meeting(request, pk)
    if request.method == "POST":
        sequence = number_in(request.POST, "sequence")
        shown = -1 if sequence is None else sequence
        with refusal_shown(request):
            count = send_update(meeting=meeting, sequence=shown, by=request.user, at=timezone.now())
            messages.success(request, _sent(count))
        return redirect("meetings:meeting-detail", pk)
    context = {"meeting": meeting, "people": list(invitees(meeting)), "items": meeting.items.all()}
    return render(request, "committees/meetings/meeting_update.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_cancel(request: SignedInRequest, pk: int) -> HttpResponse:
    """Call a meeting off; everybody who was invited gets a mail."""
    meeting = _meeting(request, pk)
    if request.method == "POST":
        with refusal_shown(request):
            count = cancel_meeting(meeting=meeting, by=request.user, at=timezone.now())
            messages.success(request, _("Die Sitzung ist abgesagt.") + (f" {_sent(count)}" if count else ""))
        return redirect("meetings:meeting-detail", pk)
    people = list(invitees(meeting)) if meeting.invited_at else []
    return render(request, "committees/meetings/meeting_cancel.html", {"meeting": meeting, "people": people})


@require_safe
def meeting_calendar(request: SignedInRequest, pk: int) -> HttpResponse:
    """The meeting as a file for one's own calendar."""
    meetings = Meeting.objects.readable_by(request.user).select_related("committee")
    meeting = get_object_or_404(meetings, pk=pk)
    method = Method.CANCEL if meeting.cancelled_at else Method.PUBLISH
    content = calendar_file(appointment_of(meeting), method=method, stamp=timezone.now())
    headers = {
        "Content-Disposition": f'attachment; filename="sitzung-{meeting.pk}.ics"',
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)


def _meeting(request: SignedInRequest, pk: int) -> Meeting:
    meetings = Meeting.objects.editable_by(request.user).select_related("committee")
    return get_object_or_404(meetings, pk=pk)


def _sent(count: int) -> str:
    sentence = ngettext(
        "%(count)d E-Mail ist unterwegs. Wird sie nicht zugestellt, steht das auf dieser Seite.",
        "%(count)d E-Mails sind unterwegs. Was nicht zugestellt wird, steht auf dieser Seite.",
        count,
    )
    return sentence % {"count": count}
