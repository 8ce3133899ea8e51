"""What resolutions of their own make of measures, and the list of them: values only."""

from datetime import date
from uuid import UUID, uuid4

import pytest

from committees.council.choices import Outcome
from committees.council.measure_resolutions import (
    Decision,
    LineFilter,
    line_filter,
    lines_of,
    sheet_of,
    status_after,
)
from strategy.choices import ResolutionStatus
from strategy.document.document import StrategyDocument
from tests.publication.conftest import (
    learning_document,
    make_document,
    make_measure,
    make_operational_goal,
    make_strategic_goal,
    make_theme,
)

PROPOSED, RESERVED, OWN, REJECTED = ResolutionStatus


def decision(outcome: Outcome, **values: object) -> Decision:
    fields = {"key": 1, "reference": "2022/0118", "body": "Rat", "day": date(2022, 3, 1), "note": ""}
    return Decision(**{**fields, "outcome": outcome, **values})


@pytest.mark.parametrize(
    ("adopted", "outcomes", "expected"),
    [
        (PROPOSED, [], RESERVED),
        (RESERVED, [], RESERVED),
        (OWN, [], OWN),
        (REJECTED, [], REJECTED),
        (PROPOSED, [Outcome.ADOPTED], OWN),
        (PROPOSED, [Outcome.ADOPTED_UNCHANGED], OWN),
        (PROPOSED, [Outcome.ADOPTED_WITH_CHANGES], OWN),
        (OWN, [Outcome.REJECTED], REJECTED),
        (PROPOSED, [Outcome.REJECTED, Outcome.ADOPTED], OWN),
        (PROPOSED, [Outcome.ADOPTED, Outcome.REJECTED], REJECTED),
    ],
)
def test_last_resolution_says_where_a_measure_stands(
    adopted: ResolutionStatus, outcomes: list[Outcome], expected: ResolutionStatus
) -> None:
    assert status_after(adopted, [decision(outcome) for outcome in outcomes]) == expected


@pytest.fixture
def document() -> StrategyDocument:
    """Two theme fields: two measures of FB 33, one of FB 51."""
    first = learning_document(measures=2).themes[0]
    goal = make_operational_goal(
        "2.1.1", measures=(make_measure("2.1.1.1", title="Baumpatinnen", department="FB 51"),)
    )
    second = make_theme(
        "2", title="Wohnen", strategic_goals=(make_strategic_goal("2.1", operational_goals=(goal,)),)
    )
    return make_document(first, second)


def keys(document: StrategyDocument) -> list[UUID]:
    return [measure.key for measure in document.measures()]


@pytest.mark.parametrize(
    ("wanted", "numbers"),
    [
        (LineFilter(), ["1.1.1.1", "1.1.1.2", "2.1.1.1"]),
        (LineFilter(without=True), ["1.1.1.2", "2.1.1.1"]),
        (LineFilter(theme="1"), ["1.1.1.1", "1.1.1.2"]),
        (LineFilter(department="FB 51"), ["2.1.1.1"]),
        (LineFilter(without=True, theme="1"), ["1.1.1.2"]),
    ],
)
def test_filter_admits(document: StrategyDocument, wanted: LineFilter, numbers: list[str]) -> None:
    lines = lines_of(document, {}, {keys(document)[0]: [decision(Outcome.REJECTED)]})
    assert [line.number for line in lines if wanted.admits(line)] == numbers


def test_filter_is_kept_in_addresses() -> None:
    wanted = line_filter({"ohne": "ja", "themenfeld": "1", "fachbereich": "FB 33 & mehr", "seite": "7"})
    assert wanted == LineFilter(without=True, theme="1", department="FB 33 & mehr")
    assert wanted.query == "ohne=ja&themenfeld=1&fachbereich=FB+33+%26+mehr"
    assert wanted.query_of_either == "themenfeld=1&fachbereich=FB+33+%26+mehr"


def test_status_before_the_adoption_counts_where_no_resolution_is_recorded(
    document: StrategyDocument,
) -> None:
    """A later version repeats what followed from records; it must not keep what was taken back."""
    first, second, _third = keys(document)
    adopted = {first: OWN, second: PROPOSED, uuid4(): REJECTED}
    lines = lines_of(document, adopted, {})
    assert [line.status for line in lines] == [OWN, RESERVED, RESERVED]
    assert [line.has_own_resolution for line in lines] == [True, False, False]


def test_table_has_a_row_for_each_resolution_and_for_each_measure_without(document: StrategyDocument) -> None:
    own = [decision(Outcome.REJECTED), decision(Outcome.ADOPTED, reference="2023/0001", note="mit Auflage")]
    sheet = sheet_of(lines_of(document, {}, {keys(document)[0]: own})[:2])
    read_aloud = "Vorlesen in der Straßenbahn"
    head = ("1.1.1.1", read_aloud, "1 Lernen & Kultur", "FB 33 - Kultur", "eigener Beschluss liegt vor")
    assert sheet.rows == (
        (*head, "2022/0118", "Rat", "abgelehnt", date(2022, 3, 1), ""),
        (*head, "2023/0001", "Rat", "beschlossen", date(2022, 3, 1), "mit Auflage"),
        (
            *("1.1.1.2", "Maßnahme 1.1.1.2", "1 Lernen & Kultur", "", "unter Vorbehalt beschlossen"),
            *(None, None, None, None, None),
        ),
    )
