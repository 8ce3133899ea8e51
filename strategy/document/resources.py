"""Sums up what the measures cost, per department and year: the sums a treasurer asks for. Pure.

What a measure plans for single years counts there. Of what it does not plan so, staff and running cost count in each
year of its period, an investment in the first one. What cannot be placed in a year is never dropped: it is listed with
the reason.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal

from django.utils.translation import gettext as _
from msgspec import Struct, structs

from strategy.choices import ImplementationStatus, ResolutionStatus
from strategy.document.document import MeasureEntry
from strategy.money import YearlyCost, short_form

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
    if _is_out(measure):
        return
    planned, rest = {row.year: row for row in measure.yearly_costs}, _unplanned(measure)
    period = [] if _reason_against(rest) or rest.start_year is None else _years(rest, until)
    for year in sorted({*planned, *period}):
        row = planned.get(year, YearlyCost(year=year))
        is_first, runs = year == rest.start_year, year in period and _has_end(rest)
        part = YearSum(
            department=measure.department,
            year=year,
            staff_fte=(row.staff_fte or ZERO) + ((rest.staff_fte or ZERO) if runs else ZERO),
            running_cost=(row.running_cost or ZERO) + ((rest.annual_cost or ZERO) if runs else ZERO),
            investment=(row.investment or ZERO) + ((rest.investment or ZERO) if is_first else ZERO),
        )
        if part.staff_fte or part.cost:
            yield part


def _unplanned(measure: MeasureEntry) -> MeasureEntry:
    """A measure with those of its figures only that follow from no row of a year."""
    covered = short_form(measure.yearly_costs, ())
    return structs.replace(measure, **dict.fromkeys(covered)) if covered else measure


def _years(measure: MeasureEntry, until: int) -> range:
    start = measure.start_year or until
    end = measure.end_year or (until if measure.permanent else start)
    return range(start, max(start, end) + 1)


def _has_end(measure: MeasureEntry) -> bool:
    return measure.permanent or measure.end_year is not None


def _unplaced(measure: MeasureEntry) -> Unplaced | None:
    rest = measure if _is_out(measure) else _unplanned(measure)
    amounts = (rest.staff_fte, rest.annual_cost, rest.investment)
    if reason := _reason_against(rest):
        is_planned = measure.yearly_costs and not _is_out(measure) and not any(amounts)
        return None if is_planned else Unplaced(rest, reason, *amounts)
    if not _has_end(rest) and (rest.staff_fte or rest.annual_cost):
        # The investment has its year already.
        reason = _("Ende fehlt, und die Maßnahme ist nicht dauerhaft.")
        return Unplaced(rest, reason, staff_fte=amounts[0], annual_cost=amounts[1])
    return None


def _is_out(measure: MeasureEntry) -> bool:
    return bool(_why_out(measure))


def _why_out(measure: MeasureEntry) -> str:
    if measure.implementation_status == ImplementationStatus.DISCARDED:
        return _("Die Maßnahme ist verworfen.")
    if measure.resolution_status == ResolutionStatus.REJECTED:
        return _("Die Maßnahme ist abgelehnt.")
    return ""


def _reason_against(measure: MeasureEntry) -> str:
    if reason := _why_out(measure):
        return reason
    if measure.staff_fte is None and measure.annual_cost is None and measure.investment is None:
        return _("Beträge fehlen.")
    if measure.start_year is None:
        return _("Beginn fehlt.")
    return ""
