"""An existing document comes into the inventory with its file, and its pages are accessible."""

from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from jobs.choices import JobState
from strategy.models import Concept, ConceptFile, ConceptKind
from tests.browser.accessible import assert_accessible, assert_page_is_accessible
from tests.browser.conftest import sign_in
from tests.builders import put_job
from tests.files.office_files import pdf

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_document_is_added_and_its_text_is_read(
    page: Page, live_server: Any, demo: Any, tmp_path: Path
) -> None:
    demo("goals")
    sign_in(page, live_server, "kernteam")
    file = tmp_path / "mobil.pdf"
    file.write_bytes(pdf("Radwege", "Busse"))
    page.goto(live_server.url + reverse("strategy:concept-list"))
    page.get_by_role("link", name="Konzept aufnehmen").click()
    page.get_by_label("Titel").fill("Mobilitätskonzept 2026")
    page.get_by_label("Art").select_option(label="Konzept")
    page.get_by_label("Datei", exact=False).set_input_files(file)
    page.get_by_role("button", name="Speichern", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mobilitätskonzept 2026")

    read = page.get_by_text("Die Suche findet den Text dieser Datei (2 Seiten).")
    expect(read).to_be_visible()

    job = ConceptFile.objects.get(concept__title="Mobilitätskonzept 2026").job
    put_job(job, JobState.RUNNING, done=1, total=2, reported_at=timezone.now(), word="Der Text wird gelesen.")
    page.reload()
    expect(page.get_by_role("progressbar")).to_have_attribute("value", "50")
    assert_accessible(page, "file is being read")
    put_job(job, JobState.DONE)
    expect(read).to_be_visible()

    page.get_by_role("button", name="Auswertung beginnen").click()
    evaluation = page.get_by_role("region", name="Auswertung", exact=True)
    expect(evaluation).to_contain_text("in Arbeit bei Kaya Kernteam")


def test_pages_of_documents_are_accessible(page: Page, live_server: Any, demo: Any) -> None:
    demo("goals")
    concept = Concept.objects.first()
    unused = ConceptKind.objects.create(title="Gutachten")
    sign_in(page, live_server)
    names = ("detail", "edit", "remove", "history", "file-upload")
    for path in (
        reverse("strategy:concept-list"),
        reverse("strategy:concept-add"),
        reverse("strategy:concept-kind-list"),
        reverse("strategy:concept-kind-add"),
        reverse("strategy:concept-kind-remove", args=[unused.pk]),
        *(reverse(f"strategy:concept-{name}", args=[concept.pk]) for name in names),
    ):
        assert_page_is_accessible(page, live_server.url + path)
