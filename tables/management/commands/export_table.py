"""Writing a table into a file from the command line: the one that the page offers for download."""

import sys
from pathlib import Path
from typing import NoReturn

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Role
from exports.spreadsheets import write_csv
from exports.workbooks import write_workbook
from tables.kinds.all import KINDS, kind_named
from tables.sheets.of_kinds import kind_sheet
from tables.vocabulary import current_lists


class Command(BaseCommand):
    """Write the measures, operational goals, concepts or members of the working draft into a file."""

    help = "Schreibt eine Tabelle des Entwurfs als .xlsx oder .csv."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--kind", required=True, choices=[str(each) for each in KINDS], help="Art der Tabelle"
        )
        parser.add_argument(
            "--output", required=True, metavar="DATEI", help="Datei, endet auf .xlsx oder .csv"
        )

    def handle(self, *args: object, kind: str, output: str, **options: object) -> None:
        path, table = Path(output), kind_named(kind)
        user = User.objects.filter(is_active=True, role=Role.COORDINATION).order_by("pk").first()
        if path.suffix.lower() not in (".xlsx", ".csv"):
            self._refuse(_("Die Datei muss auf .xlsx oder .csv enden."))
        if user is None:
            self._refuse(_("Es gibt noch kein Konto der Koordination."))
        sheet = kind_sheet(table, table.rows(user=user), current_lists())
        content = write_csv(sheet) if path.suffix.lower() == ".csv" else write_workbook([sheet])
        try:
            path.write_bytes(content)
        except OSError as error:
            reason = error.strerror or str(error)
            self._refuse(
                _("Die Datei %(file)s lässt sich nicht schreiben: %(reason)s")
                % {"file": output, "reason": reason}
            )
        self.stdout.write(
            _("%(kind)s: %(count)d Zeilen in %(file)s.")
            % {"kind": table.label, "count": len(sheet.rows), "file": output}
        )

    def _refuse(self, sentence: str) -> NoReturn:
        self.stderr.write(sentence)
        sys.exit(1)
