"""What the printed strategy says about where a theme field stands and what its goals are based on."""

import re
from pathlib import Path
from typing import Any

import pytest

from strategy.document.document import BasisEntry, StrategyDocument, SwotStatement
from strategy.document.rendering.pdf import document_html, document_pdf
from strategy.inventory.choices import SwotKind
from tests.strategy.document.documents import (
    document,
    measure_entry,
    operational_entry,
    strategic_entry,
    theme_entry,
)
from tests.strategy.document.test_pdf import DRAFT, findings, pages_of

BASIS = (
    BasisEntry(key=1, concept="Klimafolgenanpassungskonzept", page="14"),
    BasisEntry(key=2, concept="Leitbild", page=""),
)


def statement(key: int, kind: SwotKind, text: str, *sources: str) -> SwotStatement:
    return SwotStatement(key=key, kind=kind, text=text, sources=sources)


def written(**theme: Any) -> StrategyDocument:
    goal = operational_entry(based_on=BASIS, measures=(measure_entry(based_on=BASIS[1:]),))
    swot = (
        statement(1, SwotKind.WEAKNESS, "Viel versiegelter Boden.", "Klimakonzept, S. 3", "Workshop"),
        statement(2, SwotKind.STRENGTH, "Viele Ehrenamtliche."),
    )
    values = {"swot": swot, "strategic_goals": (strategic_entry(based_on=BASIS, operational_goals=(goal,)),)}
    return document(themes=(theme_entry(**{**values, **theme}),), chapters=())


def words_of(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def test_initial_situation_shows_the_fields_with_their_sources() -> None:
    text = words_of(document_html(written(), DRAFT))
    expected = (
        "Ausgangslage Es gibt 40 Schulen. Stärken Viele Ehrenamtliche. "
        "Schwächen Viel versiegelter Boden. (Klimakonzept, S. 3; Workshop)"
    )
    assert text.count(expected) == 1
    assert "Chancen" not in text


def test_initial_situation_stands_without_a_text() -> None:
    text = words_of(document_html(written(initial_situation=""), DRAFT))
    assert "Ausgangslage Stärken Viele Ehrenamtliche." in text


def test_theme_field_without_any_situation_has_no_such_heading() -> None:
    assert "Ausgangslage" not in document_html(written(initial_situation="", swot=()), DRAFT)


def test_goals_and_measures_name_what_they_are_based_on() -> None:
    text = words_of(document_html(written(), DRAFT))
    assert text.count("beruht auf: Klimafolgenanpassungskonzept, S. 14; Leitbild") == 2
    assert text.count("beruht auf: Leitbild") == 1


def test_what_people_wrote_stays_text() -> None:
    script = "<script>alert(1)</script>"
    entry = measure_entry(based_on=(BasisEntry(key=1, concept=script, page=""),))
    goal = strategic_entry(operational_goals=(operational_entry(measures=(entry,)),))
    swot = (statement(1, SwotKind.THREAT, script, script),)
    html = document_html(written(swot=swot, strategic_goals=(goal,)), DRAFT)
    assert script not in html
    assert html.count("&lt;script&gt;alert(1)") == 3


@pytest.mark.slow
@pytest.mark.parametrize("count", [1, 60])
def test_pdf_with_many_statements_is_valid_and_loses_none(count: int, tmp_path: Path) -> None:
    swot = tuple(
        statement(number, kind, f"Aussage{kind}{number} {'sehr ' * 40}" + "x" * 200, "Klimakonzept, S. 3")
        for number in range(count)
        for kind in SwotKind
    )
    pdf = document_pdf(written(swot=swot), DRAFT)
    assert findings(pdf) == []
    text = "".join(pages_of(pdf, tmp_path))
    assert [each.text.split()[0] for each in swot if each.text.split()[0] not in text] == []
