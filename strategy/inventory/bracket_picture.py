"""The geometry of the bracket's picture: the template draws it, nothing is measured in the browser.

All measures are units of the picture's view box. The names stand on the left, one column for each theme field follows.
"""

from msgspec import Struct

from strategy.inventory.bracket import Bracket, BracketRow, Cell

LABELS, COLUMN, ROW, HEAD, GAP, BAR = 264, 60, 34, 30, 2, 5
# So many letters fit into the place for names.
LETTERS = 36
# The steps of the shade; all are light enough for the text colour of the page.
SHADES = 5


class Square(Struct, frozen=True):
    """One field of the picture: its number, its shade from 0 (empty) to 5, and the bar of what was taken up."""

    cell: Cell
    shade: int
    x: int
    y: int
    middle: int
    bar: float


class Line(Struct, frozen=True):
    """One concept with its squares; `baseline` is where its name stands."""

    row: BracketRow
    name: str
    baseline: int
    bar_top: int
    squares: tuple[Square, ...]


class Head(Struct, frozen=True):
    number: str
    middle: int


class Picture(Struct, frozen=True):
    width: int
    height: int
    heads: tuple[Head, ...]
    lines: tuple[Line, ...]
    square_width: int
    square_height: int
    bar_height: int


def draw_bracket(bracket: Bracket) -> Picture:
    """Place names, heads and squares. The last column holds the extracts of no chosen theme field, if there are any."""
    with_rest = bracket.elsewhere.extracts > 0
    numbers = [field.number for field in bracket.fields] + ["–"] * with_rest
    return Picture(
        width=LABELS + COLUMN * len(numbers),
        height=HEAD + ROW * len(bracket.rows),
        heads=tuple(Head(number=number, middle=_middle(index)) for index, number in enumerate(numbers)),
        lines=tuple(
            _line(row, index, with_rest=with_rest, largest=bracket.largest)
            for index, row in enumerate(bracket.rows)
        ),
        square_width=COLUMN - GAP,
        square_height=ROW - GAP,
        bar_height=BAR,
    )


def _line(row: BracketRow, index: int, *, with_rest: bool, largest: int) -> Line:
    top = HEAD + ROW * index
    cells = row.cells + (row.elsewhere,) * with_rest
    return Line(
        row=row,
        name=_fitting(row.concept.title),
        baseline=top + ROW // 2 + 4,
        bar_top=top + ROW - GAP - BAR,
        squares=tuple(
            Square(
                cell=cell,
                shade=-(-cell.extracts * SHADES // largest),
                x=LABELS + COLUMN * column,
                y=top,
                middle=_middle(column),
                bar=round(cell.share * (COLUMN - GAP), 1),
            )
            for column, cell in enumerate(cells)
        ),
    )


def _middle(column: int) -> int:
    return LABELS + COLUMN * column + (COLUMN - GAP) // 2


def _fitting(title: str) -> str:
    return title if len(title) <= LETTERS else title[: LETTERS - 1].rstrip() + "…"
