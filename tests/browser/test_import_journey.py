"""Reading a department's table in, from the upload to the way back, with a real file and a real browser."""

from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from strategy.models import Measure, Strategy
from tables.kinds.measures import MEASURES
from tables.models import TableImport
from tests.browser.accessible import assert_page_is_accessible
from tests.browser.conftest import be
from tests.builders import make_measure, make_programme, make_user

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def measure(transactional_db: None, strategy: Strategy) -> Measure:
    return make_programme(strategy, by=make_user())


@pytest.fixture
def table(measure: Measure, tmp_path: Path) -> Path:
    """A table as Excel writes it in Germany: a changed row, a new one, a wrong one, and one that may mean two."""
    above = measure.operational_goal
    for _ in range(2):
        make_measure(above, by=make_user(), title="Zweimal derselbe Titel")
    path = tmp_path / "maßnahmen.csv"
    path.write_text(
        "Nummer;Operatives Ziel;Titel;Laufende Kosten;Wozu\n"
        f"{measure.number};;Lesepaten für alle Bezirke;12.000,50;weil\n"
        f";{above.number};Mittagstisch im Quartier;5.000;\n"
        f";9.9.9;{'Nirgends ' * 20};x;\n"
        ";;Zweimal derselbe Titel;7;\n",
        encoding="cp1252",
    )
    return path


def test_table_is_read_in_and_taken_back(page: Page, live_server: Any, measure: Measure, table: Path) -> None:
    be(page, live_server, make_user())
    page.goto(live_server.url + reverse("tables:table-list"))
    page.get_by_role("link", name="Tabelle einlesen: Maßnahmen").click()
    page.locator("#id_file").set_input_files(table)
    page.get_by_role("button", name="Tabelle einlesen").click()

    expect(page.get_by_text("Zeilen lassen sich übernehmen: 1 neu, 1 geändert;")).to_be_visible()
    expect(page.locator("ins").get_by_text("12.000,5")).to_be_visible()
    page.get_by_role("link", name="Zuordnung ändern").click()
    page.get_by_label("Wozu").select_option(label="Anmerkung")
    page.get_by_role("button", name="Weiter zur Vorschau").click()
    with page.expect_download() as wrong:
        page.get_by_role("link", name="Fehlerhafte Zeilen als CSV-Datei").click()
    assert "Ein operatives Ziel 9.9.9 gibt es nicht." in wrong.value.path().read_text("utf-8-sig")
    page.get_by_role("button", name="Alle richtigen Zeilen übernehmen").click()

    expect(page.get_by_text("Übernommen am")).to_be_visible()
    measure.refresh_from_db()
    assert (measure.title, measure.note) == ("Lesepaten für alle Bezirke", "weil")
    page.get_by_role("link", name="Rückgängig machen").click()
    page.get_by_role("button", name="Ja, rückgängig machen").click()
    expect(page.get_by_text("Rückgängig gemacht am")).to_be_visible()
    assert not Measure.objects.active().filter(
        title__in=["Lesepaten für alle Bezirke", "Mittagstisch im Quartier"]
    )


def test_pages_of_an_import_are_accessible(page: Page, live_server: Any, table: Path) -> None:
    be(page, live_server, make_user())
    page.goto(live_server.url + reverse("tables:import-add", args=[MEASURES]))
    page.locator("#id_file").set_input_files(table)
    page.get_by_role("button", name="Tabelle einlesen").click()
    expect(page.get_by_text("lassen sich übernehmen:")).to_be_visible()
    found = TableImport.objects.get()
    preview = live_server.url + reverse("tables:import-detail", args=[found.pk])
    assert_page_is_accessible(page, preview)
    assert_page_is_accessible(page, live_server.url + reverse("tables:import-columns", args=[found.pk]))
    page.goto(preview)
    page.get_by_role("button", name="Alle richtigen Zeilen übernehmen").click()
    expect(page.get_by_text("Übernommen am")).to_be_visible()
    for path in (
        reverse("tables:import-detail", args=[found.pk]),
        reverse("tables:import-undo", args=[found.pk]),
        reverse("tables:import-add", args=[MEASURES]),
        reverse("tables:table-list"),
    ):
        assert_page_is_accessible(page, live_server.url + path)
