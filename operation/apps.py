from django.apps import AppConfig


class OperationConfig(AppConfig):
    name = "operation"
    verbose_name = "Betrieb"
