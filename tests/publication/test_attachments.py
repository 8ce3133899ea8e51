"""Attachments on the public site: only public ones, and only of what is published."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from strategy.actions.removal import remove_element
from strategy.choices import TextStatus
from strategy.document.actions.versions import adopt_version, publish_version
from strategy.models import Attachment, Measure, Strategy
from strategy.models.kinds import MODELS_BELOW_THEMES
from tests.builders import (
    NOW,
    make_attachment,
    make_measure,
    make_programme,
    make_strategy,
    make_version,
)

SECRET = "Geheimvorhaben"
PAGES = ("/themenfelder/1/", "/ziele/1.1/", "/ziele/1.1.1/", "/massnahmen/1.1.1.1/")


@pytest.fixture
def strategy(db: None) -> Strategy:
    return make_strategy()


@pytest.fixture
def measure(strategy: Strategy, coordination: User) -> Measure:
    """A measure whose version is published."""
    measure = make_programme(strategy, by=coordination)
    version = make_version(strategy, by=coordination)
    adopt_version(version=version, on=NOW.date(), reference="2021/1", by=coordination, at=NOW)
    publish_version(version=version, by=coordination, at=NOW)
    for model in MODELS_BELOW_THEMES.values():
        model.objects.update(text_status=TextStatus.DRAFT)
    return Measure.objects.with_ancestors().get(pk=measure.pk)


def elements(measure: Measure) -> list[Any]:
    goal = measure.operational_goal
    return [goal.strategic_goal.theme, goal.strategic_goal, goal, measure]


def content(response: Any) -> bytes:
    return b"".join(response.streaming_content)


def test_each_page_names_its_public_files_and_links(
    measure: Measure, coordination: User, client: Client
) -> None:
    link = "https://www.example.org/karte"
    for element, page in zip(elements(measure), PAGES, strict=True):
        kept = make_attachment(element, by=coordination, title=f"Bericht {element.number}", is_public=True)
        make_attachment(element, by=coordination, title="Karte", is_public=True, link=link)
        shown = client.get(page).content.decode()
        assert f'href="/unterlagen/{kept.pk}/">Bericht {element.number}</a>' in shown
        assert f'href="{link}">Karte</a>' in shown
        assert shown.count("Bericht ") == 1
        assert str(coordination) not in shown


def test_public_file_is_handed_out_to_be_saved(measure: Measure, coordination: User, client: Client) -> None:
    kept = make_attachment(measure, by=coordination, title="Gutachten", is_public=True)
    response: Any = client.get(f"/unterlagen/{kept.pk}/")
    assert content(response) == b"%PDF-1.7 x"
    assert response["Content-Disposition"] == 'attachment; filename="gutachten.pdf"'
    assert (response["Content-Type"], response["X-Content-Type-Options"]) == ("application/pdf", "nosniff")


def test_internal_attachments_appear_nowhere(measure: Measure, coordination: User, client: Client) -> None:
    for element in elements(measure):
        make_attachment(element, by=coordination, title=SECRET)
        make_attachment(element, by=coordination, title=SECRET, link=f"https://{SECRET}.example.org")
    for page in (*PAGES, "/", "/suche/?q=Geheimvorhaben", "/strategie.json", "/fassungen/1/themenfelder/1/"):
        body = (
            client.get(page)
            .content.decode()
            .replace('value="Geheimvorhaben"', "")
            .replace("?q=Geheimvorhaben", "")
        )
        assert SECRET not in body.replace("„Geheimvorhaben“", "")
    for kept in Attachment.objects.all():
        assert client.get(f"/unterlagen/{kept.pk}/").status_code == 404


def test_public_file_of_what_is_not_published_stays_inside(
    strategy: Strategy, measure: Measure, coordination: User, client: Client
) -> None:
    new = make_measure(measure.operational_goal, by=coordination)
    address = f"/unterlagen/{make_attachment(new, by=coordination, is_public=True).pk}/"
    assert client.get(address).status_code == 404
    draft = make_version(strategy, by=coordination)
    assert client.get(address).status_code == 404
    adopt_version(version=draft, on=NOW.date(), reference="2021/2", by=coordination, at=NOW)
    assert client.get(address).status_code == 404
    publish_version(version=draft, by=coordination, at=NOW)
    assert content(client.get(address)) == b"%PDF-1.7 x"


def test_nothing_is_handed_out_before_anything_is_published(
    strategy: Strategy, coordination: User, client: Client
) -> None:
    kept = make_attachment(make_programme(strategy, by=coordination), by=coordination, is_public=True)
    assert client.get(f"/unterlagen/{kept.pk}/").status_code == 404


def test_element_removed_from_the_draft_keeps_its_public_files_as_long_as_it_is_published(
    measure: Measure, coordination: User, client: Client
) -> None:
    kept = make_attachment(measure, by=coordination, title="Gutachten", is_public=True)
    remove_element(element=measure, by=coordination, at=NOW)
    assert "Gutachten" in client.get(PAGES[-1]).content.decode()
    assert content(client.get(f"/unterlagen/{kept.pk}/")) == b"%PDF-1.7 x"


def test_file_that_the_disk_does_not_have_is_not_found(
    measure: Measure, coordination: User, client: Client
) -> None:
    kept = make_attachment(measure, by=coordination, is_public=True)
    kept.file.storage.delete(str(kept.file))
    assert client.get(f"/unterlagen/{kept.pk}/").status_code == 404


def test_pages_ask_once_for_all_attachments(measure: Measure, coordination: User, client: Client) -> None:
    def queries(page: str) -> int:
        with CaptureQueriesContext(connection) as found:
            client.get(page)
        return len(found)

    client.get("/")
    before = [queries(page) for page in PAGES]
    for element in elements(measure):
        for _ in range(3):
            make_attachment(element, by=coordination, is_public=True)
    assert [queries(page) for page in PAGES] == before
