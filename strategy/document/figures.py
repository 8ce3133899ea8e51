"""Figures drawn from the document: counts, costs and references. Pure functions over values."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _
from msgspec import Struct

from strategy.choices import Funding, FundingState
from strategy.document.document import MeasureEntry, ReferringEntry, SdgEntry, StrategyDocument, ThemeSection
from strategy.document.resources import Resources
from strategy.inventory.bracket import Cell, add_cells
from strategy.money import FundingSource

# As many as fit beside the names of departments on a printed page.
YEARS_IN_TABLE = 6


class Costs(Struct, frozen=True):
    """Sums in Euro over measures; `unstated` counts the measures that state no amount at all."""

    annual: Decimal
    investment: Decimal
    unstated: int
    unfunded: int


class ThemeFigures(Struct, frozen=True):
    theme: ThemeSection
    strategic_goals: int
    operational_goals: int
    measures: int
    costs: Costs


class MatrixRow(Struct, frozen=True):
    """The references of one theme field: how many to each SDG, in the order of the SDGs."""

    theme: ThemeSection
    counts: tuple[int, ...]
    total: int


class SdgMatrix(Struct, frozen=True):
    """Theme fields x SDGs. References count unweighted, on goals of both levels and on measures."""

    sdgs: tuple[SdgEntry, ...]
    rows: tuple[MatrixRow, ...]
    totals: tuple[int, ...]
    total: int

    @property
    def largest(self) -> int:
        """The largest single count, for shades; at least 1."""
        return max((count for row in self.rows for count in row.counts), default=0) or 1


class SourceFigures(Struct, frozen=True):
    """What measures get from one kind of source: the amounts by their states, in the order of these."""

    kind: Funding
    measures: int
    amounts: tuple[Decimal, ...]
    # How many measures name it without an amount.
    unstated: int

    @property
    def total(self) -> Decimal:
        return sum(self.amounts, Decimal(0))


class DepartmentYears(Struct, frozen=True):
    """What the measures of a department cost in each of the years of a table."""

    name: str
    amounts: tuple[Decimal, ...]

    @property
    def total(self) -> Decimal:
        return sum(self.amounts, Decimal(0))


class YearTable(Struct, frozen=True):
    """Departments x years, in Euro, with one column for all years before them, and one for all after."""

    years: tuple[str, ...]
    rows: tuple[DepartmentYears, ...]


class ConceptFigures(Struct, frozen=True):
    """The sums of the bracket over the concepts of a document, one column for each theme field."""

    columns: tuple[Cell, ...]
    elsewhere: Cell
    total: Cell
    # The largest single count in a theme field, for shades; at least 1.
    largest: int


def concept_figures(document: StrategyDocument) -> ConceptFigures:
    columns = zip(*(concept.cells for concept in document.concepts), strict=True)
    return ConceptFigures(
        columns=tuple(add_cells(column) for column in columns),
        elsewhere=add_cells(concept.elsewhere for concept in document.concepts),
        total=add_cells(concept.total for concept in document.concepts),
        largest=max((c.extracts for concept in document.concepts for c in concept.cells), default=0) or 1,
    )


def costs(measures: Iterable[MeasureEntry]) -> Costs:
    """Sum up what measures cost. Funding that is missing or unclear counts as unfunded."""
    listed = list(measures)
    return Costs(
        annual=sum((m.annual_cost or Decimal(0) for m in listed), Decimal(0)),
        investment=sum((m.investment or Decimal(0) for m in listed), Decimal(0)),
        unstated=sum(m.annual_cost is None and m.investment is None for m in listed),
        unfunded=sum(m.funding in (None, Funding.UNCLEAR) for m in listed),
    )


def theme_figures(theme: ThemeSection) -> ThemeFigures:
    return ThemeFigures(
        theme=theme,
        strategic_goals=len(theme.strategic_goals),
        operational_goals=sum(1 for _ in theme.operational_goals()),
        measures=sum(1 for _ in theme.measures()),
        costs=costs(theme.measures()),
    )


def sdg_matrix(document: StrategyDocument) -> SdgMatrix:
    """Count the references of each theme field to each SDG."""
    rows = []
    for theme in document.themes:
        counter = Counter(code.partition(".")[0] for code in _references(theme))
        counts = tuple(counter[str(sdg.number)] for sdg in document.sdgs)
        rows.append(MatrixRow(theme=theme, counts=counts, total=sum(counts)))
    totals = tuple(sum(column) for column in zip(*(row.counts for row in rows), strict=True))
    return SdgMatrix(
        sdgs=document.sdgs,
        rows=tuple(rows),
        totals=totals or tuple(0 for _ in document.sdgs),
        total=sum(totals),
    )


def _references(theme: ThemeSection) -> Iterator[str]:
    for _kind, entry, _parents in theme.walk():
        if isinstance(entry, ReferringEntry):
            yield from entry.sdg_targets


def measures_by_department(document: StrategyDocument) -> tuple[tuple[str, tuple[MeasureEntry, ...]], ...]:
    """The catalogue of measures sorted by department; measures without one come last, under ""."""
    groups: dict[str, list[MeasureEntry]] = {}
    for measure in document.measures():
        groups.setdefault(measure.department, []).append(measure)
    return tuple(
        (department, tuple(groups[department]))
        for department in sorted(groups, key=lambda name: (name == "", name.casefold()))
    )


def source_figures(measures: Iterable[MeasureEntry]) -> tuple[SourceFigures, ...]:
    """Sum up who pays, by kind of source. A measure that lists none counts with its funding, without an amount."""
    amounts: dict[tuple[Funding, FundingState], Decimal] = defaultdict(Decimal)
    naming: dict[Funding, set[UUID]] = defaultdict(set)
    unstated: dict[Funding, set[UUID]] = defaultdict(set)
    for measure in measures:
        single = (FundingSource(kind=measure.funding),) if measure.funding else ()
        for source in measure.funding_sources or single:
            naming[source.kind].add(measure.key)
            if source.amount is None:
                unstated[source.kind].add(measure.key)
            else:
                amounts[source.kind, source.state] += source.amount
    return tuple(
        SourceFigures(
            kind=kind,
            measures=len(naming[kind]),
            amounts=tuple(amounts[kind, state] for state in FundingState),
            unstated=len(unstated[kind]),
        )
        for kind in Funding
        if naming[kind]
    )


def department_years(resources: Resources, *, since: int | None) -> YearTable:
    """The costs of each department by year, from the first year of the strategy on.

    What was spent before it stands together, and so does what comes after the years that fit.
    """
    spent = [part for part in resources.by_department if part.cost]
    years = sorted({part.year for part in spent})
    begin = max(since or 0, years[0]) if years else 0
    last = begin + YEARS_IN_TABLE - 1
    columns = sorted({min(max(year, begin - 1), last + 1) for year in years})
    labels = {begin - 1: _("bis %d") % (begin - 1), last + 1: _("ab %d") % (last + 1)}
    sums: dict[str, dict[int, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for part in spent:
        sums[part.department][min(max(part.year, begin - 1), last + 1)] += part.cost
    return YearTable(
        years=tuple(labels.get(year, str(year)) for year in columns),
        rows=tuple(
            DepartmentYears(name=name, amounts=tuple(found[year] for year in columns))
            for name, found in sums.items()
        ),
    )
