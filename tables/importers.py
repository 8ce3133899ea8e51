"""Who may read tables in."""

from accounts.models import User
from accounts.roles import Right
from tables.choices import TableKind

# New members get an account: that takes the right to make accounts.
NEEDED: dict[TableKind, frozenset[Right]] = {
    TableKind.MEASURES: frozenset({Right.IMPORT_TABLES, Right.EDIT_GOALS}),
    TableKind.OPERATIONAL_GOALS: frozenset({Right.IMPORT_TABLES, Right.EDIT_GOALS}),
    TableKind.CONCEPTS: frozenset({Right.IMPORT_TABLES, Right.EVALUATE_CONCEPTS}),
    TableKind.MEMBERS: frozenset({Right.MANAGE_BODIES, Right.MANAGE_ACCOUNTS}),
}


def may_import(user: User, kind: TableKind) -> bool:
    return all(user.has_right(right) for right in NEEDED[kind])


def importable_kinds(user: User) -> tuple[TableKind, ...]:
    return tuple(kind for kind in TableKind if may_import(user, kind))
