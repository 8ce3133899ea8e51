"""Sums per department and year: nothing twice, nothing lost."""

from decimal import Decimal
from typing import Any

import pytest

from strategy.choices import ImplementationStatus, ResolutionStatus
from strategy.document.document import MeasureEntry
from strategy.document.resources import Resources, resources_of
from strategy.money import YearlyCost
from tests.strategy.document.documents import measure_entry

D = Decimal


def measure(**fields: Any) -> MeasureEntry:
    amounts = {"staff_fte": D("0.5"), "annual_cost": D(1000), "investment": D(500)}
    values = {"department": "Umwelt", "start_year": 2024, "end_year": 2025, "permanent": False}
    return measure_entry(**{**amounts, **values, **fields})


def sums(*measures: MeasureEntry, until: int = 2026) -> list[tuple[object, ...]]:
    rows = resources_of(measures, until=until).by_department
    return [
        (row.department, row.year, row.measures, row.staff_fte, row.running_cost, row.investment)
        for row in rows
    ]


def unplaced(*measures: MeasureEntry) -> list[tuple[object, ...]]:
    rows = resources_of(measures, until=2026).unplaced
    return [(row.reason, row.staff_fte, row.annual_cost, row.investment) for row in rows]


def test_running_amounts_count_each_year_and_investments_once() -> None:
    assert sums(measure()) == [
        ("Umwelt", 2024, 1, D("0.5"), D(1000), D(500)),
        ("Umwelt", 2025, 1, D("0.5"), D(1000), D(0)),
    ]
    assert unplaced(measure()) == []


def test_permanent_measures_run_to_the_end_of_the_strategy() -> None:
    assert [row[1] for row in sums(measure(end_year=None, permanent=True))] == [2024, 2025, 2026]
    # One that begins after it has its first year at least.
    assert [row[1] for row in sums(measure(start_year=2030, end_year=None, permanent=True))] == [2030]


def test_departments_are_summed_apart_and_years_together() -> None:
    found = resources_of(
        [measure(), measure(), measure(department="Bau", end_year=2024), measure(department="")], until=2026
    )
    assert [(row.department, row.year, row.measures, row.cost) for row in found.by_department] == [
        ("Bau", 2024, 1, D(1500)),
        ("Umwelt", 2024, 2, D(3000)),
        ("Umwelt", 2025, 2, D(2000)),
        ("", 2024, 1, D(1500)),
        ("", 2025, 1, D(1000)),
    ]
    assert [(row.year, row.measures, row.cost) for row in found.by_year] == [
        (2024, 4, D(6000)),
        (2025, 3, D(3000)),
    ]


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"start_year": None}, "Beginn fehlt."),
        ({"start_year": None, "end_year": None, "permanent": True}, "Beginn fehlt."),
        ({"resolution_status": ResolutionStatus.REJECTED}, "Die Maßnahme ist abgelehnt."),
        ({"implementation_status": ImplementationStatus.DISCARDED}, "Die Maßnahme ist verworfen."),
    ],
)
def test_measures_without_a_year_are_listed_with_their_amounts(fields: dict[str, Any], reason: str) -> None:
    assert sums(measure(**fields)) == []
    assert unplaced(measure(**fields)) == [(reason, D("0.5"), D(1000), D(500))]


def test_measures_without_amounts_are_listed() -> None:
    empty = measure(staff_fte=None, annual_cost=None, investment=None)
    assert (sums(empty), unplaced(empty)) == ([], [("Beträge fehlen.", None, None, None)])


def test_an_investment_has_its_year_even_if_nobody_knows_the_end() -> None:
    endless = measure(end_year=None)
    assert sums(endless) == [("Umwelt", 2024, 1, D(0), D(0), D(500))]
    assert unplaced(endless) == [
        ("Ende fehlt, und die Maßnahme ist nicht dauerhaft.", D("0.5"), D(1000), None)
    ]


def test_nothing_planned_is_nothing_missing() -> None:
    # Zero is an answer: the measure costs nothing.
    free = measure(staff_fte=D(0), annual_cost=D(0), investment=D(0))
    assert resources_of([free], until=2026) == Resources(by_department=(), by_year=(), unplaced=())


def test_what_is_planned_for_a_year_counts_there_and_the_rest_over_the_period() -> None:
    planned = measure(
        yearly_costs=(YearlyCost(year=2026, investment=D(500)), YearlyCost(year=2027, running_cost=D(1000)))
    )
    assert sums(planned) == [
        ("Umwelt", 2024, 1, D("0.5"), D(0), D(0)),
        ("Umwelt", 2025, 1, D("0.5"), D(0), D(0)),
        ("Umwelt", 2026, 1, D(0), D(0), D(500)),
        ("Umwelt", 2027, 1, D(0), D(1000), D(0)),
    ]
    assert unplaced(planned) == []
    without_period = measure(yearly_costs=planned.yearly_costs, start_year=None, staff_fte=None)
    assert (len(sums(without_period)), unplaced(without_period)) == (2, [])
    discarded = measure(
        yearly_costs=planned.yearly_costs, implementation_status=ImplementationStatus.DISCARDED
    )
    assert (sums(discarded), unplaced(discarded)) == (
        [],
        [("Die Maßnahme ist verworfen.", D("0.5"), D(1000), D(500))],
    )
