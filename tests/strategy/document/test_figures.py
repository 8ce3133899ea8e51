from decimal import Decimal

import msgspec

from strategy.choices import Funding, FundingState
from strategy.document.document import MeasureEntry
from strategy.document.figures import (
    Costs,
    ThemeFigures,
    costs,
    department_years,
    measures_by_department,
    sdg_matrix,
    source_figures,
    theme_figures,
)
from strategy.document.resources import resources_of
from strategy.money import FundingSource, YearlyCost
from tests.strategy.document.documents import (
    document,
    measure_entry,
    operational_entry,
    strategic_entry,
    theme_entry,
)


def with_cost(annual: str | None, investment: str | None, funding: Funding | None) -> MeasureEntry:
    return measure_entry(
        annual_cost=None if annual is None else Decimal(annual),
        investment=None if investment is None else Decimal(investment),
        funding=funding,
    )


def test_costs_are_summed_up() -> None:
    measures = [
        with_cost("12000", None, Funding.BUDGET),
        with_cost("0.50", "100000", Funding.UNCLEAR),
        with_cost(None, "1", None),
        with_cost(None, None, Funding.GRANTS),
        with_cost("0", None, Funding.BUDGET),
    ]
    assert costs(measures) == Costs(
        annual=Decimal("12000.50"), investment=Decimal("100001"), unstated=1, unfunded=2
    )


def test_costs_of_nothing_are_zero() -> None:
    assert costs(iter(())) == Costs(annual=Decimal(0), investment=Decimal(0), unstated=0, unfunded=0)


def test_theme_figures_count_all_levels() -> None:
    first = strategic_entry(
        "1.1",
        operational_goals=(
            operational_entry("1.1.1", measures=(measure_entry("1.1.1.1"), measure_entry("1.1.1.2"))),
            operational_entry("1.1.2"),
        ),
    )
    theme = theme_entry(strategic_goals=(first, strategic_entry("1.2", operational_goals=())))
    assert theme_figures(theme) == ThemeFigures(
        theme=theme,
        strategic_goals=2,
        operational_goals=2,
        measures=3,
        costs=Costs(annual=Decimal(36000), investment=Decimal(0), unstated=0, unfunded=0),
    )


def test_sdg_matrix_counts_references_of_every_level() -> None:
    # Each theme field refers to SDG 4 four times (4.7 and 4.1, 4.1, 4.7) and to SDG 11 once (11.a).
    matrix = sdg_matrix(document())
    assert [row.counts for row in matrix.rows] == [(4, 1)] * 5
    assert [row.total for row in matrix.rows] == [5] * 5
    assert (matrix.totals, matrix.total, matrix.largest) == ((20, 5), 25, 4)


def test_sdg_matrix_does_not_take_one_goal_for_another() -> None:
    goal = strategic_entry(sdg_targets=("11.a", "1.1"), operational_goals=())
    assert sdg_matrix(document(themes=(theme_entry(strategic_goals=(goal,)),))).totals == (0, 1)


def test_sdg_matrix_without_theme_fields_is_empty() -> None:
    matrix = sdg_matrix(document(themes=()))
    assert (matrix.rows, matrix.totals, matrix.total, matrix.largest) == ((), (0, 0), 0, 1)


def test_measures_are_sorted_by_department_and_those_without_come_last() -> None:
    departments = ["Umwelt", "", "bildung", "Umwelt"]
    measures = tuple(
        measure_entry(f"1.1.1.{n}", department=name) for n, name in enumerate(departments, start=1)
    )
    goal = strategic_entry(operational_goals=(operational_entry(measures=measures),))
    value = document(themes=(theme_entry(strategic_goals=(goal,)),))
    assert [
        (department, [measure.number for measure in listed])
        for department, listed in measures_by_department(value)
    ] == [("bildung", ["1.1.1.3"]), ("Umwelt", ["1.1.1.1", "1.1.1.4"]), ("", ["1.1.1.2"])]


def test_sources_are_summed_up_by_kind_and_state() -> None:
    paid = (
        FundingSource(kind=Funding.GRANTS, name="EFRE", amount=Decimal(40), state=FundingState.APPLIED),
        FundingSource(kind=Funding.GRANTS, amount=Decimal(2), state=FundingState.GRANTED),
        FundingSource(kind=Funding.BUDGET),
    )
    measures = [
        measure_entry("1.1.1.1", funding=Funding.GRANTS, funding_sources=paid),
        measure_entry("1.1.1.2", funding=Funding.BUDGET),
        measure_entry("1.1.1.3", funding=None),
    ]
    budget, grants = source_figures(measures)
    assert (budget.kind, budget.measures, budget.unstated, budget.total) == (Funding.BUDGET, 2, 2, 0)
    assert (grants.measures, grants.unstated, grants.amounts) == (1, 0, (0, 40, 2, 0))


def test_years_that_do_not_fit_beside_each_other_stand_together() -> None:
    costs_of_years = tuple(YearlyCost(year=year, running_cost=Decimal(1)) for year in range(2021, 2031))
    planned = measure_entry("1.1.1.1", department="Bau", yearly_costs=costs_of_years)
    short = measure_entry(
        "1.1.1.2", department="", yearly_costs=(YearlyCost(year=2022, investment=Decimal(5)),)
    )
    measures = [msgspec.structs.replace(each, annual_cost=None, investment=None) for each in (short, planned)]
    table = department_years(resources_of(measures, until=2030), since=2023)
    assert table.years == ("bis 2022", "2023", "2024", "2025", "2026", "2027", "2028", "ab 2029")
    assert [(row.name, row.amounts, row.total) for row in table.rows] == [
        ("Bau", (2, 1, 1, 1, 1, 1, 1, 2), 10),
        ("", (5, 0, 0, 0, 0, 0, 0, 0), 5),
    ]
