"""The picture of the bracket: everything lies inside of it, and says what the table says."""

from strategy.inventory.bracket import bracket_of
from strategy.inventory.bracket_picture import LABELS, LETTERS, SHADES, draw_bracket
from tests.strategy.inventory.inventories import concept, extract, inventory


def test_squares_lie_side_by_side_inside_the_picture() -> None:
    bracket = bracket_of(
        inventory(
            concept(extract("1"), extract("1", taken_up=True), extract("2", taken_up=True)),
            concept(extract("2")),
        )
    )

    picture = draw_bracket(bracket)

    assert [head.number for head in picture.heads] == ["1", "2"]
    for line, row in zip(picture.lines, bracket.rows, strict=True):
        assert tuple(square.cell for square in line.squares) == row.cells
        edges = [LABELS, *(square.x for square in line.squares[1:]), picture.width]
        for square, left, right in zip(line.squares, edges[:-1], edges[1:], strict=True):
            assert left == square.x < square.middle < square.x + picture.square_width < right
            assert square.y + picture.square_height <= picture.height
            assert 0 <= square.bar <= picture.square_width
    first, second = picture.lines[0].squares
    assert (first.bar, second.bar) == (picture.square_width / 2, picture.square_width)


def test_shades_grow_with_the_number_of_extracts() -> None:
    rows = [concept(*(extract("1") for _ in range(number))) for number in (0, 1, 5, 10)]

    picture = draw_bracket(bracket_of(inventory(*rows)))

    assert [line.squares[0].shade for line in picture.lines] == [0, 1, 3, SHADES]
    assert [line.squares[1].shade for line in picture.lines] == [0, 0, 0, 0]


def test_extracts_of_no_field_get_a_column_of_their_own() -> None:
    picture = draw_bracket(bracket_of(inventory(concept(extract()), concept(extract("1")))))

    assert [head.number for head in picture.heads] == ["1", "2", "–"]
    assert [line.squares[2].cell.extracts for line in picture.lines] == [1, 0]


def test_long_titles_are_cut_where_the_squares_begin() -> None:
    lines = draw_bracket(bracket_of(inventory(concept(title="x" * 200), concept(title="Kurz")))).lines

    assert [line.name for line in lines] == ["x" * (LETTERS - 1) + "…", "Kurz"]
