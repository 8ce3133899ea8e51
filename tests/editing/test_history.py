from decimal import Decimal
from typing import Any

import pytest

from accounts.models import User
from editing.history import HistoryEntry, history_of, state_at_revision
from strategy.actions.elements import move_element, save_element
from strategy.actions.removal import remove_element
from strategy.actions.themes import leave_out_theme, select_theme
from strategy.models import Measure, SdgTarget, Strategy, ThemeField
from tests.builders import NOW, make_measure, make_programme, make_version


@pytest.fixture
def measure(strategy: Strategy, coordination: User) -> Measure:
    goal = make_programme(strategy, by=coordination).operational_goal
    return make_measure(goal, by=coordination, title="Vorlesepaten")


def told(entry: HistoryEntry) -> dict[str, list[tuple[str, str]]]:
    return {
        field.label: [(change.kind.value, change.text) for change in field.changes] for field in entry.fields
    }


def save(measure: Measure, by: User, **values: Any) -> None:
    measure.refresh_from_db()
    save_element(element=measure, values=values, revision=measure.revision, by=by)


def test_history_begins_with_the_creation(measure: Measure, coordination: User) -> None:
    (entry,) = history_of(measure)
    assert (entry.by, entry.act) == (coordination.name, "angelegt")
    assert told(entry) == {
        "Position": [("inserted", "2")],
        "Titel": [("inserted", "Vorlesepaten")],
        "Art der Maßnahme": [("inserted", "neu")],
        "dauerhaft": [("inserted", "nein")],
        "Beschlussstand": [("inserted", "Vorschlag")],
        "Umsetzungsstand": [("inserted", "nicht begonnen")],
        "Stand der Abstimmung": [("inserted", "Entwurf")],
    }


def test_history_tells_words_figures_choices_and_references(
    measure: Measure, coordination: User, core_team: User
) -> None:
    save(
        measure,
        core_team,
        title="Viele Vorlesepaten",
        annual_cost=Decimal("12000.00"),
        staff_fte=Decimal("0.50"),
        start_year=2022,
        permanent=True,
        funding="grants",
        sdg_targets=SdgTarget.objects.filter(pk__in=["11.a", "4.7"]),
    )
    entry, first = history_of(measure)
    assert (entry.by, entry.act, first.act) == (core_team.name, "geändert", "angelegt")
    assert told(entry) == {
        "Titel": [("inserted", "Viele "), ("same", "Vorlesepaten")],
        "Beginn (Jahr)": [("inserted", "2022")],
        "dauerhaft": [("deleted", "nein"), ("inserted", "ja")],
        "Personal (Vollzeitstellen)": [("inserted", "0,5")],
        "Laufende Kosten (Euro im Jahr)": [("inserted", "12.000")],
        "Finanzierung": [("inserted", "Fördermittel")],
        "Bezug zu SDG-Unterzielen": [("inserted", "4.7, 11.a")],
    }


def test_history_tells_what_was_emptied(measure: Measure, coordination: User) -> None:
    save(measure, coordination, note="Alt", annual_cost=Decimal(5))
    save(measure, coordination, note="", annual_cost=None)
    assert told(history_of(measure)[0]) == {
        "Laufende Kosten (Euro im Jahr)": [("deleted", "5")],
        "Anmerkung": [("deleted", "Alt")],
    }


def test_history_tells_moves_and_removal(strategy: Strategy, measure: Measure, coordination: User) -> None:
    move_element(element=measure, up=True, by=coordination)
    make_version(strategy, by=coordination)
    remove_element(element=measure, by=coordination, at=NOW)
    removed, moved, _created = history_of(measure)
    assert told(removed) == {"Entfernt": [("inserted", "ja")]}
    assert told(moved) == {"Position": [("deleted", "2"), ("inserted", "1")]}


def test_history_tells_the_decision_on_a_theme(strategy: Strategy, coordination: User) -> None:
    theme = ThemeField.objects.get(title="Nachhaltige Verwaltung")
    leave_out_theme(theme=theme, reason="Kein Geld.", by=coordination)
    select_theme(theme=theme, by=coordination)
    selected, left_out, _created = history_of(theme)
    assert told(left_out) == {
        "Entscheidung": [("deleted", "noch offen"), ("inserted", "nicht gewählt")],
        "Begründung": [("inserted", "Kein Geld.")],
    }
    assert told(selected) == {
        "Entscheidung": [("deleted", "nicht "), ("same", "gewählt")],
        "Begründung": [("deleted", "Kein Geld.")],
        "Position": [("inserted", "1")],
    }


def test_history_without_an_account_says_so(strategy: Strategy) -> None:
    theme = ThemeField.objects.get(title="Nachhaltige Verwaltung")
    assert [entry.by for entry in history_of(theme)] == ["ohne Konto"]


@pytest.mark.parametrize("count", [1, 3])
def test_history_takes_the_same_number_of_queries(
    measure: Measure, coordination: User, count: int, django_assert_num_queries: Any
) -> None:
    for number in range(count):
        targets = SdgTarget.objects.filter(pk__in=["4.1", "4.7"][: number + 1])
        save(measure, coordination, title=f"Titel {number}", sdg_targets=targets)
    with django_assert_num_queries(3):
        assert len(history_of(measure)) == count + 1


def test_state_at_revision_is_what_a_form_was_opened_with(measure: Measure, coordination: User) -> None:
    save(measure, coordination, note="Eins", sdg_targets=SdgTarget.objects.filter(pk="4.1"))
    save(measure, coordination, note="Zwei", sdg_targets=SdgTarget.objects.none())
    states = [state_at_revision(measure, revision) for revision in (1, 2, 3)]
    assert [(state["note"], state["sdg_targets"]) for state in states if state] == [
        ("", set()),
        ("Eins", {"4.1"}),
        ("Zwei", set()),
    ]


def test_state_at_an_unknown_revision_is_none(measure: Measure) -> None:
    assert state_at_revision(measure, 99) is None
    assert state_at_revision(measure, 10**30) is None
