from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from accounts.models import User
from editing.exceptions import RuleBroken
from gnk.demo.loader import STAGES, is_loaded, load
from gnk.demo.people import ACCOUNTS, DEPARTMENT_ACCOUNT, PASSWORD


class Command(BaseCommand):
    """Load the demonstration of Herne into an empty database."""

    help = "Lädt die Demonstration für Herne. Mehrfach aufgerufen ändert der Befehl nichts."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--stage", choices=STAGES, default="adopted", help="bis zu welchem Stand")
        parser.add_argument(
            "--accounts", action="store_true", help="nur die Konten der Demonstration ausgeben"
        )

    def handle(self, *args: object, stage: str, accounts: bool, **options: object) -> None:
        if not accounts:
            if is_loaded():
                self.stdout.write("Die Demonstration liegt schon vor; es wurde nichts geändert.")
            else:
                try:
                    load(stage, timezone.now())
                except RuleBroken as error:
                    raise CommandError(str(error)) from error
                self.stdout.write(f"Die Demonstration ist geladen (Stand: {stage}).")
        if is_loaded():
            self.stdout.write(f"Konten der Demonstration, alle mit dem Passwort {PASSWORD}:")
            there = set(User.objects.values_list("email", flat=True))
            accounts_there = (each for each in (*ACCOUNTS, DEPARTMENT_ACCOUNT) if each[0] in there)
            for email, _name, role in accounts_there:
                self.stdout.write(f"  {email:28} {role.label}")
