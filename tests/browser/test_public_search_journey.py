"""The public search while somebody types: answers, address, title follow; a word in vain is counted after a while."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from publication.models import SearchMiss
from strategy.models import Strategy
from tests.browser.accessible import assert_accessible
from tests.publication.conftest import make_version as make_version
from tests.publication.conftest import strategy as strategy
from tests.publication.test_search import document_with

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def db(transactional_db: None) -> None:
    """The server sees only what is committed."""


def test_answers_come_while_typing(
    page: Page, live_server: Any, strategy: Strategy, make_version: Any
) -> None:
    make_version(document_with("Mehr Radverkehr", "Weniger Abfall"))
    page.goto(f"{live_server.url}/suche/")
    page.get_by_label("Was möchten Sie wissen?").press_sequentially("Radweg")
    expect(page.get_by_role("status")).to_have_text("1 Treffer für „Radweg“")
    expect(page.get_by_role("link", name="Mehr Radverkehr")).to_be_visible()
    expect(page).to_have_title(re.compile("^Suche nach „Radweg“"))
    expect(page).to_have_url(re.compile(r"/suche/\?q=Radweg"))
    assert_accessible(page, "the public search")
    page.get_by_text("Eingrenzen nach").click()
    page.get_by_label("Themenfeld").select_option(label="1 X")
    expect(page).to_have_url(re.compile(r"q=Radweg.*themenfeld=1"))
    expect(page.get_by_label("Was möchten Sie wissen?")).to_have_value("Radweg")
    page.get_by_label("Was möchten Sie wissen?").fill("Zeppelin")
    expect(page.get_by_role("status")).to_contain_text("wurde nichts gefunden")
    with page.expect_response("**/suche/ohne-treffer/") as counting:
        pass
    assert counting.value.status == 204
    assert [miss.word for miss in SearchMiss.objects.all()] == ["zeppelin"]
    assert page.context.cookies() == []
