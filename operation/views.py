"""The page "Betrieb": whether everything runs, for coordination, which answers people who ask."""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.http import SignedInRequest
from accounts.roles import Right
from editing.access import refusal_shown, require_right
from jobs.actions import try_again
from jobs.choices import JobState
from jobs.kinds import label_of
from jobs.models import Job
from operation.data_protection import PROCESSINGS, record
from operation.installation import NOTICED, findings
from operation.models import Backup
from operation.runs import standings
from operation.state import queue_states

FAILED_JOBS_SHOWN = 20
FAILED_JOBS_FOR = timedelta(days=14)


@require_safe
def overview(request: SignedInRequest) -> HttpResponse:
    """Show what runs, what waits and what failed."""
    require_right(request, Right.WATCH_OPERATION)
    now = timezone.now()
    failed = Job.objects.filter(state=JobState.FAILED, finished_at__gte=now - FAILED_JOBS_FOR)
    shown = failed.order_by("-finished_at", "pk")[:FAILED_JOBS_SHOWN]
    context = {
        "findings": list(findings(at=now, questions=NOTICED)),
        "queues": queue_states(now),
        "failed": [(job, label_of(job)) for job in shown],
        "standings": standings(),
        "version": settings.VERSION,
        "backups": Backup.objects.all()[:5],
    }
    return render(request, "operation/overview.html", context)


@require_safe
def data_protection(request: SignedInRequest) -> HttpResponse:
    """Show what is stored about people, why and until when."""
    require_right(request, Right.WATCH_OPERATION)
    context = {"processings": PROCESSINGS, "backups_kept": settings.BACKUPS_KEPT}
    return render(request, "operation/data_protection.html", context)


@require_safe
def data_protection_record(request: SignedInRequest) -> HttpResponse:
    """The same as a text for the city's record of processing activities."""
    require_right(request, Right.WATCH_OPERATION)
    name = "verarbeitungsverzeichnis.txt"
    return HttpResponse(
        record(),
        content_type="text/plain; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@require_POST
def job_retry(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Put a failed job back into the queue."""
    require_right(request, Right.WATCH_OPERATION)
    with refusal_shown(request):
        try_again(job=get_object_or_404(Job, pk=pk))
        messages.success(
            request, _("Der Auftrag läuft gleich noch einmal. Scheitert er wieder, steht er wieder hier.")
        )
    return redirect("operation:overview")
