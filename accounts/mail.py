"""Mails to people with an account. A mail is one plain text template; the HTML part says the same.

`templates/mail/<name>.txt` extends `mail/frame.txt`, the letter around them: who writes, why this person gets it,
whom to ask. Its first line is the subject, the rest behind an empty line the text. Mails leave
after the transaction, in the background: a slow or missing mail server stops nobody's work. What becomes of each is
kept in a Delivery, and the pages that the mail is about list what failed (`{% missing_mails row %}`).
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from email.utils import formataddr, parseaddr
from functools import partial

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import Model
from django.template import Context, Engine
from django.template.loader import render_to_string
from django.utils import timezone
from django_tasks import task

from accounts.deliveries import DeliveryState, reason_of
from accounts.models import Delivery, User
from accounts.sender import current_sender

# Mails have a worker of their own, which no long job keeps busy.
QUEUE = "mail"

_silent = ContextVar("silent", default=False)


@contextmanager
def silence() -> Iterator[None]:
    """Within it nobody is sent a mail: for loading what happened long ago."""
    token = _silent.set(True)
    try:
        yield
    finally:
        _silent.reset(token)


def is_silent() -> bool:
    return _silent.get()


def absolute_url(path: str) -> str:
    """The address of a page as it stands in a mail, from GNK_BASE_URL."""
    return f"{settings.BASE_URL}{path}"


def from_address() -> str:
    """The sender as mail programs show it: the name of the strategy, unless GNK_EMAIL_FROM says another."""
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return formataddr((name or current_sender().name, address))


def about(row: Model | None) -> str:
    """How a Delivery names the row that its mail is about."""
    return f"{row._meta.label_lower}:{row.pk}" if row is not None else ""


def send(
    template: str,
    *,
    to: User,
    by: User | None,
    context: Mapping[str, object],
    row: Model | None = None,
    calendar: str = "",
    method: str = "",
    unsubscribe: str = "",
) -> None:
    """Queue a mail for after the commit; nobody who left or whose account is closed gets one.

    `by` is who answers for it, nobody for what the application sends by itself; `row` what it is about: a newer mail
    about the same row makes an older one that failed superfluous. `calendar` is an iCalendar text with its `method`
    (REQUEST, CANCEL), which mail programs offer to enter; `unsubscribe` the address that ends mails of this kind
    without signing in (RFC 8058).
    """
    if is_silent() or not to.is_active:
        return
    subject, text = render(template, {"person": to, **context})
    delivery = Delivery.objects.create(
        to=to,
        sent_by=by,
        about=about(row),
        subject=subject,
        text=text,
        calendar=calendar,
        method=method,
        unsubscribe=unsubscribe,
        queued_at=timezone.now(),
    )
    queue(delivery)


def queue(delivery: Delivery) -> None:
    """Have a mail that waits sent after the commit."""
    transaction.on_commit(partial(send_delivery.enqueue, delivery.pk))


def render(template: str, context: Mapping[str, object]) -> tuple[str, str]:
    """Subject and text of a mail."""
    whole = (
        Engine.get_default()
        .get_template(f"mail/{template}.txt")
        .render(Context({"sender": current_sender(), **context}, autoescape=False))
    )
    subject, _rule, text = whole.strip().partition("\n")
    # A name in it could hold a line break, of which no mail server takes any in a subject.
    return " ".join(subject.split()), text.strip() + "\n"


@task(queue_name=QUEUE)
def send_delivery(delivery_id: int) -> None:
    """Send a mail that waits, once, and write down what became of it. Fails as well when the server refuses."""
    row = Delivery.objects.filter(pk=delivery_id)
    if not row.filter(state=DeliveryState.WAITING).update(state=DeliveryState.SENDING):
        return  # somebody else sends it, or it is not wanted any more
    delivery = row.select_related("to").get()
    if not delivery.to.is_active:
        row.delete()
        return
    try:
        # To the address of now: it may have been corrected since.
        deliver.call(
            delivery.to.email,
            delivery.subject,
            delivery.text,
            delivery.calendar,
            delivery.method,
            delivery.unsubscribe,
        )
    except Exception as fault:
        row.update(state=DeliveryState.FAILED, failure=reason_of(fault))
        raise
    row.update(state=DeliveryState.SENT, sent_at=timezone.now(), text="", calendar="", unsubscribe="")


@task(queue_name=QUEUE)
def deliver(
    address: str, subject: str, text: str, calendar: str = "", method: str = "", unsubscribe: str = ""
) -> None:
    """Hand one mail to the mail server. Fails, and is kept as failed, when the server refuses."""
    message(address, subject, text, calendar, method, unsubscribe).send()


def message(
    address: str, subject: str, text: str, calendar: str = "", method: str = "", unsubscribe: str = ""
) -> EmailMultiAlternatives:
    """A mail as it goes to the mail server."""
    # No holiday notice answers a mail that a program has written (RFC 3834).
    headers = {"Auto-Submitted": "auto-generated"}
    if unsubscribe:
        headers |= {
            "List-Unsubscribe": f"<{unsubscribe}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
    mail = EmailMultiAlternatives(subject, text, from_address(), to=[address], headers=headers)
    mail.attach_alternative(render_to_string("mail/frame.html", {"text": text}), "text/html")
    if calendar:
        # Mail programs enter the alternative; the attachment is for those that only open files.
        mail.attach_alternative(calendar, f"text/calendar; method={method}")
        mail.attach("sitzung.ics", calendar.encode(), "application/ics")
    return mail
