"""Invitations: the mailed link, what it does once, and what it says afterwards."""

import re
import threading
from datetime import timedelta
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.db import connection
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts.actions import accept_invitation, close_account, create_invited_user, invite
from accounts.exceptions import RuleBroken
from accounts.invitations import AccountState, invitation_state
from accounts.mail import silence
from accounts.models import Invitation, User
from accounts.roles import Role
from tests.accounts.conftest import needs_postgresql
from tests.builders import NOW
from tests.conftest import signed_in

pytestmark = pytest.mark.usefixtures("strategy")
GONE = "Diesen Link gibt es nicht mehr. Vielleicht haben Sie inzwischen eine neuere Einladung bekommen."
USED = "Dieser Link wurde schon benutzt. Jeder Link gilt nur einmal."
EXPIRED = "Dieser Link ist abgelaufen. Eine Einladung gilt 14 Tage."
TAKEN = "Zu dieser E-Mail-Adresse gibt es schon ein Konto."


@pytest.fixture
def kim(coordination: User) -> User:
    return create_invited_user(
        name="Kim Neu", email="Kim@Example.org", role=Role.STEERING_MEMBER, by=coordination, at=timezone.now()
    )


def link_in(message: Any) -> str:
    (link,) = re.findall("http://127.0.0.1:8000(/konto/einladung/[^/]+/)", message.body)
    return str(link)


def mailed_link(mails: Any) -> str:
    (message,) = mails()
    return link_in(message)


def token_of(link: str) -> str:
    return link.rstrip("/").rpartition("/")[2]


def test_invitation_is_mailed_to_the_invited_person(kim: User, coordination: User, mails: Any) -> None:
    (message,) = mails()
    assert (message.to, message.subject) == (
        ["kim@example.org"],
        "[Nachhaltigkeit Musterstadt] Einladung zum Mitmachen",
    )
    assert message.from_email.startswith("Nachhaltigkeitsstrategie der Stadt Musterstadt <")
    begin = (
        "Nachhaltigkeitsstrategie der Stadt Musterstadt: Sie bekommen diese E-Mail, "
        f"weil {coordination.name} Sie einlädt, in der Steuerungsgruppe mitzuarbeiten.\n\nGuten Tag Kim Neu,\n"
    )
    assert message.body.startswith(begin)
    assert kim.has_usable_password() is False


def test_link_of_an_invitation_fits_a_line_of_a_mail(kim: User, mails: Any) -> None:
    path = mailed_link(mails)
    assert len(path) <= len("/konto/einladung//") + 22


def test_invitation_says_what_the_role_is_for(coordination: User, mails: Any) -> None:
    for role in Role:
        create_invited_user(
            name="Neu", email=f"{role}@example.org", role=role, by=coordination, at=timezone.now()
        )
    lines = {message.to[0]: message.body.partition("\n")[0] for message in mails()}
    assert lines["reader@example.org"].endswith("Sie einlädt, mitzulesen, wie die Strategie entsteht.")
    assert len(set(lines.values())) == len(Role)


def test_invitation_leaves_no_usable_link_in_the_database(kim: User, mails: Any, settings: Any) -> None:
    token = token_of(mailed_link(mails))
    assert token not in everything_in_the_database()


def everything_in_the_database() -> str:
    rows = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            rows += cursor.fetchall()
    return repr(rows)


def test_link_shows_a_name_and_is_not_used_up_by_looking(kim: User, mails: Any, client: Client) -> None:
    link = mailed_link(mails)
    for _ in range(2):
        page = client.get(link)
        assert page.status_code == 200
        assert "Guten Tag, Kim Neu!" in page.content.decode()
    assert client.head(link).status_code == 200
    assert Invitation.objects.get(user=kim).accepted_at is None
    assert "_auth_user_id" not in client.session


def test_link_leads_into_a_session_and_asks_for_consent(kim: User, mails: Any, client: Client) -> None:
    response = client.post(mailed_link(mails))
    assert (response.status_code, response["Location"]) == (302, "/konto/einwilligung/")
    assert client.session["_auth_user_id"] == str(kim.pk)
    assert client.get("/arbeitsbereich/").status_code == 200
    assert UserSession.objects.filter(user=kim).count() == 1


def test_link_works_once(kim: User, mails: Any, client: Client) -> None:
    link = mailed_link(mails)
    Client().post(link)
    for answer in (client.get(link), client.post(link)):
        assert answer.status_code == 410
        assert USED in answer.content.decode()
        assert 'href="/konto/anmelden/"' in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_link_expires_after_14_days(kim: User, mails: Any, client: Client) -> None:
    link = mailed_link(mails)
    Invitation.objects.update(invited_at=timezone.now() - timedelta(days=15), expires_at=timezone.now())
    for answer in (client.get(link), client.post(link)):
        assert (answer.status_code, EXPIRED in answer.content.decode()) == (410, True)


@pytest.mark.parametrize("token", ["x", "0" * 43, "ä" * 10, "a" * 5000, "<script>"])
def test_unknown_link_is_answered_with_what_to_do(kim: User, client: Client, token: str) -> None:
    for answer in (client.get(f"/konto/einladung/{token}/"), client.post(f"/konto/einladung/{token}/")):
        assert (answer.status_code, GONE in answer.content.decode()) == (410, True)


def test_tampered_link_leads_nowhere(kim: User, mails: Any, client: Client) -> None:
    link = mailed_link(mails)
    changed = link[:-2] + ("A" if link[-2] != "A" else "B") + "/"
    assert client.post(changed).status_code == 410
    assert Invitation.objects.get(user=kim).accepted_at is None


def test_new_invitation_replaces_the_old_link(kim: User, coordination: User, mails: Any) -> None:
    old = mailed_link(mails)
    invite(user=kim, by=coordination, at=timezone.now())
    assert Client().get(old).status_code == 410
    assert Client().get(mailed_link(mails)).status_code == 200
    assert Invitation.objects.count() == 1


def test_link_of_a_closed_account_leads_nowhere(kim: User, coordination: User, mails: Any) -> None:
    link = mailed_link(mails)
    close_account(user=kim, by=coordination, at=NOW)
    assert Client().post(link).status_code == 410
    with pytest.raises(RuleBroken, match="ist abgeschaltet"):
        invite(user=kim, by=coordination, at=NOW)


def test_link_signs_somebody_else_out_first(kim: User, reader: User, mails: Any) -> None:
    client = signed_in(reader)
    link = mailed_link(mails)
    assert f"ist gerade {reader.name} angemeldet" in client.get(link).content.decode()
    client.post(link)
    assert client.session["_auth_user_id"] == str(kim.pk)


def test_invitation_of_a_taken_address_is_refused(kim: User, coordination: User) -> None:
    with pytest.raises(RuleBroken, match=TAKEN):
        create_invited_user(
            name="Kim", email="KIM@example.org", role=Role.READER, by=coordination, at=timezone.now()
        )
    assert User.objects.filter(email="kim@example.org").count() == 1


def test_invitation_to_an_impossible_address_is_refused(coordination: User) -> None:
    with pytest.raises(RuleBroken, match="E-Mail"):
        create_invited_user(name="Kim", email="kim@", role=Role.READER, by=coordination, at=timezone.now())


def test_silenced_invitation_sends_nothing(coordination: User, mails: Any) -> None:
    with silence():
        create_invited_user(
            name="Kim", email="kim@example.org", role=Role.READER, by=coordination, at=timezone.now()
        )
    assert mails() == []


def test_invitation_is_only_sent_while_it_makes_sense(kim: User, coordination: User, mails: Any) -> None:
    close_account(user=kim, by=coordination, at=NOW)
    assert mails() == []


@needs_postgresql
@pytest.mark.django_db(transaction=True)
def test_same_address_invited_twice_at_once_makes_one_account(coordination: User) -> None:
    refusals: list[str] = []

    def run() -> None:
        try:
            create_invited_user(
                name="Kim", email="kim@example.org", role=Role.READER, by=coordination, at=timezone.now()
            )
        except RuleBroken as refusal:
            refusals.append(str(refusal))
        finally:
            connection.close()

    at_once(run)
    assert User.objects.filter(email="kim@example.org").count() == 1
    assert refusals == [TAKEN]


@needs_postgresql
@pytest.mark.django_db(transaction=True)
def test_same_link_followed_twice_at_once_works_once(mails: Any, kim: User) -> None:
    token = token_of(mailed_link(mails))
    answers: list[str] = []

    def run() -> None:
        try:
            answers.append(accept_invitation(token=token, at=timezone.now()).name)
        except RuleBroken as refusal:
            answers.append(str(refusal))
        finally:
            connection.close()

    at_once(run)
    assert sorted(answers) == sorted(["Kim Neu", USED])


def at_once(run: Any) -> None:
    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def hours(number: float) -> Any:
    return NOW + timedelta(hours=number)


@pytest.mark.parametrize(
    ("sent", "accepted", "failed", "at", "state"),
    [
        (None, None, False, NOW, AccountState.SENDING),
        (None, None, True, NOW, AccountState.UNDELIVERED),
        (None, None, False, hours(1), AccountState.UNDELIVERED),
        (NOW, None, False, hours(1), AccountState.INVITED),
        (NOW, None, False, hours(24 * 14), AccountState.EXPIRED),
        (NOW, hours(1), False, hours(24 * 20), AccountState.ACCEPTED),
    ],
)
def test_invitation_state(sent: Any, accepted: Any, failed: bool, at: Any, state: AccountState) -> None:
    moments = {"invited_at": NOW, "sent_at": sent, "expires_at": hours(24 * 14), "accepted_at": accepted}
    assert invitation_state(**moments, has_failed=failed, at=at) == state


def test_refused_mail_leaves_the_invitation_unsent(
    kim: User, mails: Any, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.EMAIL_BACKEND = "tests.accounts.refusing_mail.EmailBackend"
    with pytest.raises(OSError, match="refused"):
        mails()
    assert Invitation.objects.get(user=kim).sent_at is None
    assert DBTaskResult.objects.count() == 0
