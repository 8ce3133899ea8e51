"""Writing what was read into its source: all of it, or nothing."""

from datetime import date

from library.entries import entries_of, one_line
from library.foreign_files import ForeignStrategy
from library.models import LibraryEntry, LibrarySource
from strategy.models.origins import NAME_AT_MOST

ROWS_AT_ONCE = 500


def store(source: LibrarySource, strategy: ForeignStrategy, *, day: date, file_address: str = "") -> None:
    """Save a source with what was read, in place of what was read before; within the transaction of the caller.

    Raises RuleBroken for a strategy that is too large.
    """
    document = strategy.document
    source.municipality = one_line(document.municipality.full_name, at_most=NAME_AT_MOST) or "–"
    source.title = one_line(document.title)
    source.file_address = file_address[:500]
    source.licence, source.licence_url = strategy.licence.title, strategy.licence.url
    source.attribution = one_line(strategy.attribution)
    source.version = one_line(strategy.version, at_most=60)
    source.is_example = document.is_example
    source.read_on = day
    entries = entries_of(source, document)
    source.save()
    source.entries.all().delete()
    LibraryEntry.objects.bulk_create(entries, batch_size=ROWS_AT_ONCE)
