"""Excerpts show what is chosen, below what it belongs to, and say what they leave out."""

import pytest
from msgspec.structs import replace

from strategy.document.document import SCHEMA_VERSION, BasisEntry, StrategyDocument, from_json, to_json
from strategy.document.excerpts import Choice, excerpt
from strategy.document.figures import sdg_matrix
from strategy.exceptions import EmptyExcerpt
from tests.strategy.document.documents import (
    chapter_entry,
    document,
    key_of,
    measure_entry,
    operational_entry,
    strategic_entry,
    theme_entry,
)


def whole() -> StrategyDocument:
    """Two theme fields with a goal of each level; the first has two measures, the second has one."""
    first = (
        measure_entry("1.1.1.1", department="FB 33", sdg_targets=("4.7",)),
        measure_entry("1.1.1.2", department="FB 51", participants=("FB 33",), sdg_targets=()),
    )
    second = (measure_entry("2.1.1.1", department="FB 51", participants=(), sdg_targets=("13.1",)),)
    goals = [
        operational_entry(f"{n}.1.1", measures=measures, responsible="FB 10", sdg_targets=())
        for n, measures in (("1", first), ("2", second))
    ]
    themes = [
        theme_entry(
            goal.number[0],
            initial_situation="Lage",
            strategic_goals=(
                strategic_entry(f"{goal.number[0]}.1", operational_goals=(goal,), sdg_targets=()),
            ),
        )
        for goal in goals
    ]
    chapters = (chapter_entry("preface", text="Vorwort"), chapter_entry("imprint", text="Impressum"))
    return document(themes=tuple(themes), chapters=chapters)


def numbers(part: StrategyDocument) -> list[str]:
    return [visit.entry.number for visit in part.walk() if visit.entry.number]


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        (Choice(themes=(key_of("2"),)), ["2", "2.1", "2.1.1", "2.1.1.1"]),
        (Choice(department="FB 33"), ["1", "1.1", "1.1.1", "1.1.1.1", "1.1.1.2"]),
        (Choice(department="FB 10"), ["1", "1.1", "1.1.1", "2", "2.1", "2.1.1"]),
        (Choice(sdg=13), ["2", "2.1", "2.1.1", "2.1.1.1"]),
        (Choice(measures=(key_of("1.1.1.2"),)), ["1", "1.1", "1.1.1", "1.1.1.2"]),
        (Choice(themes=(key_of("1"),), sdg=4), ["1", "1.1", "1.1.1", "1.1.1.1"]),
    ],
)
def test_excerpt_shows_what_is_chosen_with_what_it_belongs_to(choice: Choice, expected: list[str]) -> None:
    assert numbers(excerpt(whole(), choice)) == expected


def test_goals_above_the_chosen_name_nothing_of_what_is_left_out() -> None:
    talkative = {
        "explanation": "wie in 1.1.1.2",
        "based_on": (BasisEntry(key=1, concept="Schulplan", page="3"),),
        "sdg_targets": ("5.1",),
        "dns_codes": ("4.1.a",),
        "nhs_codes": ("4.1",),
    }
    (theme, _other) = whole().themes
    (strategic,) = theme.strategic_goals
    goals = tuple(replace(goal, **talkative) for goal in strategic.operational_goals)
    theme = replace(theme, strategic_goals=(replace(strategic, operational_goals=goals, **talkative),))
    part = excerpt(document(themes=(theme,)), Choice(measures=(key_of("1.1.1.1"),)))
    for goal in (*part.strategic_goals(), *part.operational_goals()):
        assert not any(getattr(goal, name) for name in talkative)
    assert sdg_matrix(part).total == 1
    chosen = excerpt(document(themes=(theme,)), Choice(sdg=5))
    assert [goal.explanation for goal in chosen.strategic_goals()] == ["wie in 1.1.1.2"]


def test_excerpts_of_measures_can_be_told_apart() -> None:
    measures = tuple(measure_entry(f"1.1.1.{number}") for number in range(1, 7))
    goal = operational_entry("1.1.1", measures=measures)
    whole = document(
        themes=(theme_entry("1", strategic_goals=(strategic_entry("1.1", operational_goals=(goal,)),)),)
    )
    said = {
        1: "Maßnahme 1.1.1.1",
        2: "Maßnahmen 1.1.1.1 und 1.1.1.2",
        3: "Maßnahmen 1.1.1.1, 1.1.1.2 und 1.1.1.3",
        6: "Maßnahmen 1.1.1.1, 1.1.1.2, 1.1.1.3 und 3 weitere",
    }
    for count, words in said.items():
        part = excerpt(whole, Choice(measures=tuple(measure.key for measure in measures[:count])))
        assert part.excerpt is not None
        assert part.excerpt.label == f"Auszug: {words}"


def test_choice_is_the_same_however_it_was_made() -> None:
    first, second = key_of("1"), key_of("2")
    assert Choice(themes=(first, second)).digest == Choice(themes=(second, first, second)).digest
    assert Choice(themes=(first,)).digest != Choice(themes=(second,)).digest


def test_excerpt_says_what_it_is_and_what_it_leaves_out() -> None:
    old = replace(whole(), schema_version=1)
    part = excerpt(old, Choice(themes=(key_of("1"),), department="FB 51"))
    assert part.schema_version == SCHEMA_VERSION
    assert [chapter.kind for chapter in part.chapters] == ["imprint"]
    assert [theme.initial_situation for theme in part.themes] == [""]
    assert part.excerpt is not None
    assert part.excerpt.label == f"Auszug: Themenfeld 1 {whole().themes[0].title}; FB 51"
    assert "1 von 2 Themenfeldern" in part.excerpt.left_out
    assert "1 von 3 Maßnahmen" in part.excerpt.left_out
    assert from_json(to_json(part)) == part


def test_everything_is_no_excerpt_and_nothing_is_refused() -> None:
    assert excerpt(whole(), Choice()) == whole()
    with pytest.raises(EmptyExcerpt):
        excerpt(whole(), Choice(department="FB 99"))
