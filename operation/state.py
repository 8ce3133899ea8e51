"""The queues of the installation as they stand, for the page."""

from datetime import datetime

from django.conf import settings
from django.db.models import Count, Min
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django_tasks_db.models import DBTaskResult
from msgspec import Struct

from jobs.models import QueueSign
from operation.actions.watching import SILENCE_OF_A_WORKER

LABELS: dict[str, Promise] = {"default": _("PDF-Dateien, Tabellen und Texte"), "mail": _("E-Mails")}


class QueueState(Struct, frozen=True):
    """A queue: when its worker was heard of last, and what waits in it since when."""

    label: str
    seen_at: datetime | None
    is_silent: bool
    waiting: int
    oldest: datetime | None


def waiting_in_queues() -> dict[str, tuple[int, datetime | None]]:
    """How much waits in each queue, and since when the oldest of it; an empty queue is left out."""
    ready = DBTaskResult.objects.ready().order_by().values("queue_name")
    rows = ready.annotate(count=Count("pk"), oldest=Min("enqueued_at"))
    return {row["queue_name"]: (row["count"], row["oldest"]) for row in rows}


def queue_states(at: datetime) -> list[QueueState]:
    """Every queue with its worker and what waits."""
    seen = dict(QueueSign.objects.values_list("queue", "seen_at"))
    waiting = waiting_in_queues()
    states = []
    for queue in settings.TASKS["default"]["QUEUES"]:
        count, oldest = waiting.get(queue, (0, None))
        heard = seen.get(queue)
        states.append(
            QueueState(
                label=str(LABELS.get(queue, queue)),
                seen_at=heard,
                is_silent=heard is None or heard <= at - SILENCE_OF_A_WORKER,
                waiting=count,
                oldest=oldest,
            )
        )
    return states
