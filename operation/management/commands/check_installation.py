from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from operation.installation import Level, findings


class Command(BaseCommand):
    """One line for each thing that has to be right; exit code 1 if one is not."""

    help = "Prüft, ob diese Installation richtig eingerichtet ist, und sagt, was zu tun ist."
    # The database may be what is wrong, or a setting that Django's own checks would stumble over.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--mail", metavar="ADRESSE", default="", help="eine Test-E-Mail dorthin schicken")

    def handle(self, *args: object, mail: str, **options: object) -> None:
        faults = 0
        for finding in findings(at=timezone.now(), test_address=mail):
            faults += finding.level == Level.FAULT
            self.stdout.write(f"{finding.level.upper():<11} {finding.about}: {finding.sentence}")
        if faults:
            raise CommandError(f"{faults} Fehler. Bitte beheben Sie zuerst den obersten.")
