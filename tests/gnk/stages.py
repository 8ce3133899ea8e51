"""The stages of the demonstration: one process goes through all of them and keeps each as an SQLite database."""

import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.utils import timezone

from accounts.mail import silence
from gnk.demo.loader import STEPS, set_the_scene
from tests.migrated import alone


def stages_one_after_another() -> Iterator[str]:
    """Bring one stage after another into the empty database, as the command does with each; leave it empty."""
    with transaction.atomic(), silence():
        scene = set_the_scene(timezone.now())
        for step in STEPS:
            step.lead_to(scene)
            with transaction.atomic():
                step.go_on_at(scene)
                yield step.stage
                transaction.set_rollback(True)
        transaction.set_rollback(True)


def kept_stages(factory: pytest.TempPathFactory) -> Path:
    """The directory of the kept stages. Who comes first loads them into its empty database, the others wait."""
    base = factory.getbasetemp()
    directory = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "stages"
    directory.mkdir(exist_ok=True)
    with alone(directory / "lock"):
        if not _tasks(directory).exists():
            tasks = {}
            for stage in stages_one_after_another():
                # A backup would wait for the end of the transaction, which is never committed.
                _database(directory, stage).write_bytes(connection.connection.serialize())
                tasks[stage] = waiting_tasks()
            _tasks(directory).write_text(json.dumps(tasks))
    return directory


def bring_stage(kept: Path, stage: str) -> None:
    """Put a kept stage in the place of everything in the database."""
    connection.ensure_connection()
    with closing(sqlite3.connect(_database(kept, stage))) as source:
        source.backup(connection.connection)


@contextmanager
def stage_for_a_while(kept: Path, stage: str) -> Iterator[None]:
    """Bring a kept stage, and afterwards what was there before."""
    connection.ensure_connection()
    with closing(sqlite3.connect(":memory:")) as before:
        connection.connection.backup(before)
        bring_stage(kept, stage)
        yield
        before.backup(connection.connection)


def waiting_tasks() -> list[str]:
    """The names of the tasks that begin when the transaction is committed."""
    calls = [entry[1] for entry in connection.run_on_commit if isinstance(entry[1], partial)]
    tasks = [getattr(call.func, "__self__", None) for call in calls]
    return [str(task.module_path) for task in tasks if task is not None]


def kept_tasks(kept: Path, stage: str) -> list[str]:
    """The names of the tasks that waited when the stage was loaded."""
    names: list[str] = json.loads(_tasks(kept).read_text())[stage]
    return names


def _database(directory: Path, stage: str) -> Path:
    return directory / f"{stage}.sqlite3"


def _tasks(directory: Path) -> Path:
    """Written when all stages are kept."""
    return directory / "tasks.json"
