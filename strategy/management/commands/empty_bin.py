from django.core.management.base import BaseCommand
from django.utils import timezone

from strategy.actions.emptying import empty_bin


class Command(BaseCommand):
    help = "Delete for good what was removed more than 90 days ago. Run it once a day."

    def handle(self, *args: object, **options: object) -> None:
        self.stdout.write(f"{empty_bin(at=timezone.now())} removed for good")
