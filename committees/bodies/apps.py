from django.apps import AppConfig
from django.db.models.signals import post_migrate

from accounts.signals import leaving
from strategy.signals import organisation_asked


class BodiesConfig(AppConfig):
    name = "committees.bodies"
    verbose_name = "Gremien"

    def ready(self) -> None:
        # The models exist only from here on.
        from committees.bodies.receivers import end_working_groups, organisation_checks
        from committees.bodies.reference_data import load_seat_groups

        leaving.connect(end_working_groups)
        organisation_asked.connect(organisation_checks)
        post_migrate.connect(load_seat_groups, sender=self)
