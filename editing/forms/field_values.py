"""One value of a form's field in four shapes: to compare, to read, as a browser would send it, and to keep."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import cast, overload

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.forms import BoundField
from django.utils.choices import flatten_choices
from django.utils.formats import date_format, localize
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from editing.amounts import without_zeros
from editing.dialect import shown_text
from editing.forms.rows import RowsField
from editing.forms.texts import RichTextArea

# A value as JSON holds it: what would be typed into the field, chosen there, or ticked.
Kept = str | bool | list[str]


class NamedRowField(forms.Field):
    """A field in which rows are named by typing; its values are rows."""

    # Whether saving the form adds the rows that are new.
    adds_rows = True

    def name_of(self, key: object) -> str:
        """The name under which people know a row, or its key."""
        raise NotImplementedError


@overload
def comparable(value: str) -> str: ...
@overload
def comparable(value: object) -> object: ...
def comparable(value: object) -> object:
    """Bring what a form, a row or the history says of a field into one shape: keys instead of objects.

    Browsers send line breaks as two characters; they are the same text.
    """
    if isinstance(value, str):
        return value.replace("\r\n", "\n")
    if isinstance(value, Model):
        return value.pk
    if hasattr(value, "all"):
        value = value.all()
    if isinstance(value, Iterable) and not isinstance(value, bytes):
        return frozenset(comparable(item) for item in value)
    return value


def as_sent(bound: BoundField, value: object) -> dict[str, list[str]]:
    """A comparable value as a browser would send it, by the names of the inputs."""
    widget = bound.field.widget
    name = bound.html_name
    if isinstance(bound.field, RowsField):
        return bound.field.sent(name, value)
    if isinstance(value, frozenset):
        if isinstance(bound.field, NamedRowField):
            return {name: _names(bound.field, value)}
        return {name: sorted(map(str, value))}
    if isinstance(widget, forms.CheckboxInput):
        return {name: ["on"] if value else []}
    value = bound.field.prepare_value(value)
    if isinstance(widget, forms.MultiWidget):
        names, values = vars(widget)["widgets_names"], widget.decompress(value) or ()
        parts = zip(names, widget.widgets, values, strict=True)
        return {f"{name}{suffix}": _shown(part, each) for suffix, part, each in parts}
    return {name: _shown(widget, value)}


def kept(bound: BoundField, value: object) -> Kept:
    """A comparable value to be kept beside the row, until `understood` reads it again."""
    if isinstance(bound.field, RowsField):
        return bound.field.prepare_value(value)
    sent = as_sent(bound, value)[bound.html_name]
    if isinstance(bound.field.widget, forms.CheckboxInput):
        return bool(sent)
    return sent if isinstance(value, frozenset) else "".join(sent)


def understood(bound: BoundField, value: Kept) -> object:
    """The comparable value that was kept; what the field no longer knows stays as it was written."""
    try:
        return comparable(bound.field.clean(value))
    except ValidationError:
        return comparable(value)


def _shown(widget: forms.Widget, value: object) -> list[str]:
    shown = widget.format_value(value)
    # A select shows its choice as a list.
    return [str(each) for each in shown] if isinstance(shown, list) else ["" if shown is None else str(shown)]


def readable(bound: BoundField, value: object) -> str:
    """A comparable value as people read it: labels, German numbers and dates; one line for each of many."""
    if isinstance(bound.field, NamedRowField):
        keys = value if isinstance(value, frozenset) else frozenset({value} - {None})
        return "\n".join(_names(bound.field, keys))
    if isinstance(bound.field, RowsField):
        return bound.field.shown(value)
    if isinstance(value, frozenset):
        return "\n".join(_labels(bound.field, value))
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("ja") if value else _("nein")
    if isinstance(bound.field, forms.ChoiceField):
        return "".join(_labels(bound.field, frozenset({value})))
    if isinstance(value, Decimal):
        return str(localize(without_zeros(value), use_l10n=True))
    if isinstance(value, datetime):
        return date_format(localtime(value), "j. F Y, H:i")
    if isinstance(value, date):
        return date_format(value)
    return shown_text(str(value)) if isinstance(bound.field.widget, RichTextArea) else str(value)


def _names(field: NamedRowField, keys: frozenset[object]) -> list[str]:
    return sorted(map(field.name_of, keys), key=str.casefold)


def _labels(field: forms.Field, keys: frozenset[object]) -> list[str]:
    """The labels of chosen keys, in the order of the choices. What can no longer be chosen keeps its key."""
    found: dict[object, str] = {}
    if isinstance(field, forms.ModelChoiceField) and field.queryset is not None:
        found = {item.pk: field.label_from_instance(item) for item in field.queryset.filter(pk__in=keys)}
    elif isinstance(field, forms.ChoiceField):
        choices = flatten_choices(cast("Iterable[tuple[object, object]]", field.choices))
        found = {key: str(label) for key, label in choices if key in keys}
    return [*found.values(), *sorted(str(key) for key in keys - found.keys())]
