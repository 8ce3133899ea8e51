"""Loading the demonstration, and looking at a whole database."""

from io import StringIO
from typing import Any

from django.apps import apps
from django.core.management import call_command


def load_demo(stage: str, *options: str) -> str:
    """Call the command; what it prints."""
    output = StringIO()
    call_command("load_demo", "--stage", stage, *options, stdout=output)
    return output.getvalue()


def everything() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, the history included."""
    return {
        model._meta.label: list(model._base_manager.order_by("pk").values_list())
        for model in apps.get_models()
    }
