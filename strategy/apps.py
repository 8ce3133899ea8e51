from django.apps import AppConfig
from django.db.models.signals import post_migrate

from accounts.signals import sender_asked


class StrategyConfig(AppConfig):
    name = "strategy"
    verbose_name = "Strategie"

    def ready(self) -> None:
        # The models exist only from here on.
        from strategy.receivers import municipality_as_sender
        from strategy.reference_data import load_reference_data

        sender_asked.connect(municipality_as_sender)
        post_migrate.connect(load_reference_data, sender=self)
