"""The SWOT view in the browser: a member writes a statement with its sources; axe on every page, the public one too."""

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from accounts.models import User
from accounts.roles import Role
from strategy.document.actions.versions import adopt_version, publish_version
from strategy.inventory.choices import SwotKind
from strategy.models import SwotEntry, ThemeField
from tests.browser.accessible import assert_accessible, assert_page_is_accessible
from tests.browser.conftest import be
from tests.builders import (
    NOW,
    join_working_group,
    make_concept,
    make_extract,
    make_programme,
    make_strategy,
    make_swot_entry,
    make_user,
    make_version,
)

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def coordinator(transactional_db: None) -> User:
    return make_user(Role.COORDINATION, name="Kim Koordination")


@pytest.fixture
def theme(coordinator: User) -> ThemeField:
    strategy = make_strategy()
    found: ThemeField = make_programme(strategy, by=coordinator).theme_of
    concept = make_concept(strategy, title="Klimafolgenanpassungskonzept")
    own = make_extract(concept, themes=[found], quotation="Bis 2030 werden Flächen entsiegelt.")
    make_extract(make_concept(strategy, title="Verkehrskonzept"), quotation="Radwege bauen", page="3")
    for kind in SwotKind:
        make_swot_entry(found, kind, text=f"{kind.label} " * 12, other_source="Workshop").extracts.add(own)
    return found


def test_member_writes_a_statement_with_its_sources(page: Page, live_server: Any, theme: ThemeField) -> None:
    member = make_user(Role.STEERING_MEMBER)
    join_working_group(theme, member)
    be(page, live_server, member)
    page.goto(live_server.url + reverse("strategy:element-detail", args=["theme", theme.pk]))
    page.get_by_role("link", name="Stärken, Schwächen, Chancen, Risiken (4 Einträge)").click()
    page.get_by_role("link", name="Schwäche eintragen").click()
    expect(page.get_by_role("radio", name="Schwäche")).to_be_checked()
    page.get_by_label("Aussage").fill("Wege für Fahrräder fehlen.")
    page.get_by_text("Klimafolgenanpassungskonzept", exact=True).click()
    page.get_by_label("S. 14 · Ziel: Bis 2030 werden Flächen entsiegelt.").check()
    page.get_by_label("Weitere Fundstellen suchen").fill("Radwege")
    page.get_by_label("Weitere Fundstellen suchen").press("Enter")
    page.get_by_label("Verkehrskonzept, S. 3: Radwege bauen").check()
    assert_accessible(page, "form with found extracts")
    page.get_by_role("button", name="Speichern", exact=True).click()
    weaknesses = page.get_by_role("region", name="Schwächen")
    expect(weaknesses.get_by_text("Wege für Fahrräder fehlen.")).to_be_visible()
    expect(weaknesses.get_by_role("link", name="Verkehrskonzept, S. 3")).to_be_visible()
    entry = SwotEntry.objects.get(text="Wege für Fahrräder fehlen.")
    assert sorted(extract.page for extract in entry.extracts.all()) == ["14", "3"]


def test_pages_are_accessible(page: Page, live_server: Any, theme: ThemeField, coordinator: User) -> None:
    be(page, live_server, coordinator)
    entry = theme.swot_entries.first()
    assert entry is not None
    for name, key in (
        ("swot", theme.pk),
        ("swot-add", theme.pk),
        ("swot-history", theme.pk),
        ("swot-edit", entry.pk),
        ("swot-remove", entry.pk),
    ):
        assert_page_is_accessible(page, live_server.url + reverse(f"strategy:{name}", args=[key]))


def test_public_theme_is_accessible_with_its_situation_open(
    page: Page, live_server: Any, theme: ThemeField, coordinator: User
) -> None:
    version = make_version(theme.strategy, by=coordinator)
    adopt_version(version=version, on=NOW.date(), reference="2021/1", by=coordinator, at=NOW)
    publish_version(version=version, by=coordinator, at=NOW)
    page.goto(f"{live_server.url}/themenfelder/1/")
    page.get_by_text("Ausgangslage: Wo stehen wir?").click()
    expect(page.get_by_role("heading", name="Chancen")).to_be_visible()
    assert_accessible(page, "public theme with its situation")
