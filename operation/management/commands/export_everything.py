from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from accounts.exceptions import RuleBroken
from operation.moving.archive import write_everything


class Command(BaseCommand):
    """For a city that moves away: nothing of it needs this program."""

    help = "Schreibt alle Inhalte, den Verlauf und alle Dateien in ein Archiv, das ohne dieses Programm lesbar ist."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="DATEI.zip", type=Path)

    def handle(self, *args: object, file: Path, **options: object) -> None:
        try:
            contents = write_everything(target=file, at=timezone.now())
        except RuleBroken as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(
            f"{file}: {sum(contents.tables.values())} Zeilen in {len(contents.tables)} Tabellen, {len(contents.files)} "
            f"Dateien, {file.stat().st_size / 1_000_000:.1f} MB. Wie man es liest, steht darin in README.md."
        )
