"""Asking the full-text index of the database: German word forms and parts of compounds, the best places first."""

from collections.abc import Sequence

from django.db import connection
from msgspec import Struct

from search.choices import EntryKind
from search.words import Term, terms_of

# More places than anybody reads; the filter counts these.
HITS_AT_MOST = 1000
# Entries that have all words as words come before those with parts of compounds. Then the title weighs as much as ten
# words of the text.
SQLITE = """
    SELECT entry.id, entry.kind
    FROM search_fulltext JOIN search_searchentry entry ON entry.id = search_fulltext.rowid
    WHERE search_fulltext MATCH %s
    ORDER BY entry.id NOT IN (SELECT rowid FROM search_fulltext WHERE search_fulltext MATCH %s),
        bm25(search_fulltext, 10.0, 1.0, 1.0, 0.1), entry.id LIMIT %s
"""
POSTGRESQL = """
    SELECT entry.id, entry.kind FROM search_searchentry entry
    WHERE {found}
    ORDER BY entry.fulltext @@ to_tsquery('simple', %s) DESC,
        ts_rank(entry.fulltext, to_tsquery('simple', %s)) DESC, entry.id LIMIT %s
"""


class Hit(Struct, frozen=True):
    entry: int
    kind: EntryKind


def find(words: Sequence[str]) -> tuple[Hit, ...]:
    """The entries in which every one of these folded words occurs in some form (1 query)."""
    if not words:
        return ()
    terms = terms_of(words)
    statement, values = _postgresql(terms) if connection.vendor == "postgresql" else _sqlite(terms)
    with connection.cursor() as cursor:
        cursor.execute(statement, [*values, HITS_AT_MOST])
        return tuple(Hit(entry=entry, kind=EntryKind(kind)) for entry, kind in cursor.fetchall())


def _sqlite(terms: Sequence[Term]) -> tuple[str, list[str]]:
    return SQLITE, [" AND ".join(map(_sqlite_found, terms)), " AND ".join(map(_sqlite_whole, terms))]


def _sqlite_found(term: Term) -> str:
    columns = "title_parts text_parts" if term.inside else "title_stems text_stems"
    return f'({_sqlite_whole(term)} OR {{{columns}}}: "{term.root}"*)'


def _sqlite_whole(term: Term) -> str:
    # A word of letters and digits in quotation marks is no operator, whatever it says.
    return f'{{title_stems text_stems}}: "{term.stem}"'


def _postgresql(terms: Sequence[Term]) -> tuple[str, list[str]]:
    """The letters are weights of the index: A and B for words of title and text, C for parts of the title."""
    each = "(entry.fulltext @@ to_tsquery('simple', %s) OR entry.{column} @@ to_tsquery('simple', %s))"
    found = " AND ".join(each.format(column="parts" if term.inside else "fulltext") for term in terms)
    asked = [
        value
        for term in terms
        for value in (f"'{term.stem}':AB", f"'{term.root}':*" if term.inside else f"'{term.root}':*AB")
    ]
    whole = " & ".join(f"'{term.stem}':AB" for term in terms)
    ranked = " | ".join(f"'{term.stem}':AB | '{term.root}':*C" for term in terms)
    return POSTGRESQL.format(found=found), [*asked, whole, ranked]
