from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import ngettext

from accounts.exceptions import RuleBroken
from operation.actions.backups import write_backup
from operation.backups.archive import backups_in, verify


class Command(BaseCommand):
    """One file with database, files and settings; `restore` brings it back."""

    help = "Schreibt eine Sicherung in einen Ordner, oder prüft mit --verify eine, die es schon gibt."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "directory", metavar="ORDNER", type=Path, help="mit --verify auch eine einzelne Datei"
        )
        parser.add_argument("--keep", type=int, default=settings.BACKUPS_KEPT, help="so viele bleiben liegen")
        parser.add_argument("--verify", action="store_true", help="nur prüfen: jede Datei und jedes Byte")

    def handle(self, *args: object, directory: Path, keep: int, **options: object) -> None:
        if keep < 1:
            raise CommandError("--keep: Mindestens eine Sicherung muss bleiben.")
        try:
            if options["verify"]:
                self._verify(directory)
            else:
                self._write(directory, keep)
        except RuleBroken as refusal:
            raise CommandError(str(refusal)) from refusal

    def _write(self, folder: Path, keep: int) -> None:
        backup = write_backup(folder=folder, keep=keep)
        seconds = (backup.ended_at - backup.started_at).total_seconds()
        self.stdout.write(
            f"{backup.path}: {backup.size / 1_000_000:.1f} MB in {seconds:.1f} s, gelesen und geprüft"
        )
        if backup.secret_surveys:
            self.stdout.write(
                ngettext(
                    "%d geheime Abfrage läuft: Ihre Stimmen sind nicht in der Sicherung.",
                    "%d geheime Abfragen laufen: Ihre Stimmen sind nicht in der Sicherung.",
                    backup.secret_surveys,
                )
                % backup.secret_surveys
            )

    def _verify(self, path: Path) -> None:
        paths = backups_in(path) if path.is_dir() else [path]
        if not paths:
            raise CommandError(f"Im Ordner {path} liegt keine Sicherung.")
        for each in paths:
            manifest = verify(each)
            self.stdout.write(
                f"{each}: in Ordnung, {len(manifest.tables)} Tabellen, {manifest.uploads} Dateien, "
                f"Version {manifest.version}, {manifest.made_at:%d.%m.%Y %H:%M} UTC"
            )
