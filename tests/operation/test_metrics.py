"""The figures of the installation: for who brings the token, the same from every process."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.deliveries import DeliveryState
from accounts.mail import deliver
from accounts.models import Delivery, User
from jobs.actions import give_sign_of_life
from jobs.choices import JobState
from jobs.models import Job
from operation.models import Backup, PeriodicRun
from tests.conftest import tasks_in

pytestmark = pytest.mark.django_db
TOKEN = "metrics-token-of-a-test"
# https://prometheus.io/docs/instrumenting/exposition_formats: a line of the text format.
LINE = re.compile(r'(?:# (?:HELP|TYPE) .+|[a-z_]+(?:\{[a-z_]+="[^"]*"(?:,[a-z_]+="[^"]*")*\})? -?[0-9.e+-]+)')


def figures(client: Client) -> dict[str, float]:
    response = client.get("/health/metrics", headers={"authorization": f"Bearer {TOKEN}"})
    assert response.status_code == 200
    assert response["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
    lines = response.content.decode().splitlines()
    assert [line for line in lines if not LINE.fullmatch(line)] == []
    return {name: float(value) for name, value in (line.rsplit(" ", 1) for line in lines if line[0] != "#")}


@pytest.fixture
def token(settings: Any) -> None:
    settings.METRICS_TOKEN = TOKEN
    settings.TASKS = tasks_in("django_tasks_db.DatabaseBackend")


def test_figures_are_for_who_brings_the_token(client: Client, settings: Any) -> None:
    for expected, asked in (("", ""), ("", "Bearer "), (TOKEN, ""), (TOKEN, "Bearer falsch"), (TOKEN, TOKEN)):
        settings.METRICS_TOKEN = expected
        response = client.get("/health/metrics", headers={"authorization": asked})
        assert (response.status_code, response.content) == (401, b"")


def test_figures_of_mails_name_the_days_of_the_settings(client: Client, token: None, settings: Any) -> None:
    settings.KEEP_MAILS_DAYS = 7
    answer = client.get("/health/metrics", headers={"authorization": f"Bearer {TOKEN}"}).content.decode()
    assert "# HELP gnk_mails Mails to people of the last 7 days by state.\n" in answer


def test_figures_say_how_work_mails_and_backup_stand(client: Client, token: None, coordination: User) -> None:
    now = timezone.now()
    for seconds in (10, 30):
        begun = now - timedelta(minutes=5)
        ended = begun + timedelta(seconds=seconds)
        Job.objects.create(kind="version-pdf", state=JobState.DONE, started_at=begun, finished_at=ended)
    Job.objects.create(kind="version-pdf", state=JobState.FAILED, finished_at=now, failure="x")
    # Long ago: counted, but not what it takes now.
    long_ago = now - timedelta(days=3)
    Job.objects.create(kind="table", state=JobState.DONE, started_at=long_ago, finished_at=long_ago)
    values = {"to": coordination, "subject": "x", "queued_at": now}
    Delivery.objects.create(**values, state=DeliveryState.FAILED, failure="x")
    deliver.enqueue("a@example.org", "Code", "123456", "", "")
    give_sign_of_life(queues=["default"], at=now - timedelta(minutes=3))
    Backup.objects.create(started_at=now, ended_at=now - timedelta(hours=1), path="/x.tar", size=1)
    PeriodicRun.objects.create(name="clear_mails", started_at=now, ended_at=now, failed_at=now, failure="x")
    found = figures(client)
    exact = {
        'gnk_jobs{kind="version-pdf",state="done"}': 2,
        'gnk_jobs{kind="version-pdf",state="failed"}': 1,
        'gnk_job_seconds_mean{kind="version-pdf"}': 20,
        'gnk_job_seconds_longest{kind="version-pdf"}': 30,
        'gnk_queue_waiting{queue="mail"}': 1,
        'gnk_queue_waiting{queue="default"}': 0,
        'gnk_mails{state="failed"}': 1,
        'gnk_periodic_failed{work="clear_mails"}': 1,
        'gnk_periodic_failed{work="watch"}': 0,
    }
    assert {name: found[name] for name in exact} == exact
    assert 'gnk_job_seconds_mean{kind="table"}' not in found
    assert 3600 <= found["gnk_backup_age_seconds"] < 3700
    assert 180 <= found['gnk_worker_silence_seconds{queue="default"}'] < 280


def test_figures_take_few_queries(
    client: Client, token: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(20):
        Job.objects.create(kind=f"kind-{number}")
    with django_assert_num_queries(7):
        figures(client)
