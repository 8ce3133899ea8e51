"""Ordering and cancelling work in the background, and taking up what a lost worker left behind."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import partial
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.exceptions import RuleBroken
from accounts.models import User
from jobs.choices import JobState
from jobs.kinds import JobKind, kind_of
from jobs.models import Job, QueueSign
from jobs.runner import fail
from jobs.storable import storable
from jobs.tasks import run_job

# Work that has ended its worker so often will end the next one, too.
ATTEMPTS_AT_MOST = 3


@transaction.atomic
def order(
    kind: type[JobKind],
    *,
    by: User | None,
    word: str,
    total: int = 0,
    arguments: Mapping[str, str] | None = None,
) -> Job:
    """Have work done in the background, once the transaction is committed. `word` says what will happen."""
    job = Job.objects.create(
        kind=kind.name, requested_by=by, word=storable(word), total=total, arguments=dict(arguments or {})
    )
    _enqueue(job)
    return job


@transaction.atomic
def cancel(*, job: Job) -> None:
    """End a job; its worker learns of it with its next step and stores nothing. Raises RuleBroken if it is over."""
    if not Job.objects.open().filter(pk=job.pk).update(state=JobState.CANCELLED, finished_at=timezone.now()):
        raise RuleBroken(_("Das ist schon beendet und lässt sich nicht mehr abbrechen."))


@transaction.atomic
def try_again(*, job: Job) -> None:
    """Put a failed job back into the queue. Raises RuleBroken when it did not fail, or nobody waits for it any more."""
    current = Job.objects.select_for_update().get(pk=job.pk)
    if current.state != JobState.FAILED:
        raise RuleBroken(_("Dieser Auftrag ist nicht gescheitert, oder er läuft schon wieder."))
    try:
        # The row that its product would belong to may be gone, or have another job by now.
        kind_of(current).page(current)
    except (ObjectDoesNotExist, KeyError) as gone:
        raise RuleBroken(
            _("Auf das Ergebnis dieses Auftrags wartet niemand mehr: Er ist gelöscht oder ersetzt.")
        ) from gone
    current.state, current.failure, current.trace, current.finished_at = JobState.WAITING, "", "", None
    current.attempts, current.done, current.reported_at = 0, 0, timezone.now()
    current.save()
    _enqueue(current)


def give_sign_of_life(*, queues: Iterable[str], at: datetime) -> None:
    """Write down that a worker of these queues lives."""
    for queue in queues:
        QueueSign.objects.update_or_create(queue=queue, defaults={"seen_at": at})


def take_up_silent_jobs() -> int:
    """Put jobs whose worker is gone back into the queue, or give them up after several attempts. Returns how many."""
    keys = list(Job.objects.silent().values_list("pk", flat=True))
    return sum(_take_up(pk) for pk in keys)


@transaction.atomic
def _take_up(pk: UUID) -> bool:
    # Whatever another process holds is not lost.
    job = Job.objects.silent().select_for_update(skip_locked=True).filter(pk=pk).first()
    if job is None:
        return False
    if job.state == JobState.RUNNING and job.attempts >= ATTEMPTS_AT_MOST:
        fail(job, str(kind_of(job).silence), f"The worker was lost {job.attempts} times.")
        return True
    job.state, job.reported_at = JobState.WAITING, timezone.now()
    job.save(update_fields=["state", "reported_at"])
    _enqueue(job)
    return True


def _enqueue(job: Job) -> None:
    transaction.on_commit(partial(run_job.enqueue, str(job.pk)))
