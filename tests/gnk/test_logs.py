"""The lines of the log: what happened where, and nothing about people, their texts and their links."""

import io
import json
import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.db import IntegrityError, OperationalError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from committees.bodies.choices import CommitteeKind
from committees.meetings.models import Poll
from gnk.logs import REQUEST_ID, JsonLines, WithoutTracesOfClients
from gnk.middleware import requests_are_noted
from strategy.models import OperationalGoal, Strategy
from tests.accounts.conftest import mails
from tests.builders import (
    make_committee,
    make_goal,
    make_membership,
    make_open_poll,
    make_strategic_goal,
    make_theme,
)
from tests.conftest import signed_in
from tests.strategy.pages import fields_on

__all__ = ["mails"]

SECRET = "Geheimnis-4711"


@contextmanager
def log() -> Iterator[Callable[[], list[dict[str, Any]]]]:
    """What is written meanwhile, as production writes it, down to the least important."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(JsonLines())
    handler.addFilter(WithoutTracesOfClients())
    root, requests = logging.getLogger(), logging.getLogger("gnk.requests")
    levels = root.level, requests.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    requests.setLevel(logging.INFO)
    try:
        yield lambda: [json.loads(line) for line in written.getvalue().splitlines()]
    finally:
        root.removeHandler(handler)
        root.setLevel(levels[0])
        requests.setLevel(levels[1])


def written_about(error: Exception) -> dict[str, Any]:
    with log() as lines:
        try:
            raise error
        except type(error):
            logging.getLogger("gnk.test").exception("Work failed: %s", error)
        (line,) = lines()
    return line


def test_error_is_told_by_class_and_place_and_not_by_its_words() -> None:
    line = written_about(ValueError(SECRET))
    assert SECRET not in json.dumps(line)
    assert (line["level"], line["logger"], line["message"]) == (
        "error",
        "gnk.test",
        "Work failed: ValueError",
    )
    (told,) = line["errors"]
    assert told["error"] == "builtins.ValueError"
    assert re.fullmatch(r".*/tests/gnk/test_logs\.py:\d+ written_about", told["way"][-1])


def test_error_of_the_system_has_its_number() -> None:
    assert written_about(OSError(28, SECRET))["errors"][0]["errno"] == 28


@pytest.mark.django_db
def test_error_of_the_database_names_the_constraint_and_no_value() -> None:
    User.objects.create_user("ada@stadt.example", name=SECRET)
    with log() as lines, transaction.atomic():
        try:
            with transaction.atomic():
                User(email="ada@stadt.example", name=SECRET).save()
        except IntegrityError:
            logging.getLogger("gnk.test").exception("Not saved")
        (line,) = lines()
    assert "ada@" not in json.dumps(line)
    if connection.vendor == "postgresql":
        assert {"sqlstate": "23505", "constraint": "accounts_user_email_key"}.items() <= line["errors"][
            -1
        ].items()


def test_addresses_of_mailboxes_are_cut_out_of_any_words() -> None:
    with log() as lines:
        logging.getLogger("a.library").warning("Refused: <ada@stadt.example>, x")
        assert lines()[0]["message"] == "Refused: <…>, x"


@pytest.mark.parametrize(
    ("words", "args", "told"),
    [
        (
            "Error handling request %s %s",
            ("GET", f"/konto/einladung/{SECRET}/"),
            "Error handling request … …",
        ),
        (f"Invalid request from ip=203.0.113.7: {SECRET}", (), "Invalid request"),
        ("Worker (pid:%s) exited with code %s.", (17, 3), "Worker (pid:17) exited with code 3."),
        ("Booting %", (), "Booting %"),
    ],
)
def test_server_tells_no_address_of_a_page_or_a_client(
    words: str, args: tuple[object, ...], told: str
) -> None:
    record = logging.makeLogRecord({"name": "gunicorn.error", "msg": words, "args": args})
    assert json.loads(JsonLines().format(record))["message"] == told


def answered(status: int, **headers: str) -> tuple[HttpResponse, str]:
    """A request with headers: its answer, and its number while it is answered."""
    numbers: list[str] = []

    def answer(request: HttpRequest) -> HttpResponse:
        numbers.append(REQUEST_ID.get())
        return HttpResponse(status=status)

    response = requests_are_noted(answer)(RequestFactory().get("/", headers=headers))
    return response, numbers[0]


def test_each_request_has_a_number_of_its_own_and_an_error_tells_it() -> None:
    (fine, first), (failed, second) = answered(200), answered(500)
    assert first != second
    assert "X-Request-ID" not in fine.headers
    assert failed.headers["X-Request-ID"] == second
    assert REQUEST_ID.get() == ""


def test_number_of_the_proxy_is_kept_and_no_other_text(settings: Any) -> None:
    number = "0123456789abcdef0123456789abcdef"
    assert answered(200, x_request_id=number)[1] != number
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert answered(200, x_request_id=number)[1] == number
    assert SECRET not in answered(200, x_request_id=SECRET)[1]


@pytest.mark.django_db
def test_request_has_a_line_with_its_route() -> None:
    with log() as lines:
        Client().get(f"/konto/einladung/{SECRET}/?q={SECRET}")
        found = [line for line in lines() if line["logger"] == "gnk.requests"]
    (line,) = found
    assert line["route"] == "konto/einladung/<str:token>/"
    assert (line["method"], line["status"]) == ("GET", 410)
    assert {"time", "level", "message", "request", "ms"} < set(line)


# A whole journey


def away(*_: object) -> None:
    raise OperationalError(f"lost {SECRET} of ada.lovelace@stadt.example")


def invited_and_inside(by: Client, person: Client, mails: Callable[[], list[EmailMessage]]) -> list[str]:
    """Somebody is invited, comes in by the link, uses it twice, signs out and in again by a code."""
    values = {"name": "Ada Lovelace", "email": "ada.lovelace@stadt.example", "role": Role.STEERING_MEMBER}
    by.post(reverse("accounts:account-invite"), values)
    (link,) = re.findall(r"/konto/einladung/[^/\s]+/", mails()[0].body)
    person.get(link)
    for _ in range(2):
        person.post(link)
    person.post(reverse("account_logout"))
    person.post(reverse("account_request_login_code"), {"email": values["email"]})
    (code,) = re.findall("^[A-Z]{4}-[A-Z]{4}$", mails()[0].body, re.MULTILINE)
    for typed in ("XXXX-XXXX", code):
        person.post(reverse("account_confirm_login_code"), {"code": typed})
    return ["Lovelace", "stadt.example", link.split("/")[3], code, code.replace("-", "")]


def saved(client: Client, goal: OperationalGoal) -> list[str]:
    """A text is saved, then too late, then badly."""
    edit = reverse("strategy:element-edit", args=[goal.kind, goal.pk])
    fields = {**fields_on(client.get(edit)), "statement": f"Bis 2025 {SECRET}."}
    assert client.post(edit, fields).status_code == 302
    assert client.post(edit, {**fields, "statement": f"Anders {SECRET}"}).status_code == 409
    assert client.post(edit, {**fields, "short_title": SECRET * 100}).status_code == 422
    return [SECRET, goal.short_title]


def voted(client: Client, poll: Poll) -> list[str]:
    """A secret vote; its code stands in a cookie."""
    vote = reverse("meetings:poll-vote", args=[poll.pk])
    assert client.post(vote, fields_on(client.get(vote)) | {"remark": SECRET}).status_code in (302, 422)
    codes = [morsel.value for name, morsel in client.cookies.items() if name not in ("csrftoken", "messages")]
    return [*codes, client.session.session_key or ""]


def lost(client: Client) -> None:
    """What leads nowhere, and what fails with words about somebody."""
    client.get(f"/arbeitsbereich/{SECRET}/")
    client.get(reverse("search:results"), {"q": SECRET})
    client.get(reverse("strategy:digest-unsubscribe", args=[SECRET]))
    client.get(reverse("meetings:invitation-reply", args=[SECRET]))
    with connection.execute_wrapper(away):
        assert client.get(reverse("strategy:guide")).status_code == 500


@pytest.mark.django_db
def test_log_of_a_whole_journey_names_nobody_and_holds_no_text_and_no_code(
    strategy: Strategy, coordination: User, mails: Callable[[], list[EmailMessage]]
) -> None:
    goal = make_goal(
        make_strategic_goal(make_theme(strategy, by=coordination), by=coordination), by=coordination
    )
    group = make_committee(CommitteeKind.STEERING_GROUP)
    make_membership(group, coordination)
    poll = make_open_poll(group, by=coordination, secrecy="secret")
    person = Client(raise_request_exception=False)
    client = signed_in(coordination)
    with log() as lines:
        secrets = invited_and_inside(client, person, mails)
        secrets += saved(client, goal) + voted(client, poll)
        lost(person)
        written = lines()
    routes = {line.get("route") for line in written}
    assert {
        "konto/einladung/<str:token>/",
        "konto/anmelden/code/eingeben/",
        "arbeitsbereich/<kind:kind>/<uuid:pk>/bearbeiten/",
        "arbeitsbereich/abfragen/<int:pk>/abstimmen/",
    } <= routes
    assert {302, 404, 409, 410, 422, 500} <= {line.get("status") for line in written}
    text = json.dumps(written, ensure_ascii=False).lower()
    names = [coordination.name, coordination.email]
    assert [secret for secret in secrets + names if secret.lower() in text] == []
