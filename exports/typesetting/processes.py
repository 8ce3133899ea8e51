"""Lays out chunks in two processes at once."""

import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

PROCESSES_AT_MOST = 2
# What is laid out in less than a second is not worth a process: letters of HTML.
LETTERS_AT_LEAST = 60_000

Task = tuple[int, Callable[[], bytes]]


def may_share(letters: int) -> bool:
    """Whether work of this size is shared. A fork beside another thread may copy a lock that nobody opens again."""
    return (
        letters >= LETTERS_AT_LEAST
        and (os.cpu_count() or 1) > 1
        and threading.current_thread() is threading.main_thread()
    )


def shared(tasks: Sequence[Task]) -> Iterator[tuple[int, bytes]]:
    """Yield the result of each task as it comes, the first tasks being begun first.

    What a lost process has not done is missing: whoever asked does it himself, and meets the error if there is one.
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
    context = get_context("fork")
    waiting_read, waiting_write = os.pipe()
    processes: list[BaseProcess] = []
    connections = []
    for _number in range(min(PROCESSES_AT_MOST, len(tasks))):
        ours, theirs = context.Pipe(duplex=False)
        process = context.Process(
            target=_work, args=(tasks, waiting_read, waiting_write, theirs), daemon=True
        )
        process.start()
        theirs.close()
        processes.append(process)
        connections.append(ours)
    # A byte for each place in the row: whoever reads one takes that task.
    os.write(waiting_write, bytes(range(len(tasks))))
    os.close(waiting_write)
    os.close(waiting_read)
    try:
        yield connections
    finally:
        for started in processes:
            started.terminate()
            started.join()
        for connection in connections:
            connection.close()


def _work(tasks: Sequence[Task], waiting_read: int, waiting_write: int, results: Connection) -> None:
    os.close(waiting_write)
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, signal.SIG_DFL)
    while place := os.read(waiting_read, 1):
        number, make = tasks[place[0]]
        # Without a reader this raises, and the process of a lost worker ends.
        results.send((number, make()))
