"""The pages of the Umsetzungsbericht: beginning, writing, freezing, files, paper, publishing."""

import json
from html import unescape
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from committees.council.models import Paper
from editing.asking import BACK
from exports.models import ExportFile
from jobs.kinds import kind_of
from monitoring.actions.progress import (
    create_report_paper,
    publish_report,
    save_report,
    save_section,
)
from monitoring.models import FrozenReport, MeasureYear, ProgressReport, ReportSection
from monitoring.progress.drafting import previewed_report
from monitoring.progress.rendering.pdf import preview_edition, preview_pdf, report_html
from tests.builders import (
    NOW,
    freeze_drafted,
    make_adopted_version,
    make_consultation,
    make_frozen_report,
    make_progress_report,
    make_report,
    make_theme,
    make_user,
)
from tests.conftest import signed_in


@pytest.fixture
def client(adopted: SimpleNamespace) -> Client:
    return signed_in(adopted.by)


def address(page: str, *args: Any) -> str:
    return reverse(f"monitoring:{page}", args=args)


def test_a_report_begins_with_a_title_and_a_period(client: Client, adopted: SimpleNamespace) -> None:
    typed = {"title": "Bericht 2025", "period_start": "1.1.2025", "period_end": "31.12.2025"}
    response = client.post(address("progress-add"), typed)
    report = ProgressReport.objects.get()
    assert response.headers["Location"] == address("progress-detail", report.pk)
    assert (report.title, report.created_by, report.sections.count()) == ("Bericht 2025", adopted.by, 1)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"period_end": "31.12.2024"}, "Der Zeitraum endet vor seinem Anfang."),
        ({"title": ""}, "Bitte geben Sie dem Bericht einen Titel."),
        ({"period_start": "gestern"}, "gestern"),
    ],
)
def test_what_cannot_be_a_report_is_refused_and_nothing_typed_is_lost(
    client: Client, typed: dict[str, str], sentence: str
) -> None:
    whole = {"title": "Bericht 2025", "period_start": "1.1.2025", "period_end": "31.12.2025", **typed}
    response = client.post(address("progress-add"), whole)
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert all(text in response.content.decode() for text in whole.values())
    assert not ProgressReport.objects.exists()


def test_two_who_edit_a_text_see_both_texts(client: Client, adopted: SimpleNamespace) -> None:
    section = make_progress_report(adopted.strategy, by=adopted.by).sections.get()
    save_section(section=section, values={"text": "Von jemand anderem"}, revision=1, by=adopted.by)
    response = client.post(address("section-edit", section.pk), {"text": "Von mir", "revision": "1"})
    page = response.content.decode()
    assert (response.status_code, "Von jemand anderem" in page, "Von mir" in page) == (409, True, True)


def test_texts_and_their_history_are_shown(client: Client, adopted: SimpleNamespace) -> None:
    report = make_progress_report(adopted.strategy, by=adopted.by)
    save_report(report=report, values={"introduction": "**Zum Anfang**"}, revision=1, by=adopted.by)
    assert "<strong>Zum Anfang</strong>" in client.get(address("progress-detail", report.pk)).content.decode()
    assert "Zum Anfang" in client.get(address("progress-history", report.pk)).content.decode()


def test_a_draft_is_looked_at_as_a_pdf_before_it_is_frozen(
    client: Client, adopted: SimpleNamespace, django_capture_on_commit_callbacks: Any
) -> None:
    report = make_progress_report(adopted.strategy, by=adopted.by)
    preview = address("progress-preview", report.pk)
    assert client.post(address("preview-pdf", report.pk)).headers["Location"] == preview
    exports = ExportFile.objects.filter(filename__startswith="umsetzungsbericht")
    export = exports.get()
    # A second click joins the first.
    client.post(address("preview-pdf", report.pk))
    assert exports.get() == export
    assert kind_of(export.job).page(export.job) == preview
    page = client.get(preview).content.decode()
    assert ("Beide Ampeln je Themenfeld" in page, "Vorschau noch einmal" in page) == (True, False)
    drafted = previewed_report(report)
    assert drafted is not None
    html = report_html(drafted, preview_edition(drafted))
    assert (html.count('data-draft="Entwurf"'), report_html(drafted).count("data-draft")) == (1, 0)
    assert preview_pdf(drafted).startswith(b"%PDF")
    with django_capture_on_commit_callbacks(execute=True):
        frozen = freeze_drafted(report, by=adopted.by)
    assert exports.get() == frozen.pdf_file
    assert client.get(preview).headers["Location"] == address("frozen-report", frozen.number)
    assert client.post(address("preview-pdf", report.pk)).headers["Location"] == address(
        "progress-detail", report.pk
    )


def test_freezing_says_what_is_missing_before_it_is_done(client: Client, adopted: SimpleNamespace) -> None:
    make_report(adopted.measure, by=adopted.reporter)
    report = make_progress_report(adopted.strategy, by=adopted.by)
    page = client.get(address("progress-freeze", report.pk)).content.decode()
    assert "1 Meldung wartet noch auf Ihre Annahme" in page
    assert "Zu 2 Maßnahmen gibt es aus diesem Zeitraum keine Meldung." in page
    assert "Zu 1 Themenfeld hat der Bericht keinen Text." in page
    assert f'href="{address("progress-detail", report.pk)}"' in page
    assert f'name="{BACK}"' not in page
    assert not FrozenReport.objects.exists()


def test_a_text_about_a_theme_field_that_has_gone_is_shown_and_named_before_freezing(
    client: Client, adopted: SimpleNamespace
) -> None:
    report = make_progress_report(adopted.strategy, by=adopted.by)
    gone = make_theme(adopted.strategy, by=adopted.by)
    ReportSection.objects.create(report=report, theme=gone, text="Was hier stand")
    question = unescape(client.get(address("progress-freeze", report.pk)).content.decode())
    assert f"Ihr Text zum Themenfeld „{gone.title}“ fällt weg" in question
    assert "Was hier stand" in client.get(address("progress-detail", report.pk)).content.decode()


def test_texts_about_new_theme_fields_begin_on_demand(client: Client, adopted: SimpleNamespace) -> None:
    report = make_progress_report(adopted.strategy, by=adopted.by)
    add = address("sections-add", report.pk)
    assert add not in client.get(address("progress-detail", report.pk)).content.decode()
    make_theme(adopted.strategy, by=adopted.by)
    make_adopted_version(adopted.strategy, by=adopted.by)
    assert add in client.get(address("progress-detail", report.pk)).content.decode()
    page = client.post(add, follow=True).content.decode()
    assert ("1 Text ist begonnen." in page, add in page) == (True, False)
    assert report.sections.count() == 2


def test_freezing_leads_to_the_frozen_report_and_its_draft_does_so_too(
    client: Client, adopted: SimpleNamespace
) -> None:
    report = make_progress_report(adopted.strategy, by=adopted.by)
    freeze = address("progress-freeze", report.pk)
    seen = report.whole_revision
    assert client.post(freeze, {"revision": seen, "version": "1"}).headers["Location"] == address(
        "frozen-report", 1
    )
    assert client.get(address("progress-detail", report.pk)).headers["Location"] == address(
        "frozen-report", 1
    )
    again = client.post(freeze, {"revision": "2", "version": "1"}, follow=True)
    assert "eingefroren und bleibt" in again.content.decode()
    assert FrozenReport.objects.count() == 1


def test_a_draft_is_removed_after_a_question(client: Client, adopted: SimpleNamespace) -> None:
    report = make_progress_report(adopted.strategy, by=adopted.by)
    remove = address("progress-remove", report.pk)
    assert "entfernen?" in client.get(remove).content.decode()
    client.post(remove)
    assert not ProgressReport.objects.exists()


def test_files_of_a_frozen_report(client: Client, adopted: SimpleNamespace) -> None:
    frozen = make_frozen_report(adopted.strategy, by=adopted.by, title="Bericht 2025")
    raw = client.get(address("report-json", 1))
    assert (raw.content.decode(), json.loads(raw.content)["title"]) == (frozen.content, "Bericht 2025")
    for page, ending in (("report-word", "docx"), ("report-tables", "xlsx")):
        response = client.get(address(page, 1))
        name = f"umsetzungsbericht-1-bericht-2025.{ending}"
        assert response.headers["Content-Disposition"] == f'attachment; filename="{name}"'
        assert response.content.startswith(b"PK")


def test_the_office_makes_the_paper_of_a_report(adopted: SimpleNamespace) -> None:
    frozen = make_frozen_report(adopted.strategy, by=adopted.by, title="Bericht 2025")
    client = signed_in(make_user(Role.COMMITTEE_OFFICE))
    form = client.get(address("report-paper", 1)).context["form"]
    assert [value for value, _label in form.fields["kind"].choices] == ["resolution", "report"]
    assert "version" not in form.fields
    typed = {
        "reference": "2026/0007",
        "kind": "report",
        "subject": "Bericht",
        "proposed_resolution": "1. Ja.",
    }
    response = client.post(
        address("report-paper", 1), {**typed, "is_public": "on", "has_no_financial_effects": "on"}
    )
    paper = Paper.objects.get()
    assert response.headers["Location"] == reverse("council:paper-detail", args=[paper.pk])
    assert (paper.about, paper.version, paper.report_paper.report) == ("report", adopted.version, frozen)
    page = client.get(reverse("council:paper-detail", args=[paper.pk])).content.decode()
    assert "Bericht 2025" in page
    assert "Änderungsantrag" not in page


def test_quotation_marks_of_a_title_are_the_inner_ones_where_it_is_quoted(adopted: SimpleNamespace) -> None:
    make_frozen_report(adopted.strategy, by=adopted.by, title="Das „gute“ Jahr")
    office, publisher = signed_in(make_user(Role.COMMITTEE_OFFICE)), signed_in(adopted.by)
    assert "„Das ‚gute‘ Jahr“ zur Kenntnis" in unescape(
        office.get(address("report-paper", 1)).content.decode()
    )
    assert "„Das ‚gute‘ Jahr“ veröffentlichen?" in unescape(
        publisher.get(address("report-publish", 1)).content.decode()
    )


@pytest.mark.parametrize("is_public", [True, False])
def test_submitting_a_public_paper_says_that_its_report_becomes_public_and_names_what_was_spent(
    client: Client, adopted: SimpleNamespace, is_public: bool
) -> None:
    MeasureYear.objects.create(measure=adopted.measure, year=NOW.year, budget_spent=800)
    frozen = make_frozen_report(adopted.strategy, by=adopted.by, title="Das „gute“ Jahr")
    paper = Paper(reference="2026/0001", subject="Bericht", kind="report", is_public=is_public)
    paper = create_report_paper(report=frozen, paper=paper, by=adopted.by, at=NOW)
    make_consultation(paper)
    submit = reverse("council:paper-submit", args=[paper.pk])
    office = signed_in(make_user(Role.COMMITTEE_OFFICE))
    page = unescape(office.get(submit).content.decode())
    assert ("Der Bericht „Das ‚gute‘ Jahr“ liegt ihr als Anlage bei." in page) is is_public
    assert ("Mit der Vorlage können ihn alle lesen" in page) is is_public
    assert ("Er nennt auch, was für Maßnahmen ausgegeben ist." in page) is is_public
    publish_report(report=frozen, by=adopted.by, at=timezone.now())
    assert "noch nicht veröffentlicht" not in unescape(office.get(submit).content.decode())


def test_publishing_asks_and_can_be_taken_back(client: Client, adopted: SimpleNamespace) -> None:
    frozen = make_frozen_report(adopted.strategy, by=adopted.by)
    publish = address("report-publish", 1)
    assert "veröffentlichen?" in client.get(publish).content.decode()
    assert not FrozenReport.objects.published().exists()
    page = client.post(publish, follow=True).content.decode()
    assert FrozenReport.objects.published().get() == frozen
    assert address("report-withdraw", 1) in page
    client.post(address("report-withdraw", 1))
    assert not FrozenReport.objects.published().exists()


def test_before_the_council_has_decided_no_report_begins(strategy: Any, coordination: Any) -> None:
    client = signed_in(coordination)
    assert client.get(address("progress-add")).status_code == 404
    assert "noch keine Fassung beschlossen" in client.get(address("progress-list")).content.decode()
