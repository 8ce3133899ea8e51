from django.apps import AppConfig
from django.db.models.signals import pre_save

from jobs.storable import keep_outcome_storable


class JobsConfig(AppConfig):
    name = "jobs"
    verbose_name = "Aufträge"

    def ready(self) -> None:
        pre_save.connect(keep_outcome_storable, sender="django_tasks_database.DBTaskResult")
