"""An object of the interface: as a draft, as stored text, as the JSON that everybody gets. Pure."""

import json
from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Protocol

from django.utils import timezone
from msgspec import Struct

from oparl.addresses import object_path
from oparl.choices import ObjectKind

SCHEMA = "https://schema.oparl.org/1.1/"
Identity = tuple[str, str]
# What an object does not say while it is embedded: where it belongs.
BACK_REFERENCES: dict[str, frozenset[str]] = {
    ObjectKind.LEGISLATIVE_TERM: frozenset({"body"}),
    ObjectKind.MEMBERSHIP: frozenset({"person"}),
    ObjectKind.AGENDA_ITEM: frozenset({"meeting"}),
    ObjectKind.CONSULTATION: frozenset({"paper"}),
    ObjectKind.FILE: frozenset({"meeting", "agendaItem", "paper"}),
    ObjectKind.LOCATION: frozenset({"bodies", "organizations", "persons", "meetings", "papers"}),
}
# Lists that must be there; other empty ones are left out.
MANDATORY_LISTS = frozenset({"legislativeTerm"})
# Each kind comes behind those that it embeds.
EMBEDDING_ORDER = (
    ObjectKind.FILE,
    ObjectKind.LOCATION,
    ObjectKind.LEGISLATIVE_TERM,
    ObjectKind.MEMBERSHIP,
    ObjectKind.CONSULTATION,
    ObjectKind.AGENDA_ITEM,
    ObjectKind.MEETING,
    ObjectKind.PAPER,
    ObjectKind.PERSON,
    ObjectKind.ORGANIZATION,
    ObjectKind.BODY,
    ObjectKind.SYSTEM,
)


class Ref(Struct, frozen=True):
    """The address of another object. It is left out when that object is not public."""

    kind: ObjectKind
    key: str


class Part(Struct, frozen=True):
    """Another object, embedded whole. It is left out when that object is not public."""

    kind: ObjectKind
    key: str


class Page(Struct, frozen=True):
    """The address of a page, list or file of ours."""

    path: str


class StoredFile(Struct, frozen=True):
    """The place where the content of a File lies."""

    path: str
    size: int
    sha512: str


class Draft(Struct, frozen=True):
    """An object as the rows have it now; nobody has compared it with what is published."""

    kind: ObjectKind
    key: str
    fields: Mapping[str, object]
    organization: str = ""
    stored: StoredFile | None = None

    @property
    def identity(self) -> Identity:
        return (self.kind, self.key)


class Row(Protocol):
    """A row of any table, known by its key."""

    @property
    def pk(self) -> object: ...


def ref(kind: ObjectKind, row: Row) -> Ref:
    return Ref(kind=kind, key=str(row.pk))


def part(kind: ObjectKind, row: Row) -> Part:
    return Part(kind=kind, key=str(row.pk))


def settled(
    draft: Draft, *, public: Collection[Identity], parts: Mapping[Identity, dict[str, object]]
) -> dict[str, object]:
    """The content of a draft to store: addresses as paths, parts put in, nothing empty.

    `public` names all objects that may be referred to, `parts` holds those that may be embedded (see `embedded`).
    """

    def plain(value: object) -> object:
        if isinstance(value, Ref):
            return _address(object_path(value.kind, value.key)) if (value.kind, value.key) in public else None
        if isinstance(value, Part):
            return parts.get((value.kind, value.key))
        if isinstance(value, Page):
            return _address(value.path)
        if isinstance(value, datetime):
            return timestamp(value)
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, list):
            return [found for found in map(plain, value) if found is not None]
        return value if value is None or isinstance(value, bool | int | dict) else str(value)

    content = {name: plain(value) for name, value in draft.fields.items()}
    return {
        name: value
        for name, value in content.items()
        if value not in (None, "", []) or (value == [] and name in MANDATORY_LISTS)
    }


def head(kind: str, key: str, *, created: datetime, modified: datetime) -> dict[str, object]:
    """The fields with which every object begins."""
    return {
        "id": _address(object_path(ObjectKind(kind), key)),
        "type": SCHEMA + ObjectKind(kind).label,
        "created": timestamp(created),
        "modified": timestamp(modified),
    }


def embedded(kind: str, whole: dict[str, object]) -> dict[str, object]:
    """An object with its head, as it stands inside of another."""
    return {name: value for name, value in whole.items() if name not in BACK_REFERENCES.get(kind, ())}


def to_text(content: dict[str, object]) -> str:
    return json.dumps(content, ensure_ascii=False)


def from_text(content: str, complete: Callable[[str], str]) -> dict[str, object]:
    """Stored content with whole addresses; `complete` makes one of a path."""

    def with_address(found: dict[str, object]) -> object:
        path = found.get("@")
        return complete(path) if isinstance(path, str) else found

    read: dict[str, object] = json.loads(content, object_hook=with_address)
    return read


def without_inner_lists(content: dict[str, object]) -> dict[str, object]:
    """The object without its lists of embedded objects (`omit_internal`)."""
    return {
        name: value
        for name, value in content.items()
        if not (isinstance(value, list) and (not value or isinstance(value[0], dict)))
    }


# Thousands of objects have changed at the same few moments.
@lru_cache(maxsize=1024)
def timestamp(moment: datetime) -> str:
    """To the second and with its offset from UTC, in the time of the municipality."""
    return timezone.localtime(moment).isoformat(timespec="seconds")


def _address(path: str) -> dict[str, str]:
    return {"@": path}
