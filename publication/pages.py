"""Parts that all pages of the public site share."""

from collections.abc import Mapping

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render

from exports.models import ExportFile
from publication.current import Published

RETRY_AFTER_SECONDS = 30


def page(
    request: HttpRequest, template: str, current: Published, context: Mapping[str, object]
) -> HttpResponse:
    """A page with the frame of the site, which always shows the version that citizens read today."""
    shared = {"version": current.version, "document": current.document}
    return render(request, template, {**shared, **context})


def pdf_of(
    request: HttpRequest, current: Published, export: ExportFile | None, *, title: str = ""
) -> HttpResponse | FileResponse:
    """The PDF of a version, or of what else has this title; while it is being made, a page that says so."""
    done = finished(export)
    if done is None:
        response = page(request, "publication/pdf_pending.html", current, {"export": export, "title": title})
        response.status_code = 503
        response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
        return response
    return FileResponse(done.file.open(), filename=done.filename, content_type="application/pdf")


def finished(export: ExportFile | None) -> ExportFile | None:
    """The export if its file can be handed out."""
    if export is None or not export.is_there:
        return None
    return export
