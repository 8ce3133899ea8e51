"""Export jobs: the books that `run_job` keeps, and the pages that show them."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from accounts.models import User
from accounts.roles import RIGHTS, Role
from exports.actions import run_job
from exports.choices import JobStatus
from exports.models import SILENCE_OF_A_LOST_JOB, ExportJob
from exports.typesetting import OnPage
from tests.conftest import signed_in

FAILED = "Die Datei konnte nicht erstellt werden. Bitte versuchen Sie es noch einmal."
AREA = "/arbeitsbereich/exporte"


def make_job(**fields: Any) -> ExportJob:
    return ExportJob.objects.create(**{"title": "Strategie", "filename": "strategie.pdf", **fields})


def make_done_job(**fields: Any) -> ExportJob:
    return run_job(job=make_job(**fields), produce=lambda report: b"%PDF-1.7 content")


def silent_for(job: ExportJob, silence: timedelta) -> ExportJob:
    ExportJob.objects.filter(pk=job.pk).update(reported_at=timezone.now() - silence)
    return ExportJob.objects.get(pk=job.pk)


def broken(report: OnPage) -> bytes:
    report(5)
    raise ValueError("no such glyph")


def content_of(job: ExportJob) -> bytes:
    with ExportJob.objects.get(pk=job.pk).file.open() as file:
        return bytes(file.read())


# run_job


def test_job_stores_what_is_produced(db: None) -> None:
    job = run_job(job=make_job(), produce=lambda report: b"%PDF-1.7 content")
    saved = ExportJob.objects.get(pk=job.pk)
    assert (saved.status, saved.error, saved.percent) == (JobStatus.DONE, "", 100)
    assert saved.file.name == f"exports/{job.pk}/strategie.pdf"
    assert content_of(job) == b"%PDF-1.7 content"


def test_job_runs_while_it_produces(db: None) -> None:
    job, seen = make_job(), []

    def produce(report: OnPage) -> bytes:
        seen.append(ExportJob.objects.get(pk=job.pk).status)
        return b"x"

    run_job(job=job, produce=produce)
    assert seen == [JobStatus.RUNNING]


def test_job_tells_every_fifth_page_and_never_goes_back(db: None) -> None:
    job, told = make_job(pages_expected=20), []

    def produce(report: OnPage) -> bytes:
        # A second pass of the layout counts from 1 again.
        for page in [*range(1, 13), *range(1, 13)]:
            report(page)
            told.append(ExportJob.objects.get(pk=job.pk).pages_done)
        return b"x"

    run_job(job=job, produce=produce)
    assert told == [0] * 4 + [5] * 5 + [10] * 15


def test_job_report_counts_as_a_sign_of_life(db: None) -> None:
    job, lost = make_job(), []

    def produce(report: OnPage) -> bytes:
        lost.append(silent_for(job, timedelta(hours=1)).is_lost)
        report(5)
        lost.append(ExportJob.objects.get(pk=job.pk).is_lost)
        return b"x"

    run_job(job=job, produce=produce)
    assert lost == [True, False]


def test_failing_job_tells_its_failure_and_logs_it(db: None, caplog: pytest.LogCaptureFixture) -> None:
    job = run_job(job=make_job(), produce=broken)
    saved = ExportJob.objects.get(pk=job.pk)
    assert (saved.status, saved.error, saved.file.name) == (JobStatus.FAILED, FAILED, "")
    assert not saved.is_under_way
    assert [(entry.levelname, entry.getMessage()) for entry in caplog.records] == [
        ("ERROR", f"Export job {job.pk} failed")
    ]
    assert caplog.text.endswith("ValueError: no such glyph\n")


def test_job_whose_file_cannot_be_stored_fails_alike(
    db: None, settings: Any, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    blocked = tmp_path / "a file where the folder should be"
    blocked.write_text("")
    settings.MEDIA_ROOT = blocked
    job = run_job(job=make_job(), produce=lambda report: b"x")
    saved = ExportJob.objects.get(pk=job.pk)
    assert (saved.status, saved.error, saved.file.name) == (JobStatus.FAILED, FAILED, "")
    assert [entry.getMessage() for entry in caplog.records] == [f"Export job {job.pk} failed"]


# The model


@pytest.mark.parametrize(
    ("done", "expected", "percent"),
    [(0, 0, 0), (7, 0, 0), (0, 40, 0), (10, 40, 25), (39, 40, 97), (80, 40, 99)],
)
def test_job_percent_stays_below_100_until_the_file_is_there(done: int, expected: int, percent: int) -> None:
    job = ExportJob(status=JobStatus.RUNNING, pages_done=done, pages_expected=expected)
    assert job.percent == percent


@pytest.mark.parametrize(
    ("status", "silence", "lost"),
    [
        (JobStatus.RUNNING, SILENCE_OF_A_LOST_JOB + timedelta(seconds=1), True),
        (JobStatus.RUNNING, SILENCE_OF_A_LOST_JOB - timedelta(seconds=20), False),
        (JobStatus.WAITING, timedelta(days=1), False),
        (JobStatus.FAILED, timedelta(days=1), False),
    ],
)
def test_job_is_lost_when_it_runs_in_silence(
    db: None, status: JobStatus, silence: timedelta, lost: bool
) -> None:
    job = silent_for(make_job(status=status), silence)
    assert job.is_lost is lost
    assert job.is_under_way is (not lost and status != JobStatus.FAILED)


def test_done_job_has_a_file_and_no_other_has(db: None) -> None:
    with pytest.raises(IntegrityError, match="export_job_done_has_file"), transaction.atomic():
        make_job(status=JobStatus.DONE)
    with pytest.raises(IntegrityError, match="export_job_done_has_file"), transaction.atomic():
        make_job(status=JobStatus.FAILED, file="x.pdf")
    with pytest.raises(ValidationError) as caught:
        ExportJob(status=JobStatus.DONE).validate_constraints()
    assert caught.value.messages == ["Ein fertiger Export hat eine Datei, ein anderer nicht."]


# The fragment


def polling(response: Any) -> dict[str, str]:
    """What makes the fragment fetch itself anew."""
    return dict(re.findall(r'(hx-[a-z]+)="([^"]*)"', response.content.decode()))


@pytest.mark.parametrize("status", [JobStatus.WAITING, JobStatus.RUNNING])
def test_fragment_of_a_job_under_way_fetches_itself(reader_client: Client, status: JobStatus) -> None:
    job = make_job(status=status, pages_done=10, pages_expected=40)
    response = reader_client.get(f"{AREA}/{job.pk}/stand/")
    assert polling(response) == {
        "hx-get": f"{AREA}/{job.pk}/stand/",
        "hx-trigger": "every 2s",
        "hx-swap": "outerHTML",
    }
    page = response.content.decode()
    assert page.startswith(f'<div class="job" id="job-{job.pk}"')
    assert 'value="25" max="100"' in page
    assert "Das PDF entsteht: 10 Seiten sind gesetzt." in page


def test_fragment_of_a_done_job_offers_the_file(reader_client: Client) -> None:
    job = make_done_job()
    response = reader_client.get(f"{AREA}/{job.pk}/stand/")
    assert polling(response) == {}
    page = response.content.decode()
    assert f'href="{AREA}/{job.pk}/datei/"' in page
    assert "PDF herunterladen (16\xa0Bytes)" in page


def test_fragment_of_a_failed_job_says_what_to_do(reader_client: Client) -> None:
    job = run_job(job=make_job(), produce=broken)
    response = reader_client.get(f"{AREA}/{job.pk}/stand/")
    assert polling(response) == {}
    assert f'role="alert">{FAILED}</p>' in response.content.decode()


def test_fragment_of_a_lost_job_stops_asking(reader_client: Client) -> None:
    job = silent_for(make_job(status=JobStatus.RUNNING), timedelta(minutes=10))
    response = reader_client.get(f"{AREA}/{job.pk}/stand/")
    assert polling(response) == {}
    assert 'role="alert">Die Erstellung ist stehen geblieben.</p>' in response.content.decode()


# The file


def test_file_is_downloaded_and_never_sniffed(reader_client: Client) -> None:
    response = reader_client.get(f"{AREA}/{make_done_job().pk}/datei/")
    assert response.getvalue() == b"%PDF-1.7 content"
    assert {name: response[name] for name in ("Content-Disposition", "Content-Type")} == {
        "Content-Disposition": 'attachment; filename="strategie.pdf"',
        "Content-Type": "application/pdf",
    }
    assert response["X-Content-Type-Options"] == "nosniff"
    response.close()


def test_file_keeps_a_name_with_umlauts(reader_client: Client) -> None:
    response = reader_client.get(f"{AREA}/{make_done_job(filename='maßnahmen.pdf').pk}/datei/")
    assert response["Content-Disposition"] == "attachment; filename*=utf-8''ma%C3%9Fnahmen.pdf"
    response.close()


@pytest.mark.parametrize("status", [JobStatus.WAITING, JobStatus.RUNNING, JobStatus.FAILED])
def test_file_of_an_unfinished_job_is_not_found(
    strategy: Any, reader_client: Client, status: JobStatus
) -> None:
    assert reader_client.get(f"{AREA}/{make_job(status=status).pk}/datei/").status_code == 404


# Who may, and with which method


@pytest.mark.parametrize("address", ["stand", "datei"])
def test_anonymous_person_is_led_to_the_login(db: None, client: Client, address: str) -> None:
    path = f"{AREA}/{make_done_job().pk}/{address}/"
    assert client.get(path)["Location"] == f"/konto/anmelden/?next={path}"


@pytest.mark.parametrize("address", ["stand", "datei"])
def test_person_without_the_right_to_read_finds_nothing(
    strategy: Any, reader: User, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The database refuses unknown roles, and all known ones may read: take the right from one of them.
    monkeypatch.setitem(RIGHTS, Role.READER, frozenset())
    assert signed_in(reader).get(f"{AREA}/{make_done_job().pk}/{address}/").status_code == 404


@pytest.mark.parametrize("address", ["stand", "datei"])
def test_missing_job_is_not_found(strategy: Any, reader_client: Client, address: str) -> None:
    assert reader_client.get(f"{AREA}/{UUID(int=1)}/{address}/").status_code == 404


@pytest.mark.parametrize("address", ["stand", "datei"])
def test_job_pages_take_get_only(strategy: Any, reader_client: Client, address: str) -> None:
    assert reader_client.post(f"{AREA}/{make_done_job().pk}/{address}/").status_code == 405


def test_file_of_another_job_keeps_its_own_folder(db: None) -> None:
    first, second = make_done_job(), make_job()
    second.file.save("strategie.pdf", ContentFile(b"other"), save=False)
    assert content_of(first) == b"%PDF-1.7 content"
    assert first.file.name != second.file.name
