"""A part of what is sent, for whoever goes on with an interrupted download (RFC 9110, section 14). Pure."""

import re

from django.http import HttpRequest, HttpResponse

# What is said of a whole answer and not of a refusal.
OF_THE_WHOLE = ("Content-Length", "Content-Type", "ETag", "Last-Modified")
ONE_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


def part_of(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The part of an unpacked answer that a request asks for; the whole of it where it asks for none or for several.

    Answers 416 when there is no such part, and the whole when the file is another one by now (If-Range).
    """
    asked = ONE_RANGE.fullmatch(request.META.get("HTTP_RANGE", "").replace(" ", ""))
    if asked is None or request.method != "GET" or not _is_the_same(request, response):
        return response
    size = len(response.content)
    first, last = _bounds(*asked.groups(), size=size)
    if first is None or last is None or first > last:
        kept = {name: value for name, value in response.headers.items() if name not in OF_THE_WHOLE}
        return HttpResponse(status=416, headers={**kept, "Content-Range": f"bytes */{size}"})
    headers = {**response.headers, "Content-Range": f"bytes {first}-{last}/{size}"}
    content = response.content[first : last + 1]
    return HttpResponse(content, status=206, headers={**headers, "Content-Length": str(len(content))})


def _is_the_same(request: HttpRequest, response: HttpResponse) -> bool:
    known = request.META.get("HTTP_IF_RANGE")
    return known is None or known == response.get("ETag")


def _bounds(first: str, last: str, *, size: int) -> tuple[int | None, int | None]:
    """The first and the last byte; None for what is no part of a file of this size."""
    if first:
        start = int(first)
        return (start if start < size else None), min(int(last), size - 1) if last else size - 1
    length = int(last) if last else 0
    return (max(size - length, 0), size - 1) if length and size else (None, None)
