"""What an open form asks for: who else has the same text open, and how hard its text is to read."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.http import SignedInRequest
from accounts.roles import Right
from editing.access import require_right
from editing.actions import announce
from editing.models import EditingPresence
from editing.presence import subject_from
from editing.readability import TextKind, readability
from editing.text_limits import CHAPTER_AT_MOST


@require_POST
def presence(request: SignedInRequest) -> HttpResponse:
    """Announce the person, and answer with the notice of the others."""
    require_right(request, Right.READ_WORKSPACE)
    subject = subject_from(request.POST.get("token", ""), request.user)
    if subject is None:
        raise Http404
    now = timezone.now()
    announce(subject=subject, user=request.user, at=now)
    others = EditingPresence.objects.others_editing(subject, request.user, now)
    return render(request, "editing/_presence_note.html", {"others": others, "now": now})


@require_POST
def readability_of(request: SignedInRequest, kind: str, name: str) -> HttpResponse:
    """Tell how hard the text of a field is to read, as it stands there before saving."""
    require_right(request, Right.READ_WORKSPACE)
    if kind not in TextKind.values:
        raise Http404
    text = request.POST.get(name, "")[:CHAPTER_AT_MOST]
    context = {"readability": readability(text, TextKind(kind))}
    return render(request, "editing/_readability.html", context)
