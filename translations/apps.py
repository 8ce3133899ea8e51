from django.apps import AppConfig

from strategy.signals import withdrawal_asked


class TranslationsConfig(AppConfig):
    name = "translations"
    verbose_name = "Leichte Sprache, Gebärdensprache und Englisch"

    def ready(self) -> None:
        # The models exist only from here on.
        from translations.receivers import told_of_version

        withdrawal_asked.connect(told_of_version)
