"""Videos: recognising them and their subtitles by their content, and handing them out in parts."""

import re
import uuid
from typing import IO

from django.core.files.uploadedfile import UploadedFile
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _

from editing.exceptions import RuleBroken
from files.file_types import FileType

MP4 = FileType(name="MP4", suffix=".mp4", content_type="video/mp4")
WEBM = FileType(name="WebM", suffix=".webm", content_type="video/webm")
VIDEO_TYPES = (MP4, WEBM)
SUBTITLES = FileType(name="WebVTT", suffix=".vtt", content_type="text/vtt")
SUBTITLES_AT_MOST = 1_000_000
MEGABYTE = 1024 * 1024
# A player asks for the rest when it needs it, so nobody waits for the whole film.
PART_AT_MOST = 2 * MEGABYTE
ONE_RANGE = re.compile(r"bytes=(\d{1,18})-(\d{0,18})")
# A file of an upload has a name of our own, so it never changes under its address.
UNCHANGING = "public, max-age=86400"


def video_type_of(file: IO[bytes]) -> FileType | None:
    """MP4 or WebM, None for anything else. Leaves the file at its start."""
    file.seek(0)
    head = file.read(64)
    file.seek(0)
    if head[4:8] == b"ftyp" and head[8:12] != b"qt  ":
        return MP4
    return WEBM if head.startswith(b"\x1a\x45\xdf\xa3") and b"webm" in head else None


def examined_video(upload: UploadedFile, megabytes_at_most: int) -> FileType:
    """Find the kind of a video by its content; from now on it has a name of our own. Raises RuleBroken for others."""
    if (upload.size or 0) > megabytes_at_most * MEGABYTE:
        raise RuleBroken(_("Dieses Video ist größer als %d MB.") % megabytes_at_most)
    kind = video_type_of(upload)
    if kind is None:
        raise RuleBroken(_("Dieses Video lässt sich nicht abspielen. Möglich sind MP4 und WebM."))
    upload.name = f"{uuid.uuid4()}{kind.suffix}"
    return kind


def examined_subtitles(upload: UploadedFile) -> FileType:
    """Take a WebVTT file, under a name of our own. Raises RuleBroken for anything else."""
    if (upload.size or 0) > SUBTITLES_AT_MOST:
        raise RuleBroken(_("Diese Untertitel sind größer als 1 MB."))
    upload.seek(0)
    content = upload.read()
    upload.seek(0)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = ""
    if not text.startswith("WEBVTT"):
        raise RuleBroken(_("Untertitel liegen in einer Datei der Art WebVTT (.vtt), gespeichert als UTF-8."))
    upload.name = f"{uuid.uuid4()}{SUBTITLES.suffix}"
    return SUBTITLES


def played(request: HttpRequest, file: FieldFile, content_type: str) -> HttpResponseBase:
    """A stored video for the player of a browser: the part it asks for, or the whole; 404 when the disk has none."""
    try:
        content, size = file.open().file, file.size
    except FileNotFoundError as error:
        raise Http404 from error
    response = _part(request, content, size) or FileResponse(content)
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["Content-Type"] = content_type
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = UNCHANGING
    return response


def _part(request: HttpRequest, content: IO[bytes], size: int) -> HttpResponse | None:
    """The part from some byte on, never more than a player shows at once; None for the whole file."""
    asked = ONE_RANGE.fullmatch(request.headers.get("Range", "").replace(" ", ""))
    if asked is None or "If-Range" in request.headers:
        return None
    first, last = int(asked[1]), min(int(asked[2] or size), size - 1)
    if first > last:
        content.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    last = min(last, first + PART_AT_MOST - 1)
    with content:
        content.seek(first)
        part = content.read(last - first + 1)
    return HttpResponse(part, status=206, headers={"Content-Range": f"bytes {first}-{last}/{size}"})
