"""Middlewares of the tests: a GET that writes to the database fails, and a kept page that reads more than it says."""

import re
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, QueryDict

from publication.finished_pages import is_for_everybody, plain_query
from publication.freshness import MARKS, NEVER_SHOWN, TABLES
from tests.statements import WRITES

# OpenID Connect brings people back by a GET, which signs them in; a state that nobody can guess protects it.
SIGNING_IN = "/konto/oidc/kommune/zurueck/"
READS = re.compile(r'\b(?:FROM|JOIN) "(\w+)"')


def refuse_writes(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
    if sql.lstrip().upper().startswith(WRITES):
        raise AssertionError(f"A GET writes: {sql[:200]}")
    return execute(sql, params, many, context)


def read_only_gets(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    """Wrap the view only: the session and the sign-in are kept outside of it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD") or request.path == SIGNING_IN:
            return get_response(request)
        with connection.execute_wrapper(refuse_writes):
            return get_response(request)

    return middleware


def kept_pages_stay_true(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    """A page that is kept for everybody sees the parameters that it names, and reads tables whose changes are noted."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME in request.COOKIES or request.method != "GET":
            return get_response(request)
        plain = plain_query(request.path_info, request.META["QUERY_STRING"])
        if plain is not None:
            request.GET = QueryDict(plain)
        tables: set[str] = set()

        def note(execute: Callable[..., Any], sql: str, *others: Any) -> Any:
            tables.update(READS.findall(sql))
            return execute(sql, *others)

        with connection.execute_wrapper(note):
            response = get_response(request)
        # The marks are what is noted: a page may know of them what it is kept under.
        if is_for_everybody(request, response) and not tables.issubset({*TABLES, MARKS, NEVER_SHOWN}):
            raise AssertionError(f"Nobody notes changes of {sorted(tables.difference(TABLES))}")
        return response

    return middleware
