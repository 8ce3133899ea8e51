"""The ways in, in a real browser: an invitation, a mailed code, a passkey."""

import re
from types import SimpleNamespace
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.actions import create_invited_user, invite_first
from accounts.models import User
from accounts.roles import Role
from gnk.demo.people import PASSWORD
from tests.browser.accessible import assert_accessible
from tests.browser.conftest import sign_in, sign_out

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def named_server(live_server: Any) -> Any:
    """The same server under a name: a passkey belongs to one, never to a number."""
    return SimpleNamespace(url=live_server.url.replace("127.0.0.1", "localhost"))


def invited(settings: Any, live_server: Any) -> str:
    """Invite a person; the link from their mail."""
    settings.BASE_URL = live_server.url
    by = User.objects.get(email="koordination@herne.example")
    values = {"name": "Ayşe Neumann", "email": "neu@herne.example", "role": Role.STEERING_MEMBER}
    create_invited_user(**values, by=by, at=timezone.now())
    (link,) = re.findall(r"http://\S+/konto/einladung/\S+", mail.outbox[-1].body)
    return str(link)


def test_invitation_leads_to_the_guide_and_a_mailed_code_back_in(
    page: Page, live_server: Any, demo: Any, settings: Any
) -> None:
    demo("goals")
    page.goto(invited(settings, live_server))
    assert_accessible(page, "invitation")
    page.get_by_role("button", name="Einladung annehmen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Willkommen, Ayşe Neumann!")
    assert_accessible(page, "consent")
    page.get_by_label("Ja, mein Name darf veröffentlicht werden.").check()
    page.get_by_role("button", name="Antwort speichern").click()
    page.wait_for_url("**/arbeitsbereich/")
    sign_out(page)
    page.goto(f"{live_server.url}/konto/anmelden/")
    page.locator("#id_code_email").fill("neu@herne.example")
    page.get_by_role("button", name="Code anfordern").click()
    assert_accessible(page, "code")
    (code,) = re.findall(r"^[A-Z]{4}-[A-Z]{4}$", mail.outbox[-1].body, re.MULTILINE)
    page.get_by_label("Code aus der E-Mail").fill(code)
    page.get_by_role("button", name="Anmelden", exact=True).click()
    page.wait_for_url("**/arbeitsbereich/")
    assert User.objects.get(email="neu@herne.example").name_consent is True


@pytest.mark.django_db(transaction=True)
def test_code_of_the_first_person_comes_from_the_link_and_goes_no_further(
    page: Page, live_server: Any
) -> None:
    code = invite_first(at=timezone.now())
    page.goto(f"{live_server.url}/konto/erste-person/#aelterer-Code")
    expect(page.get_by_label("Einmal-Code")).to_have_value("aelterer-Code")
    # The page is open already: a newer link loads nothing.
    page.goto(f"{live_server.url}/konto/erste-person/#{code}")
    expect(page.get_by_label("Einmal-Code")).to_have_value(code)
    assert_accessible(page, "first person")
    page.get_by_label("Name").fill("Ada Neu")
    page.get_by_label("E-Mail-Adresse").fill("ada@herne.example")
    page.get_by_role("button", name="Konto anlegen").click()
    page.wait_for_url("**/arbeitsbereich/einrichtung/")
    assert code not in page.url


def authenticator_in(page: Page) -> None:
    """A phone that always says yes, inside the browser."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_passkey_is_set_up_and_signs_in_alone(page: Page, named_server: Any, demo: Any) -> None:
    demo("goals")
    authenticator_in(page)
    sign_in(page, named_server, "mitglied")
    page.goto(f"{named_server.url}/konto/zweiter-faktor/schluessel/neu/")
    page.get_by_label("Passwort").fill(PASSWORD)
    page.get_by_role("button", name="Bestätigen").click()
    assert_accessible(page, "new key")
    page.get_by_role("button", name="Schlüssel einrichten").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Notfall-Codes")
    assert Authenticator.objects.filter(type="webauthn", user__email="mitglied@herne.example").count() == 1
    sign_out(page)
    page.goto(f"{named_server.url}/konto/anmelden/")
    page.get_by_role("button", name="Mit einem Passkey anmelden").click()
    page.wait_for_url("**/arbeitsbereich/")
    expect(page.get_by_text("Mika Mitglied").first).to_be_visible()


def test_browser_without_a_passkey_says_what_to_do(page: Page, named_server: Any, demo: Any) -> None:
    demo("goals")
    authenticator_in(page)
    page.goto(f"{named_server.url}/konto/anmelden/")
    page.get_by_role("button", name="Mit einem Passkey anmelden").click()
    expect(page.get_by_role("alert")).to_contain_text("Das hat nicht geklappt.")
