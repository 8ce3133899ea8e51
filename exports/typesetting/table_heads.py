"""Which header cells a cell of a table belongs to, as a reader hears them. Pure."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from exports.typesetting.records import Child, Node

GROUPS = ("THead", "TBody", "TFoot")


class Row(NamedTuple):
    node: int
    group: int


class Place(NamedTuple):
    """A cell, and its first row and column in the grid."""

    node: int
    row: int
    column: int
    # Spans the whole table: a heading of the rows below it.
    is_wide: bool


def find_heads(nodes: Sequence[Node]) -> None:
    """Give each data cell of each table its header cells: those of its row, of its group and of its columns."""
    for number, node in enumerate(nodes):
        if node.tag == "Table":
            _find_heads_of(nodes, number)


def _find_heads_of(nodes: Sequence[Node], table: int) -> None:
    rows = list(_rows(nodes, table, table))
    places = _places(nodes, rows)
    by_row: dict[int, list[int]] = {}
    by_column: dict[int, list[int]] = {}
    group_heads: dict[int, list[tuple[int, int]]] = {}
    for place in places:
        head = nodes[place.node]
        if head.tag != "TH":
            continue
        if place.is_wide and nodes[rows[place.row].group].tag != "THead":
            group_heads.setdefault(rows[place.row].group, []).append((place.row, place.node))
        elif head.scope == "Column":
            for column in range(place.column, place.column + head.columns):
                by_column.setdefault(column, []).append(place.node)
        else:
            for row in range(place.row, place.row + head.rows):
                by_row.setdefault(row, []).append(place.node)
    for place in places:
        cell = nodes[place.node]
        if cell.tag == "TD":
            above = [head for row, head in group_heads.get(rows[place.row].group, []) if row < place.row][-1:]
            across = [head for row in range(place.row, place.row + cell.rows) for head in by_row.get(row, [])]
            columns = range(place.column, place.column + cell.columns)
            down = [head for column in columns for head in by_column.get(column, [])]
            cell.heads = list(dict.fromkeys([*above, *across, *down]))


def _rows(nodes: Sequence[Node], above: int, group: int) -> Iterator[Row]:
    for kid in nodes[above].kids:
        if isinstance(kid, Child):
            tag = nodes[kid.node].tag
            if tag == "TR":
                yield Row(kid.node, group)
            elif tag in GROUPS:
                yield from _rows(nodes, kid.node, kid.node)


def _places(nodes: Sequence[Node], rows: Sequence[Row]) -> list[Place]:
    places: list[Place] = []
    taken: set[tuple[int, int]] = set()
    width = max((_width(nodes, row) for row in rows), default=0)
    for number, row in enumerate(rows):
        column = 0
        for cell in _cells(nodes, row):
            while (number, column) in taken:
                column += 1
            node = nodes[cell]
            places.append(Place(cell, number, column, width > 1 and node.columns == width))
            taken.update(
                (number + down, column + across)
                for down in range(node.rows)
                for across in range(node.columns)
            )
            column += node.columns
    return places


def _cells(nodes: Sequence[Node], row: Row) -> Iterator[int]:
    return (kid.node for kid in nodes[row.node].kids if isinstance(kid, Child))


def _width(nodes: Sequence[Node], row: Row) -> int:
    return sum(nodes[cell].columns for cell in _cells(nodes, row))
