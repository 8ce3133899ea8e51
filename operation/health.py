"""What a machine is told that watches the installation: short words, and nothing about anybody."""

import os
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError
from django_tasks import DEFAULT_TASK_QUEUE_NAME

from accounts.mail import QUEUE
from jobs.migrated import unapplied_migrations
from operation.actions.watching import AGE_OF_WORK, queue_age, silent_queues
from operation.folders import nearest_existing

# A worker takes a mail within seconds.
AGE_OF_A_MAIL = timedelta(minutes=10)
OK, FAULT, UNKNOWN = "ok", "fault", "unknown"


def readiness(at: datetime) -> dict[str, str]:
    """What the installation needs to work, each with a word. What cannot be asked without a database is unknown."""
    found = {"storage": OK if is_writable(Path(settings.MEDIA_ROOT)) else FAULT}
    asked: dict[str, Callable[[], bool]] = {
        "migrations": lambda: not unapplied_migrations(),
        "worker": lambda: not silent_queues(at),
        "mail_queue": lambda: queue_age(QUEUE, at) < AGE_OF_A_MAIL,
        "work_queue": lambda: queue_age(DEFAULT_TASK_QUEUE_NAME, at) < AGE_OF_WORK,
    }
    try:
        words = {name: OK if question() else FAULT for name, question in asked.items()}
    except DatabaseError:
        return {**found, "database": FAULT, **dict.fromkeys(asked, UNKNOWN)}
    return {**found, "database": OK, **words}


def is_writable(folder: Path) -> bool:
    """Whether files can be stored in a folder, which the first of them makes. Writes nothing."""
    try:
        existing = nearest_existing(folder)
        return existing.is_dir() and os.access(existing, os.W_OK | os.X_OK)
    except OSError:
        # A folder on the way that may not be entered.
        return False
