"""Uploaded files on their way out."""

from typing import cast

from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag

from files.file_types import SUFFIXES


def download(file: FieldFile, *, name: str, content_type: str) -> FileResponse:
    """A stored file, to be saved and never shown by the browser inside of our pages; 404 when the disk has none."""
    try:
        content = file.open()
    except FileNotFoundError as error:
        # A restored database may know files that its disk does not have.
        raise Http404 from error
    filename = name + SUFFIXES.get(content_type, "")
    response = FileResponse(content, as_attachment=True, filename=filename, content_type=content_type)
    response["X-Content-Type-Options"] = "nosniff"
    return response


def asked_again(request: HttpRequest, response: FileResponse, *, state: str) -> HttpResponseBase:
    """A public file that browsers keep, but ask each time whether it is still there and in the same state."""
    response["ETag"] = quote_etag(state)
    response["Cache-Control"] = "public, no-cache"
    # It takes every response; its types know less.
    given = cast("HttpResponse", response)
    answer = get_conditional_response(request, etag=response["ETag"], response=given)
    if answer is None or answer is response:
        return response
    # Only the file: a response that is closed ends the request, and with it the connection to the database.
    if response.file_to_stream:
        response.file_to_stream.close()
    return answer
