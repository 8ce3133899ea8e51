from uuid import UUID

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from exports.models import ExportFile


@require_safe
def export_file(request: SignedInRequest, pk: UUID) -> FileResponse:
    """The finished file."""
    export = get_object_or_404(ExportFile.objects.readable_by(request.user).made(), pk=pk)
    if not export.is_there:
        raise Http404
    return FileResponse(export.file.open(), as_attachment=True, filename=export.filename)
