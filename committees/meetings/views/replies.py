"""Answering an invitation."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.http import SignedInRequest
from committees.meetings.actions.replies import reply_to_invitation, why_no_reply
from committees.meetings.choices import ReplyAnswer
from committees.meetings.forms.replies import ReplyForm
from committees.meetings.models import Meeting
from committees.meetings.reply_tokens import asked_by
from editing.exceptions import RuleBroken
from editing.saving import FormPage


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def invitation_reply(request: HttpRequest, token: str) -> HttpResponse:
    """Answer from the mail without signing in: a link is for one person and one meeting, and shows no other answer."""
    asked = asked_by(token)
    if asked is None:
        raise Http404
    meeting, user = asked
    now = timezone.now()
    reply = meeting.replies.filter(user=user).first()
    form = ReplyForm(request.POST or None, reply=reply)
    refusal = why_no_reply(meeting, user, now)
    if request.method == "POST" and not refusal and form.is_valid():
        try:
            reply = reply_to_invitation(
                meeting=meeting,
                user=user,
                answer=ReplyAnswer(form.cleaned_data["answer"]),
                substitute=form.cleaned_data["substitute"],
                at=now,
            )
        except RuleBroken as broken:
            refusal = str(broken)
        else:
            return redirect("meetings:invitation-reply", token)
    context = {"meeting": meeting, "person": user, "reply": reply, "form": form, "refusal": refusal}
    status = 422 if request.method == "POST" else 200
    return render(request, "committees/meetings/invitation_reply.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_reply(request: SignedInRequest, pk: int) -> HttpResponse:
    """Answer on the page of the meeting, for those who are invited."""
    meetings = Meeting.objects.readable_by(request.user).select_related("committee")
    meeting = get_object_or_404(meetings, pk=pk)
    if request.method != "POST" and why_no_reply(meeting, request.user, timezone.now()):
        raise Http404
    reply = meeting.replies.filter(user=request.user).first()
    page = FormPage(request, ReplyForm(request.POST or None, reply=reply))
    if page.is_valid():
        with page.saving():
            reply = reply_to_invitation(
                meeting=meeting,
                user=request.user,
                answer=ReplyAnswer(page.form.cleaned_data["answer"]),
                substitute=page.form.cleaned_data["substitute"],
                at=timezone.now(),
            )
            messages.success(request, _("Danke. Ihre Antwort: %(words)s") % {"words": reply.words})
            return redirect("meetings:meeting-detail", pk)
    title = _("Einladung beantworten")
    return page.answer("committees/meetings/form.html", {"title": title, "meeting": meeting})
