from django.apps import AppConfig
from django.db.models.signals import post_migrate


class StrategyConfig(AppConfig):
    name = "strategy"
    verbose_name = "Strategie"

    def ready(self) -> None:
        from strategy.reference_data import load_reference_data  # the models exist only from here on

        post_migrate.connect(load_reference_data, sender=self)
