"""Sending again what did not arrive, forgetting what did, and trying whether any does."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import get_connection
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from msgspec import Struct

from accounts.deliveries import DeliveryState, answer_of, reason_of
from accounts.mail import absolute_url, message, queue, render
from accounts.models import Delivery, User

# Somebody waits for the answer, and the web server waits half a minute at most.
SECONDS_OF_A_TEST = 10
PRINTING = "django.core.mail.backends.console.EmailBackend"


@transaction.atomic
def send_again(*, deliveries: Collection[int], by: User, at: datetime) -> int:
    """Queue mails once more that failed, those among the given that `by` answers for; return how many.

    What arrived meanwhile, or is under way, is left alone: nobody gets a mail twice.
    """
    missing = Delivery.objects.missing(at).answered_for_by(by).filter(pk__in=deliveries)
    locked = Delivery.objects.select_for_update().filter(pk__in=[each.pk for each in missing])
    count = 0
    for delivery in locked.order_by("pk"):
        if not delivery.is_missing(at):
            continue
        delivery.state, delivery.failure, delivery.queued_at = DeliveryState.WAITING, "", at
        delivery.save(update_fields=["state", "failure", "queued_at"])
        queue(delivery)
        count += 1
    return count


class Attempt(Struct, frozen=True):
    """The outcome of a test mail, in sentences."""

    is_sent: bool
    sentence: str


def send_test_mail(*, address: str, at: datetime) -> Attempt:
    """Hand a mail to the mail server now, past the queue, and say what it answered."""
    subject, text = render("test", {"url": absolute_url("/")})
    mail = message(address, subject, text)
    mail.connection = get_connection(timeout=SECONDS_OF_A_TEST)
    try:
        mail.send()
    except Exception as fault:
        answer = answer_of(fault)
        said = " " + _("Seine Antwort: %(answer)s") % {"answer": answer} if answer else ""
        sentence = _("Die Test-E-Mail an %(address)s ist nicht verschickt.") % {"address": address}
        return Attempt(is_sent=False, sentence=f"{sentence} {reason_of(fault)}{said}")
    if settings.EMAIL_BACKEND == PRINTING:
        return Attempt(
            is_sent=False,
            sentence=_(
                "Diese Installation verschickt keine E-Mails, sondern gibt sie im Terminal aus. Dort steht jetzt "
                "auch die Test-E-Mail."
            ),
        )
    sentence = _(
        "Der Mailserver hat die Test-E-Mail an %(address)s angenommen. Kommt sie nicht an, sehen Sie bitte im Ordner "
        "für Werbung (Spam) nach."
    ) % {"address": address}
    return Attempt(is_sent=True, sentence=f"{sentence} {_waiting(at)}".strip())


def _waiting(at: datetime) -> str:
    """What says that the worker of the queue stands still, though the mail server is there."""
    count = Delivery.objects.missing(at).filter(state=DeliveryState.WAITING).count()
    return (
        ngettext(
            "Aber %(count)d andere E-Mail wartet seit mehr als zehn Minuten: Der Dienst, der E-Mails verschickt, "
            "läuft vielleicht nicht.",
            "Aber %(count)d andere E-Mails warten seit mehr als zehn Minuten: Der Dienst, der E-Mails verschickt, "
            "läuft vielleicht nicht.",
            count,
        )
        % {"count": count}
        if count
        else ""
    )


def clear_mails(*, at: datetime) -> int:
    """Forget what was sent, or failed, longer ago than the settings keep it; return how many mails."""
    kept_since = at - timedelta(days=settings.KEEP_MAILS_DAYS)
    count, _models = Delivery.objects.filter(queued_at__lt=kept_since).delete()
    return count
