"""The field of a row that holds a text in the dialect: who shows it elsewhere than on a page knows it by its class."""

from collections.abc import Sequence

from django.db import models
from django.db.models import Model

from editing.dialect import shown_text


class DialectField(models.TextField):
    """A long text with lists, tables and bold. For the database it is any other text."""

    def deconstruct(self) -> tuple[str, str, Sequence[object], dict[str, object]]:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs


def shown_value(model: type[Model], name: str, value: object) -> object:
    """The value of a field as people see it where no structure is drawn."""
    if isinstance(value, str) and isinstance(model._meta.get_field(name), DialectField):
        return shown_text(value)
    return value
