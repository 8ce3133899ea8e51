import time
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.exceptions import RuleBroken
from operation.actions.backups import restore


class Command(BaseCommand):
    """The way back from `backup`."""

    help = "Spielt eine Sicherung in eine leere Installation zurück; von einem Ordner die neueste."
    # The database may have no tables yet.
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", metavar="DATEI_ODER_ORDNER", type=Path)

    def handle(self, *args: object, path: Path, **options: object) -> None:
        begun = time.monotonic()
        try:
            manifest = restore(path=path)
        except RuleBroken as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(
            f"Zurückgespielt in {time.monotonic() - begun:.1f} s: {len(manifest.tables)} Tabellen und "
            f"{manifest.uploads} Dateien, alle mit derselben Prüfsumme wie in der Sicherung.\n"
            "Rufen Sie jetzt auf: python manage.py migrate\n"
            "GNK_SECRET_KEY muss derselbe sein wie vorher, sonst richten alle ihren zweiten Faktor neu ein."
        )
        if manifest.secret_surveys:
            self.stdout.write(
                f"Geheime Abfragen, die bei der Sicherung liefen ({manifest.secret_surveys}), haben keine Stimmen "
                "mehr und laufen ohne Frist weiter: Die Mitglieder müssen noch einmal abstimmen."
            )
