"""A private PostgreSQL for the length of one command.

    python -m tests.throwaway_postgres COMMAND...

Tests and measurements get a database server that nobody has to install as a service, give a
password or clean up. It writes nothing to disk for safety's sake: a crash may lose everything.
pytest-postgresql serves tests only, and does not start as root, as which CI containers run.
"""

import os
import pwd
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType

SETTINGS = """
listen_addresses = ''
unix_socket_directories = '{directory}'
max_connections = 100
fsync = off
synchronous_commit = off
full_page_writes = off
"""


class PostgresError(Exception):
    """PostgreSQL is missing or does not start; the message is meant for the developer."""


def _binaries() -> Path:
    """Where the newest PostgreSQL is: Debian keeps the binaries per version, outside of PATH."""
    debian = Path("/usr/lib/postgresql").glob("[0-9]*/bin/initdb")
    initdb = max(debian, key=lambda path: float(path.parts[-3]), default=None) or shutil.which("initdb")
    version = initdb and re.search(r"\d+", subprocess.check_output([initdb, "--version"], text=True))
    if initdb and version and int(version[0]) >= 15:
        return Path(initdb).resolve().parent
    raise PostgresError(
        "PostgreSQL 15 or newer is missing (initdb, pg_ctl). On Debian: apt-get install postgresql"
    )


def _server_user() -> tuple[int, int] | None:
    """User and group to run the server as where it cannot be oneself: PostgreSQL refuses root."""
    if os.geteuid() != 0:
        return None
    try:
        postgres = pwd.getpwnam("postgres")
    except KeyError:
        raise PostgresError(
            "PostgreSQL does not run as root, and there is no system user postgres."
        ) from None
    return postgres.pw_uid, postgres.pw_gid


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Signals wait: an interrupted initdb or pg_ctl would leave processes and files behind."""
    previous = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM, signal.SIGHUP})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, previous)


@contextmanager
def throwaway_postgres() -> Iterator[str]:
    """Start a server, yield the address of its empty database (as in GNK_DATABASE_URL), delete all."""
    binaries, user = _binaries(), _server_user()
    # Not in TMPDIR: a socket's path must stay below 100 characters, and user postgres must reach it.
    directory = Path(tempfile.mkdtemp(prefix="gnk-pg-", dir="/tmp"))
    data, log = directory / "data", directory / "log"
    if user:
        os.chown(directory, *user)

    def call(program: str, *arguments: str | Path) -> None:
        done = subprocess.run(
            [binaries / program, *arguments],
            cwd=directory,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            user=user[0] if user else None,
            group=user[1] if user else None,
            extra_groups=[] if user else None,
        )
        if done.returncode:
            details = log.read_text() if log.exists() else ""
            raise PostgresError(f"{program} failed:\n{done.stdout}{details}")

    try:
        with _undisturbed():
            encoding = ["--encoding=UTF8", "--locale=C.UTF-8"]
            call("initdb", "--username=postgres", "--auth=trust", *encoding, "--no-sync", "--pgdata", data)
            with (data / "postgresql.conf").open("a") as configuration:
                configuration.write(SETTINGS.format(directory=directory))
            call("pg_ctl", "start", "--wait", "--pgdata", data, "--log", log)
            call("createdb", "--host", directory, "--username", "postgres", "gnk")
        # The second slash makes django-environ take the path's last part as NAME and the rest as HOST.
        yield f"postgres://postgres@/{directory}/gnk"
    finally:
        with _undisturbed():
            # Immediately: there is nothing to save. It fails where the server did not even start.
            with suppress(PostgresError):
                call("pg_ctl", "stop", "--wait", "--mode=immediate", "--pgdata", data)
            shutil.rmtree(directory, ignore_errors=True)


def _run(command: list[str], url: str) -> int:
    """Run the command with the database; its exit code, as a shell would give it."""
    # No pool: tests create and drop databases, which idle connections would prevent.
    environment = os.environ | {"GNK_DATABASE_URL": url, "GNK_DATABASE_POOL": "0"}
    try:
        process = subprocess.Popen(command, env=environment)
    except OSError as error:
        print(f"{command[0]}: {error.strerror}", file=sys.stderr)
        return 127
    try:
        code = process.wait()
    except KeyboardInterrupt:
        # The terminal has interrupted the command as well: let it end in its own way.
        with suppress(subprocess.TimeoutExpired):
            process.wait(10)
        code = -signal.SIGINT
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait()
    return code if code >= 0 else 128 - code


def _exit(signum: int, _frame: FrameType | None) -> None:
    raise SystemExit(128 + signum)


def main(command: list[str]) -> int:
    """Run the command and leave nothing behind, whatever ends it."""
    if not command:
        print("Usage: python -m tests.throwaway_postgres COMMAND...", file=sys.stderr)
        return 2
    signal.signal(signal.SIGTERM, _exit)
    signal.signal(signal.SIGHUP, _exit)
    try:
        with throwaway_postgres() as url:
            return _run(command, url)
    except PostgresError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 128 + signal.SIGINT


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
