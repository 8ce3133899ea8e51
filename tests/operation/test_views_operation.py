"""The page "Betrieb": what runs, what waits, what failed, and starting it again."""

import re
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Delivery, User
from jobs.actions import give_sign_of_life
from jobs.choices import JobState
from jobs.models import Job
from operation.models import Backup, PeriodicRun
from tests.builders import make_job, make_table_import, put_job
from tests.strategy.pages import messages_of

PAGE = "/arbeitsbereich/betrieb/"
NOW = timezone.now()

pytestmark = pytest.mark.usefixtures("strategy")


def failed_job(**fields: object) -> Job:
    return make_job("version-pdf", state=JobState.FAILED, **{"finished_at": timezone.now(), **fields})


def shown(client: Client) -> str:
    """The words of the page."""
    response = client.get(PAGE)
    assert response.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_page_says_how_everything_stands(coordination_client: Client, coordination: User) -> None:
    give_sign_of_life(queues=["default"], at=timezone.now())
    Backup.objects.create(started_at=NOW, ended_at=NOW, path="/srv/x.tar", size=7_000_000, secret_surveys=1)
    PeriodicRun.objects.create(
        name="empty_bin", started_at=NOW, ended_at=NOW, failed_at=NOW, failure="ValueError: Ach."
    )
    Delivery.objects.create(
        to=coordination, subject="Verlorenes", queued_at=NOW, state="failed", failure="Ach."
    )
    failed_job(failure="Kein Platz mehr.")
    text = shown(coordination_client)
    for sentence in (
        "PDF-Dateien, Tabellen und Texte läuft 0",
        "E-Mails hat sich noch nie gemeldet 0",
        "Diese Hintergrunddienste melden sich nicht: mail.",
        "Papierkorb nach 90 Tagen leeren",
        "gescheitert: ValueError: Ach.",
        "PDF einer Fassung Kein Platz mehr.",
        "1 E-Mail ist nicht zugestellt",
        "6,7 MB 1",
        "Version 0.1.0",
    ):
        assert sentence in text


def test_only_failures_of_two_weeks_are_shown(coordination_client: Client) -> None:
    failed_job(finished_at=timezone.now() - timedelta(days=15))
    put_job(make_job("version-pdf"), JobState.DONE)
    assert "Kein Auftrag ist gescheitert." in shown(coordination_client)


def retried(client: Client, job: Job) -> list[str]:
    """What is said after the button of a job."""
    return messages_of(client.post(f"{PAGE}auftraege/{job.pk}/noch-einmal/", follow=True))


def test_failed_job_runs_once_more(coordination_client: Client, coordination: User) -> None:
    job = make_table_import(by=coordination).job
    put_job(job, JobState.FAILED, attempts=3, done=5, trace="x")
    assert retried(coordination_client, job) == [
        "Der Auftrag läuft gleich noch einmal. Scheitert er wieder, steht er wieder hier."
    ]
    job = Job.objects.get()
    assert (job.state, job.attempts, job.done, job.failure, job.trace) == (JobState.WAITING, 0, 0, "", "")
    assert retried(coordination_client, job) == [
        "Dieser Auftrag ist nicht gescheitert, oder er läuft schon wieder."
    ]


@pytest.mark.parametrize("kind", ["version-pdf", "long-gone"])
def test_job_whose_product_nobody_waits_for_is_left_alone(coordination_client: Client, kind: str) -> None:
    job = failed_job()
    Job.objects.update(kind=kind)
    assert retried(coordination_client, job) == [
        "Auf das Ergebnis dieses Auftrags wartet niemand mehr: Er ist gelöscht oder ersetzt."
    ]
    assert Job.objects.get().state == JobState.FAILED


def test_strangers_and_wrong_methods_are_refused(coordination_client: Client, office_client: Client) -> None:
    job = failed_job()
    address = f"{PAGE}auftraege/{job.pk}/noch-einmal/"
    assert [office_client.get(PAGE).status_code, office_client.post(address).status_code] == [404, 404]
    assert coordination_client.get(address).status_code == 405
    assert coordination_client.post(address.replace(str(job.pk), str(UUID(int=1)))).status_code == 404
    assert Job.objects.get().state == JobState.FAILED


@pytest.mark.parametrize("count", [1, 3])
def test_page_takes_the_same_number_of_queries(
    coordination_client: Client, coordination: User, count: int
) -> None:
    for number in range(count):
        failed_job()
        Backup.objects.create(started_at=NOW, ended_at=NOW, path=str(number), size=1)
        Delivery.objects.create(
            to=coordination, subject=str(number), queued_at=NOW, state="failed", failure="Ach."
        )
    with CaptureQueriesContext(connection) as queries:
        coordination_client.get(PAGE)
    assert len(queries) == 15
