"""What becomes of each mail, and sending again what failed."""

from collections.abc import Callable
from datetime import timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPServerDisconnected
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client
from django.utils import timezone

from accounts.actions import clear_mails, invite, pseudonymise, send_again
from accounts.deliveries import reason_of
from accounts.invitations import AccountState
from accounts.mail import send, send_delivery
from accounts.models import Delivery, Invitation, User
from accounts.roles import Role
from accounts.tasks import send_invitation
from committees.bodies.models import Membership
from committees.meetings.actions.invitations import invite_to_meeting, send_update
from tests.builders import make_meeting, make_membership, make_steering_group, make_user
from tests.conftest import signed_in

NOW = timezone.now()


class Refusing(EmailBackend):
    """A mail server that refuses addresses with a "refused" in them."""

    def send_messages(self, messages: Any) -> int:
        for message in messages:
            for address in message.to:
                if "refused" in address:
                    raise SMTPRecipientsRefused({address: (550, b"no such user")})
        return super().send_messages(messages)


@pytest.fixture(autouse=True)
def refusing_server(settings: Any) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"


@pytest.fixture
def worker() -> Callable[[], list[str]]:
    """Send what waits, as the worker of the queue; answers whom the mails reached."""

    def work() -> list[str]:
        before = len(mail.outbox)
        for pk in Delivery.objects.filter(state="waiting").values_list("pk", flat=True):
            try:
                send_delivery.call(pk)
            except SMTPRecipientsRefused:
                continue
        return [address for message in mail.outbox[before:] for address in message.to]

    return work


@pytest.fixture
def called(coordination: User, worker: Any) -> Any:
    """A meeting that two were invited to; the address of one is wrong."""
    group = make_steering_group()
    for name, email in (("Ada Gut", "ada@example.org"), ("Bo Falsch", "refused@example.org")):
        make_membership(group, make_user(Role.STEERING_MEMBER, name=name, email=email))
    meeting = make_meeting(group, by=coordination, starts_at=timezone.now() + timedelta(days=20))
    invite_to_meeting(meeting=meeting, by=coordination, at=NOW)
    assert worker() == ["ada@example.org"]
    return meeting


def test_page_of_a_meeting_names_who_was_not_reached_and_sends_again_only_to_them(
    called: Any, coordination_client: Client, worker: Any
) -> None:
    page = coordination_client.get(f"/arbeitsbereich/sitzungen/{called.pk}/")
    text = page.content.decode()
    assert "1 E-Mail ist nicht zugestellt" in text
    assert "Bo Falsch: " in text
    assert "Ada Gut: " not in text
    assert "Der Mailserver kennt die Adresse nicht oder nimmt für sie keine E-Mail an." in text
    User.objects.filter(name="Bo Falsch").update(email="bo@example.org")
    everything = [str(each.pk) for each in Delivery.objects.all()]
    values = {"mail": [*everything, "9" * 5000, "x"], "next": f"/arbeitsbereich/sitzungen/{called.pk}/"}
    answer = coordination_client.post("/konto/emails/erneut-senden/", values, follow=True)
    assert "1 E-Mail ist noch einmal unterwegs." in answer.content.decode()
    assert worker() == ["bo@example.org"]
    page = coordination_client.get(f"/arbeitsbereich/sitzungen/{called.pk}/")
    assert "nicht zugestellt</h2>" not in page.content.decode()


def test_what_fails_again_is_listed_again(called: Any, coordination: User, worker: Any) -> None:
    (missing,) = Delivery.objects.missing(NOW)
    assert send_again(deliveries=[missing.pk], by=coordination, at=NOW) == 1
    assert send_again(deliveries=[missing.pk], by=coordination, at=NOW) == 0
    assert worker() == []
    assert [each.pk for each in Delivery.objects.missing(NOW)] == [missing.pk]


def test_a_queued_mail_is_sent_once_however_often_it_is_queued(called: Any) -> None:
    sent = Delivery.objects.get(state="sent")
    send_delivery.call(sent.pk)
    assert len(mail.outbox) == 1
    assert (sent.text, sent.calendar) == ("", "")


def test_only_who_sent_it_and_coordination_see_and_send_again(called: Any, worker: Any) -> None:
    core = make_user(Role.CORE_TEAM)
    client = signed_in(core)
    assert "nicht zugestellt" not in client.get(f"/arbeitsbereich/sitzungen/{called.pk}/").content.decode()
    (missing,) = Delivery.objects.missing(NOW)
    answer = client.post("/konto/emails/erneut-senden/", {"mail": missing.pk, "next": "//evil.example/"})
    assert (answer.status_code, answer["Location"]) == (302, "/konto/")
    assert worker() == []
    Delivery.objects.update(sent_by=core)
    assert "Bo Falsch: " in client.get("/konto/").content.decode()


def test_a_newer_mail_about_the_same_takes_the_place_of_one_that_failed(
    called: Any, coordination: User, worker: Any
) -> None:
    User.objects.filter(name="Bo Falsch").update(email="bo@example.org")
    called.refresh_from_db()
    send_update(meeting=called, sequence=called.sequence, by=coordination, at=NOW)
    assert sorted(worker()) == ["ada@example.org", "bo@example.org"]
    assert list(Delivery.objects.missing(NOW)) == []


def test_mail_that_no_worker_took_counts_as_missing_after_a_while(coordination: User) -> None:
    Delivery.objects.create(to=coordination, subject="x", queued_at=timezone.now())
    assert list(Delivery.objects.missing(timezone.now())) == []
    (late,) = Delivery.objects.missing(timezone.now() + timedelta(minutes=11))
    assert late.reason.startswith("Die E-Mail wartet noch auf den Versand")
    Delivery.objects.update(state="sending")
    (late,) = Delivery.objects.missing(timezone.now() + timedelta(minutes=11))
    assert (late.may_have_arrived, late.reason) == (
        True,
        "Der Versand wurde unterbrochen. Vielleicht ist die E-Mail doch angekommen.",
    )


def test_list_of_accounts_shows_what_the_application_could_not_send(
    coordination_client: Client, worker: Any
) -> None:
    to = make_user(name="Cy", email="refused@example.org")
    Delivery.objects.create(to=to, subject="Zusammenfassung", queued_at=NOW)
    worker()
    assert "Cy: " in coordination_client.get("/konto/verwaltung/").content.decode()


def test_invitation_that_is_refused_says_why_at_once(coordination: User, coordination_client: Client) -> None:
    invited = make_user(name="Di", email="refused@example.org")
    invitation = invite(user=invited, by=coordination, at=timezone.now())
    with pytest.raises(SMTPRecipientsRefused):
        send_invitation.call(invitation.pk)
    assert Invitation.objects.get().state(timezone.now()) == AccountState.UNDELIVERED
    page = coordination_client.get("/konto/verwaltung/").content.decode()
    assert "Der Mailserver kennt die Adresse nicht oder nimmt für sie keine E-Mail an." in page
    invite(user=invited, by=coordination, at=timezone.now())
    assert Invitation.objects.get().state(timezone.now()) == AccountState.SENDING


def test_who_leaves_is_in_no_kept_mail(called: Any, coordination: User) -> None:
    Membership.objects.all().delete()
    pseudonymise(user=User.objects.get(name="Ada Gut"), label="ehemalig", by=coordination, at=NOW)
    assert [each.to.name for each in Delivery.objects.select_related("to")] == ["Bo Falsch"]
    Delivery.objects.update(text="Ada Gut und refused@example.org")
    pseudonymise(user=User.objects.get(name="Bo Falsch"), label="ehemalig", by=coordination, at=NOW)
    assert not Delivery.objects.exists()


def test_old_mails_are_forgotten(called: Any) -> None:
    assert clear_mails(at=timezone.now() + timedelta(days=89)) == 0
    assert clear_mails(at=timezone.now() + timedelta(days=91)) == 2


@pytest.mark.parametrize(
    ("fault", "begin"),
    [
        (
            SMTPRecipientsRefused({"a@b": (452, b"full")}),
            "Der Mailserver nimmt für diese Adresse gerade keine",
        ),
        (SMTPServerDisconnected(), "Der Mailserver hat die Verbindung abgebrochen"),
        (SMTPDataError(554, b"spam"), "Der Mailserver hat die E-Mail abgelehnt"),
        (ConnectionRefusedError(), "Der Mailserver ist nicht zu erreichen"),
        (UnicodeEncodeError("ascii", "ä", 0, 1, ""), "Die Adresse oder der Betreff enthält Zeichen"),
        (RuntimeError(), "Beim Verschicken ist ein unerwarteter Fehler"),
    ],
)
def test_reasons_are_sentences(fault: Exception, begin: str) -> None:
    assert reason_of(fault).startswith(begin)


def test_a_digest_that_failed_is_told_on_the_overview_and_at_the_account(
    strategy: object, coordination: User, coordination_client: Client, reader_client: Client, worker: Any
) -> None:
    person = make_user(Role.STEERING_MEMBER, name="Bo Falsch", email="refused@example.org")
    send("test", to=person, by=None, context={"url": ""})
    assert worker() == []
    overview = coordination_client.get("/arbeitsbereich/").content.decode()
    assert "1 E-Mail ist nicht zugestellt" in overview
    assert 'href="/konto/verwaltung/#missing-mails"' in overview
    account = f"/konto/verwaltung/{person.pk}/"
    assert "Bo Falsch: " in coordination_client.get(account).content.decode()
    other = f"/konto/verwaltung/{coordination.pk}/"
    assert "nicht zugestellt" not in coordination_client.get(other).content.decode()
    assert "nicht zugestellt" not in reader_client.get("/arbeitsbereich/").content.decode()
