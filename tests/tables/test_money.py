"""Costs per year and sources of money in a table: rows in words, in one cell."""

from decimal import Decimal as D

import pytest

from accounts.models import User
from editing.exceptions import RuleBroken
from strategy.actions.elements import save_element
from strategy.choices import Funding, FundingState
from strategy.models import Measure
from strategy.money import FundingSource, YearlyCost
from tables.choices import ImportStatus, RowState
from tables.misread import Misread
from tables.money import cells_of_costs, cells_of_sources, read_costs, read_sources
from tables.stored import from_stored
from tests.remembered import remembered
from tests.tables.test_imports import states, take_over, upload
from tests.tables.test_undo import undo

HEAD = "Nr.;Titel;Laufende Kosten;Investition;Kosten nach Jahren;Finanzierung;Finanzierungsquellen\n"
PLAN = (
    YearlyCost(year=2027, investment=D(50_000), running_cost=D("12000.5"), staff_fte=D("0.5")),
    YearlyCost(year=2028, running_cost=D("12000.5")),
)
EFRE = FundingSource(kind=Funding.GRANTS, name="EFRE", amount=D(40_000), state=FundingState.APPLIED)


@pytest.fixture
@remembered
def planned(measure: Measure, coordination: User) -> Measure:
    values = {"yearly_costs": PLAN, "funding_sources": (EFRE,)}
    return save_element(element=measure, values=values, revision=1, by=coordination)


def line(measure: Measure, running: str, once: str, costs: str, funding: str, sources: str) -> str:
    return f'{HEAD}{measure.number};{measure.title};{running};{once};"{costs}";{funding};"{sources}"\n'


# Pure


def test_rows_are_written_in_words() -> None:
    odd = FundingSource(kind=Funding.THIRD_PARTY, name='Verein "A; B"')
    assert cells_of_costs(PLAN) == (
        "2027: 50.000\u00a0€ einmalig, 12.000,50\u00a0€ laufend, 0,5 Stellen",
        "2028: 12.000,50\u00a0€ laufend",
    )
    assert cells_of_sources((EFRE, odd)) == (
        "Fördermittel (EFRE): 40.000\u00a0€, beantragt",
        'Dritte ("Verein ""A; B"""): Betrag offen, offen',
    )
    assert read_sources("; ".join(cells_of_sources((EFRE, odd)))) == (EFRE, odd)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            "2027–2028: 12 TEUR im Jahr; 2027: 1 € einmalig",
            "Jedes Jahr steht in einer Zeile. Mehrfach genannt: 2027",
        ),
        ("2027:50.000 einmalig\n2028: 5.000,- € jährlich, 50 % einer Stelle", None),
        ("2027: 5.000 €", "„5.000 €“: Ist das einmalig, laufend, oder sind es Stellen?"),
        ("5.000 € laufend", "„5.000 € laufend“: Vor den Beträgen fehlt das Jahr mit einem Doppelpunkt."),
        ("2027: 1 € laufend, 2 € laufend", "„2 € laufend“ ist schon die zweite Angabe dieser Art."),
        ("2027: ca. 20 T€ laufend", "sie wurde so gelesen: 20.000"),
        ("2027: viel laufend", "„viel“ ist kein Betrag."),
    ],
)
def test_costs_are_read_or_refused_with_what_was_understood(text: str, rows: str | None) -> None:
    if rows is None:
        assert read_costs(text) == (
            YearlyCost(year=2027, investment=D(50_000)),
            YearlyCost(year=2028, running_cost=D(5_000), staff_fte=D("0.5")),
        )
        return
    with pytest.raises(Misread) as refused:
        read_costs(text)
    assert rows in refused.value.reason


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("Fördermittel EFRE: 40 TEUR (beantragt)", EFRE),
        ("fördermittel (EFRE):40.000,00, beantragt", EFRE),
        ("Haushalt", FundingSource(kind=Funding.BUDGET)),
        ("Haushalt: eingeplant", FundingSource(kind=Funding.BUDGET, state=FundingState.BUDGETED)),
        ("Haushalt: 7,5", FundingSource(kind=Funding.BUDGET, amount=D("7.5"))),
    ],
)
def test_sources_are_read_as_people_write_them(text: str, row: FundingSource) -> None:
    assert read_sources(text) == (row,)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Lotterie: 5 €", "„Lotterie“: So beginnt keine Herkunft."),
        ("Haushalt: 5 € (beschlossen)", "„5 € (beschlossen)“: „beschlossen“ ist kein Stand."),
        ("Haushalt: viel, offen", "„Haushalt: viel, offen“: Betrag (Euro): „viel“ ist kein Betrag."),
    ],
)
def test_sources_that_say_nothing_clear_are_refused(text: str, sentence: str) -> None:
    with pytest.raises(Misread) as refused:
        read_sources(text)
    assert refused.value.reason.startswith(sentence)


# Tables


def test_rows_are_taken_over_with_what_follows_from_them_and_taken_back(
    planned: Measure, coordination: User
) -> None:
    costs, sources = (
        "2027: 9.000 € laufend",
        "Haushalt: 60.000 € (eingeplant); Fördermittel (EFRE): 40.000 €, beantragt",
    )
    found = upload(
        line(planned, "12.000,50", "50.000", costs, "Fördermittel", sources.replace('"', '""')),
        by=coordination,
    )
    (row,) = (from_stored(content) for content in found.rows.values_list("content", flat=True))
    assert {change.name: change.after for change in row.changes} == {
        "annual_cost": "9.000",
        "yearly_costs": "2027: 9.000\u00a0€ laufend",
        "funding": "Haushalt",
        "funding_sources": (
            "Haushalt: 60.000\u00a0€, eingeplant; Fördermittel (EFRE): 40.000\u00a0€, beantragt"
        ),
    }
    assert take_over(found, by=coordination).status == ImportStatus.APPLIED
    planned.refresh_from_db()
    assert planned.yearly_costs == (YearlyCost(year=2027, running_cost=D(9_000)),)
    assert (planned.annual_cost, planned.investment, planned.funding) == (9_000, 50_000, "budget")
    assert undo(found, by=coordination).status == ImportStatus.UNDONE
    planned.refresh_from_db()
    assert (planned.yearly_costs, planned.funding_sources) == (PLAN, (EFRE,))
    assert (planned.annual_cost, planned.funding) == (D("12000.5"), "grants")


def test_new_measure_comes_with_its_rows_and_goes_again(measure: Measure, coordination: User) -> None:
    goal = measure.operational_goal.number
    text = f'Nr.;Titel;Kosten nach Jahren\n{goal}.7;Neu;"2027: 9.000 € laufend; 2028: 1 € einmalig"\n'
    found = upload(text, by=coordination)
    assert take_over(found, by=coordination).status == ImportStatus.APPLIED
    new = Measure.objects.get(title="Neu")
    assert ([row.year for row in new.yearly_costs], new.annual_cost, new.investment) == (
        [2027, 2028],
        9_000,
        1,
    )
    assert undo(found, by=coordination).status == ImportStatus.UNDONE
    assert not Measure.objects.active().filter(title="Neu").exists()


def test_figure_beside_other_rows_is_refused_at_its_column(planned: Measure, coordination: User) -> None:
    found = upload(line(planned, "15.000", "50.000", "2027: 9.000 € laufend", "", ""), by=coordination)
    (row,) = (from_stored(content) for content in found.rows.values_list("content", flat=True))
    assert row.state == RowState.WRONG
    assert [(problem.name, problem.reason.split(". ")[0]) for problem in row.problems] == [
        (
            "annual_cost",
            "Die Aufstellung je Jahr ergibt 9.000\u00a0€ im Jahr, eingetragen ist 15.000\u00a0€ im Jahr",
        )
    ]
    emptied = upload(line(planned, "15.000", "50.000", "", "", ""), by=coordination)
    assert states(emptied) == [RowState.CHANGED]
    take_over(emptied, by=coordination)
    planned.refresh_from_db()
    assert (planned.yearly_costs, planned.annual_cost, planned.funding) == ((), 15_000, "")


def test_years_that_are_too_much_together_are_refused(planned: Measure, coordination: User) -> None:
    costs = "2027: 9.999.999.999 € einmalig; 2028: 1 € einmalig"
    found = upload(line(planned, "12.000,50", "50.000", costs, "", ""), by=coordination)
    (row,) = (from_stored(content) for content in found.rows.values_list("content", flat=True))
    assert [problem.name for problem in row.problems] == ["yearly_costs"]
    rows = (YearlyCost(year=2027, investment=D(9_999_999_999)), YearlyCost(year=2028, investment=D(1)))
    with pytest.raises(RuleBroken):
        save_element(element=planned, values={"yearly_costs": rows}, revision=2, by=coordination)
