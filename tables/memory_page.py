"""Selects what is remembered about files, as the page shows it."""

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct

from accounts.models import User
from tables.headings import column_label
from tables.kinds.column import Column
from tables.kinds.kind import Kind
from tables.models import RememberedHead, RememberedWord


class ShownHead(Struct, frozen=True):
    """A kind of file: the headings of those columns that somebody assigned, each with its field, empty for none."""

    pk: int
    columns: tuple[tuple[str, str], ...]
    headings: tuple[str, ...]
    at: datetime
    by: User | None


class ShownWord(Struct, frozen=True):
    pk: int
    heading: str
    word: str
    label: str
    at: datetime
    by: User | None


def heads_view(kind: Kind, columns: Sequence[Column]) -> list[ShownHead]:
    """The kinds of files that are remembered, the latest first."""
    names = {column.name: column.heading for column in columns}
    found = RememberedHead.objects.filter(kind=kind.choice).select_related("remembered_by")
    return [
        ShownHead(
            pk=head.pk,
            columns=tuple(
                (column_label(_at(head.headings, int(place)), int(place)), names.get(name, ""))
                for place, name in sorted(head.fields.items(), key=lambda item: int(item[0]))
            ),
            headings=tuple(column_label(text, place) for place, text in enumerate(head.headings)),
            at=head.remembered_at,
            by=head.remembered_by,
        )
        for head in found
    ]


def words_view(kind: Kind, columns: Sequence[Column]) -> list[ShownWord]:
    """The words that are remembered, by their columns."""
    by_name = {column.name: column for column in columns}
    found = RememberedWord.objects.filter(kind=kind.choice).select_related("remembered_by")
    return [
        ShownWord(
            pk=word.pk,
            heading=by_name[word.name].heading,
            word=word.word,
            label=dict(by_name[word.name].answers).get(word.value, word.value),
            at=word.remembered_at,
            by=word.remembered_by,
        )
        for word in found
        if word.name in by_name
    ]


def _at(headings: list[str], place: int) -> str:
    return headings[place] if place < len(headings) else ""
