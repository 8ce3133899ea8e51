"""Mails and sign-in codes never wait behind long work, and nothing that is stored of a task ends its worker."""

import logging
from typing import Any

import pytest
from django.core import mail
from django.core.management import get_commands
from django.db import connection
from django_tasks import task
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from accounts.mail import deliver
from accounts.models import User
from accounts.tasks import send_invitation
from jobs.actions import order
from jobs.choices import JobState
from jobs.models import Job
from jobs.tasks import run_job
from tests.conftest import tasks_in
from tests.jobs.conftest import Example


@task()
def broken(*, is_raised: bool) -> str:
    """End badly with what cannot be stored."""
    if is_raised:
        raise ValueError("halb \ud800 und \x00 nichts")
    return "halb \ud800 und \x00 nichts"


@pytest.fixture
def stored_tasks(settings: Any) -> None:
    settings.TASKS = tasks_in("django_tasks_db.DatabaseBackend")


def work_off(*, queue: str) -> None:
    """What the worker of a queue does until nothing is left."""
    Worker(
        queue_names=[queue],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=queue,
        excluded_queue_names=[],
    ).run()


def test_each_task_has_its_queue() -> None:
    assert {each.name: each.queue_name for each in (deliver, send_invitation, run_job)} == {
        "deliver": "mail",
        "send_invitation": "mail",
        "run_job": "default",
    }


def test_worker_is_the_one_that_takes_up_silent_jobs() -> None:
    assert get_commands()["db_worker"] == "jobs"


@pytest.mark.django_db(transaction=True)
def test_a_code_does_not_wait_for_a_job(stored_tasks: None, coordination: User) -> None:
    job = order(Example, by=coordination, word="")
    deliver.enqueue("a@example.org", "Code", "123456", "", "")
    work_off(queue="mail")
    assert [message.subject for message in mail.outbox] == ["Code"]
    assert Job.objects.get(pk=job.pk).state == JobState.WAITING
    work_off(queue="default")
    assert Job.objects.get(pk=job.pk).state == JobState.DONE


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_raised", [True, False])
def test_outcome_that_cannot_be_stored_leaves_the_worker_alive(
    stored_tasks: None, coordination: User, is_raised: bool, caplog: pytest.LogCaptureFixture
) -> None:
    # Nor could the report of a test be sent with it.
    caplog.set_level(logging.CRITICAL)
    broken.enqueue(is_raised=is_raised)
    after_it = order(Example, by=coordination, word="")
    work_off(queue="default")
    ended = DBTaskResult.objects.get(task_path__endswith="broken")
    # As JSON, SQLite takes any result.
    assert ended.status == ("SUCCESSFUL" if connection.vendor == "sqlite" and not is_raised else "FAILED")
    assert Job.objects.get(pk=after_it.pk).state == JobState.DONE
