"""The sheet for a department: what was found, what became of it, what is asked."""

import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import page
import pytest

from editing.exceptions import RuleBroken
from strategy.choices import ElementKind
from strategy.inventory.bracket import Cell, ConceptFacts, Inventory
from strategy.inventory.choices import EvaluationStatus
from strategy.inventory.concept_sheet import ConceptSheet, Destination, Objection, destinations_of, sheet_of
from strategy.inventory.rendering import EXTRACTS_AT_MOST, concept_sheet_pdf
from strategy.models import Municipality, Strategy
from tests.strategy.document.documents import document, key_of, theme_entry
from tests.strategy.inventory.inventories import GOAL_KEY, concept, contradiction, extract, inventory

TODAY = date(2021, 7, 12)
ONE_FIELD = document(themes=(theme_entry(),))


def sheet(of: ConceptFacts, *others: ConceptFacts, **values: Any) -> ConceptSheet:
    return sheet_of(of, inventory(of, *others, **values), ONE_FIELD, today=TODAY)


def test_destinations_name_goals_and_measures_with_who_is_responsible() -> None:
    assert [destinations_of(ONE_FIELD)[key_of(number)] for number in ("1.1", "1.1.1", "1.1.1.1")] == [
        Destination(ElementKind.STRATEGIC_GOAL, key_of("1.1"), "1.1", "Im Jahr 2030 können alle lesen.", ""),
        Destination(ElementKind.OPERATIONAL_GOAL, GOAL_KEY, "1.1.1", "Lesen im Quartier", "FB 33"),
        Destination(ElementKind.MEASURE, key_of("1.1.1.1"), "1.1.1.1", "Vorlesepaten", "FB 33 - Kultur"),
    ]


def test_sheet_says_what_became_of_each_extract() -> None:
    taken = extract("2", "1", taken_up=True)
    refused = extract("1", set_aside_reason="Längst erreicht.")
    found = sheet(concept(taken, refused))

    assert found.total == Cell(extracts=2, taken_up=1)
    assert [
        ([f.number for f in line.fields], [d.number for d in line.destinations]) for line in found.lines
    ] == [
        (["1", "2"], ["1.1.1"]),
        (["1"], []),
    ]
    assert [line.extract for line in found.lines] == [taken, refused]


def test_sheet_shows_open_contradictions_from_both_sides() -> None:
    first, second, settled = extract(), extract(), extract(set_aside_reason="Veraltet.")
    one, two = concept(first, title="Eins"), concept(second, settled, title="Zwei")
    rows = (contradiction(first, second, "2030 oder 2035?"), contradiction(first, settled))
    value = inventory(one, two, contradictions=rows)

    def objections(of: ConceptFacts) -> list[tuple[Objection, ...]]:
        return [line.objections for line in sheet_of(of, value, ONE_FIELD, today=TODAY).lines]

    assert [(o.passage.source, o.note) for (o,) in objections(one)] == [("Zwei, S. 14", "2030 oder 2035?")]
    assert [[o.passage.source for o in line] for line in objections(two)] == [["Eins, S. 14"], []]


def requests(*extracts: Any, **values: Any) -> tuple[str, ...]:
    return sheet(concept(*extracts, **values)).requests


def test_department_is_asked_for_what_is_open() -> None:
    assert requests(extract("1"), extract("1")) == (
        "Bei 2 Zielen ist noch offen, ob sie in die Strategie kommen. Was empfehlen Sie?",
    )
    assert requests(extract("1", taken_up=True), extract("1", set_aside_reason="Alt.")) == (
        "1 Fundstelle ist aufgenommen. Gibt die Strategie sie richtig wieder?",
        "1 Fundstelle kommt nicht in die Strategie. Sehen Sie das auch so?",
    )
    assert requests() == ("Bei der Auswertung wurde keine Fundstelle notiert. Fehlt aus Ihrer Sicht etwas?",)
    assert requests(status=EvaluationStatus.IN_PROGRESS) == (
        "Die Auswertung ist noch nicht abgeschlossen. Welche Stellen sind Ihnen besonders wichtig?",
    )
    first, second = extract("1", taken_up=True), extract("1", taken_up=True)
    asked = sheet(concept(first, second), contradictions=(contradiction(first, second),)).requests
    assert asked[0] == "2 Fundstellen passen nicht zu anderen Dokumenten. Was gilt?"


@pytest.mark.parametrize(("until", "expired"), [(date(2021, 7, 11), True), (TODAY, False), (None, False)])
def test_department_of_an_expired_concept_is_asked_for_a_newer_one(until: date | None, expired: bool) -> None:
    question = "Das Dokument galt bis zum 11. Juli 2021. Gibt es eine neuere Fassung?"

    assert (question in requests(extract("1", taken_up=True), valid_until=until)) is expired


STRATEGY = Strategy(title="Nachhaltigkeitsstrategie", is_example=True)
STRATEGY.municipality = Municipality(name="Musterstadt", kind="Stadt", ags="05999999")


@pytest.mark.slow
def test_sheet_pdf_is_valid_and_loses_nothing(tmp_path: Path) -> None:
    long = "Nachhaltigkeitsstrategieentwicklungsprozess " * 100 + "<script>ENDE</script>"
    first, second = extract("1", "2", taken_up=True, quotation=long), extract(page="", quotation="Anders.")
    found = concept(
        first,
        extract("1", set_aside_reason="Längst\x0b erreicht."),
        extract(),
        title="Klima\u2028konzept <b>",
        valid_until=date(2020, 1, 1),
    )
    other = concept(second, title="Leitbild")
    value = Inventory(
        fields=inventory().fields,
        concepts=(found, other),
        contradictions=(contradiction(first, second, "Eins von beiden."),),
    )

    pdf = concept_sheet_pdf(sheet_of(found, value, ONE_FIELD, today=TODAY), STRATEGY, TODAY)

    assert [finding.message for finding in page.validate_pdf_bytes(pdf).failures] == []
    (tmp_path / "sheet.pdf").write_bytes(pdf)
    command = ["pdftotext", "-layout", str(tmp_path / "sheet.pdf"), "-"]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    words = " ".join(text.split())
    for expected in (
        "<script>ENDE</script>",
        "Operatives Ziel 1.1.1 Lesen im Quartier (zuständig: FB 33)",
        "Nicht aufgenommen: Längst erreicht.",
        "Noch offen.",
        "Widerspruch: „Anders.“ (Leitbild): Eins von beiden.",
        "Das Dokument galt bis zum 1. Januar 2020.",
        "1 von 3 Fundstellen",
        "Beispieldaten",
    ):
        assert expected in words


@pytest.mark.slow
def test_sheet_pdf_of_an_empty_concept_is_valid() -> None:
    empty = concept(department="", council_reference="", dated=None)

    pdf = concept_sheet_pdf(sheet(empty), STRATEGY, TODAY)

    assert [finding.message for finding in page.validate_pdf_bytes(pdf).failures] == []


def test_sheet_that_takes_too_long_to_print_is_refused() -> None:
    heavy = concept(*(extract() for _ in range(EXTRACTS_AT_MOST + 1)))

    with pytest.raises(RuleBroken, match="zu umfangreich"):
        concept_sheet_pdf(sheet(heavy), STRATEGY, TODAY)
