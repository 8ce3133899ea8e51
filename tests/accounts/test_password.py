"""Changing one's own password."""

import pytest
from django.test import Client

from accounts.models import User
from tests.conftest import signed_in

pytestmark = pytest.mark.usefixtures("strategy")
PAGE = "/konto/passwort/"
OLD, NEW = "correct-horse-battery", "blaue-stunde-am-kanal"


def change(client: Client, old: str, new: str, again: str | None = None) -> dict[str, list[str]]:
    """Post the form; what it complains about."""
    values = {"old_password": old, "new_password1": new, "new_password2": new if again is None else again}
    response = client.post(PAGE, values)
    return dict(response.context["form"].errors) if response.context else {}


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
    assert errors == ({"new_password2": sentences} if sentences else {})
    reader.refresh_from_db()
    assert reader.check_password(new) is not bool(sentences)


def test_password_change_needs_the_old_password(reader: User) -> None:
    assert change(signed_in(reader), "not-the-old-one", NEW) == {
        "old_password": ["Das alte Passwort war falsch. Bitte neu eingeben."]
    }
    reader.refresh_from_db()
    assert reader.check_password(OLD)


def test_password_change_needs_the_same_password_twice(reader: User) -> None:
    assert change(signed_in(reader), OLD, NEW, NEW + "!") == {
        "new_password2": ["Die beiden Passwörter sind nicht identisch."]
    }


def test_password_error_stands_on_the_page(reader: User) -> None:
    values = {"old_password": OLD, "new_password1": "kurz", "new_password2": "kurz"}
    response = signed_in(reader).post(PAGE, values)
    assert (
        "Dieses Passwort ist zu kurz. Es muss mindestens 12 Zeichen enthalten." in response.content.decode()
    )


def test_password_change_keeps_the_person_signed_in(reader: User) -> None:
    client = signed_in(reader)
    values = {"old_password": OLD, "new_password1": NEW, "new_password2": NEW}
    response = client.post(PAGE, values, follow=True)
    assert response.redirect_chain == [("/konto/passwort/geaendert/", 302)]
    assert "Ab jetzt gilt Ihr neues Passwort." in response.content.decode()
    assert client.login(username=reader.email, password=OLD) is False


def test_password_change_ends_other_sessions(reader: User) -> None:
    here, elsewhere = signed_in(reader), signed_in(reader)
    change(here, OLD, NEW)
    assert here.get(PAGE).status_code == 200
    assert elsewhere.post(PAGE)["Location"] == f"/konto/anmelden/?next={PAGE}"
