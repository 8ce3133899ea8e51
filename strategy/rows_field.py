"""The field of an element that holds rows: they have no life of their own, and its history keeps them with it."""

from collections.abc import Sequence
from typing import ClassVar, cast

import msgspec
from django.core.exceptions import ValidationError
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.expressions import Expression
from django.utils.translation import gettext as _
from msgspec import Struct

from strategy.money import FundingSource, YearlyCost
from strategy.persons import Person

Rows = tuple[Struct, ...]


class RowsField(models.JSONField):
    """Rows of one shape, which a subclass names, as a tuple. For the database it is JSON."""

    row: ClassVar[type[Struct]]

    def deconstruct(self) -> tuple[str, str, Sequence[object], dict[str, object]]:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.JSONField", args, kwargs

    def from_db_value(
        self, value: str | None, expression: Expression, connection: BaseDatabaseWrapper
    ) -> Rows:
        found = super().from_db_value(value, expression, connection)
        # None comes from a join that finds no element.
        return () if found is None else self._rows(found)

    def to_python(self, value: object) -> Rows:
        try:
            return self._rows(msgspec.json.decode(value) if isinstance(value, str) else value)
        except msgspec.MsgspecError as error:
            raise ValidationError(_("Das sind keine Zeilen dieser Art.")) from error

    def get_prep_value(self, value: object) -> object:
        rows = msgspec.to_builtins(value) if isinstance(value, tuple) else value
        return super().get_prep_value(rows)

    def validate(self, value: object, model_instance: models.Model | None) -> None:
        """Accept what `to_python` has read; what the rows mean is for the actions to say."""

    def value_to_string(self, obj: models.Model) -> str:
        return msgspec.json.encode(self.value_from_object(obj)).decode()

    def _rows(self, value: object) -> Rows:
        return cast("Rows", msgspec.convert(msgspec.to_builtins(value), tuple[self.row, ...]))  # type: ignore[name-defined]


class YearlyCostRows(RowsField):
    row = YearlyCost


class FundingSourceRows(RowsField):
    row = FundingSource


class PersonRows(RowsField):
    row = Person
