"""What became of a mail to one person, and the sentence that says why it failed. Pure."""

from datetime import timedelta
from smtplib import (
    SMTPAuthenticationError,
    SMTPException,
    SMTPNotSupportedError,
    SMTPRecipientsRefused,
    SMTPResponseException,
    SMTPServerDisconnected,
)

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

# A worker sends within seconds; a mail that has not left after this time counts as not delivered.
SENDING_TAKES = timedelta(minutes=10)
# A server that is full, busy or careful says so with these; later it takes the mail.
TEMPORARY = range(400, 500)
ANSWER_AT_MOST = 300


class DeliveryState(TextChoices):
    WAITING = "waiting", gettext_lazy("wartet")
    SENDING = "sending", gettext_lazy("wird verschickt")
    SENT = "sent", gettext_lazy("verschickt")
    FAILED = "failed", gettext_lazy("gescheitert")


def reason_of(fault: Exception) -> str:
    """Why a mail was not taken, in a sentence for whoever sent it."""
    if isinstance(fault, SMTPRecipientsRefused):
        codes = [code for code, _answer in fault.recipients.values()]
        if all(code in TEMPORARY for code in codes):
            return _(
                "Der Mailserver nimmt für diese Adresse gerade keine E-Mail an, zum Beispiel weil das Postfach "
                "voll ist."
            )
        return _("Der Mailserver kennt die Adresse nicht oder nimmt für sie keine E-Mail an.")
    if isinstance(fault, SMTPAuthenticationError):
        return _("Der Mailserver hat die Anmeldung der Anwendung abgelehnt.")
    if isinstance(fault, SMTPNotSupportedError | UnicodeError | ValueError):
        return _("Die Adresse oder der Betreff enthält Zeichen, die sich nicht verschicken lassen.")
    if isinstance(fault, SMTPServerDisconnected):
        return _("Der Mailserver hat die Verbindung abgebrochen.")
    if isinstance(fault, SMTPException):
        return _("Der Mailserver hat die E-Mail abgelehnt.")
    if isinstance(fault, OSError):
        return _("Der Mailserver ist nicht zu erreichen.")
    return _("Beim Verschicken ist ein unerwarteter Fehler aufgetreten.")


def answer_of(fault: Exception) -> str:
    """The answer of the mail server as it gave it, such as "550 no such user", for who looks after it."""
    answers: list[tuple[int, bytes | str]] = []
    if isinstance(fault, SMTPRecipientsRefused):
        answers = list(fault.recipients.values())
    elif isinstance(fault, SMTPResponseException):
        answers = [(fault.smtp_code, fault.smtp_error)]
    texts = [
        f"{code} {said.decode('utf-8', 'replace') if isinstance(said, bytes) else said}"
        for code, said in answers
    ]
    return " ".join(", ".join(texts).split())[:ANSWER_AT_MOST]


def overdue_reason(state: str) -> str:
    """Why a mail that should have left by now is listed with those that failed."""
    if state == DeliveryState.SENDING:
        return _("Der Versand wurde unterbrochen. Vielleicht ist die E-Mail doch angekommen.")
    return _(
        "Die E-Mail wartet noch auf den Versand; der Mailversand der Anwendung ist vielleicht angehalten."
    )
