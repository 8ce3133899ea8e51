"""Data for everybody, also for the scripts of other sites: open without a sign-in, to be read only."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from publication.finished_pages import SHARED_WITH

METHODS = ("GET", "HEAD", "OPTIONS")
View = Callable[..., HttpResponse]


def refusal_of_method(request: HttpRequest) -> HttpResponse:
    """The answer to whoever wants to change something."""
    return HttpResponse(status=405)


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
            response = view(request, *args, **kwargs)
        response.headers[SHARED_WITH] = "*"
        response.headers["Access-Control-Expose-Headers"] = "Accept-Ranges, Content-Range, ETag, Link"
        return response

    # Nobody can change anything here, so a forged request is answered like any other wrong method.
    return csrf_exempt(login_not_required(answer))
