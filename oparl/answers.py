"""Answers of the interface: JSON for everybody, also in other sites' scripts, and errors as OParl wants them."""

import hashlib
import json
from collections.abc import Callable
from functools import partial, wraps

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from oparl.documents import SCHEMA
from oparl.listing import Malformed

METHODS = ("GET", "HEAD", "OPTIONS")


class NotThere(Exception):
    """The object of an address is not public, or is no longer (`gone`)."""

    def __init__(self, *, gone: bool = False) -> None:
        self.gone = gone


def answering(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A view of the interface: open to everybody and every site, stateless; refusals become Error objects."""

    @wraps(view)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if request.method not in METHODS:
            response: HttpResponseBase = error(405, _("Diese Schnittstelle kann man nur lesen."))
            response["Allow"] = ", ".join(METHODS)
        elif request.method == "OPTIONS":
            response = HttpResponse(status=204)
            response["Access-Control-Allow-Methods"] = ", ".join(METHODS)
            response["Access-Control-Allow-Headers"] = "If-None-Match, If-Modified-Since"
        else:
            response = _read(view, request, *args, **kwargs)
        response["Access-Control-Allow-Origin"] = "*"
        return response

    vars(answer)["malformed"] = partial(error, 400)
    # Nobody can change anything here, so a forged request is answered like any other wrong method.
    return csrf_exempt(login_not_required(answer))


def _read(
    view: Callable[..., HttpResponseBase], request: HttpRequest, *args: object, **kwargs: object
) -> HttpResponseBase:
    try:
        return view(request, *args, **kwargs)
    except Malformed as refusal:
        return error(400, str(refusal))
    except NotThere as refusal:
        if refusal.gone:
            return error(410, _("Diese Datei ist nicht mehr öffentlich."))
        return error(404, _("Unter dieser Adresse gibt es nichts."))


def content(request: HttpRequest, data: dict[str, object]) -> HttpResponseBase:
    """An object or a list; 304 when the client has it already."""
    body = json.dumps(data, ensure_ascii=False).encode()
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    response = HttpResponse(body, content_type="application/json", headers={"ETag": etag})
    return get_conditional_response(request, etag=etag, response=response) or response


def error(status: int, message: str) -> HttpResponse:
    data = {"type": f"{SCHEMA}Error", "message": message, "debug": f"HTTP {status}"}
    return HttpResponse(json.dumps(data, ensure_ascii=False), status=status, content_type="application/json")
