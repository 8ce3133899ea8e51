"""What the log says, as lines of JSON: what happened where, and nothing about people, their texts or their links. Pure.

A line of a request has its route, not its address: addresses hold codes and what was searched for. An error has its
classes and the places in the code that it came through; its own words often repeat what somebody has typed.
"""

import json
import logging
import re
import traceback
from collections.abc import Iterator
from contextvars import ContextVar
from datetime import UTC, datetime
from http.client import responses
from typing import Any

# The number of the request that is being answered, in every line that is written meanwhile.
REQUEST_ID: ContextVar[str] = ContextVar("request_id", default="")
GUNICORN = "gunicorn.error"
# It puts address and words of the client behind this before it logs them.
INVALID_REQUEST = "Invalid request"
MAIL_ADDRESS = re.compile(r"[^\s<>()\"',;:]+@[^\s<>()\"',;:]+")


class WithoutTracesOfClients(logging.Filter):
    """Leave the trace out where the answer was 4xx: one line says enough, and anybody could fill the disk."""

    def filter(self, record: logging.LogRecord) -> bool:
        if getattr(record, "status_code", 500) < 500:
            record.exc_info = record.exc_text = None
        return True


class JsonLines(logging.Formatter):
    """Write a record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": _message(record),
        }
        if number := REQUEST_ID.get():
            line["request"] = number
        line |= getattr(record, "fields", {}) | _place(record)
        if record.exc_info and record.exc_info[1]:
            line["errors"] = list(_errors(record.exc_info[1]))
        return json.dumps(line, ensure_ascii=False)


def fields_of(request: Any, status: int) -> dict[str, object]:
    """Say what was asked for, by the route; an address that leads nowhere has none."""
    match = getattr(request, "resolver_match", None)
    return {"method": request.method, "route": match.route if match else "", "status": status}


def _place(record: logging.LogRecord) -> dict[str, object]:
    request = getattr(record, "request", None)
    return fields_of(request, getattr(record, "status_code", 0)) if hasattr(request, "method") else {}


def _message(record: logging.LogRecord) -> str:
    """The words of a record. Django's own about a request repeat its address, so that its status stands for them."""
    status = getattr(record, "status_code", None)
    if status is not None and hasattr(record, "request"):
        return responses.get(status, str(status))
    if record.name == GUNICORN:
        return _constant_words(record)
    args = record.args
    if isinstance(args, tuple):
        args = tuple(type(arg).__name__ if isinstance(arg, BaseException) else arg for arg in args)
    said = str(record.msg) % args if args else str(record.msg)
    return MAIL_ADDRESS.sub("…", said)


def _constant_words(record: logging.LogRecord) -> str:
    """What the server always says in such a case, with its numbers: the rest are addresses, of pages and of people."""
    words = str(record.msg)
    if words.startswith(INVALID_REQUEST):
        return INVALID_REQUEST
    args = record.args if isinstance(record.args, tuple) else ()
    return words % tuple(arg if isinstance(arg, int | float) else "…" for arg in args) if args else words


def _errors(error: BaseException | None) -> Iterator[dict[str, object]]:
    """An error and those it came from: class, what tells it apart without words, and the way through the code."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        frames = traceback.extract_tb(error.__traceback__)
        yield {
            "error": f"{type(error).__module__}.{type(error).__qualname__}",
            **_codes(error),
            "way": [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames],
        }
        error = error.__cause__ or error.__context__


def _codes(error: BaseException) -> dict[str, object]:
    """Number of the system, state of SQL and name of the constraint, answer of a mail server: none repeats a value."""
    diagnosis = getattr(error, "diag", None)
    found = {
        "errno": getattr(error, "errno", None),
        "sqlstate": getattr(error, "sqlstate", None),
        "constraint": getattr(diagnosis, "constraint_name", None),
        "smtp": getattr(error, "smtp_code", None),
    }
    return {name: value for name, value in found.items() if isinstance(value, str | int)}
