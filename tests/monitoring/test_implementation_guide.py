"""The next steps of the guide after the decision, as far as they are about reporting rounds."""

from datetime import date, timedelta

import pytest

from monitoring.assessment import Assessment
from monitoring.implementation_guide import RoundFacts, underway

TODAY, YEAR = date(2024, 7, 1), timedelta(days=366)
ROUND = RoundFacts(title="Bericht 2023", is_open=True, deadline=TODAY, asked=3, answered=1)


@pytest.mark.parametrize(
    ("latest", "adopted_on", "page"),
    [
        (None, TODAY - YEAR, "monitoring:round-open"),
        (None, TODAY, ""),
        (RoundFacts("x", False, TODAY - YEAR, 3, 3), TODAY - 3 * YEAR, "monitoring:round-open"),
        (RoundFacts("x", False, TODAY, 3, 3), TODAY - 3 * YEAR, ""),
        (ROUND, TODAY - YEAR, ""),
        (RoundFacts("x", True, TODAY, 3, 3), TODAY - YEAR, "monitoring:round-list"),
        (RoundFacts("x", True, TODAY - timedelta(days=1), 3, 1), TODAY - YEAR, "monitoring:round-list"),
    ],
)
def test_step_about_rounds_comes_when_something_is_to_be_done(
    latest: RoundFacts | None, adopted_on: date, page: str
) -> None:
    empty = Assessment(measures=(), indicators=(), themes=())
    found = underway(empty, waiting=0, latest=latest, adopted_on=adopted_on, today=TODAY)
    rounds = [step.name for step in found.steps if "round" in step.name]
    assert rounds == ([page] if page else [])


@pytest.mark.parametrize(
    ("is_open", "is_told", "is_named"), [(False, False, True), (True, False, False), (False, True, False)]
)
def test_a_closed_round_that_no_report_tells_about_leads_to_the_reports(
    is_open: bool, is_told: bool, is_named: bool
) -> None:
    empty = Assessment(measures=(), indicators=(), themes=())
    latest = RoundFacts("Bericht 2023", is_open, TODAY, 3, 3, is_told)
    found = underway(empty, waiting=0, latest=latest, adopted_on=TODAY, today=TODAY)
    assert ("monitoring:progress-list" in [step.name for step in found.steps]) == is_named
