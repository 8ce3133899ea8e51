"""The background worker, which also takes up the jobs that a lost one has left behind."""

import logging
from threading import Event, Thread
from typing import Any

from django.db import connection
from django_tasks_db.management.commands import db_worker

from jobs.actions import take_up_silent_jobs

logger = logging.getLogger(__name__)
SECONDS_BETWEEN_LOOKS = 30.0


class Command(db_worker.Command):
    """The worker of django-tasks. Beside its tasks, whichever queue they are in, it looks for silent jobs."""

    def handle(self, **options: Any) -> None:
        over = Event()
        beside = Thread(target=look_for_silent_jobs, args=(over,), daemon=True)
        beside.start()
        try:
            super().handle(**options)
        finally:
            over.set()
            beside.join()


def look_for_silent_jobs(over: Event) -> None:
    """Take up silent jobs now and then, until it is over."""
    while True:
        try:
            take_up_silent_jobs()
        except Exception:
            # Somebody is writing for long, or the database is away: the next look will do.
            logger.exception("Silent jobs could not be looked for")
        finally:
            connection.close()
        if over.wait(SECONDS_BETWEEN_LOOKS):
            return
