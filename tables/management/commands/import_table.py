"""Reading a table in from the command line: the same preview and the same taking over as on the page."""

import os
import sys
from pathlib import Path
from typing import NoReturn

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Role
from editing.exceptions import RuleBroken
from jobs.runner import run
from tables.actions.imports import (
    answer_questions,
    assign_columns,
    discard_import,
    request_applying,
    start_import,
)
from tables.cells import normalised
from tables.choices import TAKEN_OVER, ImportStatus, RowState
from tables.files.raw import UnreadableFile
from tables.files.reading import read_sheets
from tables.headings import column_label, heading_key
from tables.kinds.all import KINDS, kind_named
from tables.kinds.kind import Kind
from tables.models import TableImport
from tables.previewed import PreviewRow
from tables.previewing import Prepared, prepare, preview_now
from tables.reading_in import column_facts, notes_of
from tables.stored import from_stored

UNREADABLE, WRONG = 1, 2
WIDTH = 60
SUMS = (
    RowState.NEW,
    RowState.CHANGED,
    RowState.UNCHANGED,
    RowState.TRAY,
    RowState.AMBIGUOUS,
    RowState.WRONG,
)


class Command(BaseCommand):
    """Read a table of measures, operational goals, concepts or members in."""

    help = "Liest eine Tabelle ein. Mit --dry-run wird nur die Vorschau gezeigt."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--kind", required=True, choices=[str(each) for each in KINDS], help="Art der Tabelle"
        )
        parser.add_argument("--dry-run", action="store_true", help="nur die Vorschau, nichts schreiben")
        parser.add_argument("--encoding", default="", help="Zeichensatz einer CSV-Datei, etwa cp1252")
        parser.add_argument(
            "--by", default="", metavar="E-MAIL", help="in wessen Namen; sonst die Koordination"
        )
        parser.add_argument(
            "--column",
            action="append",
            default=[],
            metavar="ÜBERSCHRIFT=FELD",
            help="eine Spalte zuordnen, auch mehrfach: 'Kosten (€)=annual_cost' oder 'Kosten (€)=Laufende Kosten'",
        )
        parser.add_argument(
            "--leave-out",
            action="append",
            default=[],
            metavar="ÜBERSCHRIFT",
            help="eine Spalte nicht einlesen, auch mehrfach",
        )
        parser.add_argument(
            "--meaning",
            action="append",
            default=[],
            metavar="WORT=ANGABE",
            help="sagen, was ein Wort heißt, auch mehrfach: 'in Bearbeitung=in Umsetzung'",
        )
        parser.add_argument("file", metavar="DATEI", help="Tabelle als .xlsx oder .csv")

    def handle(
        self,
        *args: object,
        kind: str,
        dry_run: bool,
        encoding: str,
        by: str,
        column: list[str],
        leave_out: list[str],
        meaning: list[str],
        file: str,
        **options: object,
    ) -> None:
        table, path = kind_named(kind), Path(file)
        try:
            user = self._user(by, table)
            # Nothing is stored of a file that cannot be read or has nothing to take over.
            prepared = _prepared(table, path, encoding, column, leave_out, meaning)
            self._show_columns(prepared)
            if not prepared.is_assigned:
                raise UnreadableFile(
                    _(
                        "An den Überschriften ist nicht zu erkennen, was in den Spalten steht. "
                        "Sagen Sie es mit --column."
                    )
                )
            rows = preview_now(prepared, user=user, decisions={}).rows
            if not dry_run and any(row.state in TAKEN_OVER for row in rows):
                rows = self._take_over(prepared, path, encoding, user)
        except (UnreadableFile, RuleBroken) as refusal:
            self._refuse(str(refusal))
        except OSError as error:
            reason = error.strerror or str(error)
            self._refuse(
                _("Die Datei %(file)s lässt sich nicht öffnen: %(reason)s") % {"file": file, "reason": reason}
            )
        self._show(rows)
        if any(row.state in (RowState.WRONG, RowState.AMBIGUOUS) for row in rows):
            sys.exit(WRONG)

    def _user(self, email: str, kind: Kind) -> User:
        people = User.objects.filter(is_active=True)
        found = (
            people.filter(email=email.strip().lower()).first()
            if email
            else people.filter(role=Role.COORDINATION).order_by("pk").first()
        )
        if found is None:
            raise RuleBroken(
                _("Ein Konto %s gibt es nicht.") % email
                if email
                else _("Es gibt noch kein Konto der Koordination. Nennen Sie eines mit --by.")
            )
        if not kind.may_import(found):
            raise RuleBroken(_("%s darf diese Tabelle nicht einlesen.") % found)
        return found

    def _show_columns(self, prepared: Prepared) -> None:
        """Print what becomes of each column, before the rows."""
        headings = {column.name: column.heading for column in prepared.columns}
        for sentence in filter(None, notes_of(prepared).splitlines()):
            self.stdout.write(sentence)
        self.stdout.write(f"{_('Spalte'):<{WIDTH}}  {_('Eingelesen als')}")
        for fact in column_facts(prepared):
            fate = headings.get(fact["name"]) or _("nicht eingelesen")
            if fact["offer"]:
                offer = f"{headings[fact['offer']]}, {fact['offer']}"
                fate = f"{fate} ({_('Vorschlag nach den Inhalten: %s') % offer})"
            label = column_label(fact["heading"], fact["place"])[:WIDTH]
            self.stdout.write(f"{label:<{WIDTH}}  {fate}")
        self.stdout.write("")

    def _take_over(self, prepared: Prepared, path: Path, encoding: str, user: User) -> tuple[PreviewRow, ...]:
        """Read and take over at once, without a worker; on the page it can be undone like any other."""
        # In one transaction, so that no worker sees the jobs before they are done.
        with transaction.atomic():
            done = self._apply(self._read(prepared, path, encoding, user), user)
            is_applied = done.status == ImportStatus.APPLIED
            if not is_applied:
                discard_import(table_import=done)
        if not is_applied:
            raise RuleBroken(done.note)
        self.stdout.write(_("Übernommen im Namen von %s.") % user)
        return tuple(from_stored(row.content) for row in done.rows.order_by("line"))

    def _read(self, prepared: Prepared, path: Path, encoding: str, user: User) -> TableImport:
        with path.open("rb") as file:
            started = start_import(
                kind=prepared.kind,
                upload=file,
                filename=path.name,
                size=os.fstat(file.fileno()).st_size,
                encoding=encoding,
                by=user,
                at=timezone.now(),
            )
        run(started.job_id)
        found = _found(started)
        if prepared.is_by_hand and found.status == ImportStatus.READY:
            chosen = {place: name or "" for place, name in prepared.assignment.fields.items()}
            run(assign_columns(table_import=found, chosen=chosen, by=user).job_id)
            found = _found(started)
        if prepared.words and found.status == ImportStatus.READY:
            run(answer_questions(table_import=found, words=prepared.words, by=user).job_id)
        return _found(started)

    def _apply(self, read: TableImport, user: User) -> TableImport:
        if read.status != ImportStatus.READY:
            return read
        run(request_applying(table_import=read, by=user).job_id)
        return _found(read)

    def _show(self, rows: tuple[PreviewRow, ...]) -> None:
        self.stdout.write(f"{_('Zeile'):>6}  {_('Stand'):<16}  {_('Eintrag'):<{WIDTH}}  {_('Einzelheiten')}")
        for row in rows:
            title = f"{row.number} {row.title}".strip()[:WIDTH]
            self.stdout.write(
                f"{row.found_at or row.line:>6}  {row.state.label!s:<16}  {title:<{WIDTH}}  {_details(row)}".rstrip()
            )
        self.stdout.write("")
        for state in SUMS:
            count = sum(row.state == state for row in rows)
            if count or state not in (RowState.TRAY, RowState.AMBIGUOUS):
                self.stdout.write(f"{state.label!s:<16} {count:>6}")

    def _refuse(self, sentence: str) -> NoReturn:
        self.stderr.write(sentence)
        sys.exit(UNREADABLE)


def _prepared(
    kind: Kind, path: Path, encoding: str, column: list[str], leave_out: list[str], meaning: list[str]
) -> Prepared:
    """The table with its columns as its headings and the options say."""
    with path.open("rb") as file:
        sheets = read_sheets(file, encoding=encoding or None)
    prepared = prepare(kind, sheets)
    chosen = _chosen(prepared, column, leave_out) if column or leave_out else None
    return prepare(kind, sheets, chosen=chosen, words=_words(prepared, meaning))


def _words(prepared: Prepared, meanings: list[str]) -> dict[str, dict[str, str | None]]:
    """The meanings of words by field, in each column that has such a choice. Raises RuleBroken where none has it."""
    words: dict[str, dict[str, str | None]] = {}
    choosing = [column for column in prepared.columns if column.read and column.answers]
    for option in meanings:
        word, _equals, meant = option.rpartition("=")
        found = {
            column.name: value
            for column in choosing
            for value, label in column.answers
            if normalised(word) and label and normalised(meant) == normalised(label)
        }
        if not found:
            possible = "; ".join(label for column in choosing for _value, label in column.answers if label)
            reason = _("„%(option)s“ sagt nicht, was ein Wort heißt. Möglich sind hinter „=“: %(all)s.")
            raise RuleBroken(reason % {"option": option, "all": possible})
        for name, value in found.items():
            words.setdefault(name, {})[normalised(word)] = value
    return words


def _chosen(prepared: Prepared, column: list[str], leave_out: list[str]) -> dict[str, str]:
    """The fields of all columns by their places, with what the options say. Raises RuleBroken for unknown names."""
    chosen = {place: name or "" for place, name in prepared.assignment.fields.items()}
    for option in column:
        heading, _equals, field = option.rpartition("=")
        place, name = _place_named(prepared, heading), _field_named(prepared, field)
        # The column that had the field until now gives it away.
        chosen = {other: "" if held == name else held for other, held in chosen.items()}
        chosen[place] = name
    for heading in leave_out:
        chosen[_place_named(prepared, heading)] = ""
    return {str(place): name for place, name in chosen.items()}


def _place_named(prepared: Prepared, heading: str) -> int:
    labels = {fact["place"]: column_label(fact["heading"], fact["place"]) for fact in column_facts(prepared)}
    exact = [place for place, label in labels.items() if label == heading.strip()]
    found = exact or [place for place, label in labels.items() if heading_key(label) == heading_key(heading)]
    if len(found) == 1:
        return found[0]
    reason = (
        _("Mehrere Spalten heißen „%(name)s“. Die Spalten der Datei: %(all)s.")
        if found
        else _("Eine Spalte „%(name)s“ gibt es in der Datei nicht. Die Spalten der Datei: %(all)s.")
    )
    raise RuleBroken(reason % {"name": heading, "all": "; ".join(labels.values())})


def _field_named(prepared: Prepared, field: str) -> str:
    readable = [column for column in prepared.columns if column.read]
    for column in readable:
        if field.strip() == column.name or heading_key(field) == heading_key(column.heading):
            return column.name
    possible = "; ".join(f"{column.name} ({column.heading})" for column in readable)
    raise RuleBroken(
        _("Ein Feld „%(name)s“ gibt es nicht. Möglich sind: %(all)s.") % {"name": field, "all": possible}
    )


def _found(table_import: TableImport) -> TableImport:
    found: TableImport = TableImport.objects.select_related("job").get(pk=table_import.pk)
    return found


def _details(row: PreviewRow) -> str:
    if row.problems:
        found = [
            ": ".join(
                filter(None, (problem.heading, " ".join(filter(None, (problem.reason, problem.allowed)))))
            )
            for problem in row.problems
        ]
        return " ".join(found).replace("\n", " ")
    if row.question:
        return row.question + " " + "; ".join(candidate.label for candidate in row.candidates)
    if row.candidates:
        return "; ".join(candidate.label for candidate in row.candidates)
    if row.state == RowState.CHANGED:
        return ", ".join(change.heading for change in row.changes)
    return ""
