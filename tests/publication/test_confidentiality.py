"""Only the published version is public: nothing of drafts, of merely adopted and of withdrawn versions."""

from datetime import date

import pytest
from django.test import Client

from strategy.choices import ThemeDecision
from strategy.document.document import StrategyDocument
from strategy.models import Strategy, StrategyVersion, ThemeField
from tests.publication.conftest import (
    MakeVersion,
    learning_document,
    make_document,
    make_measure,
    make_operational_goal,
    make_strategic_goal,
    make_theme,
)

SECRET = "Geheimvorhaben"
NEEDING_A_VERSION = (
    "/themenfelder/7/",
    "/ziele/7.1/",
    "/ziele/7.1.1/",
    "/massnahmen/7.1.1.1/",
    "/massnahmen/",
    "/agenda-2030/",
    "/agenda-2030/4/",
    "/suche/?q=Geheimvorhaben",
    "/strategie.pdf",
    "/strategie.json",
)
EVERYWHERE = ("/", "/impressum/", "/datenschutz/", "/barrierefreiheit/", *NEEDING_A_VERSION)


@pytest.fixture
def secret() -> StrategyDocument:
    """A document that names the secret everywhere."""
    measure = make_measure("7.1.1.1", title=SECRET, department=SECRET, sdg_targets=("4.7",))
    goal = make_operational_goal("7.1.1", short_title=SECRET, statement=SECRET, measures=(measure,))
    strategic = make_strategic_goal("7.1", statement=SECRET, operational_goals=(goal,))
    theme = make_theme("7", title=SECRET, summary=SECRET, strategic_goals=(strategic,))
    return make_document(theme, title=SECRET)


def test_home_says_that_nothing_is_published(client: Client, strategy: Strategy) -> None:
    response = client.get("/")
    assert response.status_code == 200
    assert "Hier ist noch nichts veröffentlicht." in response.content.decode()
    assert 'href="/konto/anmelden/"' in response.content.decode()


def test_home_answers_without_any_strategy(client: Client, db: None) -> None:
    assert client.get("/").status_code == 200


@pytest.mark.parametrize("path", NEEDING_A_VERSION)
@pytest.mark.parametrize("adopted", [None, date(2021, 10, 5)])
def test_unpublished_version_is_not_found(
    client: Client, make_version: MakeVersion, secret: StrategyDocument, path: str, adopted: date | None
) -> None:
    make_version(secret, adopted=adopted, published=False)
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", EVERYWHERE)
@pytest.mark.parametrize("adopted", [None, date(2026, 10, 5)])
@pytest.mark.parametrize("published", [True, False])
def test_newer_unpublished_version_shows_nowhere(
    client: Client,
    make_version: MakeVersion,
    secret: StrategyDocument,
    path: str,
    adopted: date | None,
    published: bool,
) -> None:
    if published:
        make_version(learning_document())
    make_version(secret, number=2, adopted=adopted, published=False)
    assert f">{SECRET}" not in client.get(path).content.decode()


@pytest.mark.parametrize("path", EVERYWHERE)
def test_working_draft_shows_nowhere(client: Client, version: StrategyVersion, path: str) -> None:
    ThemeField.objects.create(
        strategy=version.strategy, title=SECRET, decision=ThemeDecision.SELECTED, position=1, summary=SECRET
    )
    response = client.get(path)
    assert f">{SECRET}" not in response.content.decode()


def test_withdrawn_version_is_gone(client: Client, version: StrategyVersion) -> None:
    assert client.get("/themenfelder/1/").status_code == 200
    StrategyVersion.objects.update(published_at=None)
    assert client.get("/themenfelder/1/").status_code == 404


def test_newest_adopted_of_the_published_versions_is_shown(
    client: Client, make_version: MakeVersion, version: StrategyVersion
) -> None:
    make_version(make_document(make_theme("1", title="Neues Feld")), number=2, adopted=date(2026, 3, 1))
    html = client.get("/themenfelder/1/").content.decode()
    assert "Neues Feld" in html
    assert "Lernen &amp; Kultur" not in html
