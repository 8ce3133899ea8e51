from django.apps import AppConfig
from django.db.models.signals import post_delete, post_migrate, post_save


class OparlConfig(AppConfig):
    name = "oparl"
    verbose_name = "OParl"

    def ready(self) -> None:
        # The models exist only from here on.
        from oparl.freshness import SOURCES, refresh_after_migrate, row_deleted, row_saved

        for model in SOURCES:
            post_save.connect(row_saved, sender=model)
            post_delete.connect(row_deleted, sender=model)
        post_migrate.connect(refresh_after_migrate, sender=self)
