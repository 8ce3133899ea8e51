from django.core.management.base import BaseCommand
from django.utils import timezone

from tables.actions.imports import clear_imports


class Command(BaseCommand):
    help = "Forget tables that were left unfinished, and what is kept to undo those taken over long ago."

    def handle(self, *args: object, **options: object) -> None:
        self.stdout.write(f"{clear_imports(at=timezone.now())} imports")
