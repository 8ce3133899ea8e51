from django.core.management.base import BaseCommand
from django.utils import timezone

from strategy.document.actions.files import clear_version_files


class Command(BaseCommand):
    help = "Remove files of versions that were made more than 30 days ago. Run it once a day."

    def handle(self, *args: object, **options: object) -> None:
        self.stdout.write(f"{clear_version_files(at=timezone.now())} removed")
