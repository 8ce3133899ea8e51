"""Steps for the work of a job: reporting how far it is, and storing its product with its end, or nothing."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.utils import timezone

from jobs.choices import JobState
from jobs.models import Job
from jobs.storable import storable

SECONDS_BETWEEN_REPORTS = 1.0


class JobStopped(Exception):
    """The job was cancelled, replaced, or taken up by another worker: whatever is being made is not wanted."""


class Steps:
    """The means by which the work of a job reports its progress and stores its product."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._reported = time.monotonic() - SECONDS_BETWEEN_REPORTS

    def report(self, done: int, total: int, word: str = "") -> None:
        """Report the progress, at most once in a second; `word` replaces what the page says is being done.

        Raises JobStopped. Must not be called within a transaction: nobody would see it.
        """
        if time.monotonic() - self._reported < SECONDS_BETWEEN_REPORTS:
            return
        self._reported = time.monotonic()
        words = {"word": storable(word)} if word else {}
        self._update(done=done, total=total, **words)

    @contextmanager
    def finishing(self) -> Iterator[None]:
        """The transaction that stores the product: with it the job is done. Raises JobStopped and stores nothing."""
        with transaction.atomic():
            # Whoever cancels it or forgets its product waits until that is stored.
            if Job.objects.held_by(self._job).select_for_update().first() is None:
                raise JobStopped
            yield
            self._update(state=JobState.DONE, finished_at=timezone.now())

    def _update(self, **values: object) -> None:
        if not Job.objects.held_by(self._job).update(reported_at=timezone.now(), **values):
            raise JobStopped
