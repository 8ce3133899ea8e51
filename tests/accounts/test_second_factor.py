"""The second factor: who must have one, and that there is no way around it."""

import base64
import hmac
import re
import struct
import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client

from accounts.models import User
from accounts.roles import Role
from tests.builders import make_user
from tests.conftest import signed_in

pytestmark = pytest.mark.usefixtures("strategy")
SETUP = "/konto/zweiter-faktor/"
PASSWORD = "correct-horse-battery"


@pytest.fixture
def required(settings: Any) -> None:
    settings.SECOND_FACTOR = True


def code_of(secret: str) -> str:
    """What an authenticator app shows now (RFC 6238)."""
    counter = struct.pack(">Q", int(time.time()) // 30)
    digest = hmac.new(base64.b32decode(secret), counter, "sha1").digest()
    (number,) = struct.unpack_from(">I", digest, digest[-1] & 0x0F)
    return f"{(number & 0x7FFFFFFF) % 1_000_000:06d}"


def with_password(user: User) -> Client:
    client = Client()
    client.post("/konto/anmelden/", {"login": user.email, "password": PASSWORD})
    return client


@pytest.mark.parametrize("role", [Role.COORDINATION, Role.COMMITTEE_OFFICE])
@pytest.mark.parametrize(
    "path", ["/arbeitsbereich/", "/konto/", "/konto/verwaltung/", "/konto/passwort/", "/konto/sitzungen/"]
)
def test_role_with_power_sets_up_a_second_factor_first(required: None, role: Role, path: str) -> None:
    client = signed_in(make_user(role))
    for method in (client.get, client.post):
        answer = method(path)
        assert (answer.status_code, answer["Location"]) == (302, SETUP)


def test_htmx_is_led_to_the_setup_as_a_whole_page(required: None, coordination: User) -> None:
    answer = signed_in(coordination).get("/arbeitsbereich/", headers={"HX-Request": "true"})
    assert answer.headers["HX-Redirect"] == SETUP
    assert answer.content == b""


def test_post_without_second_factor_changes_nothing(required: None, coordination: User, reader: User) -> None:
    answer = signed_in(coordination).post(f"/konto/verwaltung/{reader.pk}/abschalten/")
    assert answer["Location"] == SETUP
    reader.refresh_from_db()
    assert reader.is_active is True


@pytest.mark.parametrize("role", [Role.CORE_TEAM, Role.STEERING_MEMBER, Role.READER])
def test_other_roles_may_do_without(required: None, role: Role) -> None:
    assert signed_in(make_user(role)).get("/arbeitsbereich/").status_code == 200


def test_public_site_stays_open_to_coordination(required: None, coordination: User) -> None:
    assert signed_in(coordination).get("/barrierefreiheit/").status_code == 200


def test_setup_page_says_why_and_lets_one_out(required: None, coordination: User) -> None:
    client = signed_in(coordination)
    assert "Ihre Rolle braucht einen zweiten Faktor" in client.get(SETUP).content.decode()
    assert client.post("/konto/abmelden/")["Location"] == "/"


def test_recovery_codes_alone_are_no_second_factor(required: None, coordination: User) -> None:
    Authenticator.objects.create(user=coordination, type=Authenticator.Type.RECOVERY_CODES, data={})
    assert signed_in(coordination).get("/arbeitsbereich/")["Location"] == SETUP


def test_setting_up_an_app_opens_the_working_area_and_shows_recovery_codes(
    required: None, coordination: User, mails: Any
) -> None:
    client = with_password(coordination)
    page = f"{SETUP}app/"
    confirm = client.get(page)["Location"]
    assert confirm.startswith("/konto/bestaetigen/")
    assert client.post(confirm, {"password": "wrong"}).status_code == 422
    assert client.post(confirm, {"password": PASSWORD})["Location"] == page
    secret = client.get(page).context["form"].secret
    assert client.post(page, {"code": "000000"}).status_code == 422
    shown = client.post(page, {"code": code_of(secret)}, follow=True)
    codes = re.findall(r"<li><code>(\d{8})</code></li>", shown.content.decode())
    assert len(codes) == 10
    assert client.get("/arbeitsbereich/").status_code == 200
    (notice,) = mails()
    assert "Eine Authenticator-App wurde eingerichtet." in notice.body
    assert secret not in str(Authenticator.objects.values_list("data", flat=True))


def test_recovery_codes_are_not_kept_in_the_clear(coordination: User) -> None:
    client = with_password(coordination)
    TOTP.activate(coordination, "JBSWY3DPEHPK3PXP")
    assert "JBSWY3DPEHPK3PXP" not in str(list(Authenticator.objects.values_list("data", flat=True)))
    assert client.get("/arbeitsbereich/").status_code == 200


@pytest.fixture
def protected(coordination: User) -> User:
    TOTP.activate(coordination, "JBSWY3DPEHPK3PXP")
    return coordination


def test_password_alone_does_not_sign_in(protected: User) -> None:
    client = with_password(protected)
    assert "_auth_user_id" not in client.session
    assert client.get("/arbeitsbereich/")["Location"].startswith("/konto/anmelden/")


def test_password_and_code_of_the_app_sign_in(protected: User) -> None:
    client = with_password(protected)
    step = "/konto/anmelden/zweiter-faktor/"
    wrong = client.post(step, {"code": "000000"})
    assert wrong.status_code == 422
    assert "Dieser Code stimmt nicht. Bitte prüfen Sie ihn." in wrong.content.decode()
    assert client.post(step, {"code": code_of("JBSWY3DPEHPK3PXP")})["Location"] == "/arbeitsbereich/"
    assert client.session["_auth_user_id"] == str(protected.pk)


def test_mailed_code_alone_does_not_sign_in(protected: User, mails: Any, client: Client) -> None:
    client.post("/konto/anmelden/code/", {"email": protected.email})
    (mail,) = mails()
    (code,) = re.findall("^[A-Z]{4}-[A-Z]{4}$", mail.body, re.MULTILINE)
    answer = client.post("/konto/anmelden/code/eingeben/", {"code": code})
    assert answer["Location"] == "/konto/anmelden/zweiter-faktor/"
    assert "_auth_user_id" not in client.session


def test_wrong_codes_are_limited(protected: User, counted: None) -> None:
    client = with_password(protected)
    step = "/konto/anmelden/zweiter-faktor/"
    for _ in range(5):
        client.post(step, {"code": "000000"})
    client.post(step, {"code": code_of("JBSWY3DPEHPK3PXP")})
    assert "_auth_user_id" not in client.session


def test_last_required_factor_cannot_be_removed(required: None, protected: User) -> None:
    client = signed_in(protected)
    confirm = client.get(f"{SETUP}app/abmelden/")["Location"]
    client.post(confirm, {"password": PASSWORD})
    answer = client.post(f"{SETUP}app/abmelden/")
    assert "Ihre Rolle braucht einen zweiten Faktor." in answer.content.decode()
    assert Authenticator.objects.filter(user=protected).count() == 1


def test_passkey_page_brings_its_scripts_as_files(member: User) -> None:
    client = signed_in(member)
    client.post(client.get(f"{SETUP}schluessel/neu/")["Location"], {"password": PASSWORD})
    html = client.get(f"{SETUP}schluessel/neu/").content.decode()
    assert '<script src="/static/mfa/js/webauthn.js" defer></script>' in html
    assert re.findall(r'<script(?![^>]*\b(?:src=|type="application/json"))[^>]*>', html) == []


@pytest.mark.parametrize("credential", ["", "{}", "[]", "no json", '{"id": 1}'])
def test_broken_passkey_is_answered_with_a_sentence(client: Client, credential: str) -> None:
    answer = client.post("/konto/anmelden/passkey/", {"credential": credential})
    assert answer["Location"] == "/konto/anmelden/"
    assert client.get("/konto/anmelden/").status_code == 200
