"""Signing in at the municipality's identity provider: a real one, in a process of its own, over HTTP."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
from allauth.mfa.totp.internal.auth import TOTP
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from accounts.models import User
from tests.builders import make_user

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("strategy", "provider_configured")]
BEGIN = "/konto/oidc/kommune/"


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    """The address of the running provider."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "oidc_provider_mock", "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://localhost:{port}"
    for _ in range(200):
        try:
            requests.get(f"{address}/.well-known/openid-configuration", timeout=1).raise_for_status()
            break
        except requests.ConnectionError:
            time.sleep(0.1)
    yield address
    process.terminate()
    process.wait(10)


@pytest.fixture
def provider_configured(settings: Any, provider: str) -> None:
    """What the settings become with GNK_OIDC_*."""
    app = {
        "provider_id": "kommune",
        "name": "Stadt Herne",
        "client_id": "gnk",
        "secret": "geheim",
        "settings": {"server_url": provider},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
    settings.ROOT_URLCONF = "tests.accounts.oidc_urls"


def person(provider: str, **claims: Any) -> str:
    """Somebody whom the provider knows; returns their name there."""
    subject = f"person-{time.monotonic_ns()}"
    requests.put(f"{provider}/users/{subject}", json=claims, timeout=5).raise_for_status()
    return subject


def sign_in(client: Client, subject: str, **data: str) -> Any:
    """Press the button, sign in over there, and come back."""
    there = client.post(BEGIN, data)["Location"]
    back = requests.post(there, data={"sub": subject}, allow_redirects=False, timeout=5).headers["Location"]
    parts = urlsplit(back)
    assert parts.path == f"{BEGIN}zurueck/"
    return client.get(f"{parts.path}?{parts.query}")


def is_inside(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_login_page_offers_the_provider(client: Client) -> None:
    assert "Mit Stadt Herne anmelden" in client.get("/konto/anmelden/").content.decode()


def test_provider_leads_into_the_account_with_the_verified_address(client: Client, provider: str) -> None:
    user = make_user(email="kim@example.org")
    password = user.password
    subject = person(provider, email="Kim@example.org", email_verified=True)
    answer = sign_in(client, subject, next="/arbeitsbereich/kapitel/")
    assert (answer.status_code, answer["Location"]) == (302, "/arbeitsbereich/kapitel/")
    assert client.session["_auth_user_id"] == str(user.pk)
    user.refresh_from_db()
    assert user.password == password
    assert SocialAccount.objects.count() == 0


@pytest.mark.parametrize(
    "claims",
    [
        {"email": "nobody@example.org", "email_verified": True},
        {"email": "kim@example.org", "email_verified": False},
        {"email": "kim@example.org", "email_verified": "false"},
        {"email": "kim@example.org"},
        {"email": "closed@example.org", "email_verified": True},
        {},
    ],
)
def test_everybody_else_is_told_to_ask_for_an_invitation(
    client: Client, provider: str, claims: dict[str, Any]
) -> None:
    make_user(email="kim@example.org")
    make_user(email="closed@example.org", is_active=False)
    users = User.objects.count()
    answer = sign_in(client, person(provider, **claims))
    assert answer.status_code == 403
    assert "zu Ihrer E-Mail-Adresse gibt es hier kein Konto" in answer.content.decode()
    assert not is_inside(client)
    assert User.objects.count() == users


def test_second_factor_is_asked_behind_the_provider(client: Client, provider: str) -> None:
    TOTP.activate(make_user(email="kim@example.org"), "JBSWY3DPEHPK3PXP")
    answer = sign_in(client, person(provider, email="kim@example.org", email_verified=True))
    assert answer["Location"] == "/konto/anmelden/zweiter-faktor/"
    assert not is_inside(client)


@pytest.mark.parametrize(
    "query", ["", "?code=x&state=forged", "?error=access_denied&state=forged", "?error=server_error"]
)
def test_forged_return_leads_back_to_the_login_page(client: Client, query: str) -> None:
    answer = client.get(f"{BEGIN}zurueck/{query}", follow=True)
    assert answer.redirect_chain == [("/konto/anmelden/", 302)]
    assert "Die Anmeldung über das Konto der Kommune hat nicht geklappt." in answer.content.decode()
    assert not is_inside(client)


def test_return_of_another_browser_leads_nowhere(provider: str) -> None:
    make_user(email="kim@example.org")
    there = Client().post(BEGIN)["Location"]
    subject = person(provider, email="kim@example.org", email_verified=True)
    back = urlsplit(
        requests.post(there, data={"sub": subject}, allow_redirects=False, timeout=5).headers["Location"]
    )
    victim = Client()
    assert victim.get(f"{back.path}?{back.query}")["Location"] == "/konto/anmelden/"
    assert not is_inside(victim)


def test_provider_that_is_down_leads_back_to_the_login_page(client: Client, settings: Any) -> None:
    (app,) = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    app["settings"] = {"server_url": "http://127.0.0.1:9"}
    assert client.post(BEGIN)["Location"] == "/konto/anmelden/"


def test_beginning_takes_post_only(client: Client) -> None:
    assert client.get(BEGIN).status_code == 405


def test_unknown_provider_is_not_found(client: Client) -> None:
    assert client.post("/konto/oidc/andere/").status_code == 404
