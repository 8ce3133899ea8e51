"""Refusals for programs (RFC 9457): what is wrong, in a German sentence."""

from http import HTTPStatus

import msgspec
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from publication.api.items import Problem
from publication.finished_pages import SHARED_WITH

CONTENT_TYPE = "application/problem+json"


class Refused(Exception):
    """A request that is not answered; the text is a sentence for whoever wrote the program."""

    def __init__(self, status: HTTPStatus, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status


def wrong(sentence: str) -> Refused:
    """The refusal of a request that cannot be understood (400)."""
    return Refused(HTTPStatus.BAD_REQUEST, sentence)


def missing(sentence: str) -> Refused:
    """The refusal of a request for what there is not (404)."""
    return Refused(HTTPStatus.NOT_FOUND, sentence)


def problem(status: HTTPStatus, sentence: str) -> HttpResponse:
    """The answer that tells a refusal."""
    found = Problem(type="about:blank", title=status.phrase, status=status, detail=sentence)
    return HttpResponse(msgspec.json.encode(found), status=status, content_type=CONTENT_TYPE)


def malformed(sentence: str) -> HttpResponse:
    """The answer to a request that cannot even be read (`gnk.middleware`)."""
    response = problem(HTTPStatus.BAD_REQUEST, sentence)
    response.headers[SHARED_WITH] = "*"
    return response


def read_only(request: HttpRequest) -> HttpResponse:
    """The answer to whoever wants to change something."""
    return problem(HTTPStatus.METHOD_NOT_ALLOWED, _("Diese Schnittstelle kann man nur lesen."))
