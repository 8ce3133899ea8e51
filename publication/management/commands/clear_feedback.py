from django.core.management.base import BaseCommand
from django.utils import timezone

from publication.actions.feedback import clear_feedback
from publication.actions.search_misses import clear_misses


class Command(BaseCommand):
    help = "Delete feedback received long ago (GNK_KEEP_FEEDBACK_DAYS), and words sought in vain a year ago."

    def handle(self, *args: object, **options: object) -> None:
        feedback, words = clear_feedback(at=timezone.now()), clear_misses(day=timezone.localdate())
        self.stdout.write(f"{feedback} feedback, {words} words")
