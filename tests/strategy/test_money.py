"""Costs per year and sources of money: rows of a measure, and the single figures that follow from them."""

from decimal import Decimal as D
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from accounts.models import User
from editing.exceptions import RuleBroken
from editing.history import history_of
from strategy.actions.elements import save_element
from strategy.actions.placing import copy_element
from strategy.choices import ElementKind, Funding, FundingState
from strategy.document.actions.element_changes import adopt_amendments
from strategy.document.comparison import compare
from strategy.document.document import from_json
from strategy.document.drafting import working_document
from strategy.document.element_changes import ChangeKind, ElementChange
from strategy.forms.measures import MeasureRowForm
from strategy.forms.money import FundingSourcesField, YearlyCostsField
from strategy.models import Measure, Proposal, Strategy
from strategy.money import FundingSource, YearlyCost, short_form, uncovered
from tests.builders import NOW, make_version
from tests.remembered import remembered
from tests.strategy.pages import errors_on, fields_on, goes_to, messages_of

PLAN = (
    YearlyCost(year=2027, investment=D(50_000), running_cost=D(12_000)),
    YearlyCost(year=2028, running_cost=D(12_000), staff_fte=D("0.5")),
    YearlyCost(year=2029, investment=D(5_000), running_cost=D(6_000)),
)
PAID = (
    FundingSource(kind=Funding.BUDGET, amount=D(25_000), state=FundingState.BUDGETED),
    FundingSource(
        kind=Funding.GRANTS, name="Städtebauförderung", amount=D(40_000), state=FundingState.APPLIED
    ),
)


@pytest.fixture
@remembered
def planned(measure: Measure, coordination: User) -> Measure:
    values = {"yearly_costs": PLAN[::-1], "funding_sources": PAID[::-1]}
    return save_element(element=measure, values=values, revision=1, by=coordination)


def edit(client: Client, measure: Measure, name: str = "element-edit", **values: Any) -> Any:
    url = reverse(f"strategy:{name}", args=["measure", measure.pk])
    return client.post(url, {**fields_on(client.get(url)), **values})


def typed_costs(*rows: tuple[str, str, str, str]) -> dict[str, list[str]]:
    names = ("year", "investment", "running_cost", "staff_fte")
    return {f"yearly_costs-{name}": [row[place] for row in rows] for place, name in enumerate(names)}


# Pure


def test_single_figures_follow_from_the_rows() -> None:
    assert short_form(PLAN, PAID) == {
        "investment": D(55_000),
        "annual_cost": D(12_000),
        "staff_fte": D("0.5"),
        "funding": Funding.GRANTS,
    }
    assert short_form([YearlyCost(year=2027, running_cost=D(1))], []) == {"annual_cost": D(1)}
    as_frequent = [YearlyCost(year=2027, running_cost=D(1)), YearlyCost(year=2028, running_cost=D(2))]
    assert short_form(as_frequent, [])["annual_cost"] == 2


@pytest.mark.parametrize(
    ("sources", "lack"),
    [(PAID, 20_000), ((PAID[0],), 60_000), ((), 0), ((*PAID, FundingSource(kind=Funding.UNCLEAR)), 0)],
)
def test_costs_without_a_source_are_told_once_all_amounts_are_known(
    sources: tuple[FundingSource, ...], lack: int
) -> None:
    class Planned:
        yearly_costs = PLAN
        funding_sources = sources

    assert uncovered(Planned()) == lack


def test_rows_are_read_as_they_are_typed() -> None:
    field = YearlyCostsField(required=False)
    assert field.clean(["2028–2029\t\t1,2 TEUR\t50 %", "2027\t12.000,50\t\t"]) == (
        YearlyCost(year=2027, investment=D("12000.5")),
        YearlyCost(year=2028, running_cost=D(1200), staff_fte=D("0.5")),
        YearlyCost(year=2029, running_cost=D(1200), staff_fte=D("0.5")),
    )
    for rows in (PLAN, frozenset(PLAN)):
        assert field.clean(field.prepare_value(rows)) == PLAN
    sources = FundingSourcesField(required=False)
    assert sources.clean(sources.prepare_value(PAID[::-1])) == PAID


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        (["\t1\t\t"], "Zeile 1: Jahr: Bitte geben Sie das Jahr an."),
        (["2027\t\t\t"], "Zeile 1: Bitte geben Sie einen Betrag oder Stellen an."),
        (["2027\t1\t\t", "2027–2028\t\t1\t"], "Jedes Jahr steht in einer Zeile. Mehrfach genannt: 2027"),
        (["2027–2028\t1\t\t"], "Zeile 1: Was einmalig anfällt, steht in einem einzigen Jahr."),
        (["2027\t-1\t\t"], "Zeile 1: einmalig (Euro): Bitte geben Sie keinen negativen Betrag ein."),
    ],
)
def test_rows_that_say_nothing_clear_are_refused(rows: list[str], sentence: str) -> None:
    with pytest.raises(ValidationError) as refused:
        YearlyCostsField(required=False).clean(rows)
    assert refused.value.messages == [sentence]


# Rows in the database


def test_rows_are_kept_in_order_with_their_short_form(planned: Measure) -> None:
    planned.refresh_from_db()
    assert (planned.yearly_costs, planned.funding_sources) == (PLAN, PAID)
    assert (planned.annual_cost, planned.investment, planned.funding) == (12_000, 55_000, "grants")
    labels = {field.label: field.changes for field in history_of(planned)[0].fields}
    assert labels["Kosten je Jahr"][0].text.startswith(
        "2027: 50.000\u00a0€ einmalig, 12.000\u00a0€ laufend\n2028:"
    )
    copy = copy_element(
        element=planned,
        parent=planned.operational_goal,
        with_below=False,
        by=planned.history.first().history_user,
        at=NOW,
    )
    assert Measure.objects.get(pk=copy.pk).yearly_costs == PLAN


def test_another_figure_than_that_of_the_rows_is_refused(planned: Measure, coordination: User) -> None:
    with pytest.raises(RuleBroken, match=r"ergibt 12\.000\s€ im Jahr, eingetragen ist 15\.000\s€ im Jahr"):
        save_element(element=planned, values={"annual_cost": D(15_000)}, revision=2, by=coordination)
    saved = save_element(
        element=planned, values={"annual_cost": D(15_000), "yearly_costs": ()}, revision=2, by=coordination
    )
    assert (saved.annual_cost, saved.investment) == (15_000, 55_000)


def test_frozen_version_carries_the_rows_and_older_ones_are_read(
    planned: Measure, coordination: User
) -> None:
    version = make_version(planned.strategy_of, by=coordination)
    entry = next(from_json(version.content).measures())
    assert (entry.yearly_costs, entry.funding_sources) == (PLAN, PAID)
    content = version.content
    for name in ("yearly_costs", "funding_sources"):
        start = content.index(f',"{name}":')
        content = content[:start] + content[content.index("]", start) + 1 :]
    older = from_json(content)
    assert next(older.measures()).yearly_costs == ()
    (difference,) = compare(older, from_json(version.content)).only_changes()
    assert [field.label for field in difference.fields] == ["Kosten je Jahr", "Finanzierungsquellen"]


def test_amendment_changes_the_rows_and_what_follows_from_them(
    planned: Measure, strategy: Strategy, coordination: User
) -> None:
    version = make_version(strategy, by=coordination)

    def change(**values: Any) -> ElementChange:
        return ElementChange(
            kind=ChangeKind.CHANGE, element_kind=ElementKind.MEASURE, element_key=planned.pk, values=values
        )

    rows = [{"year": 2027, "running_cost": "7000"}]
    with pytest.raises(RuleBroken):
        adopt_amendments(version=version, changes=[change(yearly_costs=rows)], by=coordination, at=NOW)
    agreed = change(yearly_costs=rows, annual_cost="7000")
    made = adopt_amendments(version=version, changes=[agreed], by=coordination, at=NOW)
    assert next(from_json(made.content).measures()).yearly_costs == (
        YearlyCost(year=2027, running_cost=D(7_000)),
    )
    planned.refresh_from_db()
    assert (planned.annual_cost, planned.investment, planned.funding_sources) == (7_000, 55_000, PAID)


# Forms


def test_form_takes_the_figures_from_the_rows_and_tells(
    measure: Measure, coordination_client: Client
) -> None:
    sources = {
        "funding_sources-kind": ["grants", ""],
        "funding_sources-name": ["EFRE", ""],
        "funding_sources-amount": ["40.000", ""],
        "funding_sources-state": ["applied", "open"],
    }
    rows = typed_costs(("2027", "50.000", "12.000", ""), ("2028–2029", "", "12.000", ""))
    response = edit(coordination_client, measure, **rows, **sources)
    assert response.status_code == 302
    assert {
        "Aus der Aufstellung ist übernommen: 50.000\u00a0€ einmalig",
        "Aus der Aufstellung ist übernommen: Fördermittel",
    } <= set(messages_of(coordination_client.get(goes_to(response))))
    measure.refresh_from_db()
    assert [row.year for row in measure.yearly_costs] == [2027, 2028, 2029]
    assert (measure.annual_cost, measure.investment, measure.funding) == (12_000, 50_000, "grants")
    unchanged = edit(coordination_client, measure)
    assert (unchanged.status_code, Measure.objects.get(pk=measure.pk).revision) == (302, measure.revision)


def test_form_refuses_a_figure_against_the_rows_and_keeps_what_was_typed(
    planned: Measure, coordination_client: Client
) -> None:
    response = edit(coordination_client, planned, annual_cost="15.000")
    assert response.status_code == 422
    assert "ergibt 12.000\u00a0€ im Jahr" in errors_on(response)["annual_cost"][0]
    wrong = typed_costs(("2027", "viel", "", ""))
    response = edit(coordination_client, planned, **wrong)
    assert errors_on(response)["yearly_costs"][0].startswith("Zeile 1: einmalig (Euro): „viel“")
    assert fields_on(response)["yearly_costs-investment"][0] == "viel"


def test_figure_of_a_list_is_refused_against_the_rows_where_it_is_typed(planned: Measure) -> None:
    sent = {"title": planned.title, "annual_cost": "15.000", "investment": "55.000", "revision": "2"}
    form = MeasureRowForm(QueryDict(urlencode(sent)), instance=planned, place={})
    assert not form.is_valid()
    assert "ergibt 12.000\u00a0€ im Jahr" in form.errors["annual_cost"][0]
    assert "investment" not in form.errors


def test_other_saving_of_the_rows_becomes_a_conflict(
    planned: Measure, coordination: User, coordination_client: Client
) -> None:
    url = reverse("strategy:element-edit", args=["measure", planned.pk])
    opened = fields_on(coordination_client.get(url))
    theirs = {"yearly_costs": (YearlyCost(year=2027, running_cost=D(9_000)),)}
    save_element(element=planned, values=theirs, revision=2, by=coordination)
    mine = typed_costs(("2027", "", "8.000", ""))
    response = coordination_client.post(url, {**opened, **mine, "annual_cost": ""})
    assert response.status_code == 409
    field = next(each for each in response.context["conflicts"].fields if each.label == "Kosten je Jahr")
    assert "".join(change.text for change in field.theirs if change.kind != "deleted").startswith(
        "2027: 9.000"
    )
    again = {**fields_on(response), field.chosen_name: "theirs", "take-annual_cost": "theirs"}
    assert coordination_client.post(url, again).status_code == 302
    planned.refresh_from_db()
    assert planned.yearly_costs == theirs["yearly_costs"]


def test_former_rows_come_back_with_what_follows_from_them(
    planned: Measure, coordination: User, coordination_client: Client
) -> None:
    record = planned.history.first().history_id
    save_element(element=planned, values={"yearly_costs": PLAN[:1]}, revision=2, by=coordination)
    url = reverse("strategy:element-former", args=["measure", planned.pk, record])
    revision = Measure.objects.get(pk=planned.pk).revision
    response = coordination_client.post(url, {"field": ["yearly_costs"], "revision": revision})
    assert response.status_code == 302
    planned.refresh_from_db()
    assert (planned.yearly_costs, planned.investment) == (PLAN, 55_000)


def test_rows_are_proposed_and_accepted(
    planned: Measure, member_client: Client, coordination_client: Client
) -> None:
    response = edit(member_client, planned, "proposal-add", **typed_costs(("2027", "50.000", "9.000", "")))
    assert response.status_code == 302
    proposal = Proposal.objects.get()
    assert proposal.values["yearly_costs"] == ["2027\t50.000\t9.000\t"]
    assert set(proposal.values) == {"yearly_costs", "annual_cost", "investment"}
    url = reverse("strategy:proposal-accept", args=[proposal.pk])
    sent = fields_on(coordination_client.get(url))
    assert coordination_client.post(url, sent).status_code == 302
    planned.refresh_from_db()
    assert (planned.annual_cost, planned.yearly_costs[0].running_cost) == (9_000, 9_000)


def test_draft_is_read_with_its_rows_in_the_same_number_of_queries(
    planned: Measure, strategy: Strategy, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(22):
        document = working_document(strategy)
    assert next(document.measures()).yearly_costs == PLAN
