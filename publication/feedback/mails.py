"""The mail with the answer to a feedback. Its address lies in the row of the feedback alone, and goes with it."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from accounts.deliveries import DeliveryState, reason_of
from accounts.mail import QUEUE, absolute_url, deliver, render
from publication.models import Feedback


def queue_answer(feedback: Feedback) -> None:
    """Have the answer of a feedback sent after the commit."""
    transaction.on_commit(lambda: send_answer.enqueue(feedback.pk))


@task(queue_name=QUEUE)
def send_answer(feedback_id: int) -> None:
    """Send an answer that waits, once, and write down what became of it. Fails as well when the server refuses."""
    row = Feedback.objects.filter(pk=feedback_id)
    if not row.filter(mail_state=DeliveryState.WAITING).update(mail_state=DeliveryState.SENDING):
        return  # somebody else sends it, or it is deleted
    feedback = row.get()
    subject, text = answer_mail(feedback)
    try:
        # Called, with no Delivery: that is for people with an account.
        deliver.call(feedback.email, subject, text)
    except Exception as fault:
        row.update(mail_state=DeliveryState.FAILED, mail_failure=reason_of(fault))
        raise
    row.update(mail_state=DeliveryState.SENT)


def answer_mail(feedback: Feedback) -> tuple[str, str]:
    """Subject and text of the mail with an answer."""
    context = {
        "feedback": feedback,
        "day": timezone.localdate(feedback.received_at),
        "days": settings.KEEP_FEEDBACK_DAYS,
        "url": absolute_url(feedback.path) if feedback.path else "",
    }
    return render("feedback_answer", context)
