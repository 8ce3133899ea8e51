"""Meetings: the list, the page, planning and editing."""

from itertools import groupby

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import SignedInRequest
from accounts.roles import Right
from committees.bodies.models import Committee
from committees.meetings.actions.invitations import has_unsent_changes, invitees
from committees.meetings.actions.meetings import create_meeting, save_meeting
from committees.meetings.forms.meetings import MeetingForm, MinutesForm, NewMeetingForm
from committees.meetings.meeting_facts import agenda_of, attendance_of, attendance_words, replies_to
from committees.meetings.models import Meeting, Poll
from committees.meetings.permissions import leads
from editing.access import require_right
from editing.saving import FORM_PAGE, FormPage


@require_safe
def meeting_list(request: SignedInRequest) -> HttpResponse:
    """Meetings to come, then past ones by year; of one body with ?gremium=."""
    require_right(request, Right.READ_WORKSPACE)
    now = timezone.now()
    committees = Committee.objects.readable_by(request.user).filter(meetings__isnull=False).distinct()
    chosen = next((c for c in committees if str(c.pk) == request.GET.get("gremium")), None)
    meetings = Meeting.objects.readable_by(request.user).select_related("committee")
    if chosen is not None:
        meetings = meetings.filter(committee=chosen)
    past = groupby(meetings.over(now), key=lambda meeting: timezone.localtime(meeting.starts_at).year)
    context = {
        "committees": committees,
        "chosen": chosen,
        "coming": meetings.not_over(now),
        "past": [(year, list(of_year)) for year, of_year in past],
        "now": now,
    }
    return render(request, "committees/meetings/meeting_list.html", context)


@require_safe
def meeting_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """A meeting with its agenda, documents, attendance and minutes."""
    meetings = Meeting.objects.readable_by(request.user).select_related(
        "committee", "invited_by", "cancelled_by"
    )
    meeting = get_object_or_404(meetings, pk=pk)
    now = timezone.now()
    attendance = attendance_of(meeting)
    agenda = agenda_of(meeting, Poll.objects.readable_by(request.user))
    can_edit = request.user.has_right(Right.MANAGE_MEETINGS) and meeting.cancelled_at is None
    invited = list(invitees(meeting)) if meeting.invited_at and meeting.cancelled_at is None else []
    context = {
        "meeting": meeting,
        "agenda": agenda,
        "replies": replies_to(meeting, invited) if invited and leads(request.user, meeting) else (),
        "is_asked": meeting.ends_at > now and any(person.pk == request.user.pk for person in invited),
        "own_reply": meeting.replies.filter(user=request.user).first() if invited else None,
        "documents": meeting.documents.select_related("uploaded_by"),
        "attendance": attendance,
        "attendance_words": attendance_words(attendance),
        "has_record": meeting.minutes or attendance or any(line.item.result for line in agenda),
        "can_edit": can_edit,
        "is_over": meeting.ends_at <= now,
        "has_unsent_changes": can_edit and meeting.ends_at > now and has_unsent_changes(meeting),
    }
    return render(request, "committees/meetings/meeting_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_add(request: SignedInRequest) -> HttpResponse:
    """Plan a meeting; ?gremium= names its body."""
    require_right(request, Right.MANAGE_MEETINGS)
    page = FormPage(
        request, NewMeetingForm(request.POST or None, initial={"committee": request.GET.get("gremium", "")})
    )
    if page.is_valid():
        with page.saving():
            meeting = create_meeting(meeting=page.form.save(commit=False), by=request.user)
            messages.success(
                request, _("Die Sitzung ist geplant. Ergänzen Sie die Tagesordnung und laden Sie dann ein.")
            )
            return redirect("meetings:meeting-detail", meeting.pk)
    return page.answer(FORM_PAGE, {"title": _("Sitzung planen")})


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    return _edit(request, pk, MeetingForm, _("Sitzung bearbeiten"))


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_minutes(request: SignedInRequest, pk: int) -> HttpResponse:
    return _edit(request, pk, MinutesForm, _("Protokoll"))


def _edit(
    request: SignedInRequest, pk: int, form_class: type[MeetingForm | MinutesForm], title: str
) -> HttpResponse:
    meeting = get_object_or_404(Meeting.objects.editable_by(request.user), pk=pk)
    page = FormPage(request, form_class(request.POST or None, instance=meeting))
    if page.is_valid():
        with page.saving():
            save_meeting(
                meeting=meeting,
                values=page.form.values(),
                revision=page.form.cleaned_data["revision"],
                by=request.user,
            )
            messages.success(request, _("Gespeichert."))
            return redirect("meetings:meeting-detail", pk)
    return page.answer("committees/meetings/form.html", {"title": title, "meeting": meeting})
