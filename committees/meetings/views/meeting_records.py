"""The records of a meeting: attendance, files, and the printed forms."""

from collections.abc import Callable

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import SignedInRequest
from committees.meetings.actions.attendance import record_attendance, seats_at
from committees.meetings.actions.documents import add_document, remove_document
from committees.meetings.forms.attendance import AttendanceForm
from committees.meetings.models import Meeting, MeetingDocument
from committees.meetings.rendering import agenda_pdf, minutes_pdf
from editing.access import refusal_shown
from editing.exceptions import RuleBroken
from editing.saving import FormPage
from files.downloads import download
from files.forms import TitledFileForm


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_attendance(request: SignedInRequest, pk: int) -> HttpResponse:
    """The attendance: all members of the day on one page."""
    meeting = get_object_or_404(Meeting.objects.editable_by(request.user).select_related("committee"), pk=pk)
    recorded = dict(meeting.attendances.values_list("membership_id", "status"))
    replies = {reply.user_id: reply for reply in meeting.replies.all()}
    form = AttendanceForm(request.POST or None, seats=seats_at(meeting), recorded=recorded, replies=replies)
    page = FormPage(request, form)
    if page.is_valid():
        with refusal_shown(request):
            record_attendance(
                meeting=meeting,
                statuses=page.form.statuses(),
                by=request.user,
                rest_is_present=page.form.rest_is_present(),
            )
            messages.success(request, _("Die Anwesenheit ist gespeichert."))
        return redirect("meetings:meeting-detail", pk)
    return page.answer("committees/meetings/meeting_attendance.html", {"meeting": meeting})


@require_http_methods(["GET", "HEAD", "POST"])
def document_add(request: SignedInRequest, pk: int) -> HttpResponse:
    meeting = get_object_or_404(Meeting.objects.editable_by(request.user), pk=pk)
    page = FormPage(request, TitledFileForm(request.POST or None, request.FILES or None))
    if page.is_valid():
        with page.saving(refused_at={RuleBroken: "file"}):
            add_document(
                meeting=meeting,
                title=page.form.cleaned_data["title"],
                upload=page.form.cleaned_data["file"],
                by=request.user,
                at=timezone.now(),
            )
            return redirect("meetings:meeting-detail", pk)
    return page.answer(
        "committees/meetings/form.html", {"title": _("Unterlage hochladen"), "meeting": meeting}
    )


@require_safe
def document_file(request: SignedInRequest, pk: int) -> FileResponse:
    document = get_object_or_404(MeetingDocument.objects.readable_by(request.user), pk=pk)
    name = slugify(document.title) or "unterlage"
    return download(document.file, name=name, content_type=document.content_type)


@require_http_methods(["GET", "HEAD", "POST"])
def document_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask, then remove a file."""
    documents = MeetingDocument.objects.editable_by(request.user).select_related("meeting")
    document = get_object_or_404(documents, pk=pk)
    if request.method == "POST":
        with refusal_shown(request):
            remove_document(document=document, by=request.user)
            messages.success(request, _("„%(title)s“ ist entfernt.") % {"title": document.title})
        return redirect("meetings:meeting-detail", document.meeting_id)
    return render(request, "committees/meetings/document_remove.html", {"document": document})


@require_safe
def meeting_agenda_pdf(request: SignedInRequest, pk: int) -> HttpResponse:
    """The agenda to print. One to three pages take less than a second."""
    return _pdf(request, pk, agenda_pdf, "tagesordnung")


@require_safe
def meeting_minutes_pdf(request: SignedInRequest, pk: int) -> HttpResponse:
    """The minutes to print, with attendance and results."""
    return _pdf(request, pk, minutes_pdf, "protokoll")


def _pdf(request: SignedInRequest, pk: int, draw: Callable[[Meeting], bytes], name: str) -> HttpResponse:
    meetings = Meeting.objects.readable_by(request.user).select_related("committee")
    meeting = get_object_or_404(meetings, pk=pk)
    try:
        content = draw(meeting)
    except RuleBroken as refusal:
        messages.error(request, str(refusal))
        return redirect("meetings:meeting-detail", pk)
    day = timezone.localdate(meeting.starts_at)
    headers = {
        "Content-Disposition": f'attachment; filename="{name}-{day}.pdf"',
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(content, content_type="application/pdf", headers=headers)
