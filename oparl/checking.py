"""Checks whether an object of an OParl interface follows the specification. Pure: a value in, violations out."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import TypeGuard
from urllib.parse import urlsplit

from django.utils.translation import gettext as _
from msgspec import Struct

from oparl.specification import (
    BACK_REFERENCES,
    GENERAL_FIELDS,
    MAY_BE_EMPTY,
    OBJECT_TYPES,
    REQUIRED_OF_ALL,
    SCHEMA,
    VOCABULARIES,
)

TIMESTAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d")
DATE = re.compile(r"\d{4}-\d\d-\d\d")
CHECKSUMS = {
    "sha1Checksum": re.compile(r"[0-9a-fA-F]{40}"),
    "sha512Checksum": re.compile(r"[0-9a-fA-F]{128}"),
}
MIME_TYPE = re.compile(r"[\w.+-]+/[\w.+-]+(;.*)?")


class Violation(Struct, frozen=True):
    """A breach of the specification: what is wrong, where, and against which rule."""

    url: str
    rule: str
    text: str


class Reference(Struct, frozen=True):
    """The address of an object of a type, in a field of another object."""

    url: str
    type: str
    source: str
    field: str


class Embedded(Struct, frozen=True):
    """An object inside of another one."""

    content: dict[str, object]
    type: str
    source: str
    field: str


def is_url(value: object) -> TypeGuard[str]:
    if not isinstance(value, str) or any(character.isspace() for character in value):
        return False
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def moment_of(value: object) -> datetime | None:
    """A timestamp as the specification wants it: with an offset, no Z, no fractions of a second."""
    if not isinstance(value, str) or not TIMESTAMP.fullmatch(value):
        return None
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        return None


def is_date(value: object) -> bool:
    if not isinstance(value, str) or not DATE.fullmatch(value):
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


SIMPLE_KINDS = {
    "string": lambda value: isinstance(value, str),
    "url": is_url,
    "date": is_date,
    "date-time": lambda value: moment_of(value) is not None,
    "boolean": lambda value: isinstance(value, bool),
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "GeoJSON-Feature": lambda value: isinstance(value, dict) and value.get("type") == "Feature",
}


def check_object(content: object, type_name: str, url: str, *, inside: bool = False) -> list[Violation]:
    """All violations of one object of a type, with what it embeds. `inside` says that it is embedded itself."""
    if not isinstance(content, dict):
        return [Violation(url=url, rule="object", text=_("Kein Objekt, sondern %s.") % _shown(content))]
    where = content["id"] if is_url(content.get("id")) else url
    found = [*_check_head(content, type_name, where)]
    if "deleted" in content and content["deleted"] is not True:
        found.append(_violation(where, "deleted", _("„deleted“ ist nur „true“, sonst fehlt es.")))
    found += _check_emptiness(content, type_name, where)
    if content.get("deleted") is True:
        return found
    found += [
        _violation(where, "required", _("Das Pflichtfeld „%s“ fehlt.") % name)
        for name in sorted(OBJECT_TYPES[type_name].required - content.keys())
    ]
    for name, value in content.items():
        found += _check_field(name, value, type_name, where)
    found += _check_values(content, type_name, where)
    found += _check_belonging(content, type_name, where, inside=inside)
    for part in embedded_of(content, type_name):
        found += check_object(part.content, part.type, where, inside=True)
        found += _check_modified_with(content, part, where)
    return found


def kind_of(type_name: str, field: str) -> tuple[str, bool] | None:
    """The kind of value that a field holds, and whether it is a list of them."""
    kind = OBJECT_TYPES[type_name].fields.get(field) or GENERAL_FIELDS.get(field)
    if kind is None:
        return None
    return (kind[1:-1], True) if kind.startswith("[") else (kind, False)


def references_of(content: Mapping[str, object], type_name: str) -> Iterator[Reference]:
    """The addresses of other objects, also of those inside of what is embedded."""
    for name, value in content.items():
        kind = kind_of(type_name, name)
        if kind is None or not kind[0].startswith("url "):
            continue
        for one in value if isinstance(value, list) else [value]:
            if is_url(one):
                source = str(content.get("id"))
                yield Reference(url=one, type=kind[0].removeprefix("url "), source=source, field=name)
    for part in embedded_of(content, type_name):
        yield from references_of(part.content, part.type)


def embedded_of(content: Mapping[str, object], type_name: str) -> Iterator[Embedded]:
    """The objects that stand inside of an object, not those inside of them."""
    for name, value in content.items():
        kind = kind_of(type_name, name)
        if kind is None or kind[0] not in OBJECT_TYPES:
            continue
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, dict):
                yield Embedded(content=one, type=kind[0], source=str(content.get("id")), field=name)


def lists_of(content: Mapping[str, object], type_name: str) -> Iterator[Reference]:
    """The addresses of external lists."""
    for name, value in content.items():
        kind = kind_of(type_name, name)
        if kind is not None and kind[0].startswith("list ") and is_url(value):
            source = str(content.get("id"))
            yield Reference(url=value, type=kind[0].removeprefix("list "), source=source, field=name)


def _check_head(content: dict[str, object], type_name: str, where: str) -> Iterator[Violation]:
    for name in REQUIRED_OF_ALL:
        if name not in content:
            yield _violation(where, "required", _("Das Pflichtfeld „%s“ fehlt.") % name)
    if content.get("type", SCHEMA + type_name) != SCHEMA + type_name:
        text = _("Der Typ ist „%(is)s“ statt „%(wanted)s“.")
        yield _violation(where, "type", text % {"is": content["type"], "wanted": SCHEMA + type_name})
    created, modified = moment_of(content.get("created")), moment_of(content.get("modified"))
    for name in ("created", "modified"):
        if name in content and moment_of(content[name]) is None:
            yield _violation(where, "timestamp", _not_a_timestamp(name, content[name]))
    if created and modified and created > modified:
        yield _violation(where, "modified", _("„modified“ liegt vor „created“."))


def _check_emptiness(
    content: dict[str, object] | list[object], type_name: str, where: str, path: str = ""
) -> Iterator[Violation]:
    """No null, no empty string and no empty list, however deep; embedded objects are checked for themselves."""
    items: Iterable[tuple[object, object]] = (
        content.items() if isinstance(content, dict) else enumerate(content)
    )
    for name, value in items:
        here = f"{path}.{name}" if path else str(name)
        if value is None:
            yield _violation(where, "null", _("„%s“ ist null; das Feld muss fehlen.") % here)
        elif value == "":
            yield _violation(where, "empty", _("„%s“ ist ein leerer Text; das Feld muss fehlen.") % here)
        elif value == [] and (type_name, here) not in MAY_BE_EMPTY:
            yield _violation(where, "empty", _("„%s“ ist eine leere Liste; das Feld muss fehlen.") % here)
        elif isinstance(value, list) or (isinstance(value, dict) and not _is_object(value)):
            yield from _check_emptiness(value, type_name, where, here)


def _check_field(name: str, value: object, type_name: str, where: str) -> Iterator[Violation]:
    kind = kind_of(type_name, name)
    if kind is None:
        if ":" not in name:
            text = _("Das Feld „%(field)s“ gibt es bei %(type)s nicht; eigene Felder tragen einen Präfix.")
            yield _violation(where, "unknown", text % {"field": name, "type": type_name})
        return
    if value is None or value == "" or name in ("created", "modified", "deleted"):
        return
    inner, is_list = kind
    if not is_list:
        values = [value]
    elif isinstance(value, list):
        values = value
    else:
        yield _violation(where, "kind", _("„%s“ ist keine Liste.") % name)
        return
    for one in values:
        if one is None or one == "":
            continue
        if inner in OBJECT_TYPES:
            if not isinstance(one, dict):
                text = _("„%(field)s“ enthält kein Objekt %(type)s, sondern %(value)s.")
                yield _violation(where, "kind", text % {"field": name, "type": inner, "value": _shown(one)})
        elif not SIMPLE_KINDS[inner.partition(" ")[0].replace("list", "url")](one):
            if inner == "date-time":
                yield _violation(where, "timestamp", _not_a_timestamp(name, one))
            else:
                text = _("„%(field)s“ ist nicht von der Art „%(kind)s“: %(value)s")
                yield _violation(where, "kind", text % {"field": name, "kind": inner, "value": _shown(one)})


def _check_values(content: dict[str, object], type_name: str, where: str) -> Iterator[Violation]:
    for (owner, name), words in VOCABULARIES.items():
        value = content.get(name)
        if owner == type_name and isinstance(value, str) and value and value not in words:
            text = _("„%(field)s“ ist „%(value)s“; erlaubt sind: %(words)s.")
            values = {"field": name, "value": value, "words": ", ".join(words)}
            yield _violation(where, "vocabulary", text % values)
    if type_name == "System" and content.get("oparlVersion", SCHEMA) != SCHEMA:
        yield _violation(where, "version", _("„oparlVersion“ ist nicht %s.") % SCHEMA)
    for name, pattern in CHECKSUMS.items():
        value = content.get(name)
        if type_name == "File" and isinstance(value, str) and value and not pattern.fullmatch(value):
            yield _violation(where, "checksum", _("„%s“ ist keine Prüfsumme.") % name)
    mime_type = content.get("mimeType")
    if isinstance(mime_type, str) and mime_type and not MIME_TYPE.fullmatch(mime_type):
        yield _violation(where, "kind", _("„mimeType“ ist „%s“.") % mime_type)
    items = content.get("agendaItem")
    if type_name == "Meeting" and isinstance(items, list):
        orders = [item.get("order") for item in items if isinstance(item, dict)]
        if orders and sorted(map(str, orders)) != sorted(map(str, range(len(orders)))):
            yield _violation(where, "order", _("„order“ der Tagesordnungspunkte zählt nicht von 0 an durch."))


def _check_belonging(
    content: dict[str, object], type_name: str, where: str, *, inside: bool
) -> Iterator[Violation]:
    names = BACK_REFERENCES.get(type_name, ())
    given = [name for name in names if name in content]
    if inside:
        for name in given:
            text = _("Das eingebettete Objekt nennt mit „%s“, wozu es gehört; eingebettet entfällt das.")
            yield _violation(where, "back-reference", text % name)
    elif names and not given:
        text = _("Unter der eigenen Adresse fehlt, wozu das Objekt gehört: %s.")
        yield _violation(where, "back-reference", text % ", ".join(f"„{name}“" for name in names))


def _check_modified_with(content: dict[str, object], part: Embedded, where: str) -> Iterator[Violation]:
    own, inner = moment_of(content.get("modified")), moment_of(part.content.get("modified"))
    if own and inner and inner > own:
        text = _("„%s“ wurde später geändert als das Objekt, in dem es steht.")
        yield _violation(where, "modified", text % part.field)


def _is_object(value: dict[str, object]) -> bool:
    return str(value.get("type", "")).startswith("https://schema.oparl.org/")


def _not_a_timestamp(name: str, value: object) -> str:
    text = _("„%(field)s“ ist kein Zeitpunkt der Form jjjj-mm-ttThh:mm:ss±hh:mm: %(value)s")
    return text % {"field": name, "value": _shown(value)}


def _shown(value: object) -> str:
    return repr(value)[:80]


def _violation(where: str, rule: str, text: str) -> Violation:
    return Violation(url=where, rule=rule, text=text)
