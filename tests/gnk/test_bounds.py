"""Bounds of every request: what nobody's browser sends, what is kept, how long one stays signed in."""

import io
import logging
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.middleware import IDLE_AT_MOST, LAST_ASKED
from accounts.models import User
from editing.asked import number_of
from gnk.logs import WithoutTracesOfClients
from gnk.wsgi import application
from strategy.models import Strategy
from tests.conftest import signed_in


@pytest.mark.parametrize("text", ["9" * 19, "9" * 5_000, "-1", "²", "٣", "1.0", "", " 1", "\0"])
def test_nonsense_is_no_number(text: str) -> None:
    assert number_of(text) is None


def test_number_is_read() -> None:
    assert (number_of("0"), number_of("007"), number_of("9" * 18)) == (0, 7, 10**18 - 1)


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/suche/?q=%00", "/massnahmen/?%00=1", "/massnahmen/%00/"])
def test_nul_in_an_address_is_refused(client: Client, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 400
    assert "NUL" in response.content.decode()


@pytest.mark.django_db
def test_nul_in_an_address_of_the_interface_is_an_error_object(client: Client) -> None:
    response = client.get("/oparl/v1.1/body?created_since=%00")
    assert response.status_code == 400
    assert response.json()["type"].endswith("/Error")


@pytest.mark.django_db
@pytest.mark.parametrize("since", ["0001-01-01T00:00:00%2B14:00", "9999-12-31T23:59:59-14:00"])
def test_moment_that_overflows_is_an_error_object(client: Client, since: str) -> None:
    response = client.get(f"/oparl/v1.1/body?modified_since={since}")
    assert response.status_code == 400
    assert response.json()["type"].endswith("/Error")


@pytest.mark.parametrize("charset", ["utf-7", "utf-16", "latin-1"])
@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])
def test_form_in_another_encoding_is_refused(
    strategy: Strategy, coordination_client: Client, charset: str, kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    response = coordination_client.post(
        reverse("bodies:committee-add"), data="name=x", content_type=f"{kind}; charset={charset}"
    )
    assert response.status_code == 400
    assert "UTF-8" in response.content.decode()
    assert [record for record in caplog.records if record.exc_info] == []


@pytest.mark.django_db
@pytest.mark.parametrize("charset", ["idna", "rot13"])
def test_server_refuses_an_encoding_that_no_form_has(charset: str) -> None:
    started: list[str] = []
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": "/impressum/",
        "QUERY_STRING": "q=%C3%A4",
        "CONTENT_TYPE": f"text/plain; charset={charset}",
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "80",
        "wsgi.input": io.BytesIO(),
        "wsgi.url_scheme": "http",
    }
    list(application(environ, lambda status, _headers: started.append(status)))
    assert started[0][:3] == "400"


def test_trace_is_kept_for_own_faults_only() -> None:
    def record(**values: Any) -> logging.LogRecord:
        made = logging.makeLogRecord({"exc_info": (ValueError, ValueError(), None), **values})
        WithoutTracesOfClients().filter(made)
        return made

    assert record(status_code=400).exc_info is None
    assert record(status_code=500).exc_info is not None
    assert record().exc_info is not None


def test_everything_behind_the_sign_in_is_kept_nowhere(strategy: Strategy, coordination: User) -> None:
    inside = signed_in(coordination)
    for name in ("strategy:guide", "tables:table-list", "publication:imprint"):
        assert inside.get(reverse(name)).headers["Cache-Control"] == "no-store"
    file = inside.get(reverse("tables:table-csv", args=["massnahmen"]))
    assert (file.status_code, file.headers["Cache-Control"]) == (200, "no-store")
    public = Client().get(reverse("publication:imprint"))
    assert "no-store" not in public.headers.get("Cache-Control", "")


@pytest.mark.parametrize("idle", [IDLE_AT_MOST - 5, IDLE_AT_MOST + 5])
def test_session_with_a_second_factor_ends_when_nobody_asks(
    settings: Any,
    strategy: Strategy,
    coordination: User,
    reader: User,
    monkeypatch: pytest.MonkeyPatch,
    idle: int,
) -> None:
    settings.SECOND_FACTOR = True
    strict, lax = signed_in(coordination), signed_in(reader)
    for client in (strict, lax):
        client.get(reverse("strategy:guide"))
    assert LAST_ASKED in strict.session
    assert LAST_ASKED not in lax.session
    session = strict.session
    session[LAST_ASKED] -= idle
    session.save()
    for client in (strict, lax):
        client.get(reverse("strategy:guide"))
    assert ("_auth_user_id" in strict.session) == (idle < IDLE_AT_MOST)
    assert "_auth_user_id" in lax.session
