from django.core.management.base import BaseCommand
from django.utils import timezone

from strategy.discussion.actions.digests import send_digests


class Command(BaseCommand):
    help = "Send the digests that are due. Run it every hour; nobody gets two for the same day or week."

    def handle(self, *args: object, **options: object) -> None:
        self.stdout.write(f"{send_digests(at=timezone.now())} digests")
