"""Data for everybody, also for the scripts of other sites: open without a sign-in, to be read only."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from publication.finished_pages import SHARED_WITH

METHODS = ("GET", "HEAD", "OPTIONS")
View = Callable[..., HttpResponse]


def refusal_of_method(request: HttpRequest) -> HttpResponse:
    """The answer to whoever wants to change something."""
    return HttpResponse(status=405)


def _answer_of(view: View, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
    """The answer of a view; a script of another site reads a 404 as well, so it gets its headers here."""
    try:
        return view(request, *args, **kwargs)
    except Http404:
        text = _("Unter dieser Adresse gibt es keine Daten. Was es gibt, steht auf der Seite „Offene Daten“.")
        return HttpResponse(text, status=404, content_type="text/plain; charset=utf-8")


def for_every_site(view: View, *, refuse: Callable[[HttpRequest], HttpResponse] = refusal_of_method) -> View:
    """A view that scripts of every site may read (CORS). `refuse` answers other methods."""

    @wraps(view)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if request.method not in METHODS:
            response = refuse(request)
            response.headers["Allow"] = ", ".join(METHODS)
        elif request.method == "OPTIONS":
            response = HttpResponse(status=204)
            response.headers["Access-Control-Allow-Methods"] = ", ".join(METHODS)
            response.headers["Access-Control-Allow-Headers"] = "If-None-Match, If-Range, Range"
        else:
            response = _answer_of(view, request, *args, **kwargs)
        response.headers[SHARED_WITH] = "*"
        response.headers["Access-Control-Expose-Headers"] = "Accept-Ranges, Content-Range, ETag, Link"
        return response

    # Nobody can change anything here, so a forged request is answered like any other wrong method.
    return csrf_exempt(login_not_required(answer))
