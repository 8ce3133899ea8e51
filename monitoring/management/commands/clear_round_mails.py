from django.core.management.base import BaseCommand
from django.utils import timezone

from monitoring.actions.round_mails import clear_round_mails


class Command(BaseCommand):
    help = "Forget who was written to about rounds that ended long ago (GNK_KEEP_MAILS_DAYS)."

    def handle(self, *args: object, **options: object) -> None:
        self.stdout.write(f"{clear_round_mails(at=timezone.now())} mails about rounds")
