"""The page of the phase Bestandsaufnahme and the sheets of concepts."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.models import User
from strategy.inventory import rendering
from strategy.inventory.choices import EvaluationStatus
from strategy.models import Concept, Strategy
from tests.builders import (
    NOW,
    make_basis,
    make_concept,
    make_contradiction,
    make_extract,
    make_goal,
    make_strategic_goal,
    make_theme,
)
from tests.conftest import signed_in
from tests.strategy.pages import goes_to, messages_of, text_of

PAGE = "/arbeitsbereich/bestandsaufnahme/"
FINDINGS = "/arbeitsbereich/was-fehlt/"


def evaluated(strategy: Strategy, **fields: Any) -> Concept:
    values = {"evaluation_status": EvaluationStatus.EVALUATED, "evaluated_at": NOW, **fields}
    return make_concept(strategy, **values)


def rows_of(response: HttpResponse) -> list[list[str]]:
    """The table of the bracket: its rows with the text of each cell."""
    table = response.content.decode().split('<table class="table bracket-table">')[1].split("</table>")[0]
    rows = [row.split("</th>", 1) for row in table.split("<tr>")[2:]]
    texts = [[part.split(">")[-1] for part in head.split("</a>")[:1]] for head, _ in rows]
    cells = [[text_in(cell) for cell in rest.split("</td>")[:-1]] for _, rest in rows]
    return [text + cell for text, cell in zip(texts, cells, strict=True)]


def text_in(html: str) -> str:
    return " ".join(part.split(">")[-1] for part in html.split("<") if part.split(">")[-1].strip()).strip()


def address(extract: Any) -> str:
    return f'href="{reverse("strategy:extract-detail", args=[extract.pk])}"'


def test_page_of_an_empty_strategy_leads_to_the_concepts(strategy: Strategy, reader_client: Client) -> None:
    response = reader_client.get(PAGE)

    assert "Noch ist kein Konzept erfasst." in text_of(response)
    assert f'href="{reverse("strategy:concept-list")}"' in response.content.decode()
    assert "Die Klammer" not in text_of(response)


def test_page_without_a_strategy_is_not_there(coordination_client: Client) -> None:
    assert coordination_client.get(PAGE).status_code == 404


def test_page_answers_no_post(strategy: Strategy, coordination_client: Client) -> None:
    assert coordination_client.post(PAGE).status_code == 405


def test_page_shows_the_bracket_as_picture_and_table(
    strategy: Strategy, coordination: User, coordination_client: Client
) -> None:
    first, second = make_theme(strategy, by=coordination), make_theme(strategy, by=coordination)
    goal = make_goal(make_strategic_goal(first, by=coordination), by=coordination)
    climate, vision = evaluated(strategy, title="Klimakonzept"), make_concept(strategy, title="Leitbild")
    make_basis(make_extract(climate, themes=[first, second]), goal)
    make_extract(climate, themes=[first])
    make_extract(vision)

    response = coordination_client.get(PAGE)

    assert rows_of(response) == [
        ["Klimakonzept", "1 von 2", "1 von 1", "–", "1 von 2", "50 %"],
        ["Leitbild", "–", "–", "0 von 1", "0 von 1", "0 %"],
        ["Summe", "1 von 2", "1 von 1", "0 von 1", "1 von 3", "33 %"],
        ["Anteil", "50 %", "100 %", "0 %", "33 %", ""],
    ]
    html = response.content.decode()
    picture = html.split("<svg")[1].split("</svg>")[0]
    assert "2 Konzepte, 2 Themenfelder, aufgenommen: 1 von 3 Fundstellen." in picture
    assert picture.count('class="bracket__count"') == 3
    assert "1 von 2 Konzepten ausgewertet" in text_of(response)


def test_page_lists_what_waits_for_a_decision(
    strategy: Strategy, coordination: User, coordination_client: Client
) -> None:
    theme, other = make_theme(strategy, by=coordination), make_theme(strategy, by=coordination)
    goal = make_strategic_goal(theme, by=coordination)
    concept = evaluated(strategy, title="Klimakonzept")
    waiting = make_extract(concept, themes=[theme], quotation="Noch offen <script>alert(1)</script>")
    taken = make_extract(concept, themes=[theme], quotation="Schon aufgenommen")
    refused = make_extract(concept, themes=[theme], quotation="Abgelehnt", set_aside_reason="Alt.")
    make_basis(taken, goal)
    make_contradiction(waiting, taken, "2030 oder 2035?")
    make_contradiction(waiting, refused, "erledigt")

    response = coordination_client.get(PAGE)

    html = response.content.decode()
    goals = html.split('id="goals"')[1].split("</section>")[0]
    assert [address(extract) in goals for extract in (waiting, taken, refused)] == [True, False, False]
    assert "Noch offen &lt;script&gt;alert(1)&lt;/script&gt;" in goals
    baseless = html.split('id="baseless"')[1].split("</section>")[0]
    assert other.title in baseless.replace("&amp;", "&")
    assert theme.title not in baseless.replace("&amp;", "&")
    contradictions = html.split('id="disagreements"')[1].split("</section>")[0]
    assert "2030 oder 2035?" in contradictions
    assert "erledigt" not in contradictions


def test_findings_of_the_inventory_lead_evaluators_to_their_source(
    strategy: Strategy, coordination_client: Client, core_team: User, member_client: Client
) -> None:
    empty = evaluated(strategy, title="Leitbild")
    waiting = make_extract(evaluated(strategy))
    sources = [f'href="{reverse("strategy:concept-detail", args=[empty.pk])}"', address(waiting)]

    for client, expected in (
        (coordination_client, [1, 1]),
        (signed_in(core_team), [1, 1]),
        (member_client, [0, 0]),
    ):
        html = client.get(FINDINGS).content.decode()
        assert [html.count(source) for source in sources] == expected
        assert "„Leitbild“ ist ausgewertet" in html


def test_the_guide_of_the_core_team_counts_findings_of_the_inventory(
    strategy: Strategy, core_team: User, member_client: Client
) -> None:
    evaluated(strategy, title="Leitbild")
    sentence = "„Leitbild“ ist ausgewertet, aber ohne eine einzige Fundstelle."

    assert sentence in signed_in(core_team).get("/arbeitsbereich/").content.decode()
    assert sentence not in member_client.get("/arbeitsbereich/").content.decode()


def test_sheet_shows_what_became_of_the_extracts(
    strategy: Strategy, coordination: User, reader_client: Client
) -> None:
    theme = make_theme(strategy, by=coordination)
    goal = make_goal(make_strategic_goal(theme, by=coordination), by=coordination, responsible="FB 33")
    concept = evaluated(strategy, title="Klimakonzept <b>", department="FB 51")
    make_basis(make_extract(concept, themes=[theme], quotation="Stadt <i>grün</i>"), goal)
    make_extract(concept, set_aside_reason="Längst erreicht.")
    make_extract(concept, page="")

    response = reader_client.get(reverse("strategy:concept-sheet", args=[concept.pk]))

    text = text_of(response)
    assert f"Operatives Ziel 1.1.1 {goal.short_title} (zuständig: FB 33)" in text
    assert "Nicht aufgenommen: Längst erreicht." in text
    assert "Noch offen." in text
    assert "1 von 3 Fundstellen" in text
    html = response.content.decode()
    assert "Stadt &lt;i&gt;grün&lt;/i&gt;" in html
    assert "Klimakonzept <b>" not in html


@pytest.mark.slow
def test_sheet_comes_as_a_file_for_the_department(strategy: Strategy, reader_client: Client) -> None:
    concept = evaluated(strategy, title="Klima: Konzept für Ä/Ö")

    response = reader_client.get(reverse("strategy:concept-sheet-file", args=[concept.pk]))

    assert response.content.startswith(b"%PDF-")
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Content-Disposition"] == 'attachment; filename="blatt-klima-konzept-fur-ao.pdf"'
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_sheet_that_is_too_long_for_a_pdf_says_so(
    strategy: Strategy, reader_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rendering, "EXTRACTS_AT_MOST", 0)
    concept = evaluated(strategy)
    make_extract(concept)

    response = reader_client.get(reverse("strategy:concept-sheet-file", args=[concept.pk]))

    sheet = reverse("strategy:concept-sheet", args=[concept.pk])
    assert goes_to(response) == sheet
    response = reader_client.get(sheet)
    assert messages_of(response) == [
        "Dieses Blatt ist für ein PDF zu umfangreich. Drucken Sie die Seite im Browser."
    ]


@pytest.mark.parametrize("name", ["strategy:concept-sheet", "strategy:concept-sheet-file"])
def test_sheet_of_no_concept_is_not_there(strategy: Strategy, reader_client: Client, name: str) -> None:
    concept = make_concept(strategy)

    assert reader_client.get(reverse(name, args=[concept.pk + 1])).status_code == 404
    assert reader_client.post(reverse(name, args=[concept.pk])).status_code == 405
