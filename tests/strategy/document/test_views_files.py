"""The page "Dateien" of a version: made on demand, found again, cancelled, removed."""

from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from docx import Document

from accounts.models import User
from committees.council.models import Paper
from exports.models import ExportFile
from jobs.choices import JobState
from jobs.models import Job
from jobs.runner import run
from strategy.document.actions.files import order_version_file
from strategy.document.actions.versions import adopt_version, correct_adoption_day
from strategy.document.excerpts import Choice
from strategy.document.published import frozen_document
from strategy.document.rendering.formats import FORMATS
from strategy.models import Strategy, StrategyVersion, VersionFile
from tests.builders import NOW, make_consultation, make_paper, make_version
from tests.strategy.pages import errors_on, messages_of, text_of

PAGE = reverse("strategy:version-files", args=[1])


def order_address(format: str) -> str:
    return reverse("strategy:version-file-order", args=[1, format])


def remove_address(file: VersionFile) -> str:
    return reverse("strategy:version-file-remove", args=[1, file.pk])


def made(file: VersionFile) -> bytes:
    """The content, when a worker has done its work."""
    run(file.export.job_id)
    file.export.refresh_from_db()
    with file.export.file.open() as content:
        return bytes(content.read())


@pytest.fixture
def version(strategy: Strategy, coordination: User) -> StrategyVersion:
    return make_version(strategy, by=coordination)


def test_a_file_is_made_once_found_by_everybody_and_removed_by_who_may(
    version: StrategyVersion, reader_client: Client, coordination_client: Client
) -> None:
    assert "Die Dateien dieser Fassung belegen 0 Bytes." in text_of(reader_client.get(PAGE))
    for _click in range(2):
        reader_client.post(order_address("html"), follow=True)
    (file,) = VersionFile.objects.all()
    assert "Die Datei wird gleich erstellt." in text_of(coordination_client.get(PAGE))
    content = made(file)
    assert file.export.filename.endswith("-fassung-1.html")
    assert content.startswith(b"<!doctype html>")
    text = text_of(coordination_client.get(PAGE))
    assert "HTML herunterladen (" in text
    coordination_client.post(order_address("html"))
    assert VersionFile.objects.get() == file
    response = reader_client.post(remove_address(file), follow=True)
    assert "Die Datei ist entfernt." in messages_of(response)[0]
    assert (VersionFile.objects.count(), ExportFile.objects.filter(pk=file.export_id).count()) == (0, 0)


def test_an_excerpt_is_chosen_by_check_boxes(version: StrategyVersion, reader_client: Client) -> None:
    (theme,) = frozen_document(version).themes
    sent: dict[str, Any] = {"themes": [str(theme.key)], "department": "", "sdg": "", "format": "docx"}
    assert errors_on(reader_client.post(PAGE, {"format": "docx"}))
    assert errors_on(reader_client.post(PAGE, {**sent, "themes": ["x"]}))
    assert "Zu dieser Auswahl gibt es nichts." in text_of(reader_client.post(PAGE, {**sent, "sdg": "17"}))
    reader_client.post(PAGE, sent)
    file = VersionFile.objects.get()
    lines = [paragraph.text for paragraph in Document(BytesIO(made(file))).paragraphs]
    assert any(line.startswith(f"Auszug: Themenfeld 1 {theme.title}") for line in lines)
    assert any(line.startswith("Dieser Auszug zeigt 1 von 1 Themenfeldern") for line in lines)
    assert file.label in text_of(reader_client.get(PAGE))


def test_a_cancelled_file_is_ordered_anew(version: StrategyVersion, reader_client: Client) -> None:
    reader_client.post(order_address("epub"))
    (job,) = Job.objects.filter(kind="version-file")
    response = reader_client.post(reverse("jobs:job-cancel", args=[job.pk]), follow=True)
    assert response.redirect_chain[-1][0] == PAGE
    run(job.pk)
    assert "Die Erstellung ist abgebrochen." in text_of(reader_client.get(PAGE))
    reader_client.post(order_address("epub"))
    assert Job.objects.get(kind="version-file").state == JobState.WAITING


def test_files_go_when_they_are_not_needed(
    version: StrategyVersion, reader_client: Client, coordination: User
) -> None:
    reader_client.post(order_address("html"))
    ExportFile.objects.update(created_at=timezone.now() - timedelta(days=30))
    reader_client.post(order_address("epub"))
    call_command("clear_version_files", verbosity=0)
    assert [file.format for file in VersionFile.objects.all()] == ["epub"]
    assert StrategyVersion.objects.filter(pk=version.pk, pdf_file__isnull=False).exists()
    # What was made of the draft would go on saying that it is one.
    adopt_version(version=version, on=NOW.date(), reference="2021/0734", by=coordination, at=NOW)
    assert not VersionFile.objects.exists()


def test_a_file_that_says_what_is_no_longer_true_is_made_anew(
    version: StrategyVersion, reader_client: Client, coordination: User
) -> None:
    make_consultation(make_paper(version, by=coordination, is_public=True))
    adopt_version(version=version, on=NOW.date(), reference="2021/0734", by=coordination, at=NOW)
    field = Choice(themes=(frozen_document(version).themes[0].key,))
    order_version_file(version=version, format="html", choice=field, by=coordination)
    for format in ("html", "pptx"):
        reader_client.post(order_address(format))
    assert "12. Juli 2021" in made(VersionFile.objects.get(format="html", choice_digest="")).decode()
    version.refresh_from_db()
    correct_adoption_day(version=version, on=date(2021, 7, 13), by=coordination)
    page = text_of(reader_client.get(PAGE))
    assert "HTML herunterladen" not in page
    assert page.count("Diese Datei ist überholt") == 1
    for format in ("html", "pptx"):
        reader_client.post(order_address(format))
    file, slides = (VersionFile.objects.get(format=format, choice_digest="") for format in ("html", "pptx"))
    assert "13. Juli 2021" in made(file).decode()
    # Only slides tell the way through the bodies.
    Paper.objects.update(state="submitted", submitted_version=version)
    for format in ("html", "pptx"):
        reader_client.post(order_address(format))
    assert VersionFile.objects.filter(pk=file.pk).exists()
    assert not VersionFile.objects.filter(pk=slides.pk).exists()


def test_failed_files_take_no_room_and_nobody_waits_for_too_many(
    version: StrategyVersion, reader_client: Client, coordination: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("strategy.document.actions.files.FILES_AT_MOST", 7)
    for format in ("html", "epub", "pptx", "xlsx", "pdfa", "site"):
        response = reader_client.post(order_address(format), follow=True)
    assert "Für Sie entstehen gerade schon 5 Dateien." in text_of(response)
    assert VersionFile.objects.count() == 5
    order_version_file(version=version, format="site", choice=Choice(), by=coordination)
    Job.objects.filter(kind="version-file").update(
        state=JobState.FAILED, failure="Kein Platz", finished_at=timezone.now()
    )
    field = Choice(themes=(frozen_document(version).themes[0].key,))
    for format in ("docx", "html"):
        order_version_file(version=version, format=format, choice=field, by=coordination)
    assert VersionFile.objects.count() == 8


def test_names_of_files_keep_the_number_of_the_version(version: StrategyVersion, coordination: User) -> None:
    Strategy.objects.update(title="Strategie für übermorgen " * 8)
    version.refresh_from_db()
    measure = next(frozen_document(version).measures())
    file = order_version_file(
        version=version, format="xlsx", choice=Choice(measures=(measure.key,)), by=coordination
    )
    number = measure.number.replace(".", "")
    assert file.export.filename.startswith("strategie-fuer-uebermorgen-")
    assert file.export.filename.endswith(f"-fassung-1-auszug-massnahme-{number}.xlsx")
    assert file.export.title.endswith(f", Fassung 1, Excel-Datei, Auszug: Maßnahme {measure.number}")


def test_only_what_the_page_offers_can_be_ordered(version: StrategyVersion, reader_client: Client) -> None:
    for format in ("exe", "pdf", "docx", "json"):
        assert reader_client.post(order_address(format)).status_code == 404
    text = text_of(reader_client.get(PAGE))
    assert all(str(each.label) in text for each in FORMATS.values())
