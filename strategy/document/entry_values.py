"""The contents of an element's entry as the values of a row's fields, and the way back."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

import msgspec

from strategy.choices import ElementKind
from strategy.document.document import ElementEntry
from strategy.document.tree import TREE
from strategy.models import SdgTarget

# A row keeps these as one text.
LISTS = ("dns_codes", "nhs_codes")


def row_values(kind: ElementKind, entry: ElementEntry, targets: Mapping[str, SdgTarget]) -> dict[str, object]:
    """The fields of a row that say what the entry says; `targets` are the SDG targets by their codes.

    Departments are given by their names.
    """
    values: dict[str, object] = {}
    for name in TREE[kind].amendable:
        value = getattr(entry, name)
        if name == "sdg_targets":
            value = [targets[code] for code in value]
        elif name in LISTS:
            value = ", ".join(value)
        elif name == "funding":
            value = value or ""
        values[name] = value
    return values


def entry_values(kind: ElementKind, values: Mapping[str, object]) -> dict[str, object]:
    """The amendable fields of an entry, as JSON values, that say what the fields of a row say."""
    found: dict[str, object] = {}
    for name in TREE[kind].amendable & values.keys():
        value = values[name]
        if isinstance(value, str) and name in LISTS:
            value = value.split(", ") if value else []
        elif isinstance(value, Iterable) and name == "sdg_targets":
            value = [target.code for target in value]
        elif isinstance(value, Iterable) and name == "participants":
            value = sorted(map(str, value))
        elif name in ("department", "responsible"):
            value = str(value or "")
        elif name == "funding":
            value = value or None
        elif isinstance(value, Decimal):
            value = str(value)
        elif isinstance(value, tuple):
            value = msgspec.to_builtins(value)
        found[name] = value
    return found
