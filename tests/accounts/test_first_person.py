"""The first person: a link that the installation prints, valid once, for two days, until there is a coordination."""

import io
import re
import threading
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.actions import invite_first, welcome_first
from accounts.exceptions import RuleBroken, UnusableCode
from accounts.models import FirstInvitation, User
from accounts.roles import Role
from tests.accounts.conftest import needs_postgresql
from tests.builders import NOW, make_user
from tests.strategy.pages import errors_on, text_of

PAGE = reverse("accounts:first-person")
PERSON = {"name": "Ada Neu", "email": "Ada@Stadt.example", "password": ""}
OTHER_CODE = (
    "Dieser Code gilt nicht. Es zählt nur der Link, der zuletzt erzeugt wurde. Bitte kopieren Sie ihn ganz."
)
BEGUN = "In dieser Installation gibt es schon eine Koordination."
NO_LINK = "Zurzeit gilt kein Link für die erste Person."

pytestmark = pytest.mark.django_db


def printed(*options: str) -> str:
    said = io.StringIO()
    call_command("invite_first", *options, stdout=said)
    return said.getvalue()


def test_command_prints_a_link_whose_code_no_server_sees() -> None:
    (address, code) = re.findall(r"^  (\S+)#(\S+)$", printed(), re.MULTILINE)[0]
    assert address == f"http://127.0.0.1:8000{PAGE}"
    assert len(code) >= 22
    assert code not in str(FirstInvitation.objects.values().get())


def test_link_makes_the_account_of_the_coordination_and_lets_it_in(settings: Any) -> None:
    settings.SECOND_FACTOR = True
    code = invite_first(at=timezone.now())
    client = Client()
    assert client.get(PAGE).status_code == 200
    assert User.objects.count() == 0
    response = client.post(PAGE, {**PERSON, "code": code})
    assert (response.status_code, response["Location"]) == (302, reverse("strategy:guide"))
    user = User.objects.get()
    assert (user.name, user.email, user.role) == ("Ada Neu", "ada@stadt.example", Role.COORDINATION)
    assert not user.has_usable_password()
    # Before anything else the second factor.
    assert client.get(reverse("strategy:guide"))["Location"] == reverse("mfa_index")


def test_password_is_kept_and_has_to_be_a_good_one() -> None:
    code = invite_first(at=timezone.now())
    client = Client()
    response = client.post(PAGE, {**PERSON, "code": code, "password": "kurz"})
    assert response.status_code == 422
    assert list(errors_on(response)) == ["password"]
    client.post(PAGE, {**PERSON, "code": code, "password": "Laterne Gießkanne Mofa"})
    assert User.objects.get().check_password("Laterne Gießkanne Mofa")


def test_whole_link_may_be_pasted() -> None:
    code = invite_first(at=timezone.now())
    link = f" https://stadt.example{PAGE}#{code} "
    assert Client().post(PAGE, {**PERSON, "code": link}).status_code == 302


def test_link_works_once() -> None:
    token = invite_first(at=NOW)
    user = welcome_first(token=token, name="Ada", email="ada@stadt.example", password="", at=NOW)
    # Even when the first person is no coordination any more.
    User.objects.filter(pk=user.pk).update(role=Role.READER)
    with pytest.raises(RuleBroken, match=NO_LINK):
        welcome_first(token=token, name="Bea", email="bea@stadt.example", password="", at=NOW)
    assert User.objects.count() == 1


def test_link_expires_after_two_days() -> None:
    token = invite_first(at=NOW)
    late = NOW + timedelta(hours=48)
    with pytest.raises(RuleBroken, match=NO_LINK):
        welcome_first(token=token, name="Ada", email="ada@stadt.example", password="", at=late)
    welcome_first(
        token=token, name="Ada", email="ada@stadt.example", password="", at=late - timedelta(seconds=1)
    )


def test_newer_link_replaces_the_older_one() -> None:
    older = invite_first(at=timezone.now())
    newer = invite_first(at=timezone.now())
    response = Client().post(PAGE, {**PERSON, "code": older})
    assert response.status_code == 422
    assert errors_on(response) == {"code": [OTHER_CODE]}
    assert "Ada Neu" in response.content.decode()
    with pytest.raises(UnusableCode):
        welcome_first(token=older, name="Ada", email="ada@stadt.example", password="", at=timezone.now())
    assert Client().post(PAGE, {**PERSON, "code": newer}).status_code == 302


def test_nobody_learns_without_the_code_who_has_an_account() -> None:
    code = invite_first(at=timezone.now())
    make_user(Role.READER, email="ada@stadt.example")
    refused = Client().post(PAGE, {**PERSON, "code": "falsch"})
    assert errors_on(refused) == {"code": [OTHER_CODE]}
    told = Client().post(PAGE, {**PERSON, "code": code})
    assert list(errors_on(told)) == ["email"]


def test_attempts_are_counted(counted: None) -> None:
    invite_first(at=timezone.now())
    client = Client()
    answers = [client.post(PAGE, {**PERSON, "code": "falsch"}).status_code for _ in range(31)]
    assert answers == [422] * 30 + [429]
    # Whoever only looks is no attempt.
    assert client.get(PAGE).status_code == 200


def test_link_is_refused_once_there_is_a_coordination() -> None:
    code = invite_first(at=timezone.now())
    make_user(role=Role.COORDINATION)
    for response in (Client().get(PAGE), Client().post(PAGE, {**PERSON, "code": code})):
        assert response.status_code == 410
        assert BEGUN in text_of(response)
    assert User.objects.count() == 1


def test_command_refuses_once_there_is_a_coordination() -> None:
    make_user(role=Role.COORDINATION)
    with pytest.raises(CommandError, match=BEGUN):
        printed()
    assert printed("--if-needed") == ""
    assert not FirstInvitation.objects.exists()


def test_page_says_where_a_link_comes_from() -> None:
    response = Client().get(PAGE)
    assert response.status_code == 410
    assert "gnk invite_first" in text_of(response)


@needs_postgresql
@pytest.mark.django_db(transaction=True)
def test_two_people_with_one_link_make_one_account() -> None:
    token = invite_first(at=NOW)
    barrier = threading.Barrier(2)
    refused = []

    def follow(number: int) -> None:
        barrier.wait()
        try:
            welcome_first(token=token, name="Ada", email=f"ada{number}@stadt.example", password="", at=NOW)
        except RuleBroken as refusal:
            refused.append(str(refusal))
        finally:
            connection.close()

    threads = [threading.Thread(target=follow, args=[number]) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (User.objects.count(), len(refused)) == (1, 1)
    assert refused[0].startswith(BEGUN)
