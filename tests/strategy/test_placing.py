"""Another place for goals and measures, copies of them, and several at once."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from editing.exceptions import RuleBroken
from strategy.actions.elements import move_before
from strategy.actions.placing import copy_element, put_below, remove_several
from strategy.actions.removal import remove_element, restore_several
from strategy.choices import TextStatus
from strategy.discussion.actions.consolidation import begin_consolidation
from strategy.discussion.marks import marks_of
from strategy.document.actions.versions import adopt_version
from strategy.models import Comment, ElementBasis, Measure, OperationalGoal, SdgTarget, Strategy, ThemeField
from tests.builders import (
    NOW,
    join_working_group,
    make_basis,
    make_comment,
    make_concept,
    make_extract,
    make_goal,
    make_measure,
    make_strategic_goal,
    make_theme,
    make_version,
)
from tests.strategy.pages import fields_on, goes_to, messages_of, text_of


@pytest.fixture
def goal(measure: Measure) -> OperationalGoal:
    return measure.operational_goal


@pytest.fixture
def elsewhere(strategy: Strategy, measure: Measure, coordination: User) -> OperationalGoal:
    """An operational goal of another theme field, with a measure."""
    theme = make_theme(strategy, by=coordination)
    goal = make_goal(make_strategic_goal(theme, by=coordination), by=coordination)
    make_measure(goal, by=coordination, title="Schon da")
    return goal


def titles(goal: OperationalGoal) -> list[tuple[int, str]]:
    return list(goal.measures.active().order_by("position").values_list("position", "title"))


def test_moved_goal_takes_everything_along(
    measure: Measure, goal: OperationalGoal, elsewhere: OperationalGoal, coordination: User, member: User
) -> None:
    make_comment(measure, by=member)
    other = make_goal(goal.strategic_goal, by=coordination)
    gone = make_measure(goal, by=coordination)
    make_comment(gone, by=member)
    remove_element(element=gone, by=coordination, at=NOW)
    (moved,) = put_below(elements=[goal], parent=elsewhere.strategic_goal, by=coordination)
    assert moved.number == "2.1.2"
    assert Measure.objects.get(pk=measure.pk).number == "2.1.2.1"
    other.refresh_from_db()
    assert other.number == "1.1.1"
    assert set(Comment.objects.values_list("theme", flat=True)) == {elsewhere.theme_of.pk}
    assert marks_of(elsewhere.theme_of, member)[measure.pk].comments == 1
    assert moved.history.latest().history_change_reason == "verschoben von 1.1.1 nach 2.1.2"


def test_several_measures_move_in_their_order(
    goal: OperationalGoal, elsewhere: OperationalGoal, coordination: User
) -> None:
    Measure.objects.filter(operational_goal=goal).update(title="A")
    make_measure(goal, by=coordination, title="B")
    make_measure(goal, by=coordination, title="C")
    first, _second, third = goal.measures.order_by("position")
    put_below(elements=[first, third], parent=elsewhere, by=coordination)
    assert titles(goal) == [(1, "B")]
    assert titles(elsewhere) == [(1, "Schon da"), (2, "A"), (3, "C")]


def test_nothing_moves_to_what_is_gone_or_once_numbers_are_fixed(
    strategy: Strategy, measure: Measure, elsewhere: OperationalGoal, coordination: User
) -> None:
    opened = OperationalGoal.objects.get(pk=elsewhere.pk)
    remove_element(element=elsewhere, by=coordination, at=NOW)
    with pytest.raises(RuleBroken, match="wurde inzwischen entfernt"):
        put_below(elements=[measure], parent=opened, by=coordination)
    version = make_version(strategy, by=coordination)
    adopt_version(version=version, on=NOW.date(), reference="2021/1", by=coordination, at=NOW)
    with pytest.raises(RuleBroken, match="Nummern sind seit dem Beschluss fest"):
        put_below(elements=[measure], parent=measure.operational_goal, by=coordination)


def test_nothing_moves_into_or_out_of_what_is_locked(
    measure: Measure, elsewhere: OperationalGoal, coordination: User, member: User
) -> None:
    join_working_group(measure.theme_of, member)
    with pytest.raises(RuleBroken, match="An dieser Stelle können Sie gerade nichts ändern"):
        put_below(elements=[measure], parent=elsewhere, by=member)
    join_working_group(elsewhere.theme_of, member)
    begin_consolidation(theme=measure.theme_of, by=coordination, at=NOW)
    with pytest.raises(RuleBroken, match="können Sie gerade nicht ändern"):
        put_below(elements=[Measure.objects.get(pk=measure.pk)], parent=elsewhere, by=member)


@pytest.mark.parametrize("with_below", [False, True])
def test_copy_has_the_texts_and_is_a_draft(
    strategy: Strategy,
    measure: Measure,
    goal: OperationalGoal,
    elsewhere: OperationalGoal,
    coordination: User,
    with_below: bool,
) -> None:
    Measure.objects.filter(pk=measure.pk).update(resolution_status="own_resolution", text_status="agreed")
    measure.sdg_targets.set(SdgTarget.objects.filter(pk="4.1"))
    make_basis(make_extract(make_concept(strategy)), goal)
    make_comment(goal, by=coordination)
    copy = copy_element(
        element=goal, parent=elsewhere.strategic_goal, with_below=with_below, by=coordination, at=NOW
    )
    assert (copy.number, copy.short_title, copy.statement) == ("2.1.2", goal.short_title, goal.statement)
    assert ElementBasis.objects.about(copy).count() == 1
    assert Comment.objects.count() == 1
    below = [
        (
            each.title,
            each.resolution_status,
            each.text_status,
            [target.pk for target in each.sdg_targets.all()],
        )
        for each in Measure.objects.filter(operational_goal=copy.pk)
    ]
    assert below == ([(measure.title, "proposed", TextStatus.DRAFT, ["4.1"])] if with_below else [])


def test_goal_copied_beside_itself_is_copied_once(goal: OperationalGoal, coordination: User) -> None:
    copy_element(element=goal, parent=goal.strategic_goal, with_below=True, by=coordination, at=NOW)
    assert [each.number for each in OperationalGoal.objects.with_ancestors()] == ["1.1.1", "1.1.2"]
    assert Measure.objects.count() == 2


def test_several_come_back_in_their_order(goal: OperationalGoal, coordination: User) -> None:
    Measure.objects.update(title="A")
    for title in "BCD":
        make_measure(goal, by=coordination, title=title)
    before = titles(goal)
    first, second, _third, fourth = goal.measures.order_by("position")
    remove_several(elements=[first, second, fourth], by=coordination, at=NOW)
    assert titles(goal) == [(1, "C")]
    restore_several(elements=list(Measure.objects.filter(removed_with__isnull=False)), by=coordination)
    assert titles(goal) == before


def test_page_moves_and_copies(
    measure: Measure, elsewhere: OperationalGoal, coordination_client: Client
) -> None:
    address = reverse("strategy:element-place", args=["measure", measure.pk])
    assert "Bitte wählen Sie, wohin." in text_of(coordination_client.post(address, {"act": "move"}))
    stays = {"act": "move", "parent": measure.operational_goal.pk}
    assert "Dort steht es schon." in text_of(coordination_client.post(address, stays))
    answer = coordination_client.post(address, {"act": "copy", "parent": elsewhere.pk}, follow=True)
    assert messages_of(answer) == ["Kopiert: 2.1.1.2 ist ein Entwurf mit den Texten von 1.1.1.1."]
    answer = coordination_client.post(address, {"act": "move", "parent": elsewhere.pk}, follow=True)
    assert messages_of(answer) == ["Verschoben: 1.1.1.1 ist jetzt 2.1.1.3."]


def test_several_are_offered_only_the_steps_that_are_still_ahead(
    goal: OperationalGoal, coordination_client: Client
) -> None:
    page = reverse("strategy:element-detail", args=[goal.kind, goal.pk])
    offered = []
    for status in (TextStatus.DRAFT, TextStatus.ADOPTED):
        goal.measures.update(text_status=status)
        text = text_of(coordination_client.get(page))
        offered.append([step for step in ("In die Abstimmung geben …", "Entfernen …") if step in text])
    assert offered == [["In die Abstimmung geben …", "Entfernen …"], ["Entfernen …"]]


def test_several_are_named_before_and_taken_back_together(
    goal: OperationalGoal, coordination: User, coordination_client: Client
) -> None:
    other = make_measure(goal, by=coordination)
    keys = [each.pk for each in goal.measures.all()]
    page = reverse("strategy:element-several", args=["operational_goal", goal.pk])
    asking = coordination_client.get(page, {"act": "entfernen", "element": keys})
    assert "2 Texte entfernen?" in text_of(asking)
    assert other.title in text_of(asking)
    answer = coordination_client.post(asking.context["address"])
    assert goal.measures.active().count() == 0
    shown = coordination_client.get(goes_to(answer))
    (message,) = shown.context["messages"]
    assert str(message) == "2 Texte sind im Papierkorb."
    coordination_client.post(message.extra_tags)
    assert goal.measures.active().count() == 2


def test_several_leave_out_what_cannot_go_and_say_so(
    goal: OperationalGoal, elsewhere: OperationalGoal, coordination: User, coordination_client: Client
) -> None:
    agreed = make_measure(goal, by=coordination, title="Längst abgestimmt")
    Measure.objects.filter(pk=agreed.pk).update(text_status=TextStatus.AGREED)
    keys = [each.pk for each in goal.measures.all()]
    page = reverse("strategy:element-several", args=["operational_goal", goal.pk])
    asking = coordination_client.get(page, {"act": "in-abstimmung", "element": keys})
    assert [each.title for each in asking.context["others"]] == ["Längst abgestimmt"]
    coordination_client.post(asking.context["address"])
    assert set(goal.measures.values_list("text_status", flat=True)) == {"in_review", "agreed"}
    # Somebody else was faster.
    answer = coordination_client.post(asking.context["address"], follow=True)
    assert messages_of(answer)[-1].startswith("Bitte haken Sie an, womit etwas geschehen soll")
    moving = coordination_client.get(page, {"act": "verschieben", "element": keys})
    sent = {**fields_on(moving), "parent": elsewhere.pk}
    answer = coordination_client.post(moving.context["address"], sent, follow=True)
    assert messages_of(answer) == ["Verschoben: 2.1.1.2, 2.1.1.3."]
    assert ThemeField.objects.selected().count() == 2


@pytest.mark.parametrize(
    ("moved", "before", "order"),
    [("A", "C", "BACD"), ("A", None, "BCDA"), ("D", "A", "DABC"), ("C", "B", "ACBD"), ("B", "C", "ABCD")],
)
def test_dragged_measure_stands_before_the_one_it_was_dropped_at(
    goal: OperationalGoal, coordination: User, moved: str, before: str | None, order: str
) -> None:
    Measure.objects.update(title="A")
    for title in "BCD":
        make_measure(goal, by=coordination, title=title)
    rows = {each.title: each for each in Measure.objects.with_ancestors()}
    move_before(element=rows[moved], before=rows[before].pk if before else None, by=coordination)
    assert titles(goal) == list(enumerate(order, start=1))
    # Staying where it is leaves no trace.
    assert rows[moved].history.count() == (1 if order == "ABCD" else 2)


def test_measure_is_not_dragged_to_one_that_is_gone_or_elsewhere(
    measure: Measure, elsewhere: OperationalGoal, coordination: User, coordination_client: Client
) -> None:
    address = reverse("strategy:element-order", args=["measure", measure.pk])
    answer = coordination_client.post(address, {"before": elsewhere.measures.get().pk}, follow=True)
    assert messages_of(answer) == [
        "Inzwischen hat sich die Reihenfolge geändert. Versuchen Sie es bitte noch einmal."
    ]
