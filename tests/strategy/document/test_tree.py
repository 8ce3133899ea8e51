"""The table of the tree, and whether entries and rows are built as it says."""

from typing import get_args, get_type_hints

import pytest

from strategy.actions.removal import HANGING_ON_ELEMENTS
from strategy.choices import ElementKind
from strategy.discussion.models.comments import AboutElement
from strategy.document.document import ENTRIES, OperationalGoalEntry, StrategyDocument, Visit, entries_below
from strategy.document.tree import KINDS_BELOW_THEMES, PROGRAMME_KINDS, TREE, parent_kind
from strategy.models import Strategy
from strategy.models.kinds import ELEMENT_MODELS, MODELS_BELOW_THEMES, PROGRAMME_MODELS
from tests.strategy.document.documents import (
    document,
    measure_entry,
    operational_entry,
    strategic_entry,
    theme_entry,
)


def subclasses(model: type) -> set[type]:
    direct: list[type] = model.__subclasses__()
    return {each for below in direct for each in (below, *subclasses(below))}


def test_the_table_knows_every_kind() -> None:
    assert list(TREE) == list(ENTRIES) == list(ELEMENT_MODELS) == list(ElementKind)
    assert list(MODELS_BELOW_THEMES) == list(KINDS_BELOW_THEMES)
    assert list(PROGRAMME_MODELS) == list(PROGRAMME_KINDS)


@pytest.mark.parametrize("kind", ElementKind)
def test_rows_stand_where_the_table_says(kind: ElementKind) -> None:
    model, shape = ELEMENT_MODELS[kind], TREE[kind]
    above = model._meta.get_field(model.parent_field)
    assert model.kind == kind
    assert above.related_model == (ELEMENT_MODELS[shape.parent] if shape.parent else Strategy)
    if shape.parent:
        assert above.remote_field.related_name == TREE[shape.parent].children
    assert len(model.number_lookups) == (PROGRAMME_KINDS.index(kind) + 1 if kind in PROGRAMME_KINDS else 0)


@pytest.mark.parametrize("kind", ElementKind)
def test_entries_hold_what_the_table_says(kind: ElementKind) -> None:
    fields, shape = get_type_hints(ENTRIES[kind]), TREE[kind]
    assert shape.amendable <= set(fields)
    assert set(shape.begins_with) <= set(fields)
    if shape.child:
        assert get_args(fields[shape.children]) == (ENTRIES[shape.child], ...)
        assert parent_kind(shape.child) == kind


@pytest.mark.parametrize("kind", [kind for kind in ElementKind if kind not in KINDS_BELOW_THEMES])
def test_what_stands_below_the_strategy_has_no_kind_above(kind: ElementKind) -> None:
    with pytest.raises(LookupError):
        parent_kind(kind)


def test_the_lookups_of_a_row_follow_the_relations() -> None:
    lookups = {
        kind: (model.path_to_theme, model.path_to_strategy, model.number_lookups)
        for kind, model in ELEMENT_MODELS.items()
    }
    assert lookups == {
        ElementKind.THEME: ("", "strategy", ("position",)),
        ElementKind.STRATEGIC_GOAL: ("theme", "theme__strategy", ("theme__position", "position")),
        ElementKind.OPERATIONAL_GOAL: (
            "strategic_goal__theme",
            "strategic_goal__theme__strategy",
            ("strategic_goal__theme__position", "strategic_goal__position", "position"),
        ),
        ElementKind.MEASURE: (
            "operational_goal__strategic_goal__theme",
            "operational_goal__strategic_goal__theme__strategy",
            (
                "operational_goal__strategic_goal__theme__position",
                "operational_goal__strategic_goal__position",
                "operational_goal__position",
                "position",
            ),
        ),
        ElementKind.CHAPTER: (None, "strategy", ()),
    }


def grown(shape: list[list[list[int]]]) -> StrategyDocument:
    """A document with so many measures below so many goals: a list for each theme, each goal, each goal below."""
    return document(
        themes=tuple(
            theme_entry(
                f"{theme}",
                strategic_goals=tuple(
                    strategic_entry(
                        f"{theme}.{goal}",
                        operational_goals=tuple(
                            operational(f"{theme}.{goal}.{below}", measures)
                            for below, measures in enumerate(goals_below, start=1)
                        ),
                    )
                    for goal, goals_below in enumerate(goals, start=1)
                ),
            )
            for theme, goals in enumerate(shape, start=1)
        )
    )


def operational(number: str, measures: int) -> OperationalGoalEntry:
    entries = tuple(measure_entry(f"{number}.{place}") for place in range(1, measures + 1))
    return operational_entry(number, measures=entries)


@pytest.mark.parametrize("shape", [[], [[]], [[[]]], [[[0]]], [[[2, 0, 1], []], [], [[3], [1, 2]]]])
def test_a_walk_meets_every_element_once_and_in_order(shape: list[list[list[int]]]) -> None:
    value = grown(shape)
    chapters: list[Visit] = []
    programme: list[Visit] = []
    for visit in value.walk():
        assert type(visit.entry) is ENTRIES[visit.kind]
        (programme if visit.kind in PROGRAMME_KINDS else chapters).append(visit)
    assert tuple(visit.entry for visit in chapters) == value.chapters
    assert not any(visit.parents for visit in chapters)
    # As a number reads, so lies the tree: what stands above first, siblings in their order.
    numbers = [visit.entry.number for visit in programme]
    assert numbers == sorted(numbers, key=lambda number: [int(part) for part in number.split(".")])
    assert sorted(visit.entry.key for visit in programme) == sorted(
        entry.key
        for entries in (value.themes, value.strategic_goals(), value.operational_goals(), value.measures())
        for entry in entries
    )
    for visit in programme:
        parts = visit.entry.number.split(".")
        assert [parent.number for parent in visit.parents] == [
            ".".join(parts[:length]) for length in range(1, len(parts))
        ]
        if visit.parents:
            assert visit.entry in entries_below(parent_kind(visit.kind), visit.parents[-1])


def test_a_walk_through_one_theme_field_is_a_part_of_the_whole() -> None:
    value = document()
    parts = [visit for theme in value.themes for visit in theme.walk()]
    assert parts == list(value.walk())[len(value.chapters) :]


def test_a_removed_element_takes_everything_along_that_names_it() -> None:
    assert set(HANGING_ON_ELEMENTS) == subclasses(AboutElement)
