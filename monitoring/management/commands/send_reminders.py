from django.core.management.base import BaseCommand
from django.utils import timezone

from monitoring.actions.round_mails import send_round_mails


class Command(BaseCommand):
    help = "Send the mails about reporting rounds that are due. Run it every day; nobody gets two in a week."

    def handle(self, *args: object, **options: object) -> None:
        self.stdout.write(f"{send_round_mails(at=timezone.now())} mails about reporting rounds")
