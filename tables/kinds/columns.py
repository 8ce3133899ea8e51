"""Which columns each kind of table has, and by which its rows are recognised. Pure."""

from tables.choices import TableKind
from tables.kinds.column import Column
from tables.kinds.concepts import concept_columns
from tables.kinds.lists import Lists
from tables.kinds.measures import measure_columns
from tables.kinds.members import member_columns
from tables.kinds.operational_goals import goal_columns


def columns_of(kind: TableKind, lists: Lists) -> tuple[Column, ...]:
    """The columns of a kind, in the order in which they are written."""
    match kind:
        case TableKind.MEASURES:
            return measure_columns(lists)
        case TableKind.OPERATIONAL_GOALS:
            return goal_columns(lists)
        case TableKind.CONCEPTS:
            return concept_columns(lists)
        case TableKind.MEMBERS:
            return member_columns(lists)


def identifying(kind: TableKind) -> tuple[str, ...]:
    """The columns by which rows are matched; a table needs at least one of them."""
    match kind:
        case TableKind.MEASURES:
            return ("number", "title")
        case TableKind.OPERATIONAL_GOALS:
            return ("number", "short_title")
        case TableKind.CONCEPTS:
            return ("title",)
        case TableKind.MEMBERS:
            return ("email",)
