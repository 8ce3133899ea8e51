"""What the history of one goal must look like, if nobody's text was overwritten unseen or written by half. Pure.

Each save brings one mark, a word of its own, and nobody takes marks away. The save writes its mark into two
fields and sets the relations to SDG targets that belong to it (`targets_of`).
"""

import random
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from uuid import UUID

from msgspec import Struct

MARK = re.compile(r"\bm\d+x\d+\b")
TARGETS_EACH = 3


def mark_of(member: int, number: int) -> str:
    """One word, so that no difference is ever shown inside of it."""
    return f"m{member}x{number}"


def marks_in(text: str) -> list[str]:
    return MARK.findall(text)


def targets_of(mark: str, targets: Sequence[str]) -> frozenset[str]:
    """The codes of the SDG targets that come with a mark."""
    return frozenset(random.Random(mark).sample(targets, TARGETS_EACH))


class Save(Struct, frozen=True):
    """A save that the server confirmed to its author."""

    goal: UUID
    author: int
    mark: str
    # The revision in the form: the state that the author had seen.
    seen: int


class State(Struct, frozen=True):
    """One state of a goal, in the history or now. `latest` is the mark in the second field."""

    revision: int
    text: str
    latest: str
    targets: frozenset[str]


class Entry(Struct, frozen=True):
    state: State
    author: int | None


def lost(saves: Iterable[Save], final: dict[UUID, str]) -> list[str]:
    """The marks of confirmed saves that are gone from the final texts: the lost updates."""
    kept = {goal: set(marks_in(text)) for goal, text in final.items()}
    return [save.mark for save in saves if save.mark not in kept[save.goal]]


def faults_of(
    history: Sequence[Entry],
    now: State,
    saves: Iterable[Save],
    *,
    targets: Sequence[str],
    unconfirmed: frozenset[str] = frozenset(),
) -> Iterator[str]:
    """What is wrong with a goal, as sentences. `history` begins with the oldest entry.

    `saves` are the confirmed ones of this goal; `unconfirmed` the marks that were sent and never answered.
    """
    revisions = [entry.state.revision for entry in history]
    if revisions != list(range(1, len(history) + 1)):
        yield f"the revisions are {revisions}"
        return
    if history[-1].state != now:
        yield f"the row differs from revision {now.revision} of the history"
    confirmed = {save.mark: save for save in saves}
    for before, after in pairwise(history):
        old, new = set(marks_in(before.state.text)), set(marks_in(after.state.text))
        if old - new:
            yield f"revision {after.state.revision} took away {sorted(old - new)}"
        if len(new - old) != 1:
            yield f"revision {after.state.revision} brought {sorted(new - old)} instead of one mark"
            continue
        mark = (new - old).pop()
        if after.state.latest != mark or after.state.targets != targets_of(mark, targets):
            yield f"revision {after.state.revision} with {mark} is not whole"
        save = confirmed.pop(mark, None)
        if save is None:
            if mark not in unconfirmed:
                yield f"revision {after.state.revision} has {mark}, which nobody saved"
        elif (save.seen, save.author) != (before.state.revision, after.author):
            yield f"{save} became revision {after.state.revision} by {after.author}"
    yield from (f"{mark} was confirmed and is in no revision" for mark in confirmed)


class CellSave(Struct, frozen=True):
    """A mark in a cell of a row of a round's table that the server confirmed to its author."""

    row: UUID
    cell: str
    author: int
    mark: str


class RowState(Struct, frozen=True):
    """One state of such a row, in the history or now: its cells by name."""

    revision: int
    cells: dict[str, str]
    author: int | None = None


def faults_of_cells(
    history: Sequence[RowState],
    now: RowState,
    saves: Iterable[CellSave],
    *,
    unconfirmed: frozenset[str] = frozenset(),
) -> Iterator[str]:
    """What is wrong with a row, as sentences; `history` begins with the oldest state.

    A save brings one mark into one cell, and what stood in that cell had been seen by its author. Handing in, asking
    back and accepting are revisions without a mark.
    """
    revisions = [state.revision for state in history]
    if revisions != list(range(revisions[0], revisions[0] + len(history))):
        yield f"the revisions are {revisions}"
        return
    if (history[-1].revision, history[-1].cells) != (now.revision, now.cells):
        yield f"the row differs from revision {now.revision} of the history"
    confirmed = {save.mark: save for save in saves}
    for before, after in pairwise(history):
        brought = []
        for cell, text in after.cells.items():
            old, new = set(marks_in(before.cells[cell])), set(marks_in(text))
            if old - new:
                yield f"revision {after.revision} took {sorted(old - new)} out of {cell}"
            brought += [(cell, mark) for mark in new - old]
        if len(brought) > 1:
            yield f"revision {after.revision} brought {sorted(brought)} at once"
        for cell, mark in brought:
            save = confirmed.pop(mark, None)
            if save is None and mark not in unconfirmed:
                yield f"revision {after.revision} has {mark}, which nobody saved"
            elif save is not None and (save.cell, save.author) != (cell, after.author):
                yield f"{save} stands in {cell} of revision {after.revision} by {after.author}"
    yield from (f"{mark} was confirmed and is in no revision" for mark in confirmed)
