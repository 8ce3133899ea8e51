from uuid import UUID

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from exports.models import ExportJob


@require_safe
def job_status(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The progress of a job, as a fragment that fetches itself anew until the file is there."""
    job = get_object_or_404(ExportJob.objects.readable_by(request.user), pk=pk)
    return render(request, "exports/_job.html", {"job": job})


@require_safe
def job_file(request: SignedInRequest, pk: UUID) -> FileResponse:
    """The finished file."""
    job = get_object_or_404(ExportJob.objects.readable_by(request.user).done(), pk=pk)
    if not job.is_done:
        raise Http404
    return FileResponse(job.file.open(), as_attachment=True, filename=job.filename)
