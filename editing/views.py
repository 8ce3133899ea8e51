"""An open form reports itself and learns who else has the same text open."""

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
