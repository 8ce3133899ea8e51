"""SIGKILL in the middle of taking a table over, and two workers at the same table: all rows once, or none."""

import logging
import os
import signal
import threading
import traceback
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from jobs.actions import take_up_silent_jobs
from jobs.models import SILENCE_OF_A_LOST_JOB, Job
from jobs.runner import run
from strategy.models import Measure, OperationalGoal
from tables.actions.imports import request_applying
from tables.choices import ImportStatus
from tables.models import TableImport
from tests.builders import make_programme, make_strategy, make_user
from tests.statements import WRITES
from tests.tables.test_imports import HEAD, upload

pytestmark = pytest.mark.slow

# Taking over the table below writes about twenty statements; the work dies before each third of them.
DEATHS = range(1, 22, 3)
NEW_ROWS = 250


def table_to_apply() -> tuple[TableImport, User]:
    """A preview of one changed and many new measures, asked to be taken over."""
    by = make_user(Role.COORDINATION)
    measure = make_programme(make_strategy(), by=by)
    above = measure.operational_goal.number
    lines = [f"{measure.number};{above};Anders;", *(f";{above};Neu {n};{n}" for n in range(NEW_ROWS))]
    found = upload(HEAD + "\n".join(lines), by=by)
    request_applying(table_import=found, by=by)
    found.refresh_from_db()
    return found, by


def die_before(write: int, found: TableImport, log: Path) -> bool:
    """Take over in a process of its own that is killed before its n-th write. Returns whether it came to that."""
    connection.close()
    shared = connections["default"]
    child = os.fork()
    if not child:
        # Beside a browser the session runs in an event loop, which has connections of its own and is not inherited.
        connections["default"] = shared
        logging.getLogger("jobs.runner").addHandler(logging.FileHandler(log))
        left = write

        def count(execute: Any, statement: str, parameters: Any, many: bool, context: Any) -> Any:
            nonlocal left
            if statement.lstrip().upper().startswith(WRITES):
                left -= 1
                if not left:
                    os.kill(os.getpid(), signal.SIGKILL)
            return execute(statement, parameters, many, context)

        try:
            with connection.execute_wrapper(count):
                run(found.job_id)
        except BaseException:
            log.write_text(traceback.format_exc())
        finally:
            # Whatever happens, this copy of the test session ends here.
            os._exit(0)
    return os.waitpid(child, 0)[1] == signal.SIGKILL


def titles() -> list[str]:
    return list(Measure.objects.order_by("position").values_list("title", flat=True))


def test_killed_worker_leaves_all_rows_or_none(shared_database_url: str, tmp_path: Path) -> None:
    found, _by = table_to_apply()
    before, killed, log = titles(), 0, tmp_path / "child.log"
    for write in DEATHS:
        killed += die_before(write, found, log)
        assert not log.exists() or log.read_text() == ""
        found.refresh_from_db()
        if found.status == ImportStatus.APPLIED:
            break
        assert titles() == before
        assert Measure.history.count() == 1
        assert not found.rows.exclude(written=None).exists()
        # What a worker finds that looks after the silence; how often it tries is another test.
        Job.objects.update(reported_at=timezone.now() - 2 * SILENCE_OF_A_LOST_JOB, attempts=1)
        assert take_up_silent_jobs() == 1
    else:
        run(found.job_id)
    assert killed >= 4
    assert titles() == ["Anders", *(f"Neu {n}" for n in range(NEW_ROWS))]
    assert Measure.history.count() == NEW_ROWS + 2


@pytest.mark.django_db(transaction=True)
def test_two_workers_take_a_table_over_once() -> None:
    if connection.vendor == "sqlite":
        pytest.skip("Threads share the connection of an SQLite database in memory.")
    found, _by = table_to_apply()
    barrier = threading.Barrier(2)

    def work() -> None:
        barrier.wait()
        run(found.job_id)
        connections.close_all()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    found.refresh_from_db()
    assert found.status == ImportStatus.APPLIED
    assert OperationalGoal.objects.get().measures.count() == NEW_ROWS + 1
