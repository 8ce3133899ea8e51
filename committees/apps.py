from django.apps import AppConfig
from django.core.checks import register
from django.db.models.signals import post_migrate

from accounts.signals import leaving


class CommitteesConfig(AppConfig):
    name = "committees"
    verbose_name = "Gremien"

    def ready(self) -> None:
        # The models exist only from here on.
        from committees.checks import check_reference_pattern
        from committees.leaving import end_working_groups
        from committees.reference_data import load_seat_groups

        register(check_reference_pattern)
        leaving.connect(end_working_groups)
        post_migrate.connect(load_seat_groups, sender=self)
