"""A real server for load and kills: gunicorn with the settings of production, on a port of 127.0.0.1.

    with serving(database_url=..., secret_key=..., directory=...) as server:
        server.start()
        server.kill()  # SIGKILL for master and workers, in the middle of whatever they do
        server.start()

Production wants https: the visitors (`tests.load.visitor`) speak as the proxy in front of gunicorn does.

The socket belongs to the caller, so whoever knocks between a kill and the next start waits in its queue. This
module is also a program: a nursery that has warmed up already and forks one server after the other, each running
what the command `gunicorn` runs. It stops its server and ends when its standard input does, so that nothing stays
behind, however the caller ends.
"""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.template.loader import get_template
from django.urls import get_resolver
from gunicorn.app.wsgiapp import run as run_gunicorn

from tests.load.trap import Trap

# How often a test kills the server. `make test-kills` does it more often.
KILLS = int(os.environ.get("KILLS", "10"))
BACKLOG = 256
SECONDS_TO_STOP = 10
START, KILL = "start", "kill"


class ServerFailed(Exception):
    """The server did not do as it was told; its log follows."""


class Server:
    """One server at a time at `address`, over and over again."""

    def __init__(self, nursery: "subprocess.Popen[str]", address: str, log: Path) -> None:
        self.address, self.log = address, log
        self._nursery = nursery

    def start(self, trap: tuple[str, int] | None = None) -> None:
        """Start a server. It need not be ready when this returns: requests wait for it.

        With a trap (`tests.load.trap.Trap`) it kills itself as soon as somebody steps into it.
        """
        self._tell(START, *trap or ())

    def kill(self, *, after: float = 0) -> bool:
        """Kill the server's master and its workers; they are gone when this returns.

        It lives for so many seconds. Returns True if it died of its trap before.
        """
        return self._tell(KILL, after) == "trap"

    def _tell(self, word: str, *details: object) -> str:
        requests, answers = self._nursery.stdin, self._nursery.stdout
        with suppress(BrokenPipeError):
            print(word, *details, file=requests, flush=True)
        done, _, result = answers.readline().strip().partition(" ")
        if done != word:
            raise ServerFailed(f"{word} failed:\n{self.log.read_text()}")
        return result


@contextmanager
def serving(
    *, database_url: str, secret_key: str, directory: Path, workers: int, second_factor: bool = True
) -> Iterator[Server]:
    """A server that can be started, on this database. `directory` takes its log and files."""
    log = directory / "server.log"
    with socket.create_server(("127.0.0.1", 0), backlog=BACKLOG) as listener, log.open("w") as errors:
        nursery = subprocess.Popen(
            [sys.executable, "-m", "tests.load.server", str(listener.fileno()), str(workers)],
            env={
                **{name: value for name, value in os.environ.items() if not name.startswith("GNK_")},
                "DJANGO_SETTINGS_MODULE": "gnk.settings",
                "GNK_DEBUG": "0",
                "GNK_ALLOWED_HOSTS": "127.0.0.1",
                "GNK_BEHIND_PROXY": "1",
                "GNK_BASE_URL": "https://127.0.0.1",
                "GNK_EMAIL_URL": "dummymail://",
                "GNK_EMAIL_FROM": "strategie@example.org",
                "GNK_SECRET_KEY": secret_key,
                "GNK_SECOND_FACTOR": "1" if second_factor else "0",
                "GNK_DATABASE_URL": database_url,
                "GNK_DATABASE_POOL": "1",
                "GNK_MEDIA_ROOT": str(directory),
            },
            pass_fds=[listener.fileno()],
            # Ctrl-C in the terminal reaches the caller, who then ends this in order.
            start_new_session=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )
        try:
            yield Server(nursery, f"127.0.0.1:{listener.getsockname()[1]}", log)
        finally:
            nursery.stdin.close()
            nursery.wait(2 * SECONDS_TO_STOP)
            nursery.stdout.close()


def main(arguments: Sequence[str]) -> None:
    """The nursery: start and kill as standard input says, one word per line."""
    descriptor, workers = arguments
    # Nobody fetches static files here, so pages may name them without collecting and compressing them first.
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    get_wsgi_application()
    _warm_up()
    server = 0
    try:
        for line in sys.stdin:
            word, *details = line.split()
            result = ""
            if word == START:
                trap = Trap(details[0], int(details[1])) if details else None
                server = _fork(["--bind", f"fd://{descriptor}", "--workers", workers], trap)
            elif word == KILL:
                result = "trap" if _has_ended(server, within=float(details[0])) else _kill(server)
                server = 0
            print(word, result, flush=True)
    finally:
        if server:
            _stop(server)


def _warm_up() -> None:
    """Do what the first requests of every server would do: import the views, compile the templates."""
    _ = get_resolver().url_patterns
    folder = settings.BASE_DIR / "templates"
    for path in folder.rglob("*.html"):
        get_template(str(path.relative_to(folder)))


def _fork(options: Sequence[str], trap: Trap | None) -> int:
    """Start gunicorn in a child with a process group of its own."""
    sys.stdout.flush()
    child = os.fork()
    if child:
        return child
    os.setsid()
    if trap:
        trap.set()
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    sys.argv = ["gunicorn", *options, "--log-level", "warning", "gnk.wsgi"]
    run_gunicorn()
    os._exit(1)


def _stop(server: int) -> None:
    """Ask the server to end, and make it end if it does not."""
    os.killpg(server, signal.SIGTERM)
    if not _has_ended(server, within=SECONDS_TO_STOP):
        _kill(server)


def _kill(server: int) -> str:
    os.killpg(server, signal.SIGKILL)
    os.waitpid(server, 0)
    return ""


def _has_ended(server: int, *, within: float) -> bool:
    give_up = time.monotonic() + within
    while os.waitpid(server, os.WNOHANG) == (0, 0):
        if time.monotonic() >= give_up:
            return False
        time.sleep(0.005)
    return True


if __name__ == "__main__":
    main(sys.argv[1:])
