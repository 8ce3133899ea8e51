from django.apps import AppConfig


class TranslationsConfig(AppConfig):
    name = "translations"
    verbose_name = "Leichte Sprache, Gebärdensprache und Englisch"
