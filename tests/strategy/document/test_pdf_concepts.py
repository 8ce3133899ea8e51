"""The appendix "Ausgewertete Konzepte" of the printed strategy, and how the document carries it."""

import json
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import page
import pytest

from accounts.models import User
from strategy.choices import ChapterKind
from strategy.document.document import ConceptEntry, StrategyDocument, from_json, to_json
from strategy.document.drafting import working_document
from strategy.document.figures import ConceptFigures, concept_figures
from strategy.document.rendering.pdf import Edition, document_html, document_pdf, parts
from strategy.inventory.bracket import Cell
from strategy.inventory.choices import EvaluationStatus
from strategy.models import Strategy
from tests.builders import NOW, make_basis, make_concept, make_extract, make_strategic_goal, make_theme
from tests.strategy.document.documents import chapter_entry, document, theme_entry, unwritten_chapters

DRAFT = Edition(label="Arbeitsstand", state="Stand: 12. Juli 2021", is_draft=True)


def entry(*cells: Cell, **fields: Any) -> ConceptEntry:
    values: dict[str, Any] = {
        "key": 1,
        "title": "Klimakonzept",
        "kind": "Konzept",
        "department": "FB 51 - Umwelt",
        "dated": date(2018, 5, 1),
        "council_reference": "2018/0100",
        "link": "https://example.org/klima",
        "cells": cells,
        "elsewhere": Cell(),
        "total": Cell(
            extracts=sum(cell.extracts for cell in cells), taken_up=sum(cell.taken_up for cell in cells)
        ),
    }
    return ConceptEntry(**{**values, **fields})


def written(*concepts: ConceptEntry, **fields: Any) -> StrategyDocument:
    themes = (theme_entry("1", strategic_goals=()), theme_entry("2", title="Wohnen", strategic_goals=()))
    return document(**{"themes": themes, "chapters": unwritten_chapters(), "concepts": concepts, **fields})


CLIMATE = entry(Cell(extracts=5, taken_up=3), Cell(extracts=1))
VISION = entry(
    Cell(),
    Cell(extracts=2, taken_up=2),
    title="Leitbild",
    department="",
    dated=None,
    council_reference="",
    link="",
    elsewhere=Cell(extracts=1),
    total=Cell(extracts=3, taken_up=2),
)


def test_draft_carries_evaluated_concepts_without_quotations(strategy: Strategy, coordination: User) -> None:
    first, second = make_theme(strategy, by=coordination), make_theme(strategy, by=coordination)
    done = {"evaluation_status": EvaluationStatus.EVALUATED, "evaluated_at": NOW}
    concept = make_concept(strategy, title="Klimakonzept", department="FB 51", **done)
    make_basis(
        make_extract(concept, themes=[first], quotation="Vertraulich"),
        make_strategic_goal(first, by=coordination),
    )
    make_extract(concept, themes=[first, second], quotation="Vertraulich")
    make_extract(make_concept(strategy, title="Noch offen"), themes=[second])
    used = make_concept(strategy, title="Leitbild")
    make_basis(make_extract(used), make_strategic_goal(second, by=coordination))

    value = working_document(strategy)

    assert [(c.title, c.cells, c.elsewhere, c.total) for c in value.concepts] == [
        (
            "Klimakonzept",
            (Cell(extracts=2, taken_up=1), Cell(extracts=1)),
            Cell(),
            Cell(extracts=2, taken_up=1),
        ),
        ("Leitbild", (Cell(), Cell()), Cell(extracts=1, taken_up=1), Cell(extracts=1, taken_up=1)),
    ]
    assert "Vertraulich" not in to_json(value)
    assert from_json(to_json(value)) == value


def test_figures_add_up_the_concepts_of_a_document() -> None:
    assert concept_figures(written(CLIMATE, VISION)) == ConceptFigures(
        columns=(Cell(extracts=5, taken_up=3), Cell(extracts=3, taken_up=2)),
        elsewhere=Cell(extracts=1),
        total=Cell(extracts=9, taken_up=5),
        largest=5,
    )
    assert concept_figures(written()) == ConceptFigures(columns=(), elsewhere=Cell(), total=Cell(), largest=1)


def test_concepts_alone_make_an_appendix() -> None:
    assert ["appendix" in {part.kind for part in parts(written(*rows))} for rows in ((CLIMATE,), ())] == [
        True,
        False,
    ]


def test_json_without_concepts_is_still_read() -> None:
    content = json.loads(to_json(written(CLIMATE)))
    del content["concepts"]

    assert from_json(json.dumps(content)) == written()


def test_a_document_of_an_older_version_is_printed_without_concepts() -> None:
    html = document_html(written(chapters=(chapter_entry(ChapterKind.APPENDIX),)), DRAFT)

    assert 'id="appendix"' in html
    assert "Ausgewertete Konzepte" not in html


@pytest.mark.slow
@pytest.mark.parametrize("concepts", [(CLIMATE, VISION), (VISION,), (CLIMATE,) * 60])
def test_pdf_with_concepts_is_valid_pdf_ua(concepts: tuple[ConceptEntry, ...]) -> None:
    pdf = document_pdf(written(*concepts), DRAFT)

    assert [finding.message for finding in page.validate_pdf_bytes(pdf).failures] == []


@pytest.mark.slow
def test_pdf_lists_concepts_and_what_was_taken_up(tmp_path: Path) -> None:
    hostile = entry(
        Cell(), Cell(), title="<b>Fremdes</b> Konzept \x0b", link="https://example.org/?a=1&b=<i>"
    )

    (tmp_path / "s.pdf").write_bytes(document_pdf(written(CLIMATE, VISION, hostile), DRAFT))

    command = ["pdftotext", "-layout", str(tmp_path / "s.pdf"), "-"]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    words = " ".join(text.split())
    for expected in (
        "Klimakonzept (Konzept) FB 51 – Umwelt 01.05.2018 2018/0100",
        "Leitbild (Konzept) – – –",
        "<b>Fremdes</b> Konzept",
        "Sie nimmt 5 von 9 Fundstellen daraus auf.",
        "Klimakonzept 3/5 0/1 – 3/6",
        "Leitbild – 2/2 0/1 2/3",
        "Summe 3/5 2/3 0/1 5/9",
    ):
        assert expected in words
