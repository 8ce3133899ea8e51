"""Offers fields for columns that no heading explains, by what stands in them; a person confirms them. Pure."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from tables.cells import interpret
from tables.choices import CellType
from tables.files.raw import RawCell
from tables.kinds.column import Column
from tables.misread import Misread

# How many cells of a column are looked at, and how many of them must look alike.
LOOKED_AT, SHARE = 200, 0.6
MONEY = re.compile(r"€|\beuro?\b|\bteuro?\b", re.IGNORECASE)
MONEY_ABOVE = re.compile(r"€|\beur|kosten|ausgaben|aufwand", re.IGNORECASE)
POSTS = re.compile(r"\d\s*(?:vzä\b|vk\b|stellen?\b|vollzeit)", re.IGNORECASE)
PERIOD = re.compile(r"\d{4}\D+\d")
TITLE_LENGTHS = range(8, 121)

Cells = Sequence[RawCell]


def offered(
    columns: Sequence[Column], taken: frozenset[str], unexplained: Mapping[int, tuple[str, Cells]]
) -> dict[int, str]:
    """The fields that columns of the sheet look like: the place of a column → a name that is not taken, each once.

    `unexplained` are the headings of those columns that are not assigned, and the cells with content below them.
    """
    found: dict[int, str] = {}
    free = [column for column in columns if column.read and column.name not in taken]
    for place, (heading, cells) in sorted(unexplained.items()):
        name = next(_like(free, heading, cells[:LOOKED_AT]), "") if cells else ""
        if name:
            found[place] = name
            free = [column for column in free if column.name != name]
    return found


def _like(free: Sequence[Column], heading: str, cells: Cells) -> Iterator[str]:
    """The fields whose values the cells may be, the likeliest first."""
    alike = {column.name: _alike(column, heading, cells) for column in free}
    # Of equal ones the first counts: the beginning before the end.
    best = max(alike, key=lambda name: alike[name], default="")
    if best and alike[best] >= SHARE * len(cells):
        yield best
    titles = [column for column in free if column.type == CellType.TEXT and column.required]
    if titles and _are_titles(cells):
        yield titles[0].name


def _alike(column: Column, heading: str, cells: Cells) -> int:
    """The number of cells that look like values of a column."""
    looks_like = TESTS.get(column.type)
    if looks_like is None:
        return 0
    if column.in_euros and MONEY_ABOVE.search(heading):
        looks_like = _is_read
    return sum(looks_like(column, cell) for cell in cells)


def _are_titles(cells: Cells) -> bool:
    """Say whether texts of the length of titles stand there, each another."""
    texts = [" ".join(cell.split()) for cell in cells if isinstance(cell, str)]
    fitting = [text for text in texts if len(text) in TITLE_LENGTHS and " " in text]
    return len(set(fitting)) >= max(2, SHARE * len(cells))


def _is_read(column: Column, cell: RawCell) -> bool:
    """Say whether the cell has a value in a column, and not only a word for nothing."""
    try:
        value = interpret(column, cell)
    except Misread:
        return False
    return value not in (None, "", ())


def _is_year(column: Column, cell: RawCell) -> bool:
    if isinstance(cell, str) and PERIOD.search(cell) and column.of_period == "end":
        # A whole period is where it begins.
        return False
    return _is_read(column, cell)


def _is_choice(column: Column, cell: RawCell) -> bool:
    return isinstance(cell, str) and _is_read(column, cell)


def _is_code(column: Column, cell: RawCell) -> bool:
    """Say so only of codes that are in a list: others look like figures."""
    return column.codes is not None and isinstance(cell, str) and _is_read(column, cell)


def _is_figure(column: Column, cell: RawCell) -> bool:
    unit = MONEY if column.in_euros else POSTS if column.in_posts else None
    return unit is not None and isinstance(cell, str) and bool(unit.search(cell)) and _is_read(column, cell)


TESTS: dict[CellType, Callable[[Column, RawCell], bool]] = {
    CellType.YEAR: _is_year,
    CellType.DECIMAL: _is_figure,
    CellType.DATE: _is_read,
    CellType.CHOICE: _is_choice,
    CellType.CODES: _is_code,
    CellType.EMAIL: _is_read,
    CellType.LINK: _is_read,
}
