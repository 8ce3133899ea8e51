"""Sums up what the measures cost, per department and year: the sums a treasurer asks for. Pure.

Staff and running cost count in each year of a measure's period, an investment in its first year. What cannot be
placed in a year is never dropped: it is listed with the reason.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal

from django.utils.translation import gettext as _
from msgspec import Struct

from strategy.choices import ImplementationStatus, ResolutionStatus
from strategy.document.document import MeasureEntry

ZERO = Decimal(0)


class YearSum(Struct, frozen=True):
    """The amounts planned for one year; `measures` counts those that add something to it."""

    department: str
    year: int
    measures: int = 0
    staff_fte: Decimal = ZERO
    running_cost: Decimal = ZERO
    investment: Decimal = ZERO

    @property
    def cost(self) -> Decimal:
        return self.running_cost + self.investment


class Unplaced(Struct, frozen=True):
    """Amounts of a measure that stand in no year, and why. None means not stated."""

    measure: MeasureEntry
    reason: str
    staff_fte: Decimal | None = None
    annual_cost: Decimal | None = None
    investment: Decimal | None = None


class Resources(Struct, frozen=True):
    by_department: tuple[YearSum, ...]
    by_year: tuple[YearSum, ...]
    unplaced: tuple[Unplaced, ...]


def resources_of(measures: Iterable[MeasureEntry], *, until: int) -> Resources:
    """Sum up the measures. `until` is the last year of the strategy: permanent measures are counted up to it."""
    parts: dict[tuple[str, int], list[YearSum]] = defaultdict(list)
    years: dict[int, list[YearSum]] = defaultdict(list)
    unplaced: list[Unplaced] = []
    for measure in measures:
        if left := _unplaced(measure):
            unplaced.append(left)
        for part in _parts(measure, until):
            parts[part.department, part.year].append(part)
            years[part.year].append(part)
    # Whoever named no department comes last.
    order = sorted(parts, key=lambda place: (not place[0], place[0].casefold(), place[0], place[1]))
    return Resources(
        by_department=tuple(_sum(*place, parts[place]) for place in order),
        by_year=tuple(_sum("", year, years[year]) for year in sorted(years)),
        unplaced=tuple(unplaced),
    )


def _sum(department: str, year: int, parts: list[YearSum]) -> YearSum:
    return YearSum(
        department=department,
        year=year,
        measures=len(parts),
        staff_fte=sum((part.staff_fte for part in parts), ZERO),
        running_cost=sum((part.running_cost for part in parts), ZERO),
        investment=sum((part.investment for part in parts), ZERO),
    )


def _parts(measure: MeasureEntry, until: int) -> Iterator[YearSum]:
    if _reason_against(measure) or measure.start_year is None:
        return
    for year in _years(measure, until):
        is_first = year == measure.start_year
        runs = _has_end(measure)
        part = YearSum(
            department=measure.department,
            year=year,
            staff_fte=(measure.staff_fte or ZERO) if runs else ZERO,
            running_cost=(measure.annual_cost or ZERO) if runs else ZERO,
            investment=(measure.investment or ZERO) if is_first else ZERO,
        )
        if part.staff_fte or part.cost:
            yield part


def _years(measure: MeasureEntry, until: int) -> range:
    start = measure.start_year or until
    end = measure.end_year or (until if measure.permanent else start)
    return range(start, max(start, end) + 1)


def _has_end(measure: MeasureEntry) -> bool:
    return measure.permanent or measure.end_year is not None


def _unplaced(measure: MeasureEntry) -> Unplaced | None:
    amounts = (measure.staff_fte, measure.annual_cost, measure.investment)
    if reason := _reason_against(measure):
        return Unplaced(
            measure=measure,
            reason=reason,
            staff_fte=amounts[0],
            annual_cost=amounts[1],
            investment=amounts[2],
        )
    if not _has_end(measure) and (measure.staff_fte or measure.annual_cost):
        # The investment has its year already.
        reason = _("Ende fehlt, und die Maßnahme ist nicht dauerhaft.")
        return Unplaced(measure=measure, reason=reason, staff_fte=amounts[0], annual_cost=amounts[1])
    return None


def _reason_against(measure: MeasureEntry) -> str:
    if measure.implementation_status == ImplementationStatus.DISCARDED:
        return _("Die Maßnahme ist verworfen.")
    if measure.resolution_status == ResolutionStatus.REJECTED:
        return _("Die Maßnahme ist abgelehnt.")
    if measure.staff_fte is None and measure.annual_cost is None and measure.investment is None:
        return _("Beträge fehlen.")
    if measure.start_year is None:
        return _("Beginn fehlt.")
    return ""
