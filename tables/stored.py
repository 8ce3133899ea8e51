"""Rows of a preview as JSON: decimals and dates stay what they are, so that they can be written later. Pure."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import NotRequired, TypedDict

import msgspec

from tables.choices import RowState
from tables.kinds.column import CellValue
from tables.previewed import Candidate, CellChange, CellProblem, PreviewRow

Packed = str | int | list[str] | dict[str, str] | None


class StoredRow(TypedDict):
    """A row of a preview as JSON keeps it."""

    line: int
    state: str
    key: str
    number: str
    title: str
    parent_key: str
    revision: int
    values: dict[str, Packed]
    places: dict[str, Packed]
    changes: list[dict[str, str]]
    problems: list[dict[str, str]]
    doubts: NotRequired[list[dict[str, str]]]
    left_out: NotRequired[list[dict[str, str]]]
    candidates: list[dict[str, str]]
    skipped: bool
    new_parent: NotRequired[str]
    lacks_goal: NotRequired[bool]
    is_waiting: NotRequired[bool]
    question: NotRequired[str]
    found_at: NotRequired[str]


class Written(TypedDict):
    """A record for undoing what was written: the state it left behind, and for a changed row the one before.

    `invited` is the key of an account that was made for a new row.
    """

    key: str
    revision: int
    before: NotRequired[dict[str, Packed]]
    after: dict[str, Packed]
    invited: NotRequired[str]


def packed(value: CellValue) -> Packed:
    match value:
        case Decimal():
            return {"decimal": str(value)}
        case date():
            return {"date": value.isoformat()}
        case tuple():
            return list(value)
    return value


def unpacked(value: Packed) -> CellValue:
    match value:
        case {"decimal": text}:
            return Decimal(text)
        case {"date": text}:
            return date.fromisoformat(text)
        case list():
            return tuple(value)
        case dict():
            raise ValueError(f"No packed value: {value}")
    return value


def packed_values(values: Mapping[str, CellValue]) -> dict[str, Packed]:
    return {name: packed(value) for name, value in values.items()}


def unpacked_values(values: Mapping[str, Packed]) -> dict[str, CellValue]:
    return {name: unpacked(value) for name, value in values.items()}


def to_stored(row: PreviewRow) -> StoredRow:
    """The row as JSON keeps it."""
    stored: StoredRow = msgspec.to_builtins(msgspec.structs.replace(row, values={}, places={}))
    stored["values"], stored["places"] = packed_values(row.values), packed_values(row.places)
    return stored


def from_stored(content: StoredRow) -> PreviewRow:
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
        places=unpacked_values(content["places"]),
        changes=tuple(CellChange(**change) for change in content["changes"]),
        problems=tuple(CellProblem(**problem) for problem in content["problems"]),
        doubts=tuple(CellProblem(**doubt) for doubt in content.get("doubts", ())),
        left_out=tuple(CellProblem(**each) for each in content.get("left_out", ())),
        candidates=tuple(Candidate(**candidate) for candidate in content["candidates"]),
        skipped=content["skipped"],
        new_parent=content.get("new_parent", ""),
        lacks_goal=content.get("lacks_goal", False),
        is_waiting=content.get("is_waiting", False),
        question=content.get("question", ""),
        found_at=content.get("found_at", ""),
    )
