"""What a table brings without a goal waits in the tray; new goals come from its texts; both can be taken back."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from accounts.models import User
from editing.exceptions import RuleBroken
from jobs.runner import run
from strategy.actions.elements import save_element
from strategy.models import Measure, OperationalGoal
from tables.actions.imports import answer_questions, clear_imports, request_undoing
from tables.actions.tray import place_rows, remove_rows
from tables.choices import ImportStatus, RowState
from tables.kinds.measures import MEASURES
from tables.kinds.operational_goals import OPERATIONAL_GOALS
from tables.matching import ForAll
from tables.models import ImportRow, TableImport
from tests.builders import NOW, make_measure
from tests.conftest import signed_in
from tests.tables.test_imports import states, take_over, upload
from tests.tables.test_undo import undo

LIST = "Nummer;Maßnahme;Anmerkung\nÜ1;Radweg;weil\nÜ2;Bäume;\n"
TEXTS = "Ziel;Maßnahme\nRadverkehr stärken;Radweg\nradverkehr stärken;Radständer\nMehr Grün;Bäume\n"


def decided(found: TableImport, for_all: ForAll, *, by: User) -> TableImport:
    answer_questions(table_import=found, for_all=for_all, by=by)
    found.refresh_from_db()
    run(found.job_id)
    found.refresh_from_db()
    return found


def waiting_titles() -> list[str]:
    return [row.content["title"] for row in ImportRow.objects.waiting(MEASURES)]


def keys() -> list[int]:
    return [row.pk for row in ImportRow.objects.waiting(MEASURES)]


def test_rows_without_a_goal_wait_once_they_are_taken_over(measure: Measure, coordination: User) -> None:
    found = upload(LIST, by=coordination)
    assert (states(found), waiting_titles()) == ([RowState.TRAY] * 2, [])
    assert take_over(found, by=coordination).status == ImportStatus.APPLIED
    assert (waiting_titles(), Measure.objects.count()) == (["Radweg", "Bäume"], 1)
    assert states(upload(LIST, by=coordination)) == [RowState.UNCHANGED] * 2
    other = upload(LIST.replace("weil", "darum"), by=coordination)
    assert states(other) == [RowState.TRAY, RowState.UNCHANGED]
    assert other.rows.get(line=2).content["doubts"][0]["reason"].startswith("In der Ablage wartet schon")


def test_placed_rows_are_measures_with_history_and_are_taken_back_with_their_import(
    measure: Measure, coordination: User
) -> None:
    found = take_over(upload(LIST, by=coordination), by=coordination)
    goal = str(measure.operational_goal_id)
    assert place_rows(kind=MEASURES, keys=keys()[:1], goal=goal, by=coordination, at=NOW) == 1
    placed = Measure.objects.get(title="Radweg")
    assert (placed.former_number, placed.note, waiting_titles()) == ("Ü1", "weil", ["Bäume"])
    assert placed.history.get().history_change_reason == "Tabelle „liste.csv“"
    assert undo(found, by=coordination).status == ImportStatus.UNDONE
    assert (list(Measure.objects.active()), waiting_titles()) == ([measure], [])


def test_placed_row_that_was_edited_stands_in_the_way_of_undoing(
    measure: Measure, coordination: User
) -> None:
    found = take_over(upload(LIST, by=coordination), by=coordination)
    goal = str(measure.operational_goal_id)
    place_rows(kind=MEASURES, keys=keys(), goal=goal, by=coordination, at=NOW)
    placed = Measure.objects.get(title="Radweg")
    save_element(element=placed, values={"note": "anders"}, revision=1, by=coordination)
    assert undo(found, by=coordination).status == ImportStatus.APPLIED
    assert Measure.objects.count() == 3


def test_only_the_first_of_two_places_a_row(
    measure: Measure, coordination: User, core_team: User, reader: User
) -> None:
    take_over(upload(LIST, by=coordination), by=coordination)
    goal, chosen = str(measure.operational_goal_id), keys()
    with pytest.raises(RuleBroken):
        place_rows(kind=MEASURES, keys=chosen, goal=goal, by=reader, at=NOW)
    with pytest.raises(RuleBroken, match="Unter diesem Ziel"):
        place_rows(kind=MEASURES, keys=chosen, goal=str(measure.pk), by=coordination, at=NOW)
    place_rows(kind=MEASURES, keys=chosen[:1], goal=goal, by=core_team, at=NOW)
    with pytest.raises(RuleBroken, match="Inzwischen"):
        place_rows(kind=MEASURES, keys=chosen, goal=goal, by=coordination, at=NOW)
    with pytest.raises(RuleBroken, match="Inzwischen"):
        remove_rows(kind=MEASURES, keys=chosen, by=coordination)
    assert waiting_titles() == ["Bäume"]


def test_what_is_there_by_now_is_not_placed_twice(measure: Measure, coordination: User) -> None:
    take_over(upload(LIST, by=coordination), by=coordination)
    make_measure(measure.operational_goal, by=coordination, title="Radweg")
    with pytest.raises(RuleBroken, match="„Radweg“ gibt es schon"):
        place_rows(kind=MEASURES, keys=keys(), goal=str(measure.operational_goal_id), by=coordination, at=NOW)
    assert waiting_titles() == ["Radweg", "Bäume"]


def test_daily_cleaning_leaves_the_tray_alone(measure: Measure, coordination: User) -> None:
    text = f"{LIST}{measure.number};Anders;\n"
    found = take_over(upload(text, by=coordination), by=coordination)
    assert found.applied_at is not None
    late = found.applied_at + timedelta(days=settings.KEEP_IMPORTS_DAYS) + timedelta(seconds=1)
    assert (clear_imports(at=late), clear_imports(at=late)) == (1, 0)
    assert waiting_titles() == ["Radweg", "Bäume"]
    with pytest.raises(RuleBroken, match="zu lange her"):
        request_undoing(table_import=found, by=coordination)
    remove_rows(kind=MEASURES, keys=keys(), by=coordination)
    assert clear_imports(at=late) == 1
    assert not found.rows.exists()


def test_new_goals_come_from_texts_and_go_with_them(measure: Measure, coordination: User) -> None:
    above = measure.operational_goal.strategic_goal
    found = decided(upload(TEXTS, by=coordination), ForAll(goals_below=str(above.pk)), by=coordination)
    assert states(found) == [RowState.NEW] * 3
    take_over(found, by=coordination)
    made = OperationalGoal.objects.exclude(pk=measure.operational_goal_id).order_by("position")
    assert [(goal.short_title, goal.statement, goal.measures.count()) for goal in made] == [
        ("Radverkehr stärken", "Radverkehr stärken", 2),
        ("Mehr Grün", "Mehr Grün", 1),
    ]
    assert made[0].history.get().history_change_reason == "Tabelle „liste.csv“"
    assert states(upload(TEXTS, by=coordination)) == [RowState.UNCHANGED] * 3
    assert undo(found, by=coordination).status == ImportStatus.UNDONE
    assert (OperationalGoal.objects.active().count(), Measure.objects.active().count()) == (1, 1)


def test_new_goal_that_others_use_by_now_stays(measure: Measure, coordination: User) -> None:
    above = str(measure.operational_goal.strategic_goal_id)
    found = decided(upload(TEXTS, by=coordination), ForAll(goals_below=above), by=coordination)
    take_over(found, by=coordination)
    make_measure(OperationalGoal.objects.get(short_title="Mehr Grün"), by=coordination)
    assert undo(found, by=coordination).status == ImportStatus.UNDONE
    assert found.note == "Das Ziel „Mehr Grün“ bleibt: Es hat inzwischen Maßnahmen."
    assert OperationalGoal.objects.filter(short_title="Mehr Grün").exists()
    assert not OperationalGoal.objects.active().filter(short_title="Radverkehr stärken").exists()


def test_goal_for_all_that_is_locked_by_now_makes_a_new_preview(
    measure: Measure, coordination: User, core_team: User
) -> None:
    goal = str(measure.operational_goal_id)
    found = decided(upload(LIST, by=core_team), ForAll(parent=goal), by=core_team)
    assert states(found) == [RowState.NEW] * 2
    theme = measure.theme_of
    theme.consolidation_since, theme.consolidation_by = NOW, coordination
    theme.save()
    take_over(found, by=core_team)
    assert (found.status, states(found)) == (ImportStatus.READY, [RowState.TRAY] * 2)


def test_operational_goals_of_another_list_have_a_tray_and_a_goal_for_all(
    measure: Measure, coordination: User
) -> None:
    text = "Nr.;Kurztitel;Zielaussage\nZ 7;Rad;Bis 2030 fahren mehr Menschen Rad.\n"
    found = upload(text, by=coordination, kind=OPERATIONAL_GOALS)
    assert states(found) == [RowState.TRAY]
    above = str(measure.operational_goal.strategic_goal_id)
    take_over(decided(found, ForAll(parent=above), by=coordination), by=coordination)
    assert OperationalGoal.objects.get(short_title="Rad").former_number == "Z 7"
    again = upload("Ziel;Maßnahme\nZ 7;Radweg\n", by=coordination)
    assert states(again) == [RowState.NEW]


def test_pages_place_and_remove(measure: Measure, coordination: User, coordination_client: Client) -> None:
    found = take_over(upload(LIST, by=coordination), by=coordination)
    page = reverse("tables:tray", args=[MEASURES])
    for address in (
        reverse("strategy:theme-list"),
        reverse("tables:import-add", args=[MEASURES]),
        reverse("tables:import-detail", args=[found.pk]),
    ):
        assert page in coordination_client.get(address).content.decode()
    first, second = keys()
    refused = coordination_client.post(page, {"row": [first]})
    assert (refused.status_code, "checked" in refused.content.decode()) == (422, True)
    goal = str(measure.operational_goal_id)
    answer = coordination_client.post(page, {"all": "1", "shown": [first], "goal": goal})
    assert answer.status_code == 302
    remove = reverse("tables:tray-remove", args=[MEASURES])
    asked = coordination_client.post(remove, {"row": [second]})
    assert "Diesen Eintrag aus der Ablage entfernen?" in asked.content.decode()
    assert waiting_titles() == ["Bäume"]
    coordination_client.post(remove, {"row": [second], "confirmed": "1"})
    assert waiting_titles() == []
    assert "Die Ablage ist leer." in coordination_client.get(page).content.decode()
    assert states(found) == [RowState.NEW, RowState.UNCHANGED]


def test_page_of_the_preview_asks_what_holds_for_all(
    measure: Measure, coordination: User, coordination_client: Client
) -> None:
    found = upload(TEXTS + ";Ohne\n9.9.9;Unbekannt\n", by=coordination)
    detail = reverse("tables:import-detail", args=[found.pk])
    page = coordination_client.get(detail).content.decode()
    assert "Alle ohne Ziel gehören zu" in page
    assert (
        "2 Texte der Spalte sind keines der vorhandenen Ziele: „Radverkehr stärken“ (2), „Mehr Grün“ (1)."
        in page
    )
    answer: dict[str, Any] = {
        "parent": str(measure.operational_goal_id),
        "goals_below": str(measure.operational_goal.strategic_goal_id),
        "unclear": "new",
    }
    address = reverse("tables:import-answer", args=[found.pk])
    coordination_client.post(address, {**answer, "parent": str(measure.pk)})
    found.refresh_from_db()
    assert found.status == ImportStatus.READY
    coordination_client.post(address, answer)
    found.refresh_from_db()
    run(found.job_id)
    assert states(found) == [RowState.NEW] * 5
    # Texts of another column are other goals.
    columns = {"column_0": "description", "column_1": "title"}
    coordination_client.post(reverse("tables:import-columns", args=[found.pk]), columns)
    found.refresh_from_db()
    assert (found.decided_for_all.parent, found.decided_for_all.goals_below) == (answer["parent"], "")


def test_rows_for_the_tray_show_on_the_preview_and_in_the_tray_what_they_hold(
    measure: Measure, coordination: User, coordination_client: Client
) -> None:
    found = upload("Ziel;Maßnahme;Anmerkung\nMehr Grün;Bäume;weil\n", by=coordination)
    page = coordination_client.get(reverse("tables:import-detail", args=[found.pk])).content.decode()
    assert "<dt>Anmerkung</dt><dd>weil</dd>" in page
    take_over(found, by=coordination)
    tray = coordination_client.get(reverse("tables:tray", args=[MEASURES])).content.decode()
    assert "<dt>Anmerkung</dt><dd>weil</dd>" in tray
    assert "<dt>Ziel laut Tabelle</dt><dd>Mehr Grün</dd>" in tray
    assert tray.count("Mehr Grün") == 1


def test_guide_tells_those_who_may_import_what_waits_in_the_tray(
    measure: Measure, coordination: User, coordination_client: Client, reader: User
) -> None:
    take_over(upload(LIST, by=coordination), by=coordination)
    told = "Ablage: Maßnahmen ohne Ziel"
    guide = reverse("strategy:guide")
    assert told in coordination_client.get(guide).content.decode()
    assert told not in signed_in(reader).get(guide).content.decode()
