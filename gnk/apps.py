from django.apps import AppConfig
from django.db.models import IntegerField

from gnk.lookups import IntegerIn


class GnkConfig(AppConfig):
    """The composition root: settings, addresses and the commands that know every app."""

    name = "gnk"
    verbose_name = "GNK"

    def ready(self) -> None:
        IntegerField.register_lookup(IntegerIn)
