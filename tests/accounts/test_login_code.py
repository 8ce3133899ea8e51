"""Signing in by a mailed code; unknown and closed addresses are answered alike."""

import re
import time
from typing import Any

import pytest
from django.test import Client

from accounts.actions import close_account
from accounts.models import User
from strategy.models import Strategy
from tests.builders import NOW, make_user

pytestmark = pytest.mark.usefixtures("strategy")
ASK, CONFIRM = "/konto/anmelden/code/", "/konto/anmelden/code/eingeben/"


@pytest.fixture
def kim(strategy: Strategy) -> User:
    user = make_user(email="kim@example.org")
    user.set_unusable_password()
    user.save()
    return user


def ask(client: Client, email: str = "kim@example.org", **query: str) -> Any:
    return client.post(ASK, {"email": email}, query_params=query)


def mailed_code(mails: Any) -> str:
    (mail,) = mails()
    (code,) = re.findall("^[A-Z]{4}-[A-Z]{4}$", mail.body, re.MULTILINE)
    return str(code)


def is_inside(client: Client) -> bool:
    return "_auth_user_id" in client.session


def page_text(response: Any) -> str:
    """The page without what differs by nature: the token against forged forms and the typed address."""
    text = re.sub('value="[A-Za-z0-9]{64}"', "", response.content.decode())
    return re.sub("[a-z]+@example.org", "", text)


def test_code_signs_a_person_without_password_in(client: Client, kim: User, mails: Any) -> None:
    assert ask(client)["Location"] == CONFIRM
    response = client.post(CONFIRM, {"code": mailed_code(mails)})
    assert (response.status_code, response["Location"]) == (302, "/arbeitsbereich/")
    assert client.session["_auth_user_id"] == str(kim.pk)


def test_code_may_be_typed_in_small_letters_without_hyphen(client: Client, kim: User, mails: Any) -> None:
    ask(client, "KIM@example.org")
    client.post(CONFIRM, {"code": mailed_code(mails).replace("-", " ").lower()})
    assert is_inside(client)


def test_code_leads_back_to_the_page_that_was_asked_for(client: Client, kim: User, mails: Any) -> None:
    page = "/arbeitsbereich/kapitel/"
    confirm = ask(client, next=page)["Location"]
    assert client.post(confirm, {"code": mailed_code(mails)})["Location"] == page


def test_code_leads_on_within_the_site_only(client: Client, kim: User, mails: Any) -> None:
    confirm = ask(client, next="https://example.com/")["Location"]
    assert client.post(confirm, {"code": mailed_code(mails)})["Location"] == "/arbeitsbereich/"


def test_wrong_code_says_so_and_three_end_the_attempt(client: Client, kim: User, mails: Any) -> None:
    ask(client)
    code = mailed_code(mails)
    wrong = client.post(CONFIRM, {"code": "XXXX-XXXX"})
    assert wrong.status_code == 422
    assert wrong.context["form"].errors == {"code": ["Dieser Code stimmt nicht. Bitte prüfen Sie ihn."]}
    client.post(CONFIRM, {"code": "XXXX-XXXX"})
    assert client.post(CONFIRM, {"code": "XXXX-XXXX"})["Location"] == ASK
    client.post(CONFIRM, {"code": code})
    assert not is_inside(client)


def test_code_expires_after_a_quarter_of_an_hour(
    client: Client, kim: User, mails: Any, settings: Any
) -> None:
    ask(client)
    settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 0
    assert client.post(CONFIRM, {"code": mailed_code(mails)})["Location"] == ASK
    assert not is_inside(client)


def test_new_code_replaces_the_old_one(client: Client, kim: User, mails: Any) -> None:
    ask(client)
    old = mailed_code(mails)
    again = client.post(CONFIRM, {"action": "resend"}, follow=True)
    assert "Wir haben einen neuen Code verschickt. Der alte gilt nicht mehr." in again.content.decode()
    assert client.post(CONFIRM, {"code": old}).status_code == 422
    client.post(CONFIRM, {"code": mailed_code(mails)})
    assert is_inside(client)


def test_code_works_only_in_the_browser_that_asked(client: Client, kim: User, mails: Any) -> None:
    ask(client)
    other = Client()
    assert other.post(CONFIRM, {"code": mailed_code(mails)})["Location"] == ASK


def test_code_of_an_account_closed_meanwhile_leads_nowhere(client: Client, kim: User, mails: Any) -> None:
    make_user()
    ask(client)
    close_account(user=kim, by=kim, at=NOW)
    response = client.post(CONFIRM, {"code": mailed_code(mails)}, follow=True)
    assert not is_inside(client)
    assert "Dieser Code gilt nicht mehr. Bitte fordern Sie einen neuen an." in response.content.decode()


@pytest.mark.parametrize("email", ["nobody@example.org", "closed@example.org"])
def test_addresses_without_account_get_the_same_pages_and_no_mail(kim: User, mails: Any, email: str) -> None:
    make_user(email="closed@example.org", is_active=False)

    def pages(address: str) -> list[str]:
        client = Client()
        asked = client.post(ASK, {"email": address}, follow=True)
        return [page_text(asked), page_text(client.post(CONFIRM, {"code": "XXXX-XXXX"}))]

    known = pages("kim@example.org")
    assert len(mails()) == 1
    assert pages(email) == known
    assert mails() == []


def test_codes_for_one_address_are_limited(kim: User, mails: Any, counted: None) -> None:
    answers = [ask(Client()) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [302, 302, 302, 422]
    assert answers[3].context["form"].errors == {
        "email": ["Das waren zu viele Versuche. Bitte warten Sie einige Minuten."]
    }
    assert len(mails()) == 3


def test_wrong_passwords_for_one_address_are_limited(client: Client, counted: None) -> None:
    make_user(email="kim@example.org")
    values = {"login": "kim@example.org", "password": "wrong"}
    for _ in range(5):
        client.post("/konto/anmelden/", values)
    right = client.post("/konto/anmelden/", {**values, "password": "correct-horse-battery"})
    assert right.context["form"].non_field_errors() == [
        "Das waren zu viele Versuche. Bitte warten Sie einige Minuten."
    ]
    assert not is_inside(client)


def test_very_many_requests_of_one_connection_get_a_page_that_says_so(client: Client, counted: None) -> None:
    for number in range(30):
        client.post("/konto/anmelden/", {"login": f"a{number}@example.org", "password": ""})
    answer = client.post("/konto/anmelden/", {"login": "kim@example.org", "password": "x"})
    assert answer.status_code == 429
    assert "Zu viele Versuche" in answer.content.decode()


@pytest.mark.slow
def test_unknown_addresses_take_a_password_as_long_as_known_ones(client: Client, settings: Any) -> None:
    """The slow part of checking a password is its hash; an unknown address pays for one, too."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    make_user(email="kim@example.org")

    def seconds(email: str) -> float:
        before = time.perf_counter()
        client.post("/konto/anmelden/", {"login": email, "password": "wrong"})
        return time.perf_counter() - before

    known = min(seconds("kim@example.org") for _ in range(2))
    unknown = min(seconds("nobody@example.org") for _ in range(2))
    assert unknown > known / 2
