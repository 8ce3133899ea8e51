from django.core.management.base import BaseCommand
from django.utils import timezone

from accounts.actions import clear_mails


class Command(BaseCommand):
    help = "Forget which mails were sent and which failed long ago (GNK_KEEP_MAILS_DAYS)."

    def handle(self, *args: object, **options: object) -> None:
        self.stdout.write(f"{clear_mails(at=timezone.now())} mails")
