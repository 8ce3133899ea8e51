from django.core.management.base import BaseCommand
from django.utils import timezone

from accounts.actions import forget_closed_accounts


class Command(BaseCommand):
    help = (
        "Take name and address of accounts closed, or never used, long ago (GNK_KEEP_CLOSED_ACCOUNTS_DAYS)."
    )

    def handle(self, *args: object, **options: object) -> None:
        self.stdout.write(f"{forget_closed_accounts(at=timezone.now())} accounts")
