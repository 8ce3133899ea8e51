"""Somebody who follows only the guide's buttons gets from the catalogue to the council's PDF."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from strategy.models import Strategy, StrategyVersion, ThemeField
from tests.browser.conftest import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]

# The method of a small municipality: each further field would repeat the steps of these.
FIELDS = ("Lebenslanges Lernen & Kultur", "Globale Verantwortung & Eine Welt")
STEPS_AT_MOST = 30


def test_guide_leads_from_selection_to_the_council_pdf(
    page: Page, live_server: Any, demo: Any, tmp_path: Path
) -> None:
    demo("selection")
    Strategy.objects.update(themes_at_least=len(FIELDS), themes_at_most=len(FIELDS))
    sign_in(page, live_server)
    expect(page.get_by_role("heading", name="Nächster Schritt")).to_be_visible()

    # The steering group is being asked; who decides without waiting for it ends the survey.
    assert next_step(page) == "Zur Abfrage"
    page.goto(f"{live_server.url}/arbeitsbereich/themenauswahl/")
    choose_themes(page)
    for _ in range(STEPS_AT_MOST):
        page.goto(f"{live_server.url}/arbeitsbereich/")
        button = next_step(page)
        if button == "Beschlussentwurf erstellen":
            break
        fill_in(page, button)
    else:
        pytest.fail("The guide does not come to an end.")

    page.get_by_label("Notiz zur Fassung").fill("Entwurf für die Ausschüsse")
    page.get_by_role("button", name="Beschlussentwurf erstellen").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Fassung 1: Beschlussentwurf")
    with page.expect_download() as download:
        page.get_by_role("link", name="PDF herunterladen").click()
    pdf = tmp_path / "strategy.pdf"
    download.value.save_as(pdf)
    assert pdf.read_bytes().startswith(b"%PDF-")

    page.goto(f"{live_server.url}/arbeitsbereich/")
    expect(page.locator(".next-step:has(#next-step)")).to_contain_text("Fassung 1 ist eingefroren")
    assert ThemeField.objects.selected().count() == len(FIELDS)
    assert StrategyVersion.objects.get().findings != []


def next_step(page: Page) -> str:
    button = page.locator(".next-step:has(#next-step) a")
    text = button.inner_text()
    button.click()
    return text


def choose_themes(page: Page) -> None:
    """Choose the fields, give a reason for each other one, and close the phase."""
    for title in FIELDS:
        page.get_by_role("button", name=f"Wählen: {title}", exact=True).click()
        expect(page.get_by_role("button", name=f"Auswahl zurücknehmen: {title}", exact=True)).to_be_visible()
    while (open_candidates := page.get_by_role("link", name="Nicht wählen:")).count():
        open_candidates.first.click()
        page.get_by_label("Begründung").fill("Dazu gibt es in unserer Stadt schon ein eigenes Konzept.")
        page.get_by_role("button", name="Nicht wählen").click()
        if page.get_by_role("heading", name="Damit endet eine Abfrage. Trotzdem entscheiden?").count():
            page.get_by_role("button", name="Ja, entscheiden").click()
    page.get_by_role("link", name="Phase „Themenfelder“ abschließen").click()
    page.get_by_role("button", name="Phase abschließen").click()


def fill_in(page: Page, button: str) -> None:
    """Do what the guide asks for with its button."""
    if button.startswith("Phase"):
        page.get_by_role("button", name="Phase abschließen").click()
        return
    if button == "Zu den Kapiteln":
        write_chapters(page)
        return
    if button == "Leitlinie schreiben":
        page.get_by_label("Leitlinie").fill("Alle Menschen in unserer Stadt haben gleiche Chancen.")
    elif button == "Strategisches Ziel anlegen":
        page.get_by_label("Zielaussage").fill("Im Jahr 2030 verlässt niemand die Schule ohne Abschluss.")
        page.get_by_label("Suchen nach Nummer oder Wort").fill("4.1")
        page.get_by_label("Suchen nach Nummer oder Wort").press("Enter")
        expect(page.get_by_role("button", name="4.1 Kostenlose und gute Schulbildung")).to_be_visible()
    elif button == "Operatives Ziel anlegen":
        page.get_by_label("Kurztitel").fill("Abschluss für alle")
        page.get_by_label("Zielaussage").fill("Bis 2025 sinkt die Zahl der Abgänge ohne Abschluss auf 50.")
        page.get_by_label("Indikator").fill("Abgänge ohne Abschluss")
        page.get_by_label("Zielwert").fill("50")
        page.locator("#id_target_year").fill("2025")
        page.get_by_label("Zuständig").fill("FB 31 - Schule")
    elif button == "Maßnahme anlegen":
        page.locator("#id_title").fill("Lotsinnen an allen Schulen")
        page.get_by_label("Zuständiger Fachbereich").fill("FB 31 - Schule")
        page.get_by_label("Beginn (Jahr)").fill("2022")
        page.get_by_label("Ende (Jahr)").fill("2025")
        page.get_by_label("Laufende Kosten").fill("12.000")
        page.locator("#id_funding").select_option("budget")
    else:
        pytest.fail(f"Unknown step of the guide: {button}")
    page.get_by_role("button", name="Speichern", exact=True).click()
    unknown = page.locator('input[name="new_departments"]')
    if unknown.count():
        # Nobody has named this department before.
        unknown.check()
        page.get_by_role("button", name="Speichern", exact=True).click()
    expect(page.get_by_role("status").first).to_be_visible()


def write_chapters(page: Page) -> None:
    """Go on from each empty chapter to the next one."""
    page.locator('main table a[href*="/kapitel/"]').first.click()
    page.get_by_role("link", name="Bearbeiten").first.click()
    while "/kapitel/" in page.url:
        page.locator("textarea#id_text").evaluate(
            "field => { field.value = 'Ein Absatz.'; field.dispatchEvent(new Event('input', {bubbles: true})) }"
        )
        page.get_by_role("button", name="Speichern und weiter").click()
        expect(page.get_by_role("status").first).to_be_visible()
