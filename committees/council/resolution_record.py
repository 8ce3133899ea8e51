"""The entries in the record of a body as they are shown: the one that holds first, then those it has corrected."""

from collections.abc import Iterable

from msgspec import Struct

from committees.council.models import AmendmentFate, Resolution
from committees.council.story_facts import votes_on
from committees.council.vote_bar import Votes


class RecordedEntry(Struct, frozen=True):
    """One entry with its votes; `holds` says that no later one has corrected it."""

    resolution: Resolution
    votes: Votes | None
    fates: tuple[AmendmentFate, ...]
    holds: bool


def record_of(resolutions: Iterable[Resolution]) -> list[RecordedEntry]:
    """The latest entry first. `resolutions` come with their faction votes and fates."""
    entries = list(resolutions)
    corrected = {entry.corrects_id for entry in entries}
    return [
        RecordedEntry(
            resolution=entry,
            votes=votes_on(entry),
            fates=tuple(entry.fates.all()),
            holds=entry.pk not in corrected,
        )
        for entry in reversed(entries)
    ]
