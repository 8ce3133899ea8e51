"""What others do that is like a goal of ours."""

from msgspec import Struct

from library.models import LibraryEntry
from strategy.inventory.alike import candidate_of
from strategy.likeness import Candidate, most_alike
from strategy.models.kinds import GoalOrMeasure

ALIKE_AT_MOST = 10
# In a small library whoever is alike by less shares a "werden" or an "oder".
ALIKE_AT_LEAST = 0.1
# More than the library of a city holds: beyond it, what was read last is not compared.
COMPARED_AT_MOST = 3_000


class AlikeEntry(Struct, frozen=True):
    """An entry of the library that is like a text of ours, and the words that say so."""

    entry: LibraryEntry
    words: tuple[str, ...]


def alike_entries(element: GoalOrMeasure) -> tuple[AlikeEntry, ...]:
    """The goals and measures of others that are most like a goal or measure of ours (2 queries)."""
    rows = LibraryEntry.objects.order_by("pk").values_list("pk", "title", "plain")[:COMPARED_AT_MOST]
    candidates = tuple(Candidate(key=str(key), title=title, body=plain) for key, title, plain in rows)
    own = candidate_of(element)
    nearest = most_alike(f"{own.title} {own.body}", candidates, at_most=ALIKE_AT_MOST)
    found = [each for each in nearest if each.share >= ALIKE_AT_LEAST]
    entries = LibraryEntry.objects.select_related("source").in_bulk([int(each.key) for each in found])
    return tuple(AlikeEntry(entry=entries[int(each.key)], words=each.words) for each in found)
