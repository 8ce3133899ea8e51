"""The mail that tries whether mails leave, and what is said of it."""

from datetime import timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.actions import send_test_mail
from accounts.models import Delivery, User

pytestmark = pytest.mark.django_db
NOW = timezone.now()


class Refusing(BaseEmailBackend):
    """A mail server that knows nobody."""

    def send_messages(self, email_messages: Any) -> int:
        raise SMTPRecipientsRefused({"a@example.org": (550, b"5.1.1 no\r\nsuch user")})


class Full(BaseEmailBackend):
    def send_messages(self, email_messages: Any) -> int:
        raise SMTPDataError(554, "Spam")


def test_sent_mail_is_said_to_be_sent() -> None:
    attempt = send_test_mail(address="a@example.org", at=NOW)
    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == (["a@example.org"], "[Nachhaltigkeit] Test-E-Mail")
    assert "http://127.0.0.1:8000/" in sent.body
    assert (attempt.is_sent, "angenommen" in attempt.sentence, "wartet" in attempt.sentence) == (
        True,
        True,
        False,
    )


@pytest.mark.parametrize(
    ("server", "sentence"),
    [
        (
            "Refusing",
            "Der Mailserver kennt die Adresse nicht oder nimmt für sie keine E-Mail an. "
            "Seine Antwort: 550 5.1.1 no such user",
        ),
        ("Full", "Der Mailserver hat die E-Mail abgelehnt. Seine Antwort: 554 Spam"),
    ],
)
def test_refusal_is_told_with_the_answer_of_the_server(settings: Any, server: str, sentence: str) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.{server}"
    attempt = send_test_mail(address="a@example.org", at=NOW)
    assert not attempt.is_sent
    assert attempt.sentence == f"Die Test-E-Mail an a@example.org ist nicht verschickt. {sentence}"


def test_mails_that_wait_for_a_worker_are_told_of(coordination: User) -> None:
    Delivery.objects.create(to=coordination, subject="x", queued_at=NOW - timedelta(minutes=11))
    attempt = send_test_mail(address="a@example.org", at=NOW)
    assert "Aber 1 andere E-Mail wartet seit mehr als zehn Minuten" in attempt.sentence


def test_installation_that_prints_mails_says_so(settings: Any, capsys: pytest.CaptureFixture[str]) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    attempt = send_test_mail(address="a@example.org", at=NOW)
    assert not attempt.is_sent
    assert attempt.sentence.startswith("Diese Installation verschickt keine E-Mails")
    assert "Test-E-Mail" in capsys.readouterr().out


def test_command_says_sender_links_and_answer(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("send_test_mail", "a@example.org")
    lines = capsys.readouterr().out.splitlines()
    assert lines[:2] == [
        "Absender: Nachhaltigkeitsstrategie <nachhaltigkeit@localhost>",
        "Links beginnen mit: http://127.0.0.1:8000/",
    ]
    assert "angenommen" in lines[2]


def test_command_refuses_what_is_no_address_and_fails_with_the_server(settings: Any) -> None:
    with pytest.raises(CommandError, match="gültige E-Mail"):
        call_command("send_test_mail", "niemand")
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"
    with pytest.raises(CommandError, match="550"):
        call_command("send_test_mail", "a@example.org")
