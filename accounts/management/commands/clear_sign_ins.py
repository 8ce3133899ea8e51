from django.core.management.base import BaseCommand
from django.utils import timezone

from accounts.actions import forget_ended_sessions


class Command(BaseCommand):
    help = "Delete sessions that are over, with the IP addresses and browsers in the list of each person."

    def handle(self, *args: object, **options: object) -> None:
        self.stdout.write(f"{forget_ended_sessions(at=timezone.now())} sessions")
