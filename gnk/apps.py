from django.apps import AppConfig


class GnkConfig(AppConfig):
    """The composition root: settings, addresses and the commands that know every app."""

    name = "gnk"
    verbose_name = "GNK"
