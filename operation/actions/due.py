"""Running the periodic work that is due: each piece once, whoever else tries at the same time."""

import logging
from collections.abc import Callable, Iterator
from datetime import datetime
from io import StringIO

from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from msgspec import Struct

from jobs.storable import storable
from operation.models import PeriodicRun
from operation.periodic import Periodic, periodic_work

logger = logging.getLogger(__name__)
FAILURE_AT_MOST = 1000


class Outcome(Struct, frozen=True):
    """How one piece of work ended: what it said, or why it failed."""

    work: Periodic
    said: str = ""
    failure: str = ""


def run_due(*, now: Callable[[], datetime] = timezone.now) -> Iterator[Outcome]:
    """Run what is due, one piece after another. One that fails does not stop the others."""
    for work in periodic_work():
        if _is_claimed(work, now()):
            yield _run(work, now)


def _is_claimed(work: Periodic, at: datetime) -> bool:
    """Take a piece of work that is due; only one of several timers gets it."""
    row, _is_new = PeriodicRun.objects.get_or_create(name=work.command)
    if not row.is_due(at, work.every):
        return False
    # Whoever wrote the start since it was read has it.
    unchanged = PeriodicRun.objects.filter(name=work.command, started_at=row.started_at)
    return bool(unchanged.update(started_at=at, ended_at=None))


def _run(work: Periodic, now: Callable[[], datetime]) -> Outcome:
    said = StringIO()
    try:
        call_command(work.command, *work.arguments, stdout=said, stderr=said)
    except Exception as error:
        # The boundary of a piece of work: the others must run all the same.
        logger.exception("Periodic work %s failed", work.command)
        # Or the failure of the database would be that of what comes next. A test works in one transaction.
        if not connection.in_atomic_block:
            connection.close_if_unusable_or_obsolete()
        failure = storable(f"{type(error).__name__}: {error}")[:FAILURE_AT_MOST]
        _end(work, now(), failure)
        return Outcome(work=work, failure=failure)
    _end(work, now())
    return Outcome(work=work, said=said.getvalue().strip())


def _end(work: Periodic, at: datetime, failure: str = "") -> None:
    values = {"failed_at": at, "failure": failure} if failure else {}
    PeriodicRun.objects.filter(name=work.command).update(ended_at=at, **values)
