"""What people said about columns and words of earlier files, once their rows were taken over."""

from collections.abc import Iterable, Mapping
from datetime import datetime

import msgspec

from accounts.models import User
from tables.headings import Head, head_key, own_column
from tables.kinds.column import Column
from tables.kinds.kind import Kind
from tables.models import RememberedHead, RememberedWord, TableImport

WORD_AT_MOST = 200
Words = Mapping[str, Mapping[str, str | None]]


def remembered_fields(kind: Kind, head: Head) -> dict[int, str]:
    """The place of a column → its field as said for an earlier file with the same headings, or "" for none."""
    found = RememberedHead.objects.filter(kind=kind.choice, key=head_key(head.texts)).first()
    return {int(place): name for place, name in found.fields.items()} if found else {}


def with_learned_words(kind: Kind, columns: Iterable[Column], words: Words) -> tuple[Column, ...]:
    """The columns with what words mean in them: as said for this file, or for earlier ones."""
    learned: dict[str, dict[str, str | None]] = {}
    for name, word, value in RememberedWord.objects.filter(kind=kind.choice).values_list(
        "name", "word", "value"
    ):
        learned.setdefault(name, {})[word] = value
    return tuple(
        msgspec.structs.replace(
            column, learned={**learned.get(column.name, {}), **words.get(column.name, {})}
        )
        for column in columns
    )


def remember(table_import: TableImport, columns: Iterable[Column], *, by: User, at: datetime) -> None:
    """Keep what was said about an import that is taken over, for the next file of its kind."""
    known = {column.name: column for column in columns}
    _remember_head(table_import, tuple(known.values()), by, at)
    RememberedWord.objects.bulk_create(
        (
            RememberedWord(
                kind=table_import.kind,
                name=name,
                word=word,
                value=value,
                learned_from=table_import,
                remembered_at=at,
                remembered_by=by,
            )
            for name, words in table_import.words.items()
            for word, value in words.items()
            if value is not None and name in known and len(word) <= WORD_AT_MOST
        ),
        update_conflicts=True,
        unique_fields=["kind", "name", "word"],
        update_fields=["value", "learned_from", "remembered_at", "remembered_by"],
    )


def forget(table_import: TableImport) -> None:
    """Forget what an import has taught that is taken back, unless a later one said it again."""
    table_import.taught_heads.all().delete()
    table_import.taught_words.all().delete()


def _remember_head(table_import: TableImport, columns: tuple[Column, ...], by: User, at: datetime) -> None:
    """Keep what was assigned by hand, but for our own headings: they always mean themselves."""
    headings = {fact["place"]: fact["heading"] for fact in table_import.columns}
    texts = [headings.get(place, "") for place in range(max(headings, default=-1) + 1)]
    fields = {
        place: name
        for place, name in (table_import.chosen or {}).items()
        if own_column(columns, headings.get(int(place), "")) is None
    }
    if not fields or not head_key(texts):
        return
    RememberedHead.objects.update_or_create(
        kind=table_import.kind,
        key=head_key(texts),
        defaults={
            "headings": texts,
            "fields": fields,
            "learned_from": table_import,
            "remembered_at": at,
            "remembered_by": by,
        },
    )
