"""Another city with this program reads our catalogue, in both forms, and finds the strategy with its licence."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from files.fetching import Fetcher
from library.reading import read_address
from strategy.models import StrategyVersion
from tests.oparl.foreign_server import ForeignServer, Reply, foreign_server


@pytest.fixture
def site(client: Client, version: StrategyVersion, settings: Any) -> Iterator[ForeignServer]:
    """Our site as others reach it."""
    with foreign_server() as server:
        settings.BASE_URL = server.base
        for path in (
            reverse("publication:catalogue-turtle"),
            reverse("publication:catalogue-json-ld"),
            reverse("publication:data-file", args=[1, "strategie", "json"]),
        ):
            response = client.get(path)
            server.pages[path] = Reply(response.content, headers={"Content-Type": response["Content-Type"]})
        yield server


@pytest.mark.parametrize("name", ["catalogue-turtle", "catalogue-json-ld"])
def test_our_catalogue_leads_to_our_strategy(site: ForeignServer, name: str) -> None:
    found = read_address(Fetcher(trusted_hosts=["127.0.0.1"]), site.url(reverse(f"publication:{name}")))

    strategy = found.strategy
    assert found.address == site.url(reverse("publication:data-file", args=[1, "strategie", "json"]))
    assert strategy.licence.title == "Datenlizenz Deutschland – Namensnennung – Version 2.0"
    assert (strategy.attribution, strategy.version) == ("Stadt Musterstadt", "Fassung 1 vom 5. Oktober 2021")
    assert [measure.title for measure in strategy.document.measures()]
