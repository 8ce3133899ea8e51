"""What the entry of an element says, as the values of a row's fields, and the way back."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from strategy.choices import ElementKind
from strategy.document.element_changes import AMENDABLE
from strategy.models import SdgTarget

# A row keeps these as one text.
LISTS = ("dns_codes", "nhs_codes")


def row_values(kind: ElementKind, entry: Any, targets: Mapping[str, SdgTarget]) -> dict[str, Any]:
    """The fields of a row that say what the entry says; `targets` are the SDG targets by their codes."""
    values: dict[str, Any] = {}
    for name in AMENDABLE[kind]:
        value = getattr(entry, name)
        if name == "sdg_targets":
            value = [targets[code] for code in value]
        elif name in LISTS:
            value = ", ".join(value)
        elif name == "funding":
            value = value or ""
        values[name] = value
    return values


def entry_values(kind: ElementKind, values: Mapping[str, Any]) -> dict[str, Any]:
    """The amendable fields of an entry, as JSON values, that say what the fields of a row say."""
    found: dict[str, Any] = {}
    for name in AMENDABLE[kind] & values.keys():
        value = values[name]
        if name == "sdg_targets":
            value = [target.code for target in value]
        elif name in LISTS:
            value = value.split(", ") if value else []
        elif name == "funding":
            value = value or None
        elif isinstance(value, Decimal):
            value = str(value)
        found[name] = value
    return found
