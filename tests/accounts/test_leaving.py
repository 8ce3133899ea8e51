"""Leaving: personal data go, the history stays readable, and somebody stays in coordination."""

import json
import threading
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django_tasks_db.models import DBTaskResult

from accounts.actions import (
    accept_invitation,
    close_account,
    invite,
    pseudonymise,
    reopen_account,
    save_account,
    save_consent,
)
from accounts.exceptions import RuleBroken
from accounts.mail import deliver
from accounts.models import User
from accounts.roles import Role
from strategy.actions.elements import save_element
from strategy.models import Strategy
from tests.accounts.conftest import needs_postgresql
from tests.builders import NOW, make_programme, make_user
from tests.conftest import tasks_in

LABEL = "ehemaliges Mitglied, Kirchen"
NAME, EMAIL = "Änne Őzdemir-Kowalski", "aenne.oezdemir@example.org"


@pytest.fixture
def aenne(strategy: Strategy) -> User:
    """A member who has left traces wherever an account leaves some."""
    user = make_user(Role.CORE_TEAM, name=NAME, email=EMAIL)
    invite(user=user, by=user, at=NOW)
    save_consent(user=user, consent=True, at=NOW)
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "x"})
    EmailAddress.objects.create(user=user, email=EMAIL, verified=True, primary=True)
    SocialAccount.objects.create(user=user, provider="kommune", uid="1", extra_data={"email": EMAIL})
    return user


def signed_in_by_password(user: User) -> Client:
    client = Client()
    client.post("/konto/anmelden/", {"login": user.email, "password": "correct-horse-battery"})
    return client


def rows_with(*words: str) -> list[str]:
    """Every row of every table that holds one of the words, however the column writes it."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                text = repr(row)
                escaped = [json.dumps(word)[1:-1] for word in words]
                escaped += [word.replace("\\", "\\\\") for word in escaped]
                if any(word in text for word in (*words, *escaped)):
                    found.append(f"{table}: {text}")
    for session in Session.objects.all():
        if any(word in json.dumps(session.get_decoded(), ensure_ascii=False) for word in words):
            found.append(f"session {session.pk}")
    return found


def test_leaving_takes_name_and_address_out_of_every_table(
    aenne: User, coordination: User, settings: Any, mails: Any
) -> None:
    settings.TASKS = tasks_in("django_tasks_db.DatabaseBackend")
    Authenticator.objects.all().delete()
    signed_in_by_password(aenne)
    measure = make_programme(Strategy.objects.get(), by=coordination)
    save_element(element=measure, values={"title": "Neu"}, revision=measure.revision, by=aenne)
    deliver.enqueue(EMAIL, "Code", "Ihr Code", "", "")
    deliver.enqueue("b@example.org", "Hinweis", f"{NAME} hat Sie erwähnt.", "", "")
    DBTaskResult.objects.exclude(args_kwargs__args__0=EMAIL).update(status="SUCCESSFUL")
    assert len(rows_with(NAME, EMAIL)) >= 6
    pseudonymise(user=aenne, label=LABEL, by=coordination, at=NOW)
    assert rows_with(NAME, EMAIL) == []
    assert [entry.history_user.name for entry in measure.history.order_by("history_id")][-1] == LABEL


def test_leaving_keeps_a_row_that_nobody_can_sign_in_with(aenne: User, coordination: User) -> None:
    pseudonymise(user=aenne, label=LABEL, by=coordination, at=NOW)
    aenne.refresh_from_db()
    assert (aenne.name, aenne.email) == (LABEL, f"ausgeschieden-{aenne.pk}@invalid.invalid")
    assert (aenne.is_active, aenne.left_at, aenne.has_usable_password()) == (False, NOW, False)
    assert (aenne.name_consent, aenne.name_consent_at, aenne.last_login) == (None, None, None)
    assert Authenticator.objects.filter(user=aenne).count() == 0


def test_leaving_ends_every_session(aenne: User, coordination: User) -> None:
    Authenticator.objects.all().delete()
    allauths, djangos = signed_in_by_password(aenne), Client()
    djangos.force_login(aenne)
    other = Client()
    other.force_login(coordination)
    assert Session.objects.count() == 3
    pseudonymise(user=aenne, label=LABEL, by=coordination, at=NOW)
    assert [client.get("/arbeitsbereich/").status_code for client in (allauths, djangos, other)] == [
        302,
        302,
        200,
    ]
    assert Session.objects.count() == 1


def test_leaving_twice_is_refused(aenne: User, coordination: User) -> None:
    pseudonymise(user=aenne, label=LABEL, by=coordination, at=NOW)
    with pytest.raises(RuleBroken, match="schon ausgeschieden"):
        pseudonymise(user=aenne, label="x", by=coordination, at=NOW)


def test_account_of_somebody_who_left_stays_as_it_is(aenne: User, coordination: User) -> None:
    pseudonymise(user=aenne, label=LABEL, by=coordination, at=NOW)
    values = {"name": "x", "email": "x@example.org", "role": Role.READER}
    for change in (
        lambda: reopen_account(user=aenne, by=coordination),
        lambda: close_account(user=aenne, by=coordination, at=NOW),
        lambda: save_account(user=aenne, values=values, by=coordination),
        lambda: invite(user=aenne, by=coordination, at=NOW),
    ):
        with pytest.raises(RuleBroken):
            change()
    with pytest.raises(RuleBroken):
        accept_invitation(token="x", at=NOW)


def ways_out(user: User, by: User) -> list[Any]:
    values = {"name": user.name, "email": user.email, "role": Role.READER}
    return [
        lambda: pseudonymise(user=user, label=LABEL, by=by, at=NOW),
        lambda: close_account(user=user, by=by, at=NOW),
        lambda: save_account(user=user, values=values, by=by),
    ]


@pytest.mark.parametrize("way", [0, 1, 2])
def test_last_coordination_stays(coordination: User, way: int) -> None:
    make_user(Role.COORDINATION, is_active=False)
    with pytest.raises(RuleBroken, match="ist das einzige aktive Konto der Koordination"):
        ways_out(coordination, coordination)[way]()
    coordination.refresh_from_db()
    assert (coordination.is_active, coordination.role) == (True, Role.COORDINATION)


@pytest.mark.parametrize("way", [0, 1, 2])
def test_one_of_two_in_coordination_may_go(coordination: User, way: int) -> None:
    other = make_user(Role.COORDINATION)
    ways_out(other, coordination)[way]()
    assert list(User.objects.filter(role=Role.COORDINATION, is_active=True)) == [coordination]


@needs_postgresql
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_again", range(5))
def test_two_in_coordination_cannot_leave_at_the_same_moment(coordination: User, _again: int) -> None:
    users = [coordination, make_user(Role.COORDINATION)]
    refusals: list[str] = []

    together = threading.Barrier(2)

    def close(user: User) -> None:
        together.wait()
        try:
            close_account(user=user, by=user, at=NOW)
        except RuleBroken as refusal:
            refusals.append(str(refusal))
        finally:
            connection.close()

    threads = [threading.Thread(target=close, args=[user]) for user in users]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert User.objects.filter(role=Role.COORDINATION, is_active=True).count() == 1
    assert len(refusals) == 1


def test_new_address_ends_sessions_and_the_old_one_no_longer_signs_in(
    aenne: User, coordination: User
) -> None:
    Authenticator.objects.all().delete()
    client = signed_in_by_password(aenne)
    values = {"name": NAME, "email": "Neu@example.org", "role": aenne.role}
    save_account(user=aenne, values=values, by=coordination)
    assert client.get("/arbeitsbereich/").status_code == 302
    assert "_auth_user_id" not in signed_in_by_password(aenne).session
    aenne.refresh_from_db()
    assert "_auth_user_id" in signed_in_by_password(aenne).session
    assert aenne.email == "neu@example.org"
