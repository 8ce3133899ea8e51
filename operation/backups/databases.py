"""The database in a backup: copied in one moment, put back, and summed up table by table."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from django.db import connection
from django.db.backends.postgresql.client import DatabaseClient
from django.utils import timezone
from django.utils.translation import gettext as _
from msgspec import Struct
from psycopg import Connection

from accounts.exceptions import RuleBroken
from operation.backups.secrecy import BALLOTS, VOTERS, blinded_rows, blinding, running_surveys

SQLITE_COPY = "database.sqlite3"
# Those that no extension has brought: the functions of our triggers.
OWN_ROUTINES = """
    select oid::regprocedure::text from pg_proc
    where pronamespace = current_schema()::regnamespace
    and not exists (select 1 from pg_depend where objid = pg_proc.oid and deptype = 'e')
"""
POSTGRES_COPY = "database.dump"
# Whose rows are written by themselves on PostgreSQL, because pg_dump leaves out tables, but no rows.
BLINDED = (BALLOTS, VOTERS)
MESSAGE_AT_MOST = 500


class Copied(Struct, frozen=True):
    """What was copied: a sum for each table, and how many secret surveys were running."""

    tables: dict[str, str]
    secret_surveys: int


def copy_database(folder: Path) -> Copied:
    """Copy the database as it is in one moment into files of a folder, while people go on saving."""
    return _copy_sqlite(folder) if connection.vendor == "sqlite" else _copy_postgres(folder)


def put_back(folder: Path) -> None:
    """Fill the database from the files of a folder. What stood in it is gone."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with closing(sqlite3.connect(folder / SQLITE_COPY)) as source:
            source.backup(connection.connection)
        return
    empty_database()
    _put_back_postgres(folder)


def sums_of_tables() -> dict[str, str]:
    """A sum of the rows of each table, the same in every database that holds the same."""
    connection.ensure_connection()
    if connection.vendor == "sqlite":
        return _sums_of_sqlite(connection.connection)
    with _snapshot() as (raw, _name):
        return {table: _copy_out(raw, _ordered(table)) for table in _tables()}


def empty_database() -> None:
    """Leave neither tables nor functions of ours."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with closing(sqlite3.connect(":memory:")) as empty:
            empty.backup(connection.connection)
        return
    with connection.cursor() as cursor:
        for table in _tables():
            cursor.execute(f"drop table if exists {connection.ops.quote_name(table)} cascade")
        cursor.execute(OWN_ROUTINES)
        for (routine,) in cursor.fetchall():
            cursor.execute(f"drop routine {routine} cascade")


def _tables() -> list[str]:
    return sorted(connection.introspection.table_names())


# -- SQLite ------------------------------------------------------------------------------------------------------------


def _copy_sqlite(folder: Path) -> Copied:
    connection.ensure_connection()
    with closing(sqlite3.connect(folder / SQLITE_COPY)) as copy:
        begun = timezone.now()
        connection.connection.backup(copy)
        question, parameters = running_surveys(begun=begun, ended=timezone.now())
        surveys = [key for (key,) in copy.execute(question, parameters)]
        for statement in blinding(surveys):
            copy.execute(statement)
        copy.commit()
        # What was deleted, here and by everybody before, still stands in free pages.
        copy.execute("vacuum")
        copy.execute("pragma journal_mode = delete")
        return Copied(tables=_sums_of_sqlite(copy), secret_surveys=len(surveys))


def _sums_of_sqlite(database: sqlite3.Connection) -> dict[str, str]:
    names = "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by name"
    sums = {}
    for (table,) in database.execute(names).fetchall():
        digest = sha256()
        # Plain columns: the connection of Django reads some of them as values of its own.
        columns = [f'"{row[1]}"' for row in database.execute(f'pragma table_info("{table}")')]
        listed = ", ".join(f"quote({column})" for column in columns)
        for row in database.execute(f'select {listed} from "{table}" order by 1, {listed}'):  # noqa: S608
            digest.update("\t".join(row).encode() + b"\n")
        sums[table] = digest.hexdigest()
    return sums


# -- PostgreSQL --------------------------------------------------------------------------------------------------------


def _copy_postgres(folder: Path) -> Copied:
    begun = timezone.now()
    with _snapshot() as (raw, name):
        question, parameters = running_surveys(begun=begun, ended=timezone.now())
        surveys = [key for (key,) in raw.execute(question, parameters).fetchall()]
        left_out = [f"--exclude-table-data={table}" for table in BLINDED]
        _run(
            "pg_dump", f"--snapshot={name}", "--format=custom", f"--file={folder / POSTGRES_COPY}", *left_out
        )
        tables = {table: _copy_out(raw, _ordered(table)) for table in _tables() if table not in BLINDED}
        for table in BLINDED:
            query = _ordered(table, blinded_rows(table, _columns(table), surveys))
            with (folder / f"{table}.copy").open("wb") as file:
                tables[table] = _copy_out(raw, query, file)
        return Copied(tables=tables, secret_surveys=len(surveys))


def _put_back_postgres(folder: Path) -> None:
    dump = str(folder / POSTGRES_COPY)
    _run("pg_restore", "--exit-on-error", "--section=pre-data", "--section=data", dump)
    connection.ensure_connection()
    for table in BLINDED:
        columns = ", ".join(_columns(table))
        with (
            (folder / f"{table}.copy").open("rb") as file,
            connection.connection.cursor() as cursor,
            cursor.copy(f"copy {table} ({columns}) from stdin") as taking,
        ):
            while part := file.read(1 << 20):
                taking.write(part)
    # Keys and indexes, once all rows are there.
    _run("pg_restore", "--exit-on-error", "--section=post-data", dump)


@contextmanager
def _snapshot() -> Iterator[tuple[Connection, str]]:
    """A connection of its own that sees one moment, and the name by which pg_dump sees the same."""
    own = connection.copy()
    try:
        own.ensure_connection()
        raw = own.connection
        raw.execute("begin isolation level repeatable read, read only")
        yield raw, raw.execute("select pg_export_snapshot()").fetchone()[0]
        raw.execute("rollback")
    finally:
        own.close()


def _copy_out(raw: Connection, query: str, file: BinaryIO | None = None) -> str:
    """The sum of what a query finds, which a file takes as well."""
    digest = sha256()
    with raw.cursor() as cursor, cursor.copy(f"copy ({query}) to stdout") as parts:
        for part in parts:
            digest.update(part)
            if file is not None:
                file.write(part)
    return digest.hexdigest()


def _ordered(table: str, query: str = "") -> str:
    """The rows of a table in the order of their keys, the same under every collation."""
    with connection.cursor() as cursor:
        keys = connection.introspection.get_primary_key_columns(cursor, table) or []
    quote = connection.ops.quote_name
    order = ", ".join(f'{quote(key)}::text collate "C"' for key in keys) or "1"
    return f"select * from ({query or f'select * from {quote(table)}'}) as rows order by {order}"  # noqa: S608


def _columns(table: str) -> list[str]:
    with connection.cursor() as cursor:
        return [column.name for column in connection.introspection.get_table_description(cursor, table)]


def _run(program: str, *arguments: str) -> None:
    """Run a program of PostgreSQL for our database. Raises RuleBroken with what it said."""
    found = shutil.which(program) or max(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"), default=None)
    if found is None:
        raise RuleBroken(
            _("Das Programm %(program)s fehlt. Bitte installieren Sie: apt-get install postgresql-client")
            % {"program": program}
        )
    (_psql, *where, name), environment = DatabaseClient.settings_to_cmd_args_env(connection.settings_dict, [])
    command = [str(found), *where, f"--dbname={name}", "--no-owner", "--no-privileges", *arguments]
    done = subprocess.run(  # noqa: S603 - our own program with settings of the installation
        command, env=_environment(environment), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuleBroken(
            _("%(program)s ist gescheitert: %(message)s")
            % {"program": program, "message": " ".join(done.stderr.split())[:MESSAGE_AT_MOST]}
        )


def _environment(own: dict[str, str] | None) -> dict[str, str]:
    return {**os.environ, **(own or {})}
