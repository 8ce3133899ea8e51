"""A middleware of the tests: a GET that writes to the database fails."""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse

# OpenID Connect brings people back by a GET, which signs them in; a state that nobody can guess protects it.
SIGNING_IN = "/konto/oidc/kommune/zurueck/"
WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")


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
