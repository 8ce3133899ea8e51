"""Running a job: one worker claims it, gives signs of life, and says how it ended."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread
from traceback import format_exception
from uuid import UUID

from django.db import DatabaseError, connection
from django.utils import timezone

from accounts.exceptions import RuleBroken
from jobs.choices import JobState
from jobs.kinds import kind_of
from jobs.models import Job
from jobs.steps import JobStopped, Steps
from jobs.storable import storable

logger = logging.getLogger(__name__)
SECONDS_BETWEEN_SIGNS_OF_LIFE = 15.0


def run(pk: UUID | str) -> None:
    """Do the work of a waiting job. Whatever goes wrong is noted in the job and logged, never raised.

    Nothing happens when the job is gone, or when another worker has it already.
    """
    job = Job.objects.filter(pk=pk).first()
    if job is None:
        return
    kind = kind_of(job)
    if not _is_claimed(job):
        return
    try:
        with _signs_of_life(job):
            kind.work(job, Steps(job))
    except JobStopped:
        logger.info("Job %s was stopped", job)
    except RuleBroken as refusal:
        fail(job, str(refusal) or str(kind.failure))
    except Exception as error:
        # The boundary of a background task: whatever went wrong, the person waiting must learn of it.
        logger.exception("Job %s failed", job)
        fail(job, str(kind.failure), "".join(format_exception(error)))
    else:
        # Unless `finishing` has said so, with the product.
        Job.objects.held_by(job).update(state=JobState.DONE, finished_at=timezone.now())


def fail(job: Job, failure: str, trace: str = "") -> None:
    """Tell why nothing came of this attempt, unless it is not waited for any more."""
    now = timezone.now()
    Job.objects.held_by(job).update(
        state=JobState.FAILED,
        failure=storable(failure),
        trace=storable(trace),
        finished_at=now,
        reported_at=now,
    )


def _is_claimed(job: Job) -> bool:
    """Take a waiting job; only one of several workers gets it."""
    now = timezone.now()
    waiting = Job.objects.filter(pk=job.pk, state=JobState.WAITING, attempts=job.attempts)
    values = {"state": JobState.RUNNING, "attempts": job.attempts + 1, "started_at": now, "reported_at": now}
    if not waiting.update(**values):
        return False
    job.attempts += 1
    return True


@contextmanager
def _signs_of_life(job: Job) -> Iterator[None]:
    """Let the job be heard of while its work reports nothing, because it is one transaction."""
    over = Event()
    beside = Thread(target=_give_signs_of_life, args=(job, over), daemon=True)
    beside.start()
    try:
        yield
    finally:
        over.set()
        beside.join()


def _give_signs_of_life(job: Job, over: Event) -> None:
    while not over.wait(SECONDS_BETWEEN_SIGNS_OF_LIFE):
        try:
            Job.objects.held_by(job).update(reported_at=timezone.now())
        except DatabaseError:
            # SQLite has one writer at a time, and that is the work itself.
            logger.debug("Job %s could not give a sign of life", job)
        finally:
            connection.close()
