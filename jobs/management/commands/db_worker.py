"""The background worker, which also takes up the jobs that a lost one has left behind."""

import logging
import time
from collections.abc import Collection
from threading import Event, Thread
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone
from django_tasks_db.management.commands import db_worker

from jobs.actions import give_sign_of_life, take_up_silent_jobs
from jobs.migrated import unapplied_migrations

logger = logging.getLogger(__name__)
SECONDS_BETWEEN_LOOKS = 30.0
SECONDS_BETWEEN_TRIES = 3.0


class Command(db_worker.Command):
    """The worker of django-tasks. It waits for the migrations, and says beside its tasks that it lives.

    Whichever queue its tasks are in, it also looks for silent jobs.
    """

    def handle(self, **options: Any) -> None:
        self._wait_for_migrations()
        queues = queues_of(options["queue_name"], options["exclude_queues"])
        over = Event()
        beside = Thread(target=live, args=(queues, over), daemon=True)
        beside.start()
        try:
            super().handle(**options)
        finally:
            over.set()
            beside.join()

    def _wait_for_migrations(self) -> None:
        """A service manager starts all services at once: the database may be there later, and migrated later still."""
        said = False
        while not is_migrated():
            if not said:
                self.stderr.write("The database is not migrated yet: waiting for `manage.py migrate`.")
                said = True
            time.sleep(SECONDS_BETWEEN_TRIES)


def is_migrated() -> bool:
    """Whether the database is there and as far as the code."""
    try:
        return not unapplied_migrations()
    except DatabaseError:
        return False
    finally:
        connection.close()


def queues_of(named: str, excluded: str) -> list[str]:
    """The queues that a worker serves, from its options."""
    asked = settings.TASKS["default"]["QUEUES"] if "*" in named.split(",") else named.split(",")
    return [queue for queue in asked if queue not in excluded.split(",")]


def live(queues: Collection[str], over: Event) -> None:
    """Give signs of life and take up silent jobs now and then, until it is over."""
    while True:
        try:
            give_sign_of_life(queues=queues, at=timezone.now())
            take_up_silent_jobs()
        except DatabaseError as error:
            # Somebody is writing for long, or the database is away: the next time will do.
            logger.warning("No sign of life could be given, or silent jobs be looked for: %s", error)
        except Exception:
            logger.exception("Silent jobs could not be taken up")
        finally:
            connection.close()
        if over.wait(SECONDS_BETWEEN_LOOKS):
            return
