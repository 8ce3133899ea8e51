"""The list of measures as people order it, and as a table to save, without a database."""

from collections.abc import Callable, Iterable, Mapping
from uuid import UUID

from django.utils.translation import gettext as _

from exports.spreadsheets import CellFormat, Sheet, SheetColumn
from publication.filters import STATES_IN_ORDER
from publication.lookup import MeasurePlace
from search.words import folded_words
from strategy.filters import FilterField, Option, filter_field

ORDER = "sortierung"
States = Mapping[UUID, str]
# Behind every year: what names none comes last.
NO_YEAR = 9999


def order_field(params: Mapping[str, str]) -> FilterField:
    """How the list is ordered; without a wish by number, as in the strategy."""
    options = (
        Option(value="titel", label=_("Titel")),
        Option(value="zustaendig", label=_("Zuständig")),
        Option(value="beginn", label=_("Beginn")),
        Option(value="ende", label=_("Ende")),
        Option(value="stand", label=_("Umsetzungsstand")),
    )
    return filter_field(params, ORDER, _("Sortiert nach"), _("Nummer"), options)


def ordered(places: Iterable[MeasurePlace], wish: str, states: States) -> list[MeasurePlace]:
    """The measures in the order that somebody wishes; those that are alike in it by number."""
    keys: dict[str, Callable[[MeasurePlace], object]] = {
        "titel": lambda place: folded_words(place.measure.title),
        # Nobody is responsible: last.
        "zustaendig": lambda place: (not place.measure.department, folded_words(place.measure.department)),
        "beginn": lambda place: place.measure.start_year or NO_YEAR,
        "ende": lambda place: NO_YEAR if place.measure.permanent else place.measure.end_year or NO_YEAR,
        "stand": lambda place: STATES_IN_ORDER[states[place.measure.key]],
    }
    listed = list(places)
    return sorted(listed, key=keys[wish]) if wish in keys else listed  # type: ignore[arg-type]


def sheet_of(places: Iterable[MeasurePlace], states: States) -> Sheet:
    """The list as a table."""
    columns = (
        SheetColumn(heading=_("Nummer")),
        SheetColumn(heading=_("Maßnahme")),
        SheetColumn(heading=_("Themenfeld")),
        SheetColumn(heading=_("Zuständig")),
        SheetColumn(heading=_("Beginn"), format=CellFormat.YEAR),
        SheetColumn(heading=_("Ende"), format=CellFormat.YEAR),
        SheetColumn(heading=_("Daueraufgabe")),
        SheetColumn(heading=_("Umsetzungsstand")),
        SheetColumn(heading=_("Unterziele der Agenda 2030")),
    )
    return Sheet(title=_("Maßnahmen"), columns=columns, rows=tuple(_row(place, states) for place in places))


def _row(place: MeasurePlace, states: States) -> tuple[str | int | None, ...]:
    measure = place.measure
    return (
        measure.number,
        measure.title,
        f"{place.theme.number} {place.theme.title}",
        measure.department,
        measure.start_year,
        measure.end_year,
        _("ja") if measure.permanent else _("nein"),
        states[measure.key],
        ", ".join(measure.sdg_targets),
    )
