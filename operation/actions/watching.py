"""Telling the operator that something stands still, once when it begins and once when it is over."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Min
from django.urls import reverse
from django.utils.translation import gettext as _
from django_tasks import DEFAULT_TASK_QUEUE_NAME
from django_tasks_db.models import DBTaskResult
from msgspec import Struct

from accounts.mail import absolute_url, message, render
from accounts.models import User
from jobs.models import QueueSign
from operation.choices import AlarmKind
from operation.models import Alarm, Backup

SILENCE_OF_A_WORKER = timedelta(minutes=10)
AGE_OF_A_BACKUP = timedelta(days=2)
# The longest work takes minutes; a worker that takes nothing for so long hangs.
AGE_OF_WORK = timedelta(hours=1)


class Change(Struct, frozen=True):
    """An alarm that begins or is over."""

    kind: AlarmKind
    is_over: bool


def alarms_at(at: datetime) -> list[AlarmKind]:
    """What is wrong at a moment, of what the operator is told."""
    found = []
    # A worker that hangs in its work goes on giving signs of life.
    if silent_queues(at) or queue_age(DEFAULT_TASK_QUEUE_NAME, at) >= AGE_OF_WORK:
        found.append(AlarmKind.WORKER_SILENT)
    if _last_backup(at) < at - AGE_OF_A_BACKUP:
        found.append(AlarmKind.BACKUP_OLD)
    return found


def _last_backup(at: datetime) -> datetime:
    """When the last backup ended; before the first one, when there was something to back up."""
    newest = Backup.objects.first()
    if newest is not None:
        return newest.ended_at
    begun: datetime | None = User.objects.aggregate(begun=Min("created_at"))["begun"]
    return begun or at


def silent_queues(at: datetime) -> list[str]:
    """The queues whose workers have been silent for too long."""
    return QueueSign.objects.silent(
        queues=settings.TASKS["default"]["QUEUES"], since=at - SILENCE_OF_A_WORKER
    )


def queue_age(queue: str, at: datetime) -> timedelta:
    """How long what waits longest in a queue has been waiting for a worker."""
    waiting = DBTaskResult.objects.ready().filter(queue_name=queue)
    oldest: datetime | None = waiting.aggregate(oldest=Min("enqueued_at"))["oldest"]
    return at - oldest if oldest else timedelta()


def watch(*, at: datetime) -> list[Change]:
    """Tell the operator what has changed since the last time. What could not be told is told the next time.

    Before anybody has an account nobody misses anything, and workers may be on their way.
    """
    if not settings.OPERATOR_EMAIL or not User.objects.exists():
        return []
    wrong = alarms_at(at)
    known = set(Alarm.objects.values_list("kind", flat=True))
    changes = [Change(kind=kind, is_over=False) for kind in wrong if kind not in known]
    changes += [Change(kind=kind, is_over=True) for kind in AlarmKind if kind in known and kind not in wrong]
    for change in changes:
        with transaction.atomic():
            if change.is_over:
                Alarm.objects.filter(kind=change.kind).delete()
            else:
                Alarm.objects.create(kind=change.kind, since=at)
            _tell(change)
    return changes


def _tell(change: Change) -> None:
    """Past the queue: it may be its worker that is silent."""
    subject, text = render(
        "alarm",
        {
            "title": _("Wieder in Ordnung") if change.is_over else change.kind.label,
            "change": change,
            "host": absolute_url("/"),
            "page": absolute_url(reverse("operation:overview")),
        },
    )
    message(settings.OPERATOR_EMAIL, subject, text).send()
