"""The empty database again after a test that committed.

Django empties every table and loads the reference data anew, which takes seconds. On SQLite a copy of the empty
database is laid back; on PostgreSQL the rows go that were not there before, and only if one of those has changed Django
does it its own way.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.db import connection
from django.test import TransactionTestCase

BringBack = Callable[[TransactionTestCase], None]
_emptied_by_django: BringBack = vars(TransactionTestCase)["_fixture_teardown"]


def _kept_sqlite() -> BringBack:
    kept = sqlite3.connect(":memory:", check_same_thread=False)
    connection.ensure_connection()
    connection.connection.backup(kept)

    def bring_back(_case: TransactionTestCase) -> None:
        connection.ensure_connection()
        kept.backup(connection.connection)

    return bring_back


def _sums_of_tables() -> dict[str, str]:
    """A sum of the rows of each table that has some."""
    with connection.cursor() as cursor:
        cursor.execute("select tablename from pg_tables where schemaname = current_schema()")
        names = [connection.ops.quote_name(name) for (name,) in cursor.fetchall()]
        cursor.execute(
            " union all ".join(
                f"select '{name}', md5(string_agg(t::text, '' order by t::text)) from {name} t having count(*) > 0"
                for name in names
            )
        )
        return dict(cursor.fetchall())


def _kept_postgres() -> BringBack:
    before = _sums_of_tables()

    def bring_back(case: TransactionTestCase) -> None:
        after = _sums_of_tables()
        if any(after.get(name) != total for name, total in before.items()):
            _emptied_by_django(case)
            return
        with connection.cursor() as cursor:
            # Rows go in any order: the foreign keys are looked at in no session of a replica.
            cursor.execute("set session_replication_role = replica")
            for name in after.keys() - before.keys():
                cursor.execute(f"delete from {name}")
            cursor.execute("set session_replication_role = default")

    return bring_back


@contextmanager
def emptied_quickly() -> Iterator[None]:
    """While this holds, a test that committed is followed by the database as the first such test found it."""
    kept: list[BringBack] = []
    set_up = vars(TransactionTestCase)["_fixture_setup"].__func__

    def fixture_setup(case: type[TransactionTestCase]) -> None:
        if not kept:
            kept.append(_kept_sqlite() if connection.vendor == "sqlite" else _kept_postgres())
        set_up(case)

    def fixture_teardown(case: TransactionTestCase) -> None:
        kept[0](case)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_setup", classmethod(fixture_setup))
        patch.setattr(TransactionTestCase, "_fixture_teardown", fixture_teardown)
        yield
