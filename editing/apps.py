from types import ModuleType

from django.apps import AppConfig

from editing.one_line import demand_one_line


class EditingConfig(AppConfig):
    name = "editing"
    verbose_name = "Gemeinsames Bearbeiten"

    def __init__(self, app_name: str, app_module: ModuleType) -> None:
        super().__init__(app_name, app_module)
        # Before any model is read: fields take their validators when they are made.
        demand_one_line()
