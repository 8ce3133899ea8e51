from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection, connections

from accounts.models import User
from editing.exceptions import RuleBroken, StaleRevision
from strategy.actions.elements import create_element, move_element, save_element
from strategy.actions.removal import remove_element
from strategy.document.actions.versions import adopt_version
from strategy.models import Chapter, Measure, OperationalGoal, SdgTarget, StrategicGoal, Strategy
from tests.builders import (
    NOW,
    make_goal,
    make_measure,
    make_programme,
    make_strategic_goal,
    make_strategy,
    make_theme,
    make_user,
    make_version,
)


@pytest.fixture
def goal(measure: Measure) -> OperationalGoal:
    return measure.operational_goal


def titles(goal: OperationalGoal) -> list[tuple[int, str]]:
    return list(goal.measures.active().order_by("position").values_list("position", "title"))


def targets(*codes: str) -> Any:
    return SdgTarget.objects.filter(pk__in=codes)


def adopt(strategy: Strategy, by: User) -> None:
    version = make_version(strategy, by=by)
    adopt_version(version=version, on=NOW.date(), reference="2021/1", by=by, at=NOW)


def test_created_element_stands_behind_its_siblings(goal: OperationalGoal, coordination: User) -> None:
    second = create_element(
        model=Measure,
        parent=goal,
        values={"title": "Zweite", "annual_cost": 5, "sdg_targets": targets("4.1", "4.7")},
        by=coordination,
    )
    second.refresh_from_db()
    assert (second.number, second.title, second.annual_cost, second.revision) == ("1.1.1.2", "Zweite", 5, 1)
    assert [target.pk for target in second.sdg_targets.all()] == ["4.1", "4.7"]


def test_nothing_is_created_below_a_removed_goal(goal: OperationalGoal, coordination: User) -> None:
    opened = OperationalGoal.objects.get(pk=goal.pk)
    remove_element(element=goal, by=coordination, at=NOW)
    with pytest.raises(RuleBroken, match="wurde inzwischen entfernt"):
        create_element(model=Measure, parent=opened, values={"title": "Zu spät"}, by=coordination)
    assert not Measure.objects.filter(title="Zu spät").exists()


def test_removed_element_is_not_saved(goal: OperationalGoal, coordination: User) -> None:
    opened = OperationalGoal.objects.get(pk=goal.pk)
    remove_element(element=goal, by=coordination, at=NOW)
    with pytest.raises(RuleBroken, match="wurde inzwischen entfernt"):
        save_element(element=opened, values={"short_title": "Zu spät"}, revision=1, by=coordination)


def test_element_removed_twice_is_removed_once(goal: OperationalGoal, coordination: User) -> None:
    opened = OperationalGoal.objects.get(pk=goal.pk)
    remove_element(element=goal, by=coordination, at=NOW)
    remove_element(element=opened, by=coordination, at=NOW)
    assert move_element(element=opened, up=True, by=coordination) is False


def test_created_element_tells_its_history_once(goal: OperationalGoal, core_team: User) -> None:
    values = {"title": "Neu", "sdg_targets": targets("4.1")}
    element = create_element(model=Measure, parent=goal, values=values, by=core_team)
    record = element.history.get()
    assert (record.history_user, record.title) == (core_team, "Neu")
    assert [row.sdgtarget_id for row in record.sdg_targets.all()] == ["4.1"]


def test_saved_element_takes_the_values(measure: Measure, core_team: User) -> None:
    saved = save_element(
        element=measure,
        values={"title": "Neuer Titel", "sdg_targets": targets("11.a")},
        revision=1,
        by=core_team,
    )
    measure.refresh_from_db()
    assert (saved.revision, measure.revision, measure.title) == (2, 2, "Neuer Titel")
    assert [target.pk for target in measure.sdg_targets.all()] == ["11.a"]
    assert measure.history.latest().history_user == core_team


def test_saved_references_stand_in_the_history(measure: Measure, coordination: User) -> None:
    for revision, codes in enumerate([("4.1",), ("4.1", "4.7"), ()], start=1):
        values = {"sdg_targets": targets(*codes)}
        save_element(element=measure, values=values, revision=revision, by=coordination)
    records = list(measure.history.order_by("revision"))
    assert [record.revision for record in records] == [1, 2, 3, 4]
    assert [
        sorted(row.sdgtarget_id for row in record.sdg_targets.all()) for record in records
    ] == [[], ["4.1"], ["4.1", "4.7"], []]  # fmt: skip


def test_unchanged_save_leaves_no_trace(measure: Measure, coordination: User) -> None:
    values = {"title": measure.title, "annual_cost": None, "sdg_targets": SdgTarget.objects.none()}
    saved = save_element(element=measure, values=values, revision=1, by=coordination)
    assert (saved.revision, measure.history.count()) == (1, 1)


def test_stale_save_is_refused_with_the_saved_state(measure: Measure, coordination: User) -> None:
    save_element(element=measure, values={"title": "Ihrer"}, revision=1, by=coordination)
    with pytest.raises(StaleRevision) as refusal:
        save_element(element=measure, values={"title": "Meiner"}, revision=1, by=coordination)
    current: Any = refusal.value.current
    assert (current.title, current.revision) == ("Ihrer", 2)
    assert str(refusal.value) == "Während Sie geschrieben haben, hat jemand anderes diesen Text geändert."
    measure.refresh_from_db()
    assert (measure.title, measure.history.count()) == ("Ihrer", 2)


def test_revision_from_the_future_is_refused(measure: Measure, coordination: User) -> None:
    with pytest.raises(StaleRevision):
        save_element(element=measure, values={"title": "Meiner"}, revision=2, by=coordination)


def test_chapter_is_saved_like_any_element(strategy: Strategy, coordination: User) -> None:
    chapter = Chapter.objects.get(chapter_kind="preface")
    saved = save_element(element=chapter, values={"text": "Liebe Leute"}, revision=1, by=coordination)
    assert (saved.text, saved.revision, chapter.history.count()) == ("Liebe Leute", 2, 2)


def test_moved_element_changes_places(goal: OperationalGoal, coordination: User) -> None:
    Measure.objects.update(title="A")
    second = make_measure(goal, by=coordination, title="B")
    assert move_element(element=second, up=True, by=coordination)
    assert titles(goal) == [(1, "B"), (2, "A")]
    assert move_element(element=second, up=False, by=coordination)
    assert titles(goal) == [(1, "A"), (2, "B")]


def test_element_at_the_end_does_not_move(measure: Measure, coordination: User) -> None:
    assert not move_element(element=measure, up=True, by=coordination)
    assert not move_element(element=measure, up=False, by=coordination)
    assert (measure.position, measure.history.count()) == (1, 1)


def test_move_does_not_write_an_old_text_into_the_history(
    measure: Measure, goal: OperationalGoal, coordination: User
) -> None:
    make_measure(goal, by=coordination)
    opened_before = Measure.objects.get(pk=measure.pk)
    save_element(element=measure, values={"title": "Neu"}, revision=1, by=coordination)
    move_element(element=opened_before, up=False, by=coordination)
    assert [record.title for record in measure.history.order_by("-history_id")[:2]] == ["Neu", "Neu"]


def test_removal_retires_with_everything_below(
    measure: Measure, goal: OperationalGoal, coordination: User
) -> None:
    remove_element(element=goal.strategic_goal, by=coordination, at=NOW)
    for model in (StrategicGoal, OperationalGoal, Measure):
        removed = model.objects.get()
        assert (removed.retired_at, removed.retired_by, removed.position) == (NOW, coordination, 1)
        assert model.objects.active().count() == 0


def test_removal_twice_changes_nothing_more(
    strategy: Strategy, measure: Measure, goal: OperationalGoal, coordination: User
) -> None:
    make_measure(goal, by=coordination, title="B")
    make_version(strategy, by=coordination)
    again = Measure.objects.get(pk=measure.pk)
    remove_element(element=measure, by=coordination, at=NOW)
    remove_element(element=again, by=coordination, at=NOW)
    assert titles(goal) == [(1, "B")]
    assert measure.history.count() == 2


@pytest.mark.parametrize("frozen", [False, True])
def test_removal_closes_the_gap(
    strategy: Strategy, goal: OperationalGoal, coordination: User, frozen: bool
) -> None:
    Measure.objects.update(title="A")
    second, _third = [make_measure(goal, by=coordination, title=title) for title in "BC"]
    if frozen:
        make_version(strategy, by=coordination)
    remove_element(element=second, by=coordination, at=NOW)
    assert titles(goal) == [(1, "A"), (2, "C")]
    make_measure(goal, by=coordination, title="D")
    assert titles(goal) == [(1, "A"), (2, "C"), (3, "D")]


def test_removal_after_adoption_leaves_the_gap(
    strategy: Strategy, goal: OperationalGoal, coordination: User
) -> None:
    Measure.objects.update(title="A")
    second, third = [make_measure(goal, by=coordination, title=title) for title in "BC"]
    adopt(strategy, coordination)
    remove_element(element=second, by=coordination, at=NOW)
    assert titles(goal) == [(1, "A"), (3, "C")]
    remove_element(element=third, by=coordination, at=NOW)
    make_measure(goal, by=coordination, title="D")
    assert titles(goal) == [(1, "A"), (4, "D")]


def test_move_after_adoption_is_refused(
    strategy: Strategy, measure: Measure, goal: OperationalGoal, coordination: User
) -> None:
    make_measure(goal, by=coordination)
    adopt(strategy, coordination)
    before = titles(goal)
    with pytest.raises(RuleBroken, match="Die Nummern sind seit dem Beschluss fest"):
        move_element(element=measure, up=False, by=coordination)
    assert titles(goal) == before


def test_numbers_count_within_each_parent(strategy: Strategy, coordination: User) -> None:
    first, second = (make_theme(strategy, by=coordination) for _ in range(2))
    goals = [make_strategic_goal(theme, by=coordination) for theme in (first, first, second)]
    operational = make_goal(goals[2], by=coordination)
    numbers = [goal.number for goal in goals] + [operational.number]
    assert numbers == ["1.1", "1.2", "2.1", "2.1.1"]


def save_in_thread(measure: Measure, title: str, by: User, barrier: Barrier, outcomes: list[str]) -> None:
    try:
        barrier.wait(timeout=10)
        save_element(element=measure, values={"title": title}, revision=1, by=by)
        outcomes.append(title)
    except StaleRevision as refusal:
        current: Any = refusal.current
        outcomes.append(f"veraltet: {current.title}")
    finally:
        connections.close_all()


@pytest.mark.django_db(transaction=True)
def test_two_people_saving_at_once_do_not_overwrite_each_other() -> None:
    """On PostgreSQL really at once. A SQLite in memory knows no second connection: one after the other."""
    by = make_user()
    measure = make_programme(make_strategy(), by=by)
    outcomes: list[str] = []
    if connection.vendor == "sqlite":
        save_element(element=measure, values={"title": "A"}, revision=1, by=by)
        outcomes.append("A")
        with pytest.raises(StaleRevision) as refusal:
            save_element(element=measure, values={"title": "B"}, revision=1, by=by)
        current: Any = refusal.value.current
        outcomes.append(f"veraltet: {current.title}")
    else:
        barrier = Barrier(2)
        threads = [
            Thread(target=save_in_thread, args=(measure, title, by, barrier, outcomes)) for title in "AB"
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=20)
    winner = Measure.objects.get().title
    assert sorted(outcomes) == [winner, f"veraltet: {winner}"]
    assert Measure.objects.get().revision == 2
    assert measure.history.count() == 2
