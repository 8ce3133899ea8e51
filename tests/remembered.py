"""Rows that many tests begin with, built once in each process and laid again.

Half of the seconds of the tests of rules went into building the same strategy, goals and versions through the actions.
A fixture under `remembered` is built by them where it is first asked for; what they wrote is kept, and wherever the
database is in the very state of then, it is written again as it stands: no queries, no signals, no history to work out.

Whether it is in that state is no guess: every statement that writes goes into the trail of its test, and only on the
same trail rows are laid again. Anything else is built: after other rows, in tests that commit, on PostgreSQL (whose
numbers go on after a rollback), and when building did more than to write rows.
"""

import copy
import functools
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ParamSpec, TypeVar, cast

from django.conf import settings
from django.core import mail
from django.db import connection
from django.db.models import Model
from django.db.transaction import on_commit
from django_tasks import default_task_backend
from django_tasks.backends.dummy import DummyBackend

from tests.statements import WRITES

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")
SAVEPOINTS = ("SAVEPOINT", "RELEASE", "ROLLBACK")
# Signing in: no row that a fixture builds depends on it, and its keys are never the same.
BESIDE_THE_TRAIL = (
    'INSERT INTO "django_session"',
    'INSERT INTO "usersessions_usersession"',
    'UPDATE "accounts_user" SET "last_login"',
    'UPDATE "usersessions_usersession"',
    'DELETE FROM "django_session"',
)


@dataclass(frozen=True)
class Statement:
    sql: str
    params: Any
    many: bool


@dataclass(frozen=True)
class Built:
    """What a fixture wrote and returned, and the objects that it was given as they were afterwards."""

    statements: tuple[Statement, ...]
    # Rows that these changed, what triggers wrote included.
    changes: int
    afterwards: tuple[tuple[Callable[[], object], bool], ...]
    arguments: dict[str, Any]
    result: Any


class Trail:
    """What was written since the test began."""

    def __init__(self) -> None:
        self.statements: list[Statement] = []
        self.rollbacks = 0
        self._ground = ""
        self._digest = hashlib.sha256()

    def place(self) -> str:
        """The same wherever the same was written on the same ground: the empty database, or the demonstration."""
        if not self._ground:
            with connection.cursor() as cursor:
                cursor.execute("SELECT name, seq FROM sqlite_sequence ORDER BY name")
                self._ground = repr((cursor.fetchall(), self._digest.hexdigest()))
        return self._ground + self._digest.hexdigest()

    def follow(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        """Execute a statement of the test (a wrapper of Django's connection) and note it if it writes."""
        answer = execute(sql, params, many, context)
        if sql.startswith(SAVEPOINTS):
            # Their names are never the same; what was rolled back follows from their order.
            self._digest.update(sql.partition('"')[0].encode())
            self.rollbacks += sql.startswith("ROLLBACK")
        if sql.startswith(WRITES):
            statement = Statement(sql, params, many)
            self.statements.append(statement)
            if not sql.startswith(BESIDE_THE_TRAIL):
                self._digest.update(repr(statement).encode())
        return answer


_trail = Trail()
_built: dict[tuple[str, str, str], Built] = {}


def begin_trail() -> None:
    """Begin anew with each test."""
    global _trail
    if _trail.follow in connection.execute_wrappers:
        connection.execute_wrappers.remove(_trail.follow)
    _trail = Trail()
    connection.execute_wrappers.append(_trail.follow)


def remembered(build: Callable[Arguments, Result]) -> Callable[Arguments, Result]:
    """Lay again what a fixture built before in the same place; its arguments are rows."""

    @functools.wraps(build)
    def fixture(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Result:
        assert not args, "pytest names the arguments of fixtures."
        if connection.vendor != "sqlite" or not connection.in_atomic_block:
            return build(*args, **kwargs)
        place = (build.__module__, build.__qualname__, _trail.place())
        kept = _built.get(place)
        if kept is None:
            return _build(place, functools.partial(build, **kwargs), kwargs)
        _lay(kept)
        same = {id(kept.arguments[name]): value for name, value in kwargs.items()}
        for name, value in kwargs.items():
            if isinstance(value, Model):
                vars(value).update(copy.deepcopy(vars(kept.arguments[name]), same))
        return cast(Result, copy.deepcopy(kept.result, same))

    return fixture


def _build(place: tuple[str, str, str], build: Callable[[], Result], arguments: dict[str, Any]) -> Result:
    statements, changes, calls = len(_trail.statements), _changes(), len(connection.run_on_commit)
    beside = _beside_the_rows()
    result = build()
    if _beside_the_rows() == beside:
        given, kept = copy.deepcopy((arguments, result))
        waiting = cast(list[tuple[set[str], Callable[[], object], bool]], connection.run_on_commit[calls:])
        _built[place] = Built(
            statements=tuple(_trail.statements[statements:]),
            changes=_changes() - changes,
            afterwards=tuple((call, robust) for _, call, robust in waiting),
            arguments=given,
            result=kept,
        )
    return result


def _lay(kept: Built) -> None:
    changes = _changes()
    with connection.cursor() as cursor:
        for one in kept.statements:
            (cursor.executemany if one.many else cursor.execute)(one.sql, one.params)
    assert _changes() - changes == kept.changes, "Other rows than those that were remembered."
    for call, robust in kept.afterwards:
        on_commit(call, robust=robust)


def _changes() -> int:
    return int(connection.connection.total_changes)


def _beside_the_rows() -> tuple[int, int, int, bool]:
    """What a fixture may do beside writing rows; then it is built each time."""
    tasks = cast(DummyBackend, default_task_backend).results
    return _trail.rollbacks, len(tasks), len(mail.outbox), settings.MEDIA_ROOT.exists()
