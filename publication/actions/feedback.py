"""What becomes of a feedback: it is received, answered, closed, published and forgotten."""

from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.deliveries import DeliveryState
from accounts.mail import is_silent
from accounts.models import User
from editing.exceptions import RuleBroken
from publication.choices import FeedbackState
from publication.feedback.mails import queue_answer
from publication.models import Feedback, PublishedFeedback


class AnsweredMeanwhile(RuleBroken):
    """Somebody else has answered since the page was opened."""

    def __init__(self, by: User | None) -> None:
        name = by.name if by else _("jemand anderes")
        super().__init__(_("Inzwischen hat %s geantwortet. Ihre Antwort ist nicht verschickt.") % name)


class Wording(NamedTuple):
    """A feedback and its answer as everybody reads them."""

    text: str
    answer: str


@transaction.atomic
def receive_feedback(*, feedback: Feedback, path: str, page_title: str, at: datetime) -> None:
    """Keep what somebody wrote about a page, or about none. No actor is named: nobody knows who it was."""
    feedback.path, feedback.page_title, feedback.received_at = path, page_title, at
    feedback.full_clean()
    feedback.save()


@transaction.atomic
def answer_feedback(*, feedback: Feedback, answer: str, by: User, at: datetime) -> bool:
    """Answer a feedback, by mail if an address was given; return whether a mail leaves.

    Raises AnsweredMeanwhile when it has an answer: nobody gets two that contradict each other.
    """
    locked = _locked(feedback)
    if locked.answer:
        raise AnsweredMeanwhile(locked.answered_by)
    locked.answer, locked.answered_at, locked.answered_by = answer, at, by
    locked.state = FeedbackState.ANSWERED
    is_mailed = bool(locked.email) and not is_silent()
    if is_mailed:
        locked.mail_state, locked.mail_queued_at = DeliveryState.WAITING, at
        queue_answer(locked)
    locked.full_clean()
    locked.save()
    return is_mailed


@transaction.atomic
def send_answer_again(*, feedback: Feedback, by: User, at: datetime) -> None:
    """Queue the mail with an answer once more if it did not leave. Raises RuleBroken when it did, or is under way."""
    locked = _locked(feedback)
    if not locked.is_mail_missing(at):
        raise RuleBroken(_("Diese E-Mail ist schon unterwegs. Sie wird nicht noch einmal verschickt."))
    locked.mail_state, locked.mail_failure, locked.mail_queued_at = DeliveryState.WAITING, "", at
    locked.save(update_fields=["mail_state", "mail_failure", "mail_queued_at"])
    queue_answer(locked)


@transaction.atomic
def close_feedback(*, feedback: Feedback, by: User) -> None:
    """Put a feedback away, with or without an answer."""
    locked = _locked(feedback)
    locked.state = FeedbackState.CLOSED
    locked.save(update_fields=["state"])


@transaction.atomic
def reopen_feedback(*, feedback: Feedback, by: User) -> None:
    """Take back that a feedback was put away."""
    locked = _locked(feedback)
    locked.state = FeedbackState.ANSWERED if locked.answer else FeedbackState.NEW
    locked.save(update_fields=["state"])


@transaction.atomic
def publish_feedback(*, feedback: Feedback, wording: Wording, by: User, at: datetime) -> None:
    """Show a feedback and its answer on the page it is about, or change what is shown there.

    Raises RuleBroken for what is about no page or has no answer.
    """
    locked = _locked(feedback)
    if not locked.path:
        raise RuleBroken(_("Diese Rückmeldung gehört zu keiner Seite, auf der sie stehen könnte."))
    if not locked.answer:
        raise RuleBroken(_("Bitte antworten Sie zuerst. Veröffentlicht wird beides zusammen."))
    PublishedFeedback.objects.update_or_create(
        feedback=locked,
        defaults={**wording._asdict(), "path": locked.path, "published_at": at, "published_by": by},
    )


@transaction.atomic
def withdraw_feedback(*, feedback: Feedback, by: User) -> None:
    """Show a feedback nowhere any more."""
    PublishedFeedback.objects.filter(feedback=_locked(feedback)).delete()


@transaction.atomic
def delete_feedback(*, feedback: Feedback, by: User) -> None:
    """Delete a feedback, its answer and what was published of it. No trace stays: it is about a person."""
    _locked(feedback).delete()


@transaction.atomic
def clear_feedback(*, at: datetime) -> int:
    """Delete what was received longer ago than the settings keep it, published or not; return how many."""
    outdated = Feedback.objects.outdated(at)
    count = outdated.count()
    outdated.delete()
    return count


def _locked(feedback: Feedback) -> Feedback:
    """The row of now. Raises RuleBroken when somebody has deleted it."""
    rows = Feedback.objects.select_for_update(of=("self",)).select_related("answered_by")
    locked = rows.filter(pk=feedback.pk).first()
    if locked is None:
        raise RuleBroken(_("Diese Rückmeldung ist inzwischen gelöscht."))
    return locked
