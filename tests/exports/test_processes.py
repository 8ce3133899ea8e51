"""Chunks are laid out in two processes, which end with the worker, and whose loss loses nothing."""

import os
import signal
import time
from contextlib import closing
from multiprocessing.context import ForkProcess
from pathlib import Path
from threading import Thread

import pytest

from exports.typesetting.processes import LETTERS_AT_LEAST, may_share, shared


def test_each_result_comes_with_its_number() -> None:
    tasks = [(number, str(number).encode) for number in range(300)]
    assert sorted(shared(tasks)) == [(number, str(number).encode()) for number in range(300)]


def test_what_a_lost_process_was_at_is_missing_and_nothing_else() -> None:
    def die() -> bytes:
        os.kill(os.getpid(), signal.SIGKILL)
        return b""

    assert sorted(number for number, _result in shared([(1, die), (2, b"a".upper), (3, b"b".upper)])) == [
        2,
        3,
    ]


def test_process_that_cannot_start_leaves_its_work_to_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    allowed = iter([True, False])
    start = ForkProcess.start

    def start_if_there_is_room(process: ForkProcess) -> None:
        if not next(allowed, False):
            raise BlockingIOError("Resource temporarily unavailable")
        start(process)

    monkeypatch.setattr(ForkProcess, "start", start_if_there_is_room)
    tasks = [(1, b"a".upper), (2, b"b".upper)]
    open_before = len(os.listdir("/proc/self/fd"))
    assert sorted(shared(tasks)) == [(1, b"A"), (2, b"B")]
    assert list(shared(tasks)) == []
    assert len(os.listdir("/proc/self/fd")) == open_before


def test_processes_end_when_their_results_are_not_wanted_any_more() -> None:
    def slow() -> bytes:
        time.sleep(30)
        return b""

    began = time.monotonic()
    with closing(shared([(1, b"a".upper), (2, slow)])) as results:
        assert next(results) == (1, b"A")
    assert time.monotonic() - began < 20


def test_processes_of_a_killed_worker_end() -> None:
    begun_read, begun_write = os.pipe()
    if (worker := os.fork()) == 0:
        # More than a pipe takes, so that the processes wait for a reader.
        for _result in shared([(number, lambda: bytes(300_000)) for number in range(100)]):
            os.write(begun_write, b"!")
            time.sleep(60)
        os._exit(0)
    os.read(begun_read, 1)
    children = Path(f"/proc/{worker}/task/{worker}/children").read_text().split()
    os.kill(worker, signal.SIGKILL)
    os.waitpid(worker, 0)
    deadline = time.monotonic() + 20
    while any(map(is_running, children)) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert len(children) == 2
    assert [child for child in children if is_running(child)] == []


def is_running(pid: str) -> bool:
    try:
        return "zombie" not in Path(f"/proc/{pid}/status").read_text()
    except FileNotFoundError:
        return False


def test_work_is_shared_by_the_main_thread_only_and_if_it_is_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    elsewhere: list[bool] = []
    thread = Thread(target=lambda: elsewhere.append(may_share(LETTERS_AT_LEAST)))
    thread.start()
    thread.join()
    assert [may_share(LETTERS_AT_LEAST), may_share(LETTERS_AT_LEAST - 1), *elsewhere] == [True, False, False]
