from django.core.management.base import BaseCommand
from django.utils import timezone

from operation.actions.watching import watch


class Command(BaseCommand):
    help = "Schreibt dem Betrieb (GNK_OPERATOR_EMAIL), wenn etwas stillsteht oder wieder läuft. Gehört zu run_due."

    def handle(self, *args: object, **options: object) -> None:
        for change in watch(at=timezone.now()):
            state = "vorbei" if change.is_over else "neu"
            self.stdout.write(f"{change.kind.label}: {state}")
