"""Figures for a machine that draws curves of the installation: the text format of Prometheus, version 0.0.4.

All come from the database, so any process may be asked, and they are the same after a restart. What a request takes
stands in the log, one line for each.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Avg, Count, DurationField, ExpressionWrapper, F, Max
from msgspec import Struct

from accounts.models import Delivery
from jobs.choices import JobState
from jobs.models import Job, QueueSign
from operation.models import Backup
from operation.runs import standings
from operation.state import waiting_in_queues

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
LAST_DAY = timedelta(days=1)
TOOK = ExpressionWrapper(F("finished_at") - F("started_at"), output_field=DurationField())


class Sample(Struct, frozen=True):
    """One value with the labels that tell it from others of the same metric."""

    value: float
    labels: dict[str, str] = {}


class Metric(Struct, frozen=True):
    """A figure that may go up and down, with its values."""

    name: str
    help: str
    samples: list[Sample]


def exposition(at: datetime) -> str:
    """All figures as text."""
    lines = []
    for metric in _metrics(at):
        lines += [f"# HELP {metric.name} {metric.help}", f"# TYPE {metric.name} gauge"]
        lines += [f"{metric.name}{_labels(sample.labels)} {sample.value:.15g}" for sample in metric.samples]
    return "\n".join(lines) + "\n"


def _metrics(at: datetime) -> Iterator[Metric]:
    yield Metric("gnk_info", "The version that runs.", [Sample(1, {"version": settings.VERSION})])
    yield from _jobs(at)
    yield from _queues(at)
    mails = Delivery.objects.order_by().values("state").annotate(count=Count("pk"))
    yield Metric(
        "gnk_mails",
        f"Mails to people of the last {settings.KEEP_MAILS_DAYS} days by state.",
        [Sample(row["count"], {"state": row["state"]}) for row in mails],
    )
    failed = [Sample(each.run.has_failed, {"work": each.work.command}) for each in standings()]
    yield Metric("gnk_periodic_failed", "Whether periodic work failed the last time.", failed)
    newest = Backup.objects.first()
    ages = [Sample((at - newest.ended_at).total_seconds())] if newest else []
    yield Metric("gnk_backup_age_seconds", "The age of the last backup; none without one.", ages)


def _jobs(at: datetime) -> Iterator[Metric]:
    counts = Job.objects.order_by().values("kind", "state").annotate(count=Count("pk"))
    yield Metric(
        "gnk_jobs",
        "Long work in the background by kind and state.",
        [Sample(row["count"], {"kind": row["kind"], "state": row["state"]}) for row in counts],
    )
    done = Job.objects.filter(state=JobState.DONE, finished_at__gt=at - LAST_DAY)
    by_kind = done.order_by().values("kind").annotate(mean=Avg(TOOK), longest=Max(TOOK))
    took: list[Any] = list(by_kind.values_list("kind", "mean", "longest"))
    for place, (name, words) in enumerate({"mean": "on average", "longest": "at most"}.items(), start=1):
        yield Metric(
            f"gnk_job_seconds_{name}",
            f"What work of a kind took {words}, of all that was done in 24 hours; version-pdf is the PDF.",
            [Sample(row[place].total_seconds(), {"kind": row[0]}) for row in took],
        )


def _queues(at: datetime) -> Iterator[Metric]:
    found = waiting_in_queues()
    waiting, ages = [], []
    for queue in settings.TASKS["default"]["QUEUES"]:
        count, oldest = found.get(queue, (0, None))
        waiting.append(Sample(count, {"queue": queue}))
        ages.append(Sample((at - (oldest or at)).total_seconds(), {"queue": queue}))
    yield Metric("gnk_queue_waiting", "What waits for a worker.", waiting)
    yield Metric("gnk_queue_age_seconds", "How long what waits longest has been waiting.", ages)
    heard = QueueSign.objects.values_list("queue", "seen_at")
    yield Metric(
        "gnk_worker_silence_seconds",
        "Since when the worker of a queue has given no sign of life.",
        [Sample((at - seen).total_seconds(), {"queue": queue}) for queue, seen in heard],
    )


def _labels(labels: dict[str, str]) -> str:
    """Write labels as the format wants them: the three signs that mean something are escaped."""
    escaped = {ord("\\"): r"\\", ord('"'): r"\"", ord("\n"): r"\n"}
    told = ",".join(f'{name}="{value.translate(escaped)}"' for name, value in labels.items())
    return f"{{{told}}}" if told else ""
