"""Rules that several cells of a row must keep together, as the constraints of the database say them. Pure."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from tables.choices import TableKind
from tables.kinds.column import CellValue


def broken_rules(kind: TableKind, values: Mapping[str, CellValue]) -> tuple[tuple[str, str], ...]:
    """The columns at which a rule is broken, each with the reason; `values` is the row as it would be."""
    match kind:
        case TableKind.MEASURES:
            found = [*_in_order(values, "start_year", "end_year", _("Das Ende liegt vor dem Beginn."))]
            if values.get("permanent") and values.get("end_year") is not None:
                found.append(("permanent", _("Eine dauerhafte Maßnahme hat kein Ende.")))
        case TableKind.OPERATIONAL_GOALS:
            reason = _("Das Zieljahr liegt vor dem Jahr des Ausgangswerts.")
            found = [*_in_order(values, "baseline_year", "target_year", reason)]
        case TableKind.CONCEPTS:
            reason = _("Das Konzept gilt nur bis zu einem Tag vor seinem Datum.")
            found = [*_in_order(values, "dated", "valid_until", reason)]
        case TableKind.MEMBERS:
            reason = _("Das Ende der Mitgliedschaft liegt vor ihrem Beginn.")
            found = [*_in_order(values, "since", "until", reason)]
    return tuple(found)


def _in_order(
    values: Mapping[str, CellValue], first: str, last: str, reason: str
) -> tuple[tuple[str, str], ...]:
    start, end = values.get(first), values.get(last)
    if start is None or end is None or start <= end:  # type: ignore[operator]
        return ()
    return ((last, reason),)
