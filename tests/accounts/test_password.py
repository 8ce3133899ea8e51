"""Changing one's own password, and the way back from a forgotten one."""

import re
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from tests.builders import make_user
from tests.conftest import signed_in

pytestmark = pytest.mark.usefixtures("strategy")
PAGE = "/konto/passwort/"
FORGOTTEN = "/konto/passwort/vergessen/"
OLD, NEW = "correct-horse-battery", "blaue-stunde-am-kanal"


def change(client: Client, old: str, new: str, again: str | None = None) -> dict[str, list[str]]:
    """Post the form; what it complains about."""
    values = {"oldpassword": old, "password1": new, "password2": new if again is None else again}
    response = client.post(PAGE, values)
    return dict(response.context["form"].errors) if response.status_code == 422 else {}


@pytest.mark.parametrize(
    ("new", "sentences"),
    [
        ("kurz-und-gut", []),
        ("kurz-gut-xy", ["Dieses Passwort ist zu kurz. Es muss mindestens 12 Zeichen enthalten."]),
        ("q1w2e3r4t5y6", ["Dieses Passwort ist zu üblich."]),
        (
            "password",
            [
                "Dieses Passwort ist zu kurz. Es muss mindestens 12 Zeichen enthalten.",
                "Dieses Passwort ist zu üblich.",
            ],
        ),
    ],
)
def test_password_must_be_long_and_uncommon(reader: User, new: str, sentences: list[str]) -> None:
    errors = change(signed_in(reader), OLD, new)
    assert errors == ({"password1": sentences} if sentences else {})
    reader.refresh_from_db()
    assert reader.check_password(new) is not bool(sentences)


def test_password_change_needs_the_old_password(reader: User) -> None:
    assert change(signed_in(reader), "not-the-old-one", NEW) == {
        "oldpassword": ["Das ist nicht Ihr bisheriges Passwort. Bitte geben Sie es noch einmal ein."]
    }
    reader.refresh_from_db()
    assert reader.check_password(OLD)


def test_password_change_needs_the_same_password_twice(reader: User) -> None:
    assert list(change(signed_in(reader), OLD, NEW, NEW + "!")) == ["password2"]


def test_password_error_stands_on_the_page(reader: User) -> None:
    values = {"oldpassword": OLD, "password1": "kurz", "password2": "kurz"}
    response = signed_in(reader).post(PAGE, values)
    assert response.status_code == 422
    assert (
        "Dieses Passwort ist zu kurz. Es muss mindestens 12 Zeichen enthalten." in response.content.decode()
    )


def test_password_change_keeps_the_person_signed_in(reader: User) -> None:
    client = signed_in(reader)
    values = {"oldpassword": OLD, "password1": NEW, "password2": NEW}
    response = client.post(PAGE, values, follow=True)
    assert response.redirect_chain == [("/konto/", 302)]
    assert "Ab jetzt gilt Ihr neues Passwort." in response.content.decode()
    assert client.login(username=reader.email, password=OLD) is False


def test_password_change_warns_its_owner_by_mail(reader: User, mails: Any) -> None:
    change(signed_in(reader), OLD, NEW)
    (notice,) = mails()
    assert (notice.to, notice.subject) == (
        [reader.email],
        "[Nachhaltigkeit Musterstadt] Änderung an Ihrem Konto",
    )
    assert "Das Passwort wurde geändert." in notice.body


def test_password_change_ends_other_sessions(reader: User) -> None:
    here, elsewhere = signed_in(reader), signed_in(reader)
    change(here, OLD, NEW)
    assert here.get(PAGE).status_code == 200
    assert elsewhere.post(PAGE)["Location"] == f"/konto/anmelden/?next={PAGE}"


def test_member_without_password_may_set_one(member: User) -> None:
    member.set_unusable_password()
    member.save()
    client = signed_in(member)
    assert client.get(PAGE)["Location"] == "/konto/passwort/einrichten/"
    values = {"password1": NEW, "password2": NEW}
    assert client.post("/konto/passwort/einrichten/", values)["Location"] == "/konto/"
    member.refresh_from_db()
    assert member.check_password(NEW)


def test_forgotten_password_is_replaced_after_a_mailed_code(client: Client, mails: Any) -> None:
    user = make_user(email="kim@example.org")
    asked = client.post(FORGOTTEN, {"email": "kim@example.org"})
    assert asked["Location"] == "/konto/passwort/vergessen/code/"
    (mail,) = mails()
    (code,) = re.findall("^[A-Z]{4}-[A-Z]{4}$", mail.body, re.MULTILINE)
    new = client.post(asked["Location"], {"code": code})["Location"]
    done = client.post(new, {"password1": NEW, "password2": NEW})
    assert client.get(done["Location"]).status_code == 200
    user.refresh_from_db()
    assert user.check_password(NEW)


@pytest.mark.parametrize("email", ["nobody@example.org", "closed@example.org"])
def test_forgotten_password_of_no_account_answers_the_same_and_sends_nothing(
    client: Client, mails: Any, email: str
) -> None:
    make_user(email="closed@example.org", is_active=False)
    asked = client.post(FORGOTTEN, {"email": email})
    assert asked["Location"] == "/konto/passwort/vergessen/code/"
    assert client.post(asked["Location"], {"code": "BCDF-GHJK"}).status_code == 422
    assert mails() == []
