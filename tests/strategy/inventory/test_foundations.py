"""Goals and measures that are based on extracts: taken over, linked, loosened, removed."""

from typing import Any
from uuid import uuid4

import pytest

from accounts.models import User
from accounts.roles import Role
from editing.exceptions import RuleBroken
from strategy.actions.removal import remove_element
from strategy.discussion.actions.consolidation import begin_consolidation
from strategy.element_search import found_elements
from strategy.inventory.actions.extracts import set_aside
from strategy.inventory.actions.foundations import link_extract, take_over, unlink_extract
from strategy.inventory.taken_up import uses_of
from strategy.models import ElementBasis, Extract, Measure, SdgTarget, StrategicGoal, Strategy, ThemeField
from tests.builders import (
    NOW,
    make_basis,
    make_concept,
    make_extract,
    make_goal,
    make_measure,
    make_strategic_goal,
    make_theme,
    make_user,
    make_version,
)
from tests.remembered import remembered


@pytest.fixture
@remembered
def theme(strategy: Strategy, coordination: User) -> ThemeField:
    return make_theme(strategy, by=coordination)


@pytest.fixture
@remembered
def goal(theme: ThemeField, coordination: User) -> StrategicGoal:
    return make_strategic_goal(theme, by=coordination)


@pytest.fixture
def extract(strategy: Strategy) -> Extract:
    return make_extract(make_concept(strategy, title="Klimakonzept"), page="14")


def taken_over(extract: Extract, theme: ThemeField, by: User) -> Any:
    target = SdgTarget.objects.get(pk="13.1")
    values = {"statement": "Klimaneutral.", "sdg_targets": [target]}
    return take_over(extract=extract, model=StrategicGoal, parent=theme, values=values, by=by, at=NOW)


def test_taking_over_makes_an_element_that_is_based_on_the_extract(
    extract: Extract, theme: ThemeField, coordination: User
) -> None:
    element = taken_over(extract, theme, coordination)
    basis = ElementBasis.objects.get()
    assert (basis.extract, basis.element_key, basis.element_kind) == (extract, element.pk, "strategic_goal")
    assert (basis.taken_over, basis.theme, basis.added_by, basis.added_at) == (True, theme, coordination, NOW)
    assert [target.pk for target in element.sdg_targets.all()] == ["13.1"]


@pytest.mark.parametrize("gone", [Extract, StrategicGoal])
def test_taking_over_makes_both_or_neither(
    extract: Extract, goal: StrategicGoal, coordination: User, gone: Any
) -> None:
    operational = make_goal(goal, by=coordination)
    (Extract.objects if gone is Extract else type(operational).objects).all().delete()
    with pytest.raises(RuleBroken, match="entfernt"):
        take_over(
            extract=extract,
            model=Measure,
            parent=operational,
            values={"title": "Bäume"},
            by=coordination,
            at=NOW,
        )
    assert (Measure.objects.count(), ElementBasis.objects.count()) == (0, 0)


def test_nothing_is_taken_over_where_coordination_consolidates(
    extract: Extract, theme: ThemeField, coordination: User
) -> None:
    begin_consolidation(theme=theme, by=coordination, at=NOW)
    with pytest.raises(RuleBroken, match="führt die Texte"):
        taken_over(extract, theme, make_user(Role.CORE_TEAM))
    assert not StrategicGoal.objects.exists()
    assert taken_over(extract, theme, coordination).pk == ElementBasis.objects.get().element_key


def test_two_people_who_link_the_same_make_one_link(
    extract: Extract, goal: StrategicGoal, coordination: User
) -> None:
    other = make_user(Role.CORE_TEAM)
    for person in (coordination, other):
        link_extract(extract=extract, element=goal, by=person, at=NOW)
    basis = ElementBasis.objects.get()
    assert (basis.added_by, basis.taken_over) == (coordination, False)


def test_what_is_linked_is_not_set_aside_any_more(
    extract: Extract, goal: StrategicGoal, coordination: User
) -> None:
    set_aside(extract=extract, reason="Erreicht.", by=coordination)
    link_extract(extract=extract, element=goal, by=coordination, at=NOW)
    extract.refresh_from_db()
    assert extract.set_aside_reason == ""


def test_removed_goal_is_not_linked(extract: Extract, goal: StrategicGoal, coordination: User) -> None:
    StrategicGoal.objects.filter(pk=goal.pk).update(retired_at=NOW)
    with pytest.raises(RuleBroken, match="inzwischen entfernt"):
        link_extract(extract=extract, element=goal, by=coordination, at=NOW)
    assert not ElementBasis.objects.exists()


def test_loosening_leaves_other_links(extract: Extract, goal: StrategicGoal, coordination: User) -> None:
    other = make_basis(extract, make_goal(goal, by=coordination))
    make_basis(extract, goal)
    unlink_extract(extract=extract, element_key=goal.pk)
    unlink_extract(extract=extract, element_key=uuid4())
    assert list(ElementBasis.objects.all()) == [other]


def test_links_below_a_removed_element_do_not_count(
    extract: Extract, theme: ThemeField, goal: StrategicGoal, coordination: User
) -> None:
    make_basis(extract, goal)
    make_basis(extract, make_measure(make_goal(goal, by=coordination), by=coordination))
    stays = make_basis(extract, make_strategic_goal(theme, by=coordination))
    remove_element(element=goal, by=coordination, at=NOW)
    assert list(ElementBasis.objects.in_use()) == [stays]


def test_links_of_a_retired_element_are_kept_but_do_not_count(
    strategy: Strategy, extract: Extract, goal: StrategicGoal, coordination: User
) -> None:
    basis = make_basis(extract, goal)
    make_version(strategy, by=coordination)
    assert [use.element_key for use in uses_of([extract])[extract.pk]] == [goal.pk]
    remove_element(element=goal, by=coordination, at=NOW)
    assert list(ElementBasis.objects.all()) == [basis]
    assert list(ElementBasis.objects.in_use()) == []
    assert uses_of([extract])[extract.pk] == []
    # Whoever looks for a reason is not told of something that nobody sees.
    set_aside(extract=extract, reason="Erreicht.", by=coordination)


def test_elements_are_found_by_number_and_by_words(
    strategy: Strategy, theme: ThemeField, coordination: User
) -> None:
    goal = make_strategic_goal(theme, by=coordination, statement="Schöne Wege für alle")
    operational = make_goal(goal, by=coordination, short_title="Radverkehr", statement="Mehr Wege")
    measure = make_measure(operational, by=coordination, title="Radweg am Kanal")
    other_theme = make_theme(strategy, by=coordination)
    make_strategic_goal(other_theme, by=coordination, statement="Bildung für alle")

    def found(words: str, **narrower: Any) -> list[Any]:
        return found_elements(strategy, words, at_most=10, **narrower)

    assert found("1.1") == [goal]
    assert found("1.1.1.1") == [measure]
    assert found("9.9") == []
    assert found("radweg KANAL") == [measure]
    assert found("Wege") == [goal, operational]
    assert found("1.1 schöne") == [goal]
    assert len(found("")) == 4
    assert found("", themes=[theme.pk]) == [goal, operational, measure]
    assert found_elements(strategy, "", at_most=1) == [goal, operational]
    StrategicGoal.objects.filter(pk=goal.pk).update(retired_at=NOW)
    assert found("1.1") == []


def test_extract_of_a_merged_candidate_belongs_to_the_field_that_took_it_in(
    strategy: Strategy, extract: Extract, theme: ThemeField
) -> None:
    candidate: Any = ThemeField.objects.filter(position=None).first()
    ThemeField.objects.filter(pk=candidate.pk).update(decision="merged", merged_into=theme)
    extract.themes.set([candidate])
    assert extract.theme_keys == {theme.pk}
