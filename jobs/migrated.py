"""Whether the database is as far as the code: asked by workers before they begin, and by whoever watches."""

from functools import cache

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder


def unapplied_migrations() -> list[str]:
    """The last migration of each app that the database lacks. Raises DatabaseError without a database."""
    applied = MigrationRecorder(connection).applied_migrations()
    return [f"{app}.{name}" for app, name in _last_migrations() if (app, name) not in applied]


@cache
def _last_migrations() -> tuple[tuple[str, str], ...]:
    # The files stay the same as long as the process lives.
    return tuple(sorted(MigrationLoader(None).graph.leaf_nodes()))
