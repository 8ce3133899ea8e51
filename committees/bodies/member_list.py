"""Reads a list "name; e-mail; sending group", as people paste it from a table or a mail. Pure: text in, lines out."""

import csv
from collections.abc import Collection, Mapping

import msgspec
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from msgspec import Struct

from files.decoding import decoded

NAME_AT_MOST, EMAIL_AT_MOST = 150, 254
COLUMNS = 3
EMAIL_HEADINGS = frozenset({"e-mail", "email", "mail", "e-mail-adresse", "emailadresse", "mailadresse"})


class ListLine(Struct, frozen=True):
    """One line of a list. With a reason it is wrong, and `source` is what was typed."""

    source: str
    name: str = ""
    email: str = ""
    group: str = ""
    reason: str = ""

    def refused(self, reason: str) -> "ListLine":
        """The same line with the reason why it is wrong."""
        return msgspec.structs.replace(self, reason=reason)


def read_member_list(
    text: str, *, groups: Collection[str], seated: Collection[str], group_required: bool
) -> tuple[ListLine, ...]:
    """Read the lines of a list, empty ones and headings left out.

    `groups` are the names of the known sending groups, `seated` the addresses (in small letters) of those who
    have a seat already. The first right line of an address counts, later ones are duplicates.
    """
    known = {group.casefold(): group for group in groups}
    seen: dict[str, str] = {}
    lines: list[ListLine] = []
    for source in text.removeprefix("\ufeff").splitlines():
        cells = _cells(source)
        if not any(cells) or _is_heading(cells):
            continue
        line = _read(source, cells, known, group_required)
        if not line.reason and line.email in seated:
            line = line.refused(_("Diese Person hat in diesem Gremium schon einen Sitz."))
        if not line.reason and line.email in seen:
            line = line.refused(_("Diese Adresse steht in der Liste schon bei „%s“.") % seen[line.email])
        if not line.reason:
            seen[line.email] = line.name
        lines.append(line)
    return tuple(lines)


def list_text(content: bytes) -> str:
    """The text of an uploaded list. Raises ValueError for what is no text."""
    text = decoded(content)
    if "\0" in text:
        raise ValueError("The file is no text.")
    return text


def _cells(source: str) -> list[str]:
    """The cells of a line, parted by semicolons or, as from a spreadsheet, by tabs."""
    delimiter = "\t" if "\t" in source and ";" not in source else ";"
    cells = next(csv.reader([source], delimiter=delimiter), [])
    # Spreadsheets append empty cells, and addresses come out of mails in angle brackets.
    stripped = [" ".join(cell.split()) for cell in cells]
    while len(stripped) > COLUMNS and not stripped[-1]:
        stripped.pop()
    return stripped


def _is_heading(cells: list[str]) -> bool:
    return len(cells) > 1 and cells[1].casefold() in EMAIL_HEADINGS


def _read(source: str, cells: list[str], known: Mapping[str, str], group_required: bool) -> ListLine:
    if len(cells) == 1:
        reason = _("Bitte trennen Sie Name, E-Mail-Adresse und entsendende Gruppe mit Semikolon.")
        return ListLine(source=source, reason=reason)
    if len(cells) > COLUMNS:
        reason = _("Die Zeile hat mehr als drei Angaben.")
        return ListLine(source=source, reason=reason)
    name, email, group = (*cells, "")[:COLUMNS]
    email = email.removeprefix("<").removesuffix(">").strip().lower()
    line = ListLine(source=source, name=name, email=email, group=known.get(group.casefold(), group))
    reason = _reason_against_name(name) or _reason_against_email(email)
    if not reason and group and group.casefold() not in known:
        reason = _misread(group) or _("Die entsendende Gruppe „%s“ gibt es nicht.") % group
    if not reason and not group and group_required:
        reason = _("Die entsendende Gruppe fehlt.")
    return line.refused(reason) if reason else line


def _reason_against_name(name: str) -> str:
    if not name:
        return _("Der Name fehlt.")
    if len(name) > NAME_AT_MOST:
        return _("Der Name ist länger als %d Zeichen.") % NAME_AT_MOST
    if "@" in name:
        return _("An erster Stelle steht der Name, danach die E-Mail-Adresse.")
    return _misread(name)


def _reason_against_email(email: str) -> str:
    if not email:
        return _("Die E-Mail-Adresse fehlt.")
    try:
        if len(email) > EMAIL_AT_MOST:
            raise ValidationError("too long")
        validate_email(email)
    except ValidationError:
        return _("„%s“ ist keine gültige E-Mail-Adresse.") % email
    return ""


def _misread(text: str) -> str:
    """The reason to refuse a text with broken umlauts: UTF-8 that some program took for Windows-1252."""
    try:
        meant = text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        meant = text
    if meant != text:
        return _("Die Umlaute sind falsch gelesen. Gemeint ist vielleicht „%s“.") % meant
    if "\ufffd" in text:
        return _("Ein Buchstabe ist verloren gegangen: „%s“.") % text
    return ""
