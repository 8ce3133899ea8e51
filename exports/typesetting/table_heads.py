"""Which header cells a cell of a table belongs to, as a reader hears them. Pure."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain
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
    heads = _heads(nodes, rows, places)
    for place in places:
        cell = nodes[place.node]
        if cell.tag == "TD":
            above = [head for row, head in heads.of_group[rows[place.row].group] if row < place.row][-1:]
            across = chain.from_iterable(heads.of_row[row] for row in range(place.row, place.row + cell.rows))
            down = chain.from_iterable(
                heads.of_column[column] for column in range(place.column, place.column + cell.columns)
            )
            cell.heads = list(dict.fromkeys([*above, *across, *down]))


class Heads(NamedTuple):
    """The header cells of a table; those of a group of rows with the row in which they stand."""

    of_row: dict[int, list[int]]
    of_column: dict[int, list[int]]
    of_group: dict[int, list[tuple[int, int]]]


def _heads(nodes: Sequence[Node], rows: Sequence[Row], places: Sequence[Place]) -> Heads:
    heads = Heads(defaultdict(list), defaultdict(list), defaultdict(list))
    for place in places:
        head = nodes[place.node]
        if head.tag != "TH":
            continue
        group = rows[place.row].group
        if place.is_wide and nodes[group].tag != "THead":
            heads.of_group[group].append((place.row, place.node))
        elif head.scope == "Column":
            for right in range(head.columns):
                heads.of_column[place.column + right].append(place.node)
        else:
            for down in range(head.rows):
                heads.of_row[place.row + down].append(place.node)
    return heads


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
