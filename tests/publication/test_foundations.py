"""The page about the documents that existed before the strategy."""

from datetime import date

from django.test import Client
from msgspec import structs

from strategy.document.document import ConceptEntry
from strategy.inventory.bracket import Cell
from strategy.models import StrategyVersion
from tests.publication.conftest import MakeVersion, learning_document

PAGE = "/grundlagen/"
CONCEPT = ConceptEntry(
    key=1,
    title="Klimakonzept <b>",
    kind="Konzept",
    department="FB 51",
    dated=date(2018, 5, 1),
    council_reference="2018/0100",
    link="https://example.org/klima",
    cells=(Cell(extracts=5, taken_up=3),),
    elsewhere=Cell(),
    total=Cell(extracts=5, taken_up=3),
)


def test_page_names_concepts_and_what_was_taken_up(client: Client, make_version: MakeVersion) -> None:
    document = learning_document()
    rest = (Cell(),) * (len(document.themes) - 1)
    concept = structs.replace(CONCEPT, cells=CONCEPT.cells + rest)
    make_version(structs.replace(document, concepts=(concept,)))

    html = client.get(PAGE).content.decode()

    assert '<a class="text-link" href="https://example.org/klima">Klimakonzept &lt;b&gt;</a>' in html
    assert "Sie nimmt 3 von 5 Fundstellen daraus auf." in html
    assert [html.count(text) for text in ("FB 51", "1. Mai 2018", "2018/0100", "ohne Feld")] == [
        1,
        1,
        1,
        0,
    ]
    # The cell, its row's sum, the sum of the column, and the sum of everything.
    assert html.count("3 von 5\n") == 4
    assert html.count("<h1") == 1
    assert f'href="{PAGE}"' in client.get("/").content.decode()


def test_strategy_without_concepts_has_no_such_page(client: Client, version: StrategyVersion) -> None:
    assert client.get(PAGE).status_code == 404
    assert f'href="{PAGE}"' not in client.get("/").content.decode()
