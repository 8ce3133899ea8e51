from django.core.management.base import BaseCommand
from django.utils import timezone

from oparl.publishing import refresh


class Command(BaseCommand):
    help = (
        "Compares what the OParl interface says with the database and brings it up to date. Run it every day: "
        "a meeting that is over changes without anybody changing it."
    )

    def handle(self, *args: object, **options: object) -> None:
        changes = refresh(at=timezone.now())
        self.stdout.write(
            f"{changes.created} neu, {changes.modified} geändert, {changes.deleted} nicht mehr öffentlich"
        )
