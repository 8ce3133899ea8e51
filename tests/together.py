"""With real transactions: acts that meet each other in threads."""

from collections.abc import Callable
from threading import Barrier, Event, Thread
from typing import Any

from django.db import OperationalError, connections, transaction

from editing.exceptions import RuleBroken

# How long the second one is watched waiting for the first.
A_WHILE = 0.7


def answer_of(act: Callable[[], Any]) -> str:
    """What became of an act: "done", the sentence that refused it, or what the database says of a deadlock."""
    try:
        act()
    except (RuleBroken, OperationalError) as refusal:
        return str(refusal)
    finally:
        connections.close_all()
    return "done"


def at_once(*acts: Callable[[], Any]) -> list[str]:
    """Let all begin in the same moment, each in a thread of its own; what each was answered."""
    start = Barrier(len(acts))
    answers = [""] * len(acts)

    def run(place: int, act: Callable[[], Any]) -> None:
        start.wait(20)
        answers[place] = answer_of(act)

    threads = [Thread(target=run, args=[place, act]) for place, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return answers


def one_after_the_other(first: Callable[[], Any], second: Callable[[], Any]) -> list[str]:
    """Let `second` begin while the transaction of `first` is still open; what both were answered."""
    written, go_on = Event(), Event()
    answers = ["", ""]

    def begin() -> None:
        with transaction.atomic():
            first()
            written.set()
            go_on.wait(20)

    def run(place: int, act: Callable[[], Any]) -> None:
        answers[place] = answer_of(act)

    threads = [Thread(target=run, args=[0, begin]), Thread(target=run, args=[1, second])]
    threads[0].start()
    assert written.wait(20)
    threads[1].start()
    threads[1].join(A_WHILE)
    assert threads[1].is_alive()
    go_on.set()
    for thread in threads:
        thread.join(20)
    return answers
