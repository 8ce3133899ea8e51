"""Acts that read many rows as they stood in one moment, while others go on saving."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import OperationalError, connection, models, transaction

Given = ParamSpec("Given")
Result = TypeVar("Result")
ATTEMPTS = 3
# PostgreSQL: somebody has changed what the act wants to change, since the moment that it reads.
SERIALIZATION_FAILURE = "40001"
MODE = "transaction_mode"


def in_one_snapshot(
    *tables: type[models.Model],
) -> Callable[[Callable[Given, Result]], Callable[Given, Result]]:
    """Make an act one transaction in which every query sees the same moment.

    Otherwise each query on PostgreSQL sees what was committed until it began, and of a save that lies between two of
    them one half. `tables` are those whose rows the act locks: whoever holds one of these locks is waited for before
    the moment is taken, for the lock of a row would come too late; an act without them only reads. When somebody
    changes a row of another table that the act changes, too, it is done anew from a later moment. SQLite reads one
    moment by itself. Inside of another transaction the act belongs to that one, which has begun to read already.
    """

    def decorate(act: Callable[Given, Result]) -> Callable[Given, Result]:
        @wraps(act)
        def in_snapshot(*args: Given.args, **kwargs: Given.kwargs) -> Result:
            if connection.in_atomic_block or connection.vendor != "postgresql":
                with _waiting_for_nobody() if not tables else nullcontext(), transaction.atomic():
                    return act(*args, **kwargs)
            for _attempt in range(ATTEMPTS - 1):
                try:
                    return in_one_moment(*args, **kwargs)
                except OperationalError as error:
                    if getattr(error.__cause__, "sqlstate", None) != SERIALIZATION_FAILURE:
                        raise
            return in_one_moment(*args, **kwargs)

        @transaction.atomic
        def in_one_moment(*args: Given.args, **kwargs: Given.kwargs) -> Result:
            _take_one_moment(tables)
            return act(*args, **kwargs)

        return in_snapshot

    return decorate


@contextmanager
def _waiting_for_nobody() -> Iterator[None]:
    """On SQLite: begin a transaction that only reads, beside whoever writes."""
    mode = getattr(connection, MODE, None)
    if mode is None:
        yield
        return
    # The wrapper of SQLite alone has it.
    setattr(connection, MODE, None)
    try:
        yield
    finally:
        setattr(connection, MODE, mode)


def _take_one_moment(tables: tuple[type[models.Model], ...]) -> None:
    """The moment is that of the first query after these, none of which is one."""
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        for table in tables:
            name = connection.ops.quote_name(table._meta.db_table)
            cursor.execute(f"LOCK TABLE {name} IN EXCLUSIVE MODE")
