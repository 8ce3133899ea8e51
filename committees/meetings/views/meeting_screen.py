"""The page for the shared screen of a video conference: one item in large type, and the way to the next."""

from django.db.models import Max
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.http import SignedInRequest
from accounts.roles import Right
from committees.meetings.actions.meetings import show_item
from committees.meetings.agenda_elements import Subject, subject_of_item
from committees.meetings.models import AgendaItem, Meeting, Poll
from editing.access import refusal_shown
from editing.asked import number_of


@require_safe
def meeting_screen(request: SignedInRequest, pk: int) -> HttpResponse:
    """The whole page. Without JavaScript it has a link that loads it anew."""
    return render(request, "committees/meetings/meeting_screen.html", _context(request, pk))


@require_safe
def meeting_screen_part(request: SignedInRequest, pk: int) -> HttpResponse:
    """The screen as it is now; 204 while it is what the page shows already (?stand=)."""
    context = _context(request, pk)
    if request.GET.get("stand") == context["state"]:
        return HttpResponse(status=204)
    return render(request, "committees/meetings/_meeting_screen.html", context)


@require_POST
def meeting_show(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show another item to everybody; none shows the agenda.

    The form names the item, so that two clicks, or two people, do not skip one.
    """
    meeting = get_object_or_404(Meeting.objects.editable_by(request.user), pk=pk)
    wanted = request.POST.get("item", "")
    item = get_object_or_404(AgendaItem, meeting=meeting, pk=number_of(wanted)) if wanted else None
    with refusal_shown(request):
        show_item(meeting=meeting, item=item, by=request.user)
    return redirect("meetings:meeting-screen", pk)


def _context(request: SignedInRequest, pk: int) -> dict[str, object]:
    meeting = get_object_or_404(Meeting.objects.readable_by(request.user).select_related("committee"), pk=pk)
    items = list(meeting.items.all())
    place = next((n for n, item in enumerate(items) if item.pk == meeting.current_item_id), None)
    item = None if place is None else items[place]
    following = 0 if place is None else place + 1
    polls = Poll.objects.readable_by(request.user).filter(agenda_item=item) if item else Poll.objects.none()
    subject = subject_of_item(item) if item else None
    newest_poll = polls.aggregate(last=Max("pk"))["last"]
    return {
        "meeting": meeting,
        "items": items,
        "item": item,
        "subject": subject,
        "next_item": items[following] if following < len(items) else None,
        "previous_item": items[place - 1] if place else None,
        "newest_poll": newest_poll,
        "can_lead": request.user.has_right(Right.MANAGE_MEETINGS) and meeting.cancelled_at is None,
        "state": _state(meeting, items, item, subject, newest_poll),
    }


def _state(
    meeting: Meeting,
    items: list[AgendaItem],
    item: AgendaItem | None,
    subject: Subject | None,
    newest_poll: int | None,
) -> str:
    """A word that changes with everything the screen shows, but for surveys, which look after themselves."""
    parts: list[object] = [meeting.revision, meeting.cancelled_at is not None, item.pk if item else 0]
    parts += [f"{each.pk}.{each.position}.{each.revision}" for each in items]
    parts += [subject.revision if subject else 0, newest_poll]
    return "-".join(map(str, parts))
