"""Signing in and out, and the way back to the page that asked for it."""

import re
from html import unescape
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from accounts.models import User
from strategy.links import STATUS_SLUGS
from tests.builders import make_user
from tests.conftest import signed_in

LOGIN = "/konto/anmelden/"
GUIDE = "/arbeitsbereich/"
WRONG = "E-Mail-Adresse und Passwort passen nicht zusammen. Bitte prüfen Sie beides."
PASSWORD = "correct-horse-battery"
pytestmark = pytest.mark.usefixtures("strategy")
SAMPLES = {
    "int": "1",
    "uuid": str(UUID(int=1)),
    "kind": "massnahmen",
    "phase": "themenfelder",
    "str": "x",
    "slug": "x",
    "status": next(iter(STATUS_SLUGS.values())),
    "evaluation": "offen",
    "table": "massnahmen",
    "poll": "frage",
    "plan": "teilfinanzplan",
    "wording": "englisch",
}


def sign_in(client: Client, email: str, password: str = PASSWORD, **query: str) -> Any:
    return client.post(LOGIN, {"login": email, "password": password}, query_params=query)


def signed_in_id(client: Client) -> int | None:
    value = client.session.get("_auth_user_id")
    return int(value) if value else None


def error_sentences(response: Any) -> list[str]:
    """What the page says went wrong, as a person reads it."""
    (listed,) = re.findall(r'<ul class="error-list bullets">(.*?)</ul>', response.content.decode(), re.DOTALL)
    return [unescape(re.sub("<[^>]+>", "", item)).strip() for item in re.findall("<li.*?</li>", listed)]


def typed_address(response: Any) -> str:
    (field,) = re.findall(r'<input[^>]*name="login"[^>]*>', response.content.decode())
    return "".join(re.findall('value="([^"]*)"', field))


@pytest.mark.parametrize(
    "typed", ["kim@example.org", "KIM@EXAMPLE.ORG", "Kim@Example.org", " kim@example.org "]
)
def test_login_takes_the_address_in_any_letter_case(client: Client, typed: str) -> None:
    user = make_user(email="kim@example.org")
    response = sign_in(client, typed)
    assert (response.status_code, response["Location"]) == (302, GUIDE)
    assert signed_in_id(client) == user.pk


def test_login_with_wrong_password_says_one_sentence_and_keeps_the_address(client: Client) -> None:
    make_user(email="kim@example.org")
    response = sign_in(client, "Kim@example.org", "wrong-password")
    assert error_sentences(response) == [WRONG]
    assert typed_address(response) == "Kim@example.org"
    assert signed_in_id(client) is None


def test_login_of_inactive_account_does_not_tell_that_it_exists(client: Client) -> None:
    make_user(email="kim@example.org", is_active=False)
    inactive = sign_in(client, "kim@example.org")
    unknown = sign_in(client, "nobody@example.org")
    assert error_sentences(inactive) == error_sentences(unknown) == [WRONG]
    assert typed_address(inactive) == "kim@example.org"
    assert signed_in_id(client) is None


def test_login_without_input_names_both_fields(client: Client) -> None:
    response = client.post(LOGIN, {"login": "", "password": ""})
    assert response.status_code == 422
    assert response.context["form"].errors == {
        "login": ["Dieses Feld ist zwingend erforderlich."],
        "password": ["Dieses Feld ist zwingend erforderlich."],
    }


def test_login_never_puts_the_password_back_into_the_page(client: Client) -> None:
    response = sign_in(client, "kim@example.org", "secret-typed-text")
    assert "secret-typed-text" not in response.content.decode()


@pytest.mark.parametrize(
    ("asked", "led_to"),
    [
        ("/arbeitsbereich/kapitel/", "/arbeitsbereich/kapitel/"),
        ("/arbeitsbereich/vorlagen/?seite=2", "/arbeitsbereich/vorlagen/?seite=2"),
        ("https://example.com/", GUIDE),
        ("//example.com/arbeitsbereich/", GUIDE),
        (r"\\example.com", GUIDE),
        ("javascript:alert(1)", GUIDE),
        ("http://testserver.example.com/", GUIDE),
        ("", GUIDE),
    ],
)
def test_login_leads_on_within_the_site_only(client: Client, asked: str, led_to: str) -> None:
    make_user(email="kim@example.org")
    assert sign_in(client, "kim@example.org", next=asked)["Location"] == led_to


def test_login_page_leads_a_signed_in_person_on(reader_client: Client) -> None:
    assert reader_client.get(LOGIN)["Location"] == GUIDE


def test_login_changes_the_session_key(client: Client) -> None:
    make_user(email="kim@example.org")
    before = client.session.session_key
    sign_in(client, "kim@example.org")
    assert client.session.session_key != before


def test_logout_takes_post_only(reader: User) -> None:
    client = signed_in(reader)
    assert client.get("/konto/abmelden/").status_code == 405
    assert signed_in_id(client) == reader.pk


def test_logout_ends_the_session_and_leads_to_the_public_site(reader: User) -> None:
    client = signed_in(reader)
    response = client.post("/konto/abmelden/")
    assert (response.status_code, response["Location"]) == (302, reverse("publication:home"))
    assert signed_in_id(client) is None
    assert client.get(GUIDE)["Location"] == f"{LOGIN}?next={GUIDE}"


def test_account_closed_while_signed_in_is_asked_to_sign_in(reader: User) -> None:
    client = signed_in(reader)
    User.objects.filter(pk=reader.pk).update(is_active=False)
    assert client.get(GUIDE)["Location"] == f"{LOGIN}?next={GUIDE}"


def addresses(resolver: URLResolver, prefix: str = "/") -> list[str]:
    """One sample address for each pattern."""
    found = []
    for pattern in resolver.url_patterns:
        route = re.sub("<([a-z]+):[a-z_]+>", lambda match: SAMPLES[match[1]], str(pattern.pattern))
        if isinstance(pattern, URLResolver):
            found += addresses(pattern, prefix + route)
        elif isinstance(pattern, URLPattern):
            found.append(prefix + route)
    return found


def test_every_internal_page_leads_an_anonymous_person_to_the_login(client: Client) -> None:
    inside = (
        GUIDE,
        "/konto/verwaltung/",
        "/konto/zweiter-faktor/",
        "/konto/sitzungen/",
        "/konto/einwilligung/",
    )
    internal = [path for path in addresses(get_resolver()) if path.startswith(inside)]
    # Ending the digest, and answering an invitation, from a mail needs no account but the token in the address.
    internal.remove("/arbeitsbereich/neuigkeiten/abbestellen/x/")
    internal.remove("/arbeitsbereich/sitzungen/antwort/x/")
    internal += ["/konto/", "/konto/passwort/", "/konto/passwort/einrichten/"]
    expected = {path: (302, f"{LOGIN}?next={path}") for path in internal}
    assert len(expected) > 40
    for method in (client.get, client.post):
        answers = {path: method(path) for path in internal}
        assert {
            path: (a.status_code, a.headers.get("Location", "")) for path, a in answers.items()
        } == expected
