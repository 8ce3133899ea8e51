from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate

from strategy.signals import organisation_asked


class PublicationConfig(AppConfig):
    name = "publication"
    verbose_name = "Öffentliche Website"

    def ready(self) -> None:
        # The models exist only from here on.
        from publication.freshness import unwatch, watch
        from publication.receivers import site_checks

        organisation_asked.connect(site_checks)
        pre_migrate.connect(unwatch, sender=self)
        post_migrate.connect(watch, sender=self)
