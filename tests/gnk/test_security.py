"""What the pages allow a browser to load and run: nothing but our own files."""

import re

import pytest
from django.test import Client

from accounts.models import User
from strategy.models import Strategy
from tests.conftest import signed_in

POLICY = {
    "default-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "object-src": ["'none'"],
    "base-uri": ["'none'"],
    "frame-ancestors": ["'none'"],
    "form-action": ["'self'"],
}
PAGES = {
    "/arbeitsbereich/": 200,
    "/arbeitsbereich/vorlagen/": 200,
    "/arbeitsbereich/themenauswahl/": 200,
    "/konto/anmelden/": 200,
    "/konto/passwort/": 200,
    "/arbeitsbereich/gibt-es-nicht/": 404,
    "/gibt-es-nicht/": 404,
    "/": 200,
}

pytestmark = pytest.mark.usefixtures("strategy")


@pytest.fixture(params=PAGES)
def html(request: pytest.FixtureRequest, coordination: User) -> str:
    """A page as the browser gets it, with its policy checked."""
    client = Client() if request.param == "/konto/anmelden/" else signed_in(coordination)
    response = client.get(request.param)
    assert response.status_code == PAGES[request.param]
    directives = [part.split() for part in response["Content-Security-Policy"].split(";")]
    assert {name: sources for name, *sources in directives} == POLICY
    return response.content.decode()


def test_page_allows_its_own_files_only_and_needs_nothing_else(html: str) -> None:
    elements = re.findall(r"<(?:link|script|img|source|iframe|use)\b[^>]*>", html)
    # These say where the page lasts, and where it stands in another language; nothing is fetched from there.
    fetching = "".join(element for element in elements if not re.search('rel="canonical"|hreflang=', element))
    loaded = re.findall(r'\s(?:href|src)="([^"]*)"', fetching)
    assert loaded != []
    assert [address for address in loaded if not re.match("/(?!/)|data:", address)] == []


def test_page_has_no_inline_script_or_style(html: str) -> None:
    # JSON in a script element is data: no browser runs it, whatever the policy says.
    assert re.findall(r'<script(?![^>]*\b(?:src=|type="application/json"))[^>]*>', html) == []
    assert re.findall(r"<style\b", html) == []
    assert re.findall(r'<[^>]*\s(?:style|on[a-z]+)="[^>]*>', html) == []


def test_page_stays_out_of_frames_and_is_not_sniffed(strategy: Strategy, client: Client) -> None:
    response = client.get("/konto/anmelden/")
    names = ("X-Frame-Options", "X-Content-Type-Options", "Referrer-Policy", "Cross-Origin-Opener-Policy")
    assert [response[name] for name in names] == ["DENY", "nosniff", "same-origin", "same-origin"]


def test_cookies_are_out_of_reach_of_scripts(coordination: User, client: Client) -> None:
    values = {"login": coordination.email, "password": "correct-horse-battery"}
    cookie = client.post("/konto/anmelden/", values).cookies["sessionid"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
