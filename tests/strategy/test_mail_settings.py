"""The page of mails: the words of invitations, their preview, and the test mail."""

from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts.invitation_mail import invitation_mail
from accounts.models import User
from editing.exceptions import StaleRevision
from strategy.actions.setup import save_settings, save_welcome
from strategy.models import Municipality, Strategy
from tests.builders import NOW
from tests.strategy.pages import errors_on, fields_on, goes_to, messages_of, text_of

PAGE = reverse("strategy:mail-settings")


def invitation(person: User) -> str:
    return invitation_mail(person, by=None, token="abc", expires_at=NOW)[1]


def test_first_invitation_says_the_usual_words_and_the_page_shows_it(
    strategy: Strategy, coordination_client: Client, member: User
) -> None:
    assert "wir schreiben gemeinsam eine Nachhaltigkeitsstrategie" in invitation(member)
    page = text_of(coordination_client.get(PAGE))
    assert "Guten Tag Vorname Nachname" in page
    assert "[Nachhaltigkeit Musterstadt] Einladung zum Mitmachen" in page
    assert "Vorkenntnisse brauchen Sie nicht." in page


def test_words_of_coordination_stand_in_preview_and_mail_as_typed(
    strategy: Strategy, coordination: User, coordination_client: Client, member: User
) -> None:
    words = "schön, dass Sie {{ person }} <b>mitmachen</b> & {% lesen %}.\n\nBis bald!"
    fields = fields_on(coordination_client.get(PAGE))
    assert goes_to(coordination_client.post(PAGE, {**fields, "welcome": words})) == PAGE
    assert f"Guten Tag {member.name},\n\n{words}\n\nMit diesem Link" in invitation(member)
    page = coordination_client.get(PAGE).content.decode()
    assert "&lt;b&gt;mitmachen&lt;/b&gt; &amp; {% lesen %}." in page
    assert Municipality.history.latest().history_user == coordination


def test_emptied_words_leave_an_invitation_that_reads_well(strategy: Strategy, member: User) -> None:
    Municipality.objects.update(welcome=" \n")
    assert f"Guten Tag {member.name},\n\nSie sind herzlich eingeladen.\n\nMit diesem Link" in invitation(
        member
    )


def test_endless_words_are_refused_and_kept(strategy: Strategy, coordination_client: Client) -> None:
    long = "Wort " * 400
    response = coordination_client.post(PAGE, {**fields_on(coordination_client.get(PAGE)), "welcome": long})
    assert response.status_code == 422
    assert errors_on(response) == {
        "welcome": ["Dieser Text hat 1.999 Zeichen, erlaubt sind höchstens 1.500."]
    }
    assert "Wort Wort" in fields_on(response)["welcome"]


def test_other_saving_of_the_words_is_a_conflict(
    strategy: Strategy, coordination: User, coordination_client: Client
) -> None:
    fields = fields_on(coordination_client.get(PAGE))
    save_welcome(municipality=strategy.municipality, welcome="Ihrer", revision=1, by=coordination)
    response = coordination_client.post(PAGE, {**fields, "welcome": "Meiner"})
    assert response.status_code == 409
    assert "Ihrer" in response.content.decode()
    assert Municipality.objects.get().welcome == "Ihrer"


def test_words_and_settings_opened_together_are_both_saved(strategy: Strategy, coordination: User) -> None:
    save_welcome(municipality=strategy.municipality, welcome="Neu", revision=1, by=coordination)
    save_settings(
        strategy=strategy, municipality={"contact": "Rathaus"}, values={}, revision=1, by=coordination
    )
    municipality = Municipality.objects.get()
    assert (municipality.welcome, municipality.contact, municipality.revision) == ("Neu", "Rathaus", 3)
    with pytest.raises(StaleRevision):
        save_welcome(municipality=municipality, welcome="Alt", revision=2, by=coordination)


def test_saving_the_same_words_leaves_no_trace(strategy: Strategy, coordination: User) -> None:
    municipality = strategy.municipality
    before = municipality.history.count()
    save_welcome(municipality=municipality, welcome=municipality.welcome, revision=1, by=coordination)
    assert municipality.history.count() == before


def test_test_mail_goes_to_who_asks_for_it_and_the_page_says_what_happened(
    strategy: Strategy, coordination: User, coordination_client: Client, settings: Any
) -> None:
    button = reverse("strategy:test-mail")
    assert coordination_client.get(button).status_code == 405
    response = coordination_client.post(button, {"address": "fremd@example.org"}, follow=True)
    assert [message.to for message in mail.outbox] == [[coordination.email]]
    assert "angenommen" in messages_of(response)[0]
    settings.EMAIL_BACKEND = "tests.accounts.refusing_mail.EmailBackend"
    response = coordination_client.post(button, follow=True)
    assert "Der Mailserver ist nicht zu erreichen." in messages_of(response)[0]
