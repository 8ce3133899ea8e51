"""The difference of two texts, word by word, and the merge of two changes. Pure functions."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import accumulate, pairwise

from msgspec import Struct

WORD = re.compile(r"\s+|[^\s]+")
PARAGRAPH = re.compile(r"[^\n]*\n?")


# Longer passages are compared by paragraph before they are compared by word.
COMPARED_BY_WORD_AT_MOST = 20_000
# Two paragraphs that share less than this part of their words are two different ones.
ALIKE = 0.4
# Steps of a comparison, each well below a microsecond.
STEPS_AT_MOST = 3_000_000
STEPS_OF_A_PAGE = 5 * STEPS_AT_MOST


class ChangeKind(StrEnum):
    SAME = "same"
    DELETED = "deleted"
    INSERTED = "inserted"


class Change(Struct, frozen=True):
    """A run of words that stayed, went or came."""

    kind: ChangeKind
    text: str


class Work:
    """The steps that comparisons may still take. Several comparisons of one page share it.

    Whoever runs out of steps compares more coarsely; nothing is lost.
    """

    def __init__(self, steps: int = STEPS_AT_MOST) -> None:
        self.left = steps

    def takes(self, steps: int) -> bool:
        """Say whether so many steps are left, and take them."""
        if steps > self.left:
            return False
        self.left -= steps
        return True


def word_changes(before: str, after: str, work: Work | None = None) -> tuple[Change, ...]:
    """Compare two texts. Paragraphs are matched first, so that long texts stay quick and readable."""
    work = work or Work()
    return tuple(_joined(_changes(PARAGRAPH.findall(before), PARAGRAPH.findall(after), work)))


def _changes(before: list[str], after: list[str], work: Work) -> Iterator[Change]:
    for old, new, is_same in _runs(before, after, work):
        if is_same:
            yield Change(kind=ChangeKind.SAME, text="".join(old))
        elif sum(map(len, old)) + sum(map(len, new)) <= COMPARED_BY_WORD_AT_MOST:
            yield from _changes_by_word("".join(old), "".join(new), work)
        else:
            for one, other in _paired(old, new, work):
                yield from _changes_by_word(one, other, work)


def _changes_by_word(before: str, after: str, work: Work) -> Iterator[Change]:
    if not before or not after or len(before) + len(after) > COMPARED_BY_WORD_AT_MOST:
        yield from _replaced(before, after)
        return
    for old, new, is_same in _runs(WORD.findall(before), WORD.findall(after), work):
        if is_same:
            yield Change(kind=ChangeKind.SAME, text="".join(old))
        else:
            yield from _replaced("".join(old), "".join(new))


def _replaced(before: str, after: str) -> Iterator[Change]:
    if before:
        yield Change(kind=ChangeKind.DELETED, text=before)
    if after:
        yield Change(kind=ChangeKind.INSERTED, text=after)


def _runs(before: list[str], after: list[str], work: Work) -> Iterator[tuple[list[str], list[str], bool]]:
    """The two lists in pieces: old, new, and whether they are the same."""
    a = b = 0
    for start, other, size in (*_matches(before, after, work), (len(before), len(after), 0)):
        if a < start or b < other:
            yield before[a:start], after[b:other], False
        if size:
            yield before[start : start + size], after[other : other + size], True
        a, b = start + size, other + size


def _matches(before: list[str], after: list[str], work: Work) -> list[tuple[int, int, int]]:
    """What both lists have in common, as (place in the one, place in the other, length), in order.

    SequenceMatcher takes a step for each pair of equal places, over and over for each part of the lists. Where that is
    more than a comparison may cost, the lists are cut first at what stands in both of them once.
    """
    head = _common_start(before, after)
    tail = _common_start(before[head:][::-1], after[head:][::-1])
    ends = (len(before) - tail, len(after) - tail)
    found = [(0, 0, head), (*ends, tail)]
    inner, other = before[head : ends[0]], after[head : ends[1]]
    cuts = _anchors(inner, other) if _pairs(inner, other) > STEPS_AT_MOST // 100 else []
    a = b = 0
    for start, place in (*cuts, (len(inner), len(other))):
        blocks = _longest_matches(inner[a:start], other[b:place], work)
        found += [(head + a + i, head + b + j, size) for i, j, size in blocks]
        if start < len(inner):
            found.append((head + start, head + place, 1))
        a, b = start + 1, place + 1
    return _neighbours_joined(sorted(match for match in found if match[2]))


def _longest_matches(before: list[str], after: list[str], work: Work) -> list[tuple[int, int, int]]:
    if not work.takes(len(before) + len(after)):
        return []
    # What stands everywhere in a long text, such as blanks, must not be compared with every other place.
    matcher = SequenceMatcher(None, before, after, autojunk=True)
    places = Counter(after)
    # As the matcher does it: in a long list it leaves out what stands in more than a hundredth of it.
    most = len(after) // 100 + 1 if len(after) >= 200 else len(after)
    steps = list(
        accumulate((1 + (places[part] if places[part] <= most else 0) for part in before), initial=0)
    )
    found, open_parts = [], [(0, len(before), 0, len(after))]
    while open_parts:
        a1, a2, b1, b2 = open_parts.pop()
        if a1 == a2 or b1 == b2 or not work.takes(steps[a2] - steps[a1]):
            continue
        match = matcher.find_longest_match(a1, a2, b1, b2)
        if match.size:
            found.append((match.a, match.b, match.size))
            open_parts.append((a1, match.a, b1, match.b))
            open_parts.append((match.a + match.size, a2, match.b + match.size, b2))
    return found


def _pairs(before: list[str], after: list[str]) -> int:
    counts = Counter(after)
    return sum(counts[part] for part in before)


def _common_start(before: list[str], after: list[str]) -> int:
    return next(
        (n for n, (one, other) in enumerate(zip(before, after, strict=False)) if one != other),
        min(len(before), len(after)),
    )


def _anchors(before: list[str], after: list[str]) -> list[tuple[int, int]]:
    """The longest row of places that hold what stands once in both lists, in the order of both."""
    ours, theirs = Counter(before), Counter(after)
    places = {part: place for place, part in enumerate(after) if theirs[part] == 1}
    # Sorting by patience: the smallest ends of rows of each length, and the way back from each place.
    ends: list[int] = []
    row: list[tuple[int, int]] = []
    came_from: dict[tuple[int, int], tuple[int, int] | None] = {}
    for start, part in enumerate(before):
        if ours[part] != 1 or part not in places:
            continue
        at = bisect_left(ends, places[part])
        anchor = (start, places[part])
        came_from[anchor] = row[at - 1] if at else None
        ends[at : at + 1], row[at : at + 1] = [places[part]], [anchor]
    found = []
    last = row[-1] if row else None
    while last is not None:
        found.append(last)
        last = came_from[last]
    return found[::-1]


def _neighbours_joined(matches: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    joined: list[tuple[int, int, int]] = []
    for start, place, size in matches:
        if joined and joined[-1][0] + joined[-1][2] == start and joined[-1][1] + joined[-1][2] == place:
            start, place, size = joined[-1][0], joined[-1][1], joined.pop()[2] + size
        joined.append((start, place, size))
    return joined


def _paired(old: list[str], new: list[str], work: Work) -> Iterator[tuple[str, str]]:
    """Paragraphs beside what became of them, in order; what has no counterpart stands beside nothing.

    Paragraphs are alike by the words they share. Where that costs too much, as many paragraphs on both sides are taken
    one by one.
    """
    ours, theirs = ([frozenset(paragraph.split()) for paragraph in side] for side in (old, new))
    if not work.takes(len(theirs) * sum(len(words) + 1 for words in ours)):
        if len(old) == len(new):
            yield from zip(old, new, strict=True)
        else:
            yield "".join(old), "".join(new)
        return
    # best[i][j]: the most that the paragraphs from i and j on can have in common.
    best = [[0.0] * (len(new) + 1) for _row in range(len(old) + 1)]
    alike = [[_likeness(one, other) for other in theirs] for one in ours]
    for i in reversed(range(len(old))):
        for j in reversed(range(len(new))):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], alike[i][j] + best[i + 1][j + 1])
    i = j = 0
    while i < len(old) and j < len(new):
        if alike[i][j] and best[i][j] == alike[i][j] + best[i + 1][j + 1]:
            yield old[i], new[j]
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            yield old[i], ""
            i += 1
        else:
            yield "", new[j]
            j += 1
    yield "".join(old[i:]), "".join(new[j:])


def _likeness(ours: frozenset[str], theirs: frozenset[str]) -> float:
    if not ours or not theirs:
        # Blank lines stay beside each other, but no paragraph is torn away for them.
        return 0.01 if ours == theirs else 0.0
    share = 2 * len(ours & theirs) / (len(ours) + len(theirs))
    return share if share >= ALIKE else 0.0


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
