from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.exceptions import RuleBroken
from accounts.http import SignedInRequest
from jobs.actions import cancel
from jobs.kinds import kind_of
from jobs.models import Job
from jobs.progress import progress_of


@require_safe
def job_status(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The progress of a job, as a fragment that fetches itself anew; when it is over, what its kind shows instead."""
    job = _found(request, pk)
    if job.is_under_way:
        return render(request, "jobs/_progress.html", progress_of(job, request.user))
    return kind_of(job).when_over(request, job)


@require_POST
def job_cancel(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Cancel a job, and show the page that it was ordered on."""
    job = _found(request, pk)
    if not kind_of(job).may_cancel(job, request.user):
        raise Http404
    try:
        cancel(job=job)
    except RuleBroken as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Das ist abgebrochen."))
    return redirect(_page_of(job))


def _page_of(job: Job) -> str:
    """The page that a job was ordered on; the first one when what it was for is gone, or has another job by now."""
    try:
        return kind_of(job).page(job)
    except ObjectDoesNotExist:
        return resolve_url(settings.LOGIN_REDIRECT_URL)


def _found(request: SignedInRequest, pk: UUID) -> Job:
    job = get_object_or_404(Job, pk=pk)
    if not kind_of(job).is_readable(job, request.user):
        raise Http404
    return job
