"""A database that a server in another process can share with the test, and that outlives its kills."""

import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connections
from psycopg import sql


@pytest.fixture
def shared_database_url(transactional_db: None, tmp_path: Path) -> Iterator[str]:
    """A copy of the tests' database; the test itself works in it, too. The value is as in GNK_DATABASE_URL."""
    original = connections["default"]
    copy = _copy_postgres(original) if original.vendor == "postgresql" else _copy_sqlite(original, tmp_path)
    name, url = copy
    connections["default"] = type(original)({**original.settings_dict, "NAME": name}, "default")
    try:
        yield url
    finally:
        connections["default"].close()
        connections["default"] = original
        if original.vendor == "postgresql":
            _administer(original, sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def _copy_sqlite(original: Any, directory: Path) -> tuple[str, str]:
    path = directory / "shared.sqlite3"
    original.ensure_connection()
    copy = sqlite3.connect(path)
    original.connection.backup(copy)
    copy.close()
    return str(path), f"sqlite:///{path}"


def _copy_postgres(original: Any) -> tuple[str, str]:
    template = original.settings_dict["NAME"]
    # PostgreSQL copies only what nobody is connected to.
    original.close()
    name = f"{template}_shared"
    statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
    _administer(original, statement.format(sql.Identifier(name), sql.Identifier(template)))
    return name, f"{os.environ['GNK_DATABASE_URL'].rpartition('/')[0]}/{name}"


def _administer(original: Any, statement: sql.Composed) -> None:
    parameters = {**original.get_connection_params(), "dbname": "postgres"}
    parameters = {
        key: parameters[key] for key in ("dbname", "user", "password", "host", "port") if key in parameters
    }
    with psycopg.connect(**parameters, autocommit=True) as connection:
        connection.execute(statement)
