"""Files that are made in the background: what their jobs store, and the pages that show them."""

import re
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from typing import Any
from uuid import UUID

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts.models import User
from accounts.roles import RIGHTS, Role
from exports.actions import forget_file, order_file
from exports.models import ExportFile
from exports.tasks import ExportKind
from exports.typesetting import OnPage
from jobs import kinds, steps
from jobs.choices import JobState
from jobs.models import SILENCE_OF_A_LOST_JOB, Job
from jobs.runner import run
from jobs.steps import Steps
from tests.builders import put_job
from tests.conftest import signed_in

FAILED = "Die Datei konnte nicht erstellt werden. Bitte versuchen Sie es noch einmal."
AREA = "/arbeitsbereich/exporte"
JOBS = "/arbeitsbereich/auftraege"


class Example(ExportKind):
    """A kind of file whose content is given by the test."""

    name = "example-file"
    given: Callable[[OnPage], bytes]

    def produce(self, export: ExportFile, on_page: OnPage) -> bytes:
        return type(self).given(on_page)

    def page(self, job: Job) -> str:
        return "/arbeitsbereich/"


@pytest.fixture(autouse=True)
def example(monkeypatch: pytest.MonkeyPatch) -> None:
    """The kind is known, and every report is told."""
    monkeypatch.setitem(kinds._kinds, Example.name, Example())
    monkeypatch.setattr(steps, "SECONDS_BETWEEN_REPORTS", 0.0)


def make_export(*, filename: str = "strategie.pdf", pages: int = 0, by: User | None = None) -> ExportFile:
    return order_file(Example, title="Strategie", filename=filename, pages_expected=pages, by=by)


def produced(export: ExportFile, produce: Callable[[OnPage], bytes]) -> ExportFile:
    Example.given = staticmethod(produce)
    run(export.job_id)
    return ExportFile.objects.select_related("job").get(pk=export.pk)


def make_done_export(**fields: Any) -> ExportFile:
    return produced(make_export(**fields), lambda report: b"%PDF-1.7 content")


def broken(report: OnPage) -> bytes:
    report(5)
    raise ValueError("no such glyph")


def content_of(export: ExportFile) -> bytes:
    with ExportFile.objects.get(pk=export.pk).file.open() as file:
        return bytes(file.read())


# The work


def test_job_stores_what_is_produced(db: None) -> None:
    saved = make_done_export()
    assert (saved.job.state, saved.job.failure, saved.job.percent) == (JobState.DONE, "", 100)
    assert saved.file.name == f"exports/{saved.pk}/strategie.pdf"
    assert content_of(saved) == b"%PDF-1.7 content"


def test_job_runs_while_it_produces(db: None) -> None:
    export, seen = make_export(), []

    def produce(report: OnPage) -> bytes:
        seen.append(Job.objects.get(pk=export.job_id).state)
        return b"x"

    produced(export, produce)
    assert seen == [JobState.RUNNING]


def test_job_tells_every_fifth_page_and_never_goes_back(db: None) -> None:
    export, told = make_export(pages=20), []

    def produce(report: OnPage) -> bytes:
        # A second pass of the layout counts from 1 again.
        for page in [*range(1, 13), *range(1, 13)]:
            report(page)
            told.append(Job.objects.get(pk=export.job_id).done)
        return b"x"

    done = produced(export, produce)
    assert told == [0] * 4 + [5] * 5 + [10] * 15
    assert done.job.word == "Das PDF entsteht: 10 Seiten sind gesetzt."


def test_failing_job_tells_its_failure_and_logs_it(db: None, caplog: pytest.LogCaptureFixture) -> None:
    saved = produced(make_export(), broken)
    assert (saved.job.state, saved.job.failure, saved.file.name) == (JobState.FAILED, FAILED, "")
    assert not saved.is_under_way
    assert [(entry.levelname, entry.getMessage()) for entry in caplog.records] == [
        ("ERROR", f"Job {saved.job} failed")
    ]
    assert caplog.text.endswith("ValueError: no such glyph\n")


def test_job_whose_file_cannot_be_stored_fails_alike(
    db: None, settings: Any, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    blocked = tmp_path / "a file where the folder should be"
    blocked.write_text("")
    settings.MEDIA_ROOT = blocked
    saved = produced(make_export(), lambda report: b"x")
    assert (saved.job.state, saved.job.failure, saved.file.name) == (JobState.FAILED, FAILED, "")
    assert [entry.getMessage() for entry in caplog.records] == [f"Job {saved.job} failed"]


def test_cancelled_job_leaves_no_file(db: None, settings: Any, coordination: User) -> None:
    export = make_export(by=coordination)

    def produce(report: OnPage) -> bytes:
        put_job(export.job, JobState.CANCELLED)
        return b"x"

    saved = produced(export, produce)
    assert (saved.job.state, saved.file.name) == (JobState.CANCELLED, "")
    assert not (settings.MEDIA_ROOT / "exports").exists()


def test_order_that_is_forgotten_stores_nothing(
    db: None, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    export = make_export()

    def produce(report: OnPage) -> bytes:
        forget_file(export)
        return b"x"

    Example.given = staticmethod(produce)
    run(export.job_id)
    assert not ExportFile.objects.exists()
    assert not (settings.MEDIA_ROOT / "exports").exists()
    assert caplog.records == []


def test_forgetting_removes_what_was_stored_since_the_order_was_read(
    db: None, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    export = make_export()
    produced(export, lambda report: b"x")
    assert not export.file
    with django_capture_on_commit_callbacks(execute=True):
        forget_file(export)
    assert not [path for path in (settings.MEDIA_ROOT / "exports").rglob("*") if path.is_file()]


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_forgetting_waits_for_a_worker_that_stores_the_file(settings: Any) -> None:
    """SQLite in memory knows no second connection."""
    if connection.vendor == "sqlite":
        pytest.skip("needs a second connection")
    export = make_export()
    put_job(export.job, JobState.RUNNING)
    export.job.refresh_from_db()
    forgetting = Thread(target=_forget, args=(export,))
    with Steps(export.job).finishing():
        forgetting.start()
        forgetting.join(0.5)
        assert forgetting.is_alive()
        export.file.save(export.filename, ContentFile(b"x"), save=False)
        ExportFile.objects.filter(pk=export.pk).update(file=export.file.name)
    forgetting.join(10)
    assert not ExportFile.objects.exists()
    assert not [path for path in (settings.MEDIA_ROOT / "exports").rglob("*") if path.is_file()]


def _forget(export: ExportFile) -> None:
    try:
        forget_file(ExportFile.objects.get(pk=export.pk))
    finally:
        connection.close()


def test_only_who_ordered_a_file_may_cancel_it(coordination: User, core_team: User) -> None:
    export = make_export(by=coordination)
    assert [Example().may_cancel(export.job, user) for user in (coordination, core_team)] == [True, False]


# The fragment


def polling(response: Any) -> dict[str, str]:
    """What makes the fragment fetch itself anew."""
    return dict(re.findall(r'(hx-[a-z]+)="([^"]*)"', response.content.decode()))


@pytest.mark.parametrize("status", [JobState.WAITING, JobState.RUNNING])
def test_fragment_of_a_job_under_way_fetches_itself(reader_client: Client, status: JobState) -> None:
    job = make_export(pages=40).job
    word = "Das PDF entsteht: 10 Seiten sind gesetzt."
    put_job(job, status, done=10, word=word)
    response = reader_client.get(f"{JOBS}/{job.pk}/stand/")
    assert polling(response) == {
        "hx-get": f"{JOBS}/{job.pk}/stand/",
        "hx-trigger": "every 2s",
        "hx-swap": "outerHTML",
    }
    page = response.content.decode()
    assert page.startswith(f'<div class="job" id="job-{job.pk}"')
    assert 'value="25" max="100"' in page
    assert "Das PDF entsteht: 10 Seiten sind gesetzt." in page


def test_fragment_of_a_done_job_offers_the_file(reader_client: Client) -> None:
    export = make_done_export()
    response = reader_client.get(f"{JOBS}/{export.job_id}/stand/")
    assert polling(response) == {}
    page = response.content.decode()
    assert f'href="{AREA}/{export.pk}/datei/"' in page
    assert "PDF herunterladen (16\xa0Bytes)" in page


def test_fragment_of_a_failed_job_says_what_to_do(reader_client: Client) -> None:
    export = produced(make_export(), broken)
    response = reader_client.get(f"{JOBS}/{export.job_id}/stand/")
    assert polling(response) == {}
    assert f"{FAILED}</p>" in response.content.decode()
    assert 'role="alert"' in response.content.decode()


def test_fragment_of_a_lost_job_stops_asking(reader_client: Client) -> None:
    job = put_job(make_export().job, JobState.RUNNING, reported_at=timezone.now() - 2 * SILENCE_OF_A_LOST_JOB)
    response = reader_client.get(f"{JOBS}/{job.pk}/stand/")
    assert polling(response) == {}
    assert "Die Erstellung ist stehen geblieben.</p>" in response.content.decode()
    assert 'role="alert"' in response.content.decode()


# The file


def test_file_is_downloaded_and_never_sniffed(reader_client: Client) -> None:
    response = reader_client.get(f"{AREA}/{make_done_export().pk}/datei/")
    assert response.getvalue() == b"%PDF-1.7 content"
    assert {name: response[name] for name in ("Content-Disposition", "Content-Type")} == {
        "Content-Disposition": 'attachment; filename="strategie.pdf"',
        "Content-Type": "application/pdf",
    }
    assert response["X-Content-Type-Options"] == "nosniff"
    response.close()


def test_file_keeps_a_name_with_umlauts(reader_client: Client) -> None:
    response = reader_client.get(f"{AREA}/{make_done_export(filename='maßnahmen.pdf').pk}/datei/")
    assert response["Content-Disposition"] == "attachment; filename*=utf-8''ma%C3%9Fnahmen.pdf"
    response.close()


@pytest.mark.parametrize("status", [JobState.WAITING, JobState.RUNNING, JobState.FAILED])
def test_file_of_an_unfinished_job_is_not_found(
    strategy: Any, reader_client: Client, status: JobState
) -> None:
    export = make_export()
    put_job(export.job, status)
    assert reader_client.get(f"{AREA}/{export.pk}/datei/").status_code == 404


# Who may, and with which method

ADDRESSES = (JOBS + "/{export.job_id}/stand/", AREA + "/{export.pk}/datei/")


@pytest.mark.parametrize("address", ADDRESSES)
def test_anonymous_person_is_led_to_the_login(db: None, client: Client, address: str) -> None:
    path = address.format(export=make_done_export())
    assert client.get(path)["Location"] == f"/konto/anmelden/?next={path}"


@pytest.mark.parametrize("address", ADDRESSES)
def test_person_without_the_right_to_read_finds_nothing(
    strategy: Any, reader: User, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The database refuses unknown roles, and all known ones may read: take the right from one of them.
    monkeypatch.setitem(RIGHTS, Role.READER, frozenset())
    assert signed_in(reader).get(address.format(export=make_done_export())).status_code == 404


@pytest.mark.parametrize("address", ADDRESSES)
def test_missing_job_is_not_found(strategy: Any, reader_client: Client, address: str) -> None:
    assert (
        reader_client.get(address.format(export=ExportFile(pk=UUID(int=1), job_id=UUID(int=1)))).status_code
        == 404
    )


@pytest.mark.parametrize("address", ADDRESSES)
def test_job_pages_take_get_only(strategy: Any, reader_client: Client, address: str) -> None:
    assert reader_client.post(address.format(export=make_done_export())).status_code == 405


def test_file_of_another_job_keeps_its_own_folder(db: None) -> None:
    first, second = make_done_export(), make_export()
    second.file.save("strategie.pdf", ContentFile(b"other"), save=False)
    assert content_of(first) == b"%PDF-1.7 content"
    assert first.file.name != second.file.name
