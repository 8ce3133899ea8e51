"""An SQLite database in which every migration has run: made once, copied by each session and process.

Running the migrations takes longer than hundreds of tests, and they change seldom.
"""

import fcntl
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path

from django.apps import apps
from django.conf import settings


@contextmanager
def alone(lock: Path) -> Iterator[None]:
    """Let one process after another do this."""
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@contextmanager
def migrated_sqlite(name: str) -> Iterator[None]:
    """Fill the empty SQLite database of this name, which may be one in memory; that lives as long as the context."""
    directory = settings.BASE_DIR / "var" / "migrated"
    directory.mkdir(parents=True, exist_ok=True)
    kept = directory / f"{_all_migrations()}.sqlite3"
    with closing(sqlite3.connect(name, uri=name.startswith("file:"))) as database:
        with alone(directory / "lock"):
            if not kept.exists():
                _migrate(kept)
            with closing(sqlite3.connect(kept)) as source:
                source.backup(database)
        yield


def _all_migrations() -> str:
    """The same for as long as no migration changes, ours or that of a library."""
    digest = sha256()
    for app in apps.get_app_configs():
        for path in sorted(Path(app.path, "migrations").glob("*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _migrate(kept: Path) -> None:
    """Make the database in a process of its own, under another name until it is complete."""
    for old in kept.parent.glob("*.sqlite3*"):
        old.unlink()
    unfinished = kept.with_name("unfinished.sqlite3")
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "--run-syncdb", "--verbosity", "0"],
        cwd=settings.BASE_DIR,
        env=os.environ | {"GNK_DATABASE_URL": f"sqlite:///{unfinished}"},
        check=True,
    )
    unfinished.rename(kept)
