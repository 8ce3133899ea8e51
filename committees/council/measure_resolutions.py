"""The measures of the adopted strategy after the resolutions of their own. Pure: values in, values out."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from django.utils.translation import gettext as _
from msgspec import Struct

from committees.council.choices import ADOPTING_OUTCOMES, Outcome
from exports.spreadsheets import CellFormat, Sheet, SheetColumn
from strategy.choices import ResolutionStatus
from strategy.document.document import MeasureEntry, StrategyDocument

# With one of these a body decides on a measure; whatever else it says leaves the measure as it was.
DECIDING_OUTCOMES = ADOPTING_OUTCOMES | {Outcome.REJECTED}


class Decision(Struct, frozen=True):
    """A resolution about one measure, under a paper of its own."""

    key: int
    reference: str
    body: str
    outcome: Outcome
    day: date
    note: str


class MeasureLine(Struct, frozen=True):
    """A measure of the adopted strategy, where it stands, and the resolutions about it, oldest first."""

    key: UUID
    number: str
    title: str
    theme_number: str
    theme: str
    department: str
    status: ResolutionStatus
    decisions: tuple[Decision, ...]

    @property
    def has_own_resolution(self) -> bool:
        """A rejection is a resolution as well: nobody has to bring the measure before the council any more."""
        return self.status in (ResolutionStatus.OWN_RESOLUTION, ResolutionStatus.REJECTED)


class LineFilter(Struct, frozen=True):
    """The part of the list that somebody wants to see; an empty value means everything."""

    without: bool = False
    theme: str = ""
    department: str = ""

    def admits(self, line: MeasureLine) -> bool:
        return (
            not (self.without and line.has_own_resolution)
            and self.theme in ("", line.theme_number)
            and self.department in ("", line.department)
        )

    @property
    def query(self) -> str:
        """The filter as a query string, for links that keep it."""
        chosen = {
            "ohne": "ja" if self.without else "",
            "themenfeld": self.theme,
            "fachbereich": self.department,
        }
        return urlencode({name: value for name, value in chosen.items() if value})

    @property
    def query_of_either(self) -> str:
        """The same without the question whether there is a resolution."""
        return LineFilter(theme=self.theme, department=self.department).query

    @property
    def query_of_open(self) -> str:
        """The same for the measures without a resolution only."""
        return LineFilter(without=True, theme=self.theme, department=self.department).query


def line_filter(params: Mapping[str, str]) -> LineFilter:
    """Read the filter from an address."""
    return LineFilter(
        without=params.get("ohne") == "ja",
        theme=params.get("themenfeld", ""),
        department=params.get("fachbereich", ""),
    )


def status_after(adopted: ResolutionStatus, decisions: Sequence[Decision]) -> ResolutionStatus:
    """The status of a measure: the last resolution counts, and without one what the adoption made of it.

    Whatever was a proposal stands under the reservation of further resolutions (Vorbehalt) from the adoption on.
    """
    if decisions:
        last = decisions[-1]
        adopts = last.outcome in ADOPTING_OUTCOMES
        return ResolutionStatus.OWN_RESOLUTION if adopts else ResolutionStatus.REJECTED
    return ResolutionStatus.UNDER_RESERVATION if adopted == ResolutionStatus.PROPOSED else adopted


def lines_of(
    document: StrategyDocument,
    adopted: Mapping[UUID, ResolutionStatus],
    decisions: Mapping[UUID, Sequence[Decision]],
) -> tuple[MeasureLine, ...]:
    """All measures of an adopted document in its order. `adopted` is what each was when it was adopted first."""

    def line(measure: MeasureEntry, number: str, title: str) -> MeasureLine:
        own = tuple(decisions.get(measure.key, ()))
        return MeasureLine(
            key=measure.key,
            number=measure.number,
            title=measure.title,
            theme_number=number,
            theme=title,
            department=measure.department,
            status=status_after(adopted.get(measure.key, measure.resolution_status), own),
            decisions=own,
        )

    return tuple(
        line(measure, theme.number, theme.title) for theme in document.themes for measure in theme.measures()
    )


def sheet_of(lines: Iterable[MeasureLine]) -> Sheet:
    """The list as a table to take away: one row for each resolution, and one for each measure without any."""
    columns = (
        SheetColumn(heading=_("Nummer"), width=12),
        SheetColumn(heading=_("Maßnahme"), width=50),
        SheetColumn(heading=_("Themenfeld"), width=30),
        SheetColumn(heading=_("Zuständig"), width=30),
        SheetColumn(heading=_("Beschlussstand"), width=28),
        SheetColumn(heading=_("Vorlage")),
        SheetColumn(heading=_("Gremium"), width=30),
        SheetColumn(heading=_("Ergebnis"), width=22),
        SheetColumn(heading=_("beschlossen am"), format=CellFormat.DATE),
        SheetColumn(heading=_("Anmerkung"), width=40),
    )
    rows: list[tuple[str | date | None, ...]] = []
    for line in lines:
        theme = f"{line.theme_number} {line.theme}"
        head = (line.number, line.title, theme, line.department, str(line.status.label))
        for one in line.decisions:
            rows.append((*head, one.reference, one.body, str(one.outcome.label), one.day, one.note))
        if not line.decisions:
            rows.append((*head, None, None, None, None, None))
    return Sheet(title=_("Beschlüsse zu Maßnahmen"), columns=columns, rows=tuple(rows), fixed=2)
