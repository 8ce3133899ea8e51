from django.core.management.base import BaseCommand
from django.utils.translation import ngettext

from search.indexing import rebuild


class Command(BaseCommand):
    help = "Makes the entries of the search again from all texts."

    def handle(self, **options: object) -> None:
        count = rebuild()
        self.stdout.write(ngettext("%d Eintrag in der Suche.", "%d Einträge in der Suche.", count) % count)
