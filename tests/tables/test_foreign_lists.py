"""Lists of other cities come in whole, after at most two decisions, and every column is seen."""

import pytest
from django.test import Client

from accounts.models import User
from strategy.models import Measure, OperationalGoal
from tables.choices import RowState
from tables.kinds.measures import MEASURES
from tables.models import ImportRow, TableImport
from tests.tables.deciding import Deciding
from tests.tables.foreign_lists import GOALS, TITLES, goal_list, list_without_goals, surplus_list
from tests.tables.test_imports import states, take_over, upload

AT_MOST = 2


def taken_over(deciding: Deciding, *, by: User) -> TableImport:
    assert deciding.decisions <= AT_MOST
    return take_over(deciding.found, by=by)


def test_list_with_numbers_of_its_own_and_no_goals(
    measure: Measure, coordination: User, coordination_client: Client
) -> None:
    person = Deciding(surplus_list(), by=coordination, client=coordination_client)
    # Nothing is wrong before the first decision; without a goal the rows could wait in the tray.
    assert states(person.found) == [RowState.TRAY] * 34
    person.assign({"Handlungsfeld": ""})
    person.answer({"parent": str(measure.operational_goal_id)})
    assert states(person.found) == [RowState.NEW] * 34
    assert person.listed() == {
        "Nr.": "Nummer",
        "Handlungsfeld": "",
        "Maßnahme": "Titel",
        "Kurzbeschreibung": "Kurzbeschreibung",
        "Zuständigkeit": "Zuständiger Fachbereich",
        "Status": "Umsetzungsstand",
        "Kosten": "Laufende Kosten",
        "Finanzierung": "Finanzierung",
        "Zeitraum": "Beginn",
    }
    taken_over(person, by=coordination)
    assert Measure.objects.filter(title__in=TITLES, operational_goal=measure.operational_goal).count() == 34
    second = Measure.objects.get(former_number="Ü2")
    assert (second.title, second.description, str(second.department)) == (
        TITLES[1],
        "Gemeinsam mit den Vereinen:\n- Schritt 2\n- Auswertung",
        "FB 3",
    )
    assert (second.implementation_status, second.funding) == ("completed", "budget")
    assert (second.start_year, second.end_year, second.annual_cost) == (2027, 2029, 2000)
    assert second.note == "Laufende Kosten: ca. 2.000 €"
    assert states(upload(surplus_list(), by=coordination)) == [RowState.UNCHANGED] * 34


def test_list_whose_goals_are_texts(
    measure: Measure, coordination: User, coordination_client: Client
) -> None:
    person = Deciding(goal_list(), by=coordination, client=coordination_client)
    assert states(person.found) == [RowState.TRAY] * 48
    person.answer({"goals_below": str(measure.operational_goal.strategic_goal_id)})
    assert states(person.found) == [RowState.NEW] * 48
    assert person.listed() == {
        "Lfd. Nr.": "Nummer",
        "Ziel": "Operatives Ziel",
        "Maßnahme": "Titel",
        "Beschreibung": "Kurzbeschreibung",
        "Federführung": "Zuständiger Fachbereich",
        "Personal": "Personal (Vollzeitstellen)",
        "Beginn": "Beginn",
    }
    taken_over(person, by=coordination)
    goals = OperationalGoal.objects.filter(short_title__in=GOALS)
    assert {goal.short_title: goal.measures.count() for goal in goals} == dict.fromkeys(GOALS, 12)
    first = Measure.objects.get(former_number="922")
    assert (first.title, first.description, first.start_year, str(first.staff_fte), first.note) == (
        TITLES[1],
        "Erster Absatz1.\nZweiter Absatz",
        2028,
        "0.50",
        "Personal: 0,5 VZÄ (E 11)",
    )
    assert states(upload(goal_list(), by=coordination)) == [RowState.UNCHANGED] * 48


@pytest.mark.parametrize("has_goal_for_all", [False, True])
def test_list_without_numbers_and_goals(
    measure: Measure, coordination: User, coordination_client: Client, has_goal_for_all: bool
) -> None:
    person = Deciding(list_without_goals(), by=coordination, client=coordination_client)
    assert states(person.found) == [RowState.TRAY] * 55
    person.assign({"Department": "department", "Für wen?": "target_group"})
    if has_goal_for_all:
        person.answer({"parent": str(measure.operational_goal_id)})
    assert person.listed() == {
        "Maßnahme": "Titel",
        "Beschreibung": "Kurzbeschreibung",
        "Department": "Zuständiger Fachbereich",
        "Laufzeit": "Beginn",
        "SDG": "SDG-Unterziele",
        "Für wen?": "Zielgruppe",
    }
    taken_over(person, by=coordination)
    came = Measure.objects.filter(title__in=TITLES)
    waiting = ImportRow.objects.waiting(MEASURES).count()
    assert (came.count(), waiting) == ((55, 0) if has_goal_for_all else (0, 55))
    for one in came:
        assert (str(one.department), one.target_group) == ("Büro für Stadtgrün", "Bürger*innen")
    assert states(upload(list_without_goals(), by=coordination)) == [RowState.UNCHANGED] * 55
