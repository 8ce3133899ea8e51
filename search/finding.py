"""Asking the full-text index of the database: German word forms and prefixes, the best places first."""

from collections.abc import Sequence
from typing import Any

from django.db import connection
from msgspec import Struct

from search.choices import EntryKind
from search.words import root_of

# More places than anybody reads; the filter counts these.
HITS_AT_MOST = 1000
# The title weighs as much as ten words of the text.
SQLITE = """
    SELECT entry.id, entry.kind
    FROM search_fulltext JOIN search_searchentry entry ON entry.id = search_fulltext.rowid
    WHERE search_fulltext MATCH %s
    ORDER BY bm25(search_fulltext, 10.0, 1.0), entry.id LIMIT %s
"""
POSTGRESQL = """
    SELECT entry.id, entry.kind
    FROM search_searchentry entry, to_tsquery('german', %s) forms, to_tsquery('simple', %s) roots
    WHERE {matches}
    ORDER BY ts_rank(entry.fulltext, forms || roots) DESC, entry.id LIMIT %s
"""


class Hit(Struct, frozen=True):
    entry: int
    kind: EntryKind


def find(words: Sequence[str]) -> tuple[Hit, ...]:
    """The entries in which every one of these folded words occurs in some form (1 query)."""
    if not words:
        return ()
    statement, values = _postgresql(words) if connection.vendor == "postgresql" else _sqlite(words)
    with connection.cursor() as cursor:
        cursor.execute(statement, [*values, HITS_AT_MOST])
        return tuple(Hit(entry=entry, kind=EntryKind(kind)) for entry, kind in cursor.fetchall())


def _sqlite(words: Sequence[str]) -> tuple[str, list[Any]]:
    # A word of letters and digits in quotation marks is no operator, whatever it says.
    return SQLITE, [" AND ".join(f'"{root_of(word)}"*' for word in words)]


def _postgresql(words: Sequence[str]) -> tuple[str, list[Any]]:
    """Each word in one of the forms that the german configuration knows, or as the beginning of a word."""
    each = "entry.fulltext @@ (to_tsquery('german', %s) || to_tsquery('simple', %s))"
    pairs = [(f"'{word}'", f"'{root_of(word)}':*") for word in words]
    ranked = [" | ".join(form for form, _root in pairs), " | ".join(root for _form, root in pairs)]
    values = [*ranked, *(value for pair in pairs for value in pair)]
    return POSTGRESQL.format(matches=" AND ".join([each] * len(words))), values
