"""The financial effects of a paper: its two tables, and what the measures suggest."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from committees.council.actions.financial_effects import remove_effect, save_effect, take_over_effects
from committees.council.actions.papers import save_paper, withdraw_paper
from committees.council.choices import BudgetPlan
from committees.council.financial_tables import financial_tables
from committees.council.models import FinancialEffect, Paper
from committees.council.suggested_effects import suggested_effects
from editing.exceptions import RuleBroken
from strategy.document.drafting import working_document
from strategy.models import Strategy
from tests.builders import NOW, make_measure, make_paper, make_programme, make_version
from tests.committees.council.test_views_papers import AREA, errors, main_text

LINE = {"number": "05.01", "name": "Schule", "account_group_number": "52", "account_group_name": "Sachkosten"}


def effect(paper: Paper, **values: Any) -> FinancialEffect:
    about = {"plan": BudgetPlan.RESULT, "name": "Schule", "amount": Decimal("-1200"), **values}
    return FinancialEffect(paper=paper, **about)


def test_lines_stand_in_their_order_with_the_sum_of_each_table(paper: Paper, office: User) -> None:
    save_effect(effect=effect(paper, plan=BudgetPlan.FINANCE, name="Bau", amount=Decimal("-5")), by=office)
    save_effect(effect=effect(paper), by=office)
    save_effect(effect=effect(paper, name="Kita", amount=Decimal("200.50")), by=office)
    tables = financial_tables(paper.financial_effects.all())
    assert [(table.plan, [line.name for line in table.lines], table.total) for table in tables] == [
        ("result", ["Schule", "Kita"], Decimal("-999.50")),
        ("finance", ["Bau"], Decimal("-5.00")),
    ]


def test_line_takes_back_that_there_are_no_effects(paper: Paper, office: User) -> None:
    Paper.objects.filter(pk=paper.pk).update(has_no_financial_effects=True)
    save_effect(effect=effect(paper), by=office)
    paper.refresh_from_db()
    assert not paper.has_no_financial_effects


def test_paper_with_lines_cannot_have_no_effects(paper: Paper, office: User) -> None:
    save_effect(effect=effect(paper), by=office)
    with pytest.raises(RuleBroken, match="In den Tabellen stehen Beträge"):
        save_paper(paper=paper, values={"has_no_financial_effects": True}, revision=1, by=office)


def test_change_of_a_line_stands_in_the_history_of_the_paper(paper: Paper, office: User) -> None:
    line = save_effect(effect=effect(paper), by=office)
    remove_effect(effect=line, by=office)
    assert [entry.history_user for entry in paper.history.all()] == [office] * 3
    assert not paper.financial_effects.exists()


def test_lines_of_an_ended_paper_stay(paper: Paper, office: User) -> None:
    line = save_effect(effect=effect(paper), by=office)
    withdraw_paper(paper=paper, by=office, at=NOW)
    for change in (
        lambda: save_effect(effect=effect(paper), by=office),
        lambda: remove_effect(effect=line, by=office),
        lambda: take_over_effects(paper=paper, effects=[effect(paper, name="Kita")], by=office),
    ):
        with pytest.raises(RuleBroken, match="Diese Vorlage ist abgeschlossen"):
            change()
    assert paper.financial_effects.get() == line


def test_line_removed_meanwhile_is_not_saved_again(paper: Paper, office: User) -> None:
    line = save_effect(effect=effect(paper), by=office)
    FinancialEffect.objects.all().delete()
    with pytest.raises(RuleBroken, match="Diese Zeile wurde inzwischen entfernt"):
        save_effect(effect=line, by=office)


def test_costs_of_measures_are_summed_up_by_department(strategy: Strategy, office: User) -> None:
    goal = make_programme(strategy, by=office).operational_goal
    about = {"department": "FB 33", "budget_product": "04.03"}
    make_measure(goal, by=office, annual_cost=Decimal(1000), investment=Decimal(50), **about)
    make_measure(goal, by=office, annual_cost=Decimal("500.50"), **about)
    make_measure(goal, by=office, annual_cost=Decimal(7), department="FB 21", budget_product="01.01")
    make_measure(goal, by=office, annual_cost=Decimal(8), department="FB 21", budget_product="01.02")
    make_measure(goal, by=office, annual_cost=Decimal(3), department="")
    make_measure(goal, by=office, annual_cost=Decimal(0), department="FB 99")
    found = suggested_effects(working_document(strategy))
    assert [(line.plan, line.number, line.name, line.amount, line.measures) for line in found] == [
        ("result", "", "Maßnahmen ohne Fachbereich", Decimal(-3), 1),
        ("result", "", "FB 21", Decimal(-15), 2),
        ("result", "04.03", "FB 33", Decimal("-1500.50"), 2),
        ("finance", "04.03", "FB 33", Decimal(-50), 1),
    ]


def test_suggestion_is_shown_then_taken_over_beside_what_was_typed(
    strategy: Strategy, office: User, office_client: Client
) -> None:
    goal = make_programme(strategy, by=office).operational_goal
    make_measure(goal, by=office, annual_cost=Decimal(1000), department="FB 33")
    make_measure(goal, by=office, annual_cost=Decimal(9), department="FB 34")
    paper = make_paper(make_version(strategy, by=office), by=office)
    save_effect(effect=effect(paper, name="FB 33", amount=Decimal("-800")), by=office)
    address = f"{AREA}/vorlagen/{paper.pk}/auswirkungen/vorschlag/"
    assert "FB 33 1 -1.000,00" in main_text(office_client.get(address))
    assert paper.financial_effects.count() == 1
    response = office_client.post(address, follow=True)
    assert "1 Zeile ist übernommen." in main_text(response)
    assert [(line.name, line.amount) for line in paper.financial_effects.all()] == [
        ("FB 33", Decimal("-800.00")),
        ("FB 34", Decimal("-9.00")),
    ]


def test_line_is_entered_edited_and_removed(paper: Paper, office_client: Client) -> None:
    address = f"{AREA}/vorlagen/{paper.pk}/auswirkungen/neu/teilergebnisplan/"
    assert office_client.post(address, {**LINE, "amount": "-12.000,50"}).status_code == 302
    line = paper.financial_effects.get()
    assert (line.plan, line.name, line.amount) == ("result", "Schule", Decimal("-12000.50"))
    page = main_text(office_client.get(f"{AREA}/vorlagen/{paper.pk}/"))
    assert "05.01 Schule 52 Sachkosten -12.000,50" in page
    edit = f"{AREA}/auswirkungen/{line.pk}/bearbeiten/"
    assert office_client.post(edit, {**LINE, "amount": "5"}).status_code == 302
    line.refresh_from_db()
    assert line.amount == Decimal(5)
    assert office_client.post(f"{AREA}/auswirkungen/{line.pk}/entfernen/").status_code == 302
    assert not paper.financial_effects.exists()


def test_line_without_name_and_with_a_word_as_amount_is_refused(paper: Paper, office_client: Client) -> None:
    address = f"{AREA}/vorlagen/{paper.pk}/auswirkungen/neu/teilfinanzplan/"
    response = office_client.post(address, {**LINE, "name": "", "amount": "viel"})
    assert errors(response) == {
        "name": ["Dieses Feld ist zwingend erforderlich."],
        "amount": ["„viel“ ist kein Betrag. Zum Beispiel: 12.000,50"],
    }
    assert response.context["form"]["amount"].value() == "viel"


def test_third_table_is_not_found(paper: Paper, office_client: Client) -> None:
    assert office_client.get(f"{AREA}/vorlagen/{paper.pk}/auswirkungen/neu/other/").status_code == 404


@pytest.mark.parametrize("amount", ["−12.000", "- 12.000", "-12.000 €", "-12000,00"])
def test_amount_is_read_as_it_is_pasted(paper: Paper, office_client: Client, amount: str) -> None:
    address = f"{AREA}/vorlagen/{paper.pk}/auswirkungen/neu/teilergebnisplan/"
    assert office_client.post(address, {**LINE, "amount": amount}).status_code == 302
    assert paper.financial_effects.get().amount == Decimal(-12000)
