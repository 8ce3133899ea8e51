"""The difference of two texts, word by word, and the merge of two changes. Pure functions."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import pairwise

from msgspec import Struct

WORD = re.compile(r"\s+|[^\s]+")
PARAGRAPH = re.compile(r"[^\n]*\n?")


# Longer passages without a common paragraph share so little that single words say nothing, but cost seconds.
COMPARED_BY_WORD_AT_MOST = 20_000


class ChangeKind(StrEnum):
    SAME = "same"
    DELETED = "deleted"
    INSERTED = "inserted"


class Change(Struct, frozen=True):
    """A run of words that stayed, went or came."""

    kind: ChangeKind
    text: str


def word_changes(before: str, after: str) -> tuple[Change, ...]:
    """Compare two texts. Paragraphs are matched first, so that long texts stay quick and readable."""
    return tuple(_joined(_changes(PARAGRAPH.findall(before), PARAGRAPH.findall(after), refine=True)))


def _changes(before: list[str], after: list[str], *, refine: bool) -> Iterator[Change]:
    # What stands everywhere in a long text, such as blanks, must not be compared with every other place.
    matcher = SequenceMatcher(None, before, after, autojunk=True)
    for tag, a1, a2, b1, b2 in matcher.get_opcodes():
        old, new = "".join(before[a1:a2]), "".join(after[b1:b2])
        if tag == "equal":
            yield Change(kind=ChangeKind.SAME, text=old)
        elif tag == "replace" and refine and len(old) + len(new) <= COMPARED_BY_WORD_AT_MOST:
            yield from _changes(WORD.findall(old), WORD.findall(new), refine=False)
        else:
            yield from (Change(kind=ChangeKind.DELETED, text=old),) if old else ()
            yield from (Change(kind=ChangeKind.INSERTED, text=new),) if new else ()


def _joined(changes: Iterator[Change]) -> Iterator[Change]:
    """Join neighbours of the same kind; a blank between two changed words belongs to the change."""
    deleted = inserted = ""
    for change in changes:
        if change.kind == ChangeKind.DELETED:
            deleted += change.text
        elif change.kind == ChangeKind.INSERTED:
            inserted += change.text
        elif change.text == " " and (deleted or inserted):
            deleted, inserted = f"{deleted} ", f"{inserted} "
        else:
            yield from _run(deleted, inserted, change.text)
            deleted = inserted = ""
    yield from _run(deleted, inserted, "")


def _run(deleted: str, inserted: str, same: str) -> Iterator[Change]:
    """A change and what stayed behind it. A blank that ends both sides of the change stayed as well."""
    if deleted.endswith(" ") and inserted.endswith(" "):
        deleted, inserted, same = deleted[:-1], inserted[:-1], f" {same}"
    runs = ((ChangeKind.DELETED, deleted), (ChangeKind.INSERTED, inserted), (ChangeKind.SAME, same))
    return (Change(kind=kind, text=text) for kind, text in runs if text)


class _Edit(Struct, frozen=True):
    """One change as a replacement: the characters of the base from `start` to `end` become `text`."""

    start: int
    end: int
    text: str


def merge3(base: str, mine: str, theirs: str) -> str | None:
    """Put two changes of one text together, word by word; None where they touch the same words.

    Both sides may have made the same change; it is then taken once. The package merge3 finds a conflict where one
    replaces a word and the other adds some behind it, which are put together here.
    """
    edits = sorted({*_edits(base, mine), *_edits(base, theirs)}, key=lambda edit: (edit.start, edit.end))
    if any(_collide(before, behind) for before, behind in pairwise(edits)):
        return None
    merged, position = [], 0
    for edit in edits:
        merged += [base[position : edit.start], edit.text]
        position = edit.end
    return "".join([*merged, base[position:]])


def _edits(before: str, after: str) -> Iterator[_Edit]:
    position = 0
    start, text = 0, ""
    for change in word_changes(before, after):
        if change.kind == ChangeKind.SAME:
            if position > start or text:
                yield _Edit(start=start, end=position, text=text)
            position += len(change.text)
            start, text = position, ""
        elif change.kind == ChangeKind.DELETED:
            position += len(change.text)
        else:
            text += change.text
    if position > start or text:
        yield _Edit(start=start, end=position, text=text)


def _collide(before: _Edit, behind: _Edit) -> bool:
    if behind.start < before.end or behind.start == before.start:
        return True
    # Words added right beside words that the other one struck out have lost what they were written for.
    return behind.start == before.end and not (before.text and behind.text)
