"""What machines are told that watch the installation, and the signs of life that it comes from."""

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts.mail import deliver
from jobs.actions import give_sign_of_life
from jobs.management.commands.db_worker import live, queues_of
from jobs.models import QueueSign
from operation.actions.watching import alarms_at, queue_age
from operation.choices import AlarmKind
from tests.conftest import tasks_in
from tests.migrated import migrated_sqlite

WELL = {
    "database": "ok",
    "migrations": "ok",
    "storage": "ok",
    "worker": "ok",
    "mail_queue": "ok",
    "work_queue": "ok",
}


@pytest.fixture
def living(db: None) -> None:
    give_sign_of_life(queues=["default", "mail"], at=timezone.now())


def test_live_asks_nobody(client: Client) -> None:
    # A test without the mark of the database has none.
    response = client.get("/health/live")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
def test_health_is_asked_without_https(client: Client, settings: Any, living: None) -> None:
    settings.SECURE_SSL_REDIRECT = True
    assert [client.get(f"/health/{name}").status_code for name in ("live", "ready")] == [200, 200]
    assert client.get("/").status_code == 301


def test_ready_says_what_is_there(client: Client, living: None) -> None:
    response = client.get("/health/ready")
    assert (response.status_code, response.json()) == (200, {"status": "ok", "checks": WELL})


def told(client: Client) -> dict[str, str]:
    """What is not in order."""
    response = client.get("/health/ready")
    assert (response.status_code, response["Retry-After"]) == (503, "60")
    return {name: word for name, word in response.json()["checks"].items() if word != "ok"}


def test_ready_misses_a_worker_that_is_silent_or_was_never_there(client: Client, living: None) -> None:
    QueueSign.objects.filter(queue="mail").update(seen_at=timezone.now() - timedelta(minutes=11))
    assert told(client) == {"worker": "fault"}
    QueueSign.objects.filter(queue="mail").delete()
    assert told(client) == {"worker": "fault"}


def test_ready_misses_a_migration(client: Client, living: None) -> None:
    last = MigrationRecorder.Migration.objects.filter(app="operation").latest("pk")
    last.delete()
    assert told(client) == {"migrations": "fault"}


def test_ready_misses_storage_that_is_no_folder(
    client: Client, living: None, settings: Any, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("x")
    settings.MEDIA_ROOT = tmp_path / "file"
    assert told(client) == {"storage": "fault"}


def test_ready_sees_a_mail_that_waits(client: Client, living: None, settings: Any) -> None:
    settings.TASKS = tasks_in("django_tasks_db.DatabaseBackend")
    deliver.enqueue("a@example.org", "Code", "123456", "", "")
    assert client.get("/health/ready").status_code == 200
    DBTaskResult.objects.update(enqueued_at=timezone.now() - timedelta(minutes=12))
    assert told(client) == {"mail_queue": "fault"}
    assert queue_age("mail", timezone.now()) >= timedelta(minutes=12)


def test_ready_sees_work_that_nobody_takes(client: Client, living: None, settings: Any) -> None:
    settings.TASKS = tasks_in("django_tasks_db.DatabaseBackend")
    deliver.enqueue("a@example.org", "Code", "123456", "", "")
    hour = timezone.now() - timedelta(minutes=61)
    DBTaskResult.objects.update(queue_name="default", enqueued_at=hour)
    assert told(client) == {"work_queue": "fault"}
    assert AlarmKind.WORKER_SILENT in alarms_at(timezone.now())


def test_ready_takes_the_same_number_of_queries(client: Client, living: None, settings: Any) -> None:
    settings.TASKS = tasks_in("django_tasks_db.DatabaseBackend")
    counts = []
    for _ in range(2):
        deliver.enqueue("a@example.org", "Code", "123456", "", "")
        with CaptureQueriesContext(connection) as queries:
            client.get("/health/ready")
        counts.append(len(queries))
    assert counts == [5, 5]


@pytest.mark.parametrize(
    ("named", "excluded", "queues"),
    [
        ("default", "", ["default"]),
        ("default,mail", "", ["default", "mail"]),
        ("*", "", ["default", "mail"]),
        ("*", "mail", ["default"]),
    ],
)
def test_worker_speaks_for_the_queues_that_it_serves(named: str, excluded: str, queues: list[str]) -> None:
    assert queues_of(named, excluded) == queues


@pytest.mark.django_db(transaction=True)
def test_worker_gives_signs_of_life() -> None:
    over = Event()
    over.set()
    live(["mail"], over)
    (sign,) = QueueSign.objects.all()
    assert sign.queue == "mail"
    assert timezone.now() - sign.seen_at < timedelta(seconds=10)


@pytest.mark.slow
def test_worker_waits_for_the_first_migration(tmp_path: Path) -> None:
    """As services do that are started together: worker first, database later."""
    environment = os.environ | {
        "GNK_DATABASE_URL": f"sqlite:///{tmp_path / 'late.sqlite3'}",
        "PYTHONUNBUFFERED": "1",
    }
    command = [sys.executable, "manage.py", "db_worker", "--no-reload", "--batch", "--no-startup-delay"]
    worker = subprocess.Popen(
        command, cwd=settings.BASE_DIR, env=environment, stderr=subprocess.PIPE, text=True
    )
    try:
        assert "waiting for `manage.py migrate`" in worker.stderr.readline()
        assert worker.poll() is None
        # Migrating takes longer than the whole test.
        with migrated_sqlite(str(tmp_path / "late.sqlite3")):
            pass
        assert worker.wait(30) == 0
    finally:
        worker.kill()
        worker.wait()
        worker.stderr.close()


SAID = (
    "import os, django; os.environ['DJANGO_SETTINGS_MODULE'] = 'gnk.settings'; django.setup();"
    "from django.conf import settings; d = settings.DATABASES['default'];"
    "print(d['HOST'], d['PORT'], d['NAME'], settings.CACHES['default']['LOCATION'], settings.KEPT_PAGES)"
)


def test_socket_of_a_database_and_folders_beside_the_files_are_understood() -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GNK_")}
    environment |= {
        "GNK_DEBUG": "0",
        "GNK_SECRET_KEY": "x" * 50,
        "GNK_BASE_URL": "https://gnk.example",
        "GNK_EMAIL_URL": "smtp://localhost:25",
        "GNK_EMAIL_FROM": "a@gnk.example",
        "GNK_MEDIA_ROOT": "/var/lib/gnk/media",
        "GNK_DATABASE_URL": "postgres://gnk@%2Fvar%2Frun%2FPostgres:5433/gnk",
    }
    done = subprocess.run(
        [sys.executable, "-c", SAID], cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True
    )
    assert done.stdout.split() == [
        "/var/run/Postgres",
        "5433",
        "gnk",
        "/var/lib/gnk/cache",
        "/var/lib/gnk/kept-pages",
    ], done.stderr
