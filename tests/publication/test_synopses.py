"""The public synopses: what the bodies changed, and what an update changed; nothing of other drafts."""

from datetime import date

import pytest
from django.test import Client

from committees.council.models import Paper
from strategy.models import StrategyVersion
from tests.publication.conftest import MakeVersion, learning_document, make_document, make_theme

SECRET = "Geheimvorhaben"


@pytest.fixture
def changed(paper: Paper, version: StrategyVersion, make_version: MakeVersion) -> StrategyVersion:
    """Version 1 was submitted, version 2 adopted: with a theme field more. Version 3 is a later draft."""
    StrategyVersion.objects.filter(pk=version.pk).update(published_at=None)
    theme = learning_document().themes[0]
    adopted = make_version(make_document(theme, make_theme("2", title="Wohnen")), number=2)
    make_version(make_document(make_theme("3", title=SECRET)), number=3, adopted=None, published=False)
    Paper.objects.update(version=adopted, submitted_version=version)
    return adopted


def text_of(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("path", ["/beschluss/aenderungen/", "/fassungen/2/aenderungen/"])
def test_synopsis_shows_what_the_bodies_changed(client: Client, changed: StrategyVersion, path: str) -> None:
    page = text_of(client, path)
    assert "Was sich von Fassung 1 zu Fassung 2 geändert hat" in page
    assert "Wohnen" in page
    assert SECRET not in page
    assert 'href="/beschluss/aenderungen/"' in text_of(client, "/beschluss/")


@pytest.mark.parametrize("path", ["/beschluss/aenderungen/", "/fassungen/2/aenderungen/"])
def test_synopsis_of_a_paper_that_is_not_public_says_nothing(
    client: Client, changed: StrategyVersion, path: str
) -> None:
    Paper.objects.update(is_public=False)
    page = text_of(client, path)
    assert "Zu Fassung 2 sind keine Änderungen der Gremien veröffentlicht." in page
    assert "Wohnen" not in page
    assert "/beschluss/aenderungen/" not in text_of(client, "/beschluss/")


def test_unchanged_version_has_no_synopsis(client: Client, paper: Paper) -> None:
    page = text_of(client, "/beschluss/aenderungen/")
    assert "Zu Fassung 1 sind keine Änderungen der Gremien veröffentlicht." in page
    assert "/beschluss/aenderungen/" not in text_of(client, "/beschluss/")


def test_published_versions_are_compared_with_earlier_ones(
    client: Client, version: StrategyVersion, make_version: MakeVersion
) -> None:
    theme = learning_document().themes[0]
    update = make_document(theme, make_theme("2", title="Wohnen"))
    make_version(update, number=4, adopted=date(2025, 6, 3))
    make_version(make_document(make_theme("3", title=SECRET)), number=5, adopted=None, published=False)
    assert "/fassungen/4/vergleich/1/" in text_of(client, "/fassungen/4/")
    page = text_of(client, "/fassungen/4/vergleich/1/")
    assert "So hat der Rat die Strategie fortgeschrieben." in page
    assert "Wohnen" in page
    for path in ("/fassungen/1/vergleich/4/", "/fassungen/4/vergleich/5/", "/fassungen/5/vergleich/4/"):
        assert client.get(path).status_code == 404
