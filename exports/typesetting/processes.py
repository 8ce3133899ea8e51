"""Lays out chunks in two processes at once."""

import logging
import os
import signal
import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

PROCESSES_AT_MOST = 2
# What is laid out in less than a second is not worth a process: letters of HTML.
LETTERS_AT_LEAST = 60_000
# Bytes of a place in the row of tasks.
PLACE = 4

logger = logging.getLogger(__name__)
Task = tuple[int, Callable[[], bytes]]


def may_share(letters: int) -> bool:
    """Whether work of this size is shared. A fork beside another thread may copy a lock that nobody opens again."""
    return (
        letters >= LETTERS_AT_LEAST
        and (os.cpu_count() or 1) > 1
        and threading.current_thread() is threading.main_thread()
    )


def shared(tasks: Sequence[Task]) -> Generator[tuple[int, bytes], None, None]:
    """Yield the result of each task as it comes, the first tasks being begun first.

    What a lost process has not done, or one that could not start, is missing: whoever asked does it himself, and
    meets the error if there is one.
    """
    with _workers(tasks) as connections:
        while connections:
            for connection in wait(connections):
                if not isinstance(connection, Connection):
                    continue
                try:
                    yield connection.recv()
                except (EOFError, OSError):
                    connections.remove(connection)


@contextmanager
def _workers(tasks: Sequence[Task]) -> Iterator[list[Connection]]:
    waiting_read, waiting_write = os.pipe()
    # Whoever reads a place takes that task.
    os.write(waiting_write, b"".join(place.to_bytes(PLACE, "big") for place in range(len(tasks))))
    os.close(waiting_write)
    started: list[BaseProcess] = []
    connections: list[Connection] = []
    try:
        for _number in range(min(PROCESSES_AT_MOST, len(tasks))):
            try:
                process, results = _started(tasks, waiting_read, connections)
            except OSError as error:
                logger.warning("Pages are laid out by %s processes: %s", len(started), error)
                break
            started.append(process)
            connections.append(results)
        yield list(connections)
    finally:
        os.close(waiting_read)
        for each in started:
            each.kill()
            each.join()
            each.close()
        for connection in connections:
            connection.close()


def _started(
    tasks: Sequence[Task], waiting: int, others: Sequence[Connection]
) -> tuple[BaseProcess, Connection]:
    """A further process, and where its results come. Raises OSError if the server has no room for it."""
    context = get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    with theirs:
        work = (tasks, waiting, (*others, ours), theirs)
        process = context.Process(target=_work, args=work, daemon=True)
        try:
            process.start()
        except OSError:
            ours.close()
            raise
    return process, ours


def _work(tasks: Sequence[Task], waiting: int, readers: tuple[Connection, ...], results: Connection) -> None:
    # When the worker is killed nobody reads any more, and sending ends this process as well.
    for reader in readers:
        reader.close()
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, signal.SIG_DFL)
    while place := os.read(waiting, PLACE):
        number, make = tasks[int.from_bytes(place, "big")]
        results.send((number, make()))
