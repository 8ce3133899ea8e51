"""Rows of a preview as JSON: decimals and dates stay what they are, so that they can be written later. Pure."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import msgspec

from tables.choices import RowState
from tables.kinds.column import CellValue
from tables.matching import Candidate
from tables.preview import CellChange, CellProblem, PreviewRow


def packed(value: CellValue) -> Any:
    match value:
        case Decimal():
            return {"decimal": str(value)}
        case date():
            return {"date": value.isoformat()}
        case tuple():
            return list(value)
    return value


def unpacked(value: Any) -> CellValue:
    match value:
        case {"decimal": text}:
            return Decimal(text)
        case {"date": text}:
            return date.fromisoformat(text)
        case list():
            return tuple(value)
    return value


def packed_values(values: Mapping[str, CellValue]) -> dict[str, Any]:
    return {name: packed(value) for name, value in values.items()}


def unpacked_values(values: Mapping[str, Any]) -> dict[str, CellValue]:
    return {name: unpacked(value) for name, value in values.items()}


def to_stored(row: PreviewRow) -> dict[str, Any]:
    """The row as JSON keeps it."""
    bare = msgspec.to_builtins(msgspec.structs.replace(row, values={}))
    return {**bare, "values": packed_values(row.values)}


def from_stored(content: Mapping[str, Any]) -> PreviewRow:
    """The inverse of `to_stored`."""
    return PreviewRow(
        line=content["line"],
        state=RowState(content["state"]),
        key=content["key"],
        number=content["number"],
        title=content["title"],
        parent_key=content["parent_key"],
        revision=content["revision"],
        values=unpacked_values(content["values"]),
        changes=tuple(CellChange(**change) for change in content["changes"]),
        problems=tuple(CellProblem(**problem) for problem in content["problems"]),
        candidates=tuple(Candidate(**candidate) for candidate in content["candidates"]),
        skipped=content["skipped"],
    )
