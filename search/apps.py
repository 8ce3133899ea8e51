from django.apps import AppConfig
from django.db.models.signals import post_delete, post_migrate, post_save


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = "Suche"

    def ready(self) -> None:
        # The models exist only from here on.
        from search.contents import KINDS
        from search.indexing import (
            department_saved,
            elements_came_back,
            elements_written,
            pages_read,
            row_deleted,
            row_saved,
        )
        from search.upkeep import make_entries_again
        from strategy.models import Department
        from strategy.signals import concept_text_read, elements_created, elements_restored

        for model in KINDS:
            post_save.connect(row_saved, sender=model)
            post_delete.connect(row_deleted, sender=model)
        post_save.connect(department_saved, sender=Department)
        concept_text_read.connect(pages_read)
        elements_created.connect(elements_written)
        elements_restored.connect(elements_came_back)
        post_migrate.connect(make_entries_again, sender=self)
