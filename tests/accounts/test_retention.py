"""Accounts that nobody uses any more lose name and address after a time."""

from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from accounts.actions import (
    accept_invitation,
    close_account,
    create_invited_user,
    forget_closed_accounts,
    forget_ended_sessions,
    reopen_account,
)
from accounts.invitations import VALID_FOR, hash_of
from accounts.models import Invitation, User
from accounts.roles import Role
from accounts.signals import leaving
from committees.bodies.choices import CommitteeKind
from tests.builders import NOW, make_committee, make_membership, make_user
from tests.strategy.pages import messages_of

pytestmark = pytest.mark.usefixtures("strategy")
MUCH_LATER = NOW + timedelta(days=400)


@pytest.fixture(autouse=True)
def thirty_days(settings: Any) -> None:
    settings.KEEP_CLOSED_ACCOUNTS_DAYS = 30


def name_of(user: User) -> str:
    return User.objects.get(pk=user.pk).name


def test_closed_account_loses_its_data_after_the_time_of_the_settings(coordination: User) -> None:
    person = make_user(Role.READER, name="Ada")
    close_account(user=person, by=coordination, at=NOW)
    assert forget_closed_accounts(at=NOW + timedelta(days=30)) == 0
    assert name_of(person) == "Ada"
    assert forget_closed_accounts(at=NOW + timedelta(days=30, seconds=1)) == 1
    assert name_of(person) == "ehemaliges Mitglied"
    assert forget_closed_accounts(at=MUCH_LATER) == 0


def test_account_that_was_opened_again_stays(coordination: User) -> None:
    person = make_user(Role.READER, name="Ada")
    close_account(user=person, by=coordination, at=NOW)
    reopen_account(user=person, by=coordination)
    assert forget_closed_accounts(at=MUCH_LATER) == 0


def test_account_that_is_opened_while_others_are_forgotten_stays(coordination: User) -> None:
    """The list was read before; the first to leave gives the second the time to come back."""
    first, second = make_user(Role.READER, name="Ada"), make_user(Role.READER, name="Bea")
    for person in (first, second):
        close_account(user=person, by=coordination, at=NOW)

    def reopen_the_other(user: User, **_: object) -> None:
        other = second if user.pk == first.pk else first
        if not User.objects.get(pk=other.pk).left_at:
            reopen_account(user=other, by=coordination)

    leaving.connect(reopen_the_other)
    try:
        assert forget_closed_accounts(at=MUCH_LATER) == 1
    finally:
        leaving.disconnect(reopen_the_other)
    assert User.objects.filter(pk__in=[first.pk, second.pk], is_active=True).count() == 1


def test_account_that_was_closed_before_that_was_noted_is_forgotten_too(coordination: User) -> None:
    """The time counts from the upgrade."""
    closed = make_user(Role.READER, name="Ada")
    User.objects.filter(pk=closed.pk).update(is_active=False, closed_at=None)
    migration = import_module("accounts.migrations.0002_first_person_and_closed_accounts")
    migration.note_closed_accounts(apps, None)
    moment = User.objects.get(pk=closed.pk).closed_at
    assert moment is not None
    assert (
        User.objects.filter(closed_at=None, left_at=None).count()
        == User.objects.filter(is_active=True).count()
    )
    assert forget_closed_accounts(at=moment + timedelta(days=31)) == 1
    # Whoever left is not closed once more.
    migration.note_closed_accounts(apps, None)
    assert User.objects.get(pk=closed.pk).closed_at == moment


def test_invitation_that_nobody_answered_ends_with_its_account(coordination: User) -> None:
    values = {"role": Role.READER, "by": coordination, "at": NOW}
    silent = create_invited_user(name="Ada", email="ada@stadt.example", **values)
    came = create_invited_user(name="Bea", email="bea@stadt.example", **values)
    Invitation.objects.filter(user=came).update(token_hash=hash_of("x"))
    accept_invitation(token="x", at=NOW)
    assert forget_closed_accounts(at=NOW + VALID_FOR + timedelta(days=30)) == 0
    assert forget_closed_accounts(at=NOW + VALID_FOR + timedelta(days=30, seconds=1)) == 1
    assert (name_of(silent), name_of(came)) == ("ehemaliges Mitglied", "Bea")


def test_who_holds_a_seat_stays(coordination: User) -> None:
    person = make_user(Role.STEERING_MEMBER, name="Ada")
    make_membership(make_committee(CommitteeKind.STEERING_GROUP), person)
    close_account(user=person, by=coordination, at=NOW)
    assert forget_closed_accounts(at=MUCH_LATER) == 0
    assert name_of(person) == "Ada"


def test_closing_says_what_will_become_of_the_data(coordination_client: Client) -> None:
    person = make_user(Role.READER, name="Ada")
    response = coordination_client.post(reverse("accounts:account-close", args=[person.pk]), follow=True)
    assert messages_of(response) == [
        "Das Konto von Ada ist abgeschaltet. Bleibt es das, werden Name und Adresse nach 30 Tagen gelöscht."
    ]


def test_ended_session_takes_address_and_browser_along(coordination: User) -> None:
    browser, other = Client(), Client()
    for client in (browser, other):
        client.post(
            reverse("account_login"), {"login": coordination.email, "password": "correct-horse-battery"}
        )
    assert set(UserSession.objects.values_list("ip", flat=True)) == {"127.0.0.1"}
    Session.objects.filter(pk=browser.session.session_key).update(expire_date=NOW)
    other.post(reverse("account_logout"))
    third = Client()
    third.force_login(coordination)
    assert forget_ended_sessions(at=NOW + timedelta(seconds=1)) == 2
    assert not UserSession.objects.exists()
    assert Session.objects.count() == 1
