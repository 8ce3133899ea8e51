"""Removing into the bin and taking out again: with everything below and all that hangs on it, for 90 days."""

from datetime import timedelta

import pytest

from accounts.models import User
from editing.exceptions import RuleBroken
from search.choices import EntryKind
from search.models import SearchEntry
from strategy.actions.emptying import empty_bin
from strategy.actions.removal import remove_element, restore_element
from strategy.actions.themes import add_own_theme, merge_themes, remove_candidate, restore_candidate
from strategy.bin import bin_of
from strategy.choices import ThemeDecision
from strategy.discussion.desk import desk_of
from strategy.document.actions.versions import adopt_version
from strategy.document.drafting import working_document
from strategy.inventory.actions.concept_kinds import remove_concept_kind
from strategy.inventory.actions.concepts import remove_concept, restore_concept
from strategy.inventory.actions.extracts import remove_extract, restore_extract
from strategy.models import (
    Comment,
    Concept,
    Contradiction,
    ElementBasis,
    Extract,
    Measure,
    OperationalGoal,
    Proposal,
    SdgTarget,
    StrategicGoal,
    Strategy,
    ThemeField,
)
from strategy.models.element import KEPT_IN_BIN
from tests.builders import (
    NOW,
    make_basis,
    make_comment,
    make_concept,
    make_contradiction,
    make_extract,
    make_goal,
    make_measure,
    make_proposal,
    make_strategic_goal,
    make_submitted_paper,
    make_swot_entry,
    make_theme,
    make_version,
)


@pytest.fixture
def goal(measure: Measure) -> OperationalGoal:
    return measure.operational_goal


def titles(goal: OperationalGoal) -> list[tuple[int, str]]:
    return list(goal.measures.active().order_by("position").values_list("position", "title"))


def test_restored_goal_brings_everything_back(
    strategy: Strategy, measure: Measure, goal: OperationalGoal, coordination: User, member: User
) -> None:
    measure.sdg_targets.set(SdgTarget.objects.filter(pk="4.1"))
    make_comment(measure, by=member, text="Unverwechselbar")
    make_proposal(measure, by=member, title="Anders")
    make_basis(make_extract(make_concept(strategy)), goal)
    before = working_document(strategy)
    desk, found = desk_of(coordination, NOW), SearchEntry.objects.values_list("kind", "key", "text")
    entries = set(found.all())
    remove_element(element=goal.strategic_goal, by=coordination, at=NOW)
    assert working_document(strategy) != before
    assert desk_of(coordination, NOW).proposals_to_decide == 0
    assert not SearchEntry.objects.filter(kind__in=[EntryKind.MEASURE, EntryKind.COMMENT]).exists()
    restore_element(element=StrategicGoal.objects.get(), by=coordination)
    assert working_document(strategy) == before
    assert desk_of(coordination, NOW) == desk
    assert set(found.all()) == entries


def test_restored_measure_stands_where_it_stood(goal: OperationalGoal, coordination: User) -> None:
    Measure.objects.update(title="A")
    second, third = [make_measure(goal, by=coordination, title=title) for title in "BC"]
    remove_element(element=second, by=coordination, at=NOW)
    assert titles(goal) == [(1, "A"), (2, "C")]
    restore_element(element=second, by=coordination)
    assert titles(goal) == [(1, "A"), (2, "B"), (3, "C")]
    for each in (second, third):
        remove_element(element=Measure.objects.get(pk=each.pk), by=coordination, at=NOW)
    restore_element(element=third, by=coordination)
    restore_element(element=second, by=coordination)
    assert titles(goal) == [(1, "A"), (2, "B"), (3, "C")]


def test_restored_measure_keeps_its_fixed_number(
    strategy: Strategy, goal: OperationalGoal, coordination: User
) -> None:
    Measure.objects.update(title="A")
    second = make_measure(goal, by=coordination, title="B")
    version = make_version(strategy, by=coordination)
    adopt_version(version=version, on=NOW.date(), reference="2021/1", by=coordination, at=NOW)
    remove_element(element=Measure.objects.get(pk=second.pk), by=coordination, at=NOW)
    make_measure(goal, by=coordination, title="C")
    restore_element(element=second, by=coordination)
    assert titles(goal) == [(1, "A"), (2, "B"), (3, "C")]


def test_what_lost_its_number_by_an_adoption_comes_back_behind(
    strategy: Strategy, goal: OperationalGoal, coordination: User
) -> None:
    Measure.objects.update(title="A")
    other = make_goal(goal.strategic_goal, by=coordination)
    for title in "XY":
        make_measure(other, by=coordination, title=title)
    remove_element(element=other, by=coordination, at=NOW)
    version = make_version(strategy, by=coordination)
    adopt_version(version=version, on=NOW.date(), reference="2021/1", by=coordination, at=NOW)
    back = restore_element(element=other, by=coordination)
    assert (back.number, titles(other)) == ("1.1.2", [(1, "X"), (2, "Y")])


def test_measure_of_a_removed_goal_asks_for_a_place(
    measure: Measure, goal: OperationalGoal, coordination: User
) -> None:
    other = make_goal(goal.strategic_goal, by=coordination)
    make_measure(other, by=coordination, title="Schon da")
    remove_element(element=measure, by=coordination, at=NOW)
    remove_element(element=goal, by=coordination, at=NOW)
    with pytest.raises(RuleBroken, match=r"wurde inzwischen entfernt\. Wählen Sie bitte eine andere Stelle"):
        restore_element(element=measure, by=coordination)
    back = restore_element(element=measure, by=coordination, parent=other)
    other.refresh_from_db()
    assert titles(other) == [(1, "Schon da"), (2, back.title)]


def test_measure_brings_the_goals_above_back(
    measure: Measure, goal: OperationalGoal, coordination: User
) -> None:
    kept = make_measure(goal, by=coordination)
    for each in (measure, goal, goal.strategic_goal):
        remove_element(element=type(each).objects.get(pk=each.pk), by=coordination, at=NOW)
    restore_element(element=measure, by=coordination, with_parent=True)
    assert titles(goal) == [(1, measure.title), (2, kept.title)]
    assert StrategicGoal.objects.active().count() == OperationalGoal.objects.active().count() == 1


def test_nothing_comes_back_twice_or_while_the_texts_rest(
    strategy: Strategy, measure: Measure, goal: OperationalGoal, coordination: User
) -> None:
    remove_element(element=measure, by=coordination, at=NOW)
    make_submitted_paper(make_version(strategy, by=coordination), by=coordination)
    with pytest.raises(RuleBroken, match="liegt als Vorlage"):
        restore_element(element=measure, by=coordination)
    Strategy.objects.update(submitted_paper="", submitted_at=None)
    restore_element(element=measure, by=coordination)
    with pytest.raises(RuleBroken, match="liegt nicht mehr im Papierkorb"):
        restore_element(element=measure, by=coordination)


def test_restored_candidate_takes_its_parts_in_again(strategy: Strategy, coordination: User) -> None:
    first, second = [
        add_own_theme(strategy=strategy, title=title, description="", by=coordination) for title in "AB"
    ]
    both = merge_themes(
        strategy=strategy, parts=[first, second], title="Beides", description="", by=coordination
    )
    remove_candidate(theme=both, by=coordination, at=NOW)
    restore_candidate(theme=both, by=coordination)
    parts = ThemeField.objects.filter(merged_into=both, decision=ThemeDecision.MERGED)
    assert set(parts) == {first, second}


def test_candidate_does_not_come_back_beside_one_with_its_title(
    strategy: Strategy, coordination: User
) -> None:
    theme = add_own_theme(strategy=strategy, title="Eigenes", description="", by=coordination)
    remove_candidate(theme=theme, by=coordination, at=NOW)
    add_own_theme(strategy=strategy, title="Eigenes", description="", by=coordination)
    with pytest.raises(RuleBroken, match="Ein Themenfeld mit diesem Titel gibt es schon"):
        restore_candidate(theme=theme, by=coordination)


def test_restored_concept_brings_its_extracts_back(
    strategy: Strategy, measure: Measure, coordination: User
) -> None:
    concept = make_concept(strategy)
    extract, gone = make_extract(concept), make_extract(concept)
    make_basis(extract, measure)
    make_swot_entry(measure.theme_of).extracts.add(extract)
    make_contradiction(extract, make_extract(make_concept(strategy)))
    remove_extract(extract=gone, uses=0, by=coordination, at=NOW)
    before, entries = working_document(strategy), SearchEntry.objects.values_list("kind", "key", "text")
    found = set(entries.all())
    remove_concept(concept=concept, extracts=1, by=coordination, at=NOW)
    assert (Concept.objects.count(), ElementBasis.objects.count(), Contradiction.objects.count()) == (1, 0, 0)
    assert str(extract.pk) not in {key for kind, key, _text in entries.all() if kind == EntryKind.EXTRACT}
    assert all(not entry.sources for theme in working_document(strategy).themes for entry in theme.swot)
    restore_concept(concept=concept, by=coordination)
    assert working_document(strategy) == before
    assert list(concept.extracts.all()) == [extract]
    assert set(entries.all()) == found
    assert Contradiction.objects.count() == 1


def test_restored_extract_brings_its_concept_back(strategy: Strategy, coordination: User) -> None:
    concept = make_concept(strategy)
    extract, other = make_extract(concept), make_extract(concept)
    remove_extract(extract=extract, uses=0, by=coordination, at=NOW)
    remove_concept(concept=concept, extracts=1, by=coordination, at=NOW)
    restore_extract(extract=extract, by=coordination)
    assert set(Extract.objects.all()) == {extract, other}


def test_kind_of_a_concept_in_the_bin_stays(strategy: Strategy, coordination: User) -> None:
    concept = make_concept(strategy)
    remove_concept(concept=concept, extracts=0, by=coordination, at=NOW)
    with pytest.raises(RuleBroken, match="Im Papierkorb liegt noch ein Konzept dieser Art"):
        remove_concept_kind(kind=concept.kind)


def test_bin_says_what_where_who_and_until_when(
    strategy: Strategy, measure: Measure, goal: OperationalGoal, coordination: User, core_team: User
) -> None:
    make_measure(goal, by=coordination)
    remove_element(element=measure, by=coordination, at=NOW)
    remove_element(element=goal, by=core_team, at=NOW + timedelta(hours=1))
    entries = bin_of(strategy, coordination, NOW + timedelta(hours=2))
    above = goal.strategic_goal
    assert [(e.kind, e.title, e.place, e.below, e.by, e.until, e.asks) for e in entries] == [
        (
            "Operatives Ziel",
            goal.short_title,
            f"1.1 {above.statement}",
            1,
            core_team.name,
            NOW + KEPT_IN_BIN + timedelta(hours=1),
            False,
        ),
        (
            "Maßnahme",
            measure.title,
            f"unter „{goal.short_title}“, das auch entfernt ist",
            0,
            coordination.name,
            NOW + KEPT_IN_BIN,
            True,
        ),
    ]
    assert bin_of(strategy, coordination, NOW + KEPT_IN_BIN + timedelta(hours=2)) == []


def test_after_90_days_it_is_gone_with_what_hangs_on_it(
    strategy: Strategy, measure: Measure, goal: OperationalGoal, coordination: User, member: User
) -> None:
    stays = make_strategic_goal(measure.theme_of, by=coordination)
    make_comment(measure, by=member)
    make_comment(stays, by=member, text="Bleibt")
    make_proposal(goal, by=member, statement="Anders")
    remove_element(element=goal.strategic_goal, by=coordination, at=NOW)
    assert empty_bin(at=NOW + KEPT_IN_BIN - timedelta(seconds=1)) == 0
    assert empty_bin(at=NOW + KEPT_IN_BIN) == 3
    assert [model.objects.count() for model in (StrategicGoal, OperationalGoal, Measure)] == [1, 0, 0]
    assert list(Comment.objects.values_list("text", flat=True)) == ["Bleibt"]
    assert not Proposal.objects.exists()
    assert set(StrategicGoal.history.values_list("id", flat=True)) == {stays.pk}
    assert not Measure.history.exists()


def test_what_stands_in_a_version_stays_retired(
    strategy: Strategy, measure: Measure, goal: OperationalGoal, coordination: User
) -> None:
    make_version(strategy, by=coordination)
    for each in (measure, make_measure(goal, by=coordination)):
        remove_element(element=Measure.objects.get(pk=each.pk), by=coordination, at=NOW)
    assert empty_bin(at=NOW + KEPT_IN_BIN) == 1
    assert list(Measure.objects.all()) == [measure]


def test_goal_stays_as_long_as_something_below_it_does(
    strategy: Strategy, measure: Measure, coordination: User
) -> None:
    make_version(strategy, by=coordination)
    theme = make_theme(strategy, by=coordination)
    new = make_goal(make_strategic_goal(theme, by=coordination), by=coordination)
    Measure.objects.update(operational_goal=new)
    remove_element(element=new, by=coordination, at=NOW)
    assert empty_bin(at=NOW + KEPT_IN_BIN) == 0
    assert Measure.objects.count() == 1
