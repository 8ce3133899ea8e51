"""What the strategy takes up from the documents before it: counted, never guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategy.inventory.bracket import (
    Cell,
    Inventory,
    Passage,
    bracket_of,
    by_concept,
    disagreements,
    fields_without_foundation,
    unsettled_goals,
)
from strategy.inventory.choices import EvaluationStatus, ExtractKind
from tests.strategy.inventory.inventories import concept, contradiction, extract, inventory


def test_bracket_counts_extracts_and_what_was_taken_up_of_them() -> None:
    bracket = bracket_of(
        inventory(
            concept(extract("1"), extract("1", taken_up=True), extract("2")),
            concept(extract("2", taken_up=True)),
        )
    )

    assert [row.cells for row in bracket.rows] == [
        (Cell(extracts=2, taken_up=1), Cell(extracts=1)),
        (Cell(), Cell(extracts=1, taken_up=1)),
    ]
    assert bracket.columns == (Cell(extracts=2, taken_up=1), Cell(extracts=2, taken_up=1))
    assert bracket.total == Cell(extracts=4, taken_up=2)


def test_an_extract_of_two_fields_counts_in_both_but_once_in_the_sum() -> None:
    (row,) = bracket_of(inventory(concept(extract("1", "2", taken_up=True)))).rows

    assert row.cells == (Cell(extracts=1, taken_up=1), Cell(extracts=1, taken_up=1))
    assert row.total == Cell(extracts=1, taken_up=1)
    assert row.elsewhere == Cell()


def test_extracts_of_no_chosen_field_stand_apart() -> None:
    bracket = bracket_of(inventory(concept(extract(), extract("7", taken_up=True), extract("1", "7"))))

    assert bracket.elsewhere == Cell(extracts=2, taken_up=1)
    assert bracket.total == Cell(extracts=3, taken_up=1)


@pytest.mark.parametrize(
    "value", [Inventory(), inventory(fields=()), inventory(), inventory(concept(), fields=())]
)
def test_the_bracket_of_nothing_is_empty(value: Inventory) -> None:
    bracket = bracket_of(value)

    assert bracket.total == Cell()
    assert bracket.largest == 1
    assert [len(row.cells) for row in bracket.rows] == [len(value.fields)] * len(value.concepts)
    assert [entry.field for entry in fields_without_foundation(bracket)] == list(value.fields)
    assert unsettled_goals(value) == disagreements(value) == ()


def test_percent_rounds_down_so_that_100_means_all() -> None:
    assert [Cell(extracts=n, taken_up=m).percent for n, m in ((0, 0), (3, 1), (200, 199), (5, 5))] == [
        0,
        33,
        99,
        100,
    ]


def test_unsettled_goals_are_neither_taken_up_nor_set_aside() -> None:
    unsettled = extract("1")
    found = concept(
        unsettled,
        extract("1", taken_up=True),
        extract("1", set_aside_reason="Längst erreicht."),
        extract("1", kind=ExtractKind.MEASURE),
    )

    assert unsettled_goals(inventory(found)) == (Passage(concept=found, extract=unsettled),)


def test_a_field_has_no_foundation_when_nothing_was_found_or_taken_up() -> None:
    value = inventory(concept(extract("1"), extract("2", taken_up=True)), fields=("1", "2", "3"))

    found = [(entry.field.number, entry.extracts) for entry in fields_without_foundation(bracket_of(value))]

    assert found == [("1", 1), ("3", 0)]


def test_setting_aside_one_side_settles_a_contradiction() -> None:
    first, second, third = extract("1"), extract("1"), extract("1", set_aside_reason="Veraltet.")
    value = inventory(
        concept(first),
        concept(second, third),
        contradictions=(contradiction(first, second, "2030 oder 2035?"), contradiction(first, third)),
    )

    assert [(d.first.extract, d.second.extract, d.note, d.is_open) for d in disagreements(value)] == [
        (first, second, "2030 oder 2035?", True),
        (first, third, "", False),
    ]


def test_passages_are_grouped_by_concept_in_their_order() -> None:
    one, two = concept(extract(), extract()), concept(extract())

    groups = by_concept(inventory(one, concept(), two).passages())

    assert [(c, [passage.extract for passage in group]) for c, group in groups] == [
        (one, list(one.extracts)),
        (two, list(two.extracts)),
    ]


def test_progress_counts_concepts_by_status() -> None:
    value = inventory(
        concept(), concept(status=EvaluationStatus.OPEN), concept(status=EvaluationStatus.IN_PROGRESS)
    )

    assert (value.evaluated, value.not_evaluated, value.percent) == (1, 2, 33)
    assert [value.count(status) for status in EvaluationStatus] == [1, 1, 1]
    assert Inventory().percent == 0


NUMBERS = ("1", "2", "3")
extracts = st.builds(
    lambda fields, taken_up: extract(*fields, taken_up=taken_up),
    st.lists(st.sampled_from((*NUMBERS, "8")), unique=True, max_size=4),
    st.booleans(),
)
inventories = st.builds(
    lambda rows, fields: inventory(*(concept(*row) for row in rows), fields=tuple(sorted(fields))),
    st.lists(st.lists(extracts, max_size=6), max_size=5),
    st.sets(st.sampled_from(NUMBERS)),
)


@given(inventories)
def test_sums_agree_and_shares_stay_between_nothing_and_all(value: Inventory) -> None:
    bracket = bracket_of(value)
    everything = [passage.extract for passage in value.passages()]

    assert bracket.total.extracts == len(everything) == sum(row.total.extracts for row in bracket.rows)
    assert bracket.total.taken_up == sum(bool(extract.uses) for extract in everything)
    for index, column in enumerate(bracket.columns):
        assert column.extracts == sum(row.cells[index].extracts for row in bracket.rows)
        assert column.taken_up == sum(row.cells[index].taken_up for row in bracket.rows)
    for row in bracket.rows:
        in_fields = sum(cell.extracts for cell in row.cells)
        assert all(cell.extracts <= min(bracket.largest, row.total.extracts) for cell in row.cells)
        assert row.total.extracts <= in_fields + row.elsewhere.extracts
        for cell in (*row.cells, row.elsewhere, row.total, *bracket.columns, bracket.total):
            assert 0 <= cell.share <= 1
            assert 0 <= cell.taken_up <= cell.extracts
