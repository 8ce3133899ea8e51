"""The filter of the list of measures: from a query string to measures, without a database."""

from collections.abc import Mapping
from uuid import UUID

from django.utils.translation import gettext as _

from editing.addresses import slug_of
from publication.implementation import STATE_WORDS
from publication.lookup import MeasurePlace, measure_places, sdg_number
from strategy.choices import ResolutionStatus
from strategy.document.document import MeasureEntry, StrategyDocument
from strategy.filters import Option, Wish, filter_field

# The names of the fields, as they stand in addresses.
FILTERS = ("themenfeld", "fachbereich", "sdg", "jahr", "stand", "beschluss")
# Where each word for a state stands among the others.
STATES_IN_ORDER = {words: place for place, words in enumerate(STATE_WORDS)}
# Where the measures stand today: what was frozen, and the resolutions that were taken since.
Statuses = Mapping[UUID, ResolutionStatus]
# The words for what has become of each measure.
States = Mapping[UUID, str]


class MeasureFilter(Wish, frozen=True):
    """The wish of a reader, and where the measures stand."""

    statuses: Statuses
    states: States

    def admits(self, place: MeasurePlace) -> bool:
        measure, sdg = place.measure, self.chosen("sdg")
        return (
            self.chosen("themenfeld") in ("", place.theme.number)
            and self.chosen("fachbereich") in ("", measure.department)
            and (not sdg or any(sdg_number(code) == int(sdg) for code in measure.sdg_targets))
            and (not self.chosen("jahr") or _is_of_year(measure, int(self.chosen("jahr"))))
            and self.chosen("stand") in ("", slug_of(self.states[measure.key]))
            and self.chosen("beschluss") in ("", slug_of(self.statuses[measure.key].label))
        )


def measure_filter(
    document: StrategyDocument, params: Mapping[str, str], *, statuses: Statuses, states: States
) -> MeasureFilter:
    """Read the filter from an address. Values that the document does not offer count as empty.

    `statuses` and `states` know every measure of the document.
    """
    measures = list(document.measures())
    departments = sorted({m.department for m in measures if m.department}, key=str.casefold)
    sdgs = {sdg_number(code) for m in measures for code in m.sdg_targets}
    there = set(states.values())
    return MeasureFilter(
        statuses=statuses,
        states=states,
        fields=(
            filter_field(
                params,
                "themenfeld",
                _("Themenfeld"),
                _("Alle Themenfelder"),
                (
                    Option(value=theme.number, label=f"{theme.number} {theme.title}")
                    for theme in document.themes
                ),
            ),
            filter_field(
                params,
                "fachbereich",
                _("Zuständig"),
                _("Alle Fachbereiche"),
                (Option(value=name, label=name) for name in departments),
            ),
            filter_field(
                params,
                "sdg",
                _("Ziel der Agenda 2030"),
                _("Alle Ziele"),
                (
                    Option(value=str(sdg.number), label=f"{sdg.number} {sdg.title}")
                    for sdg in document.sdgs
                    if sdg.number in sdgs
                ),
            ),
            filter_field(
                params,
                "jahr",
                _("Läuft im Jahr"),
                _("Jedes Jahr"),
                (Option(value=str(year), label=str(year)) for year in _years(measures)),
            ),
            filter_field(
                params,
                "stand",
                _("Umsetzungsstand"),
                _("Jeder Stand"),
                (Option(value=slug_of(words), label=words) for words in STATE_WORDS if words in there),
            ),
            filter_field(
                params,
                "beschluss",
                _("Eigener Beschluss"),
                _("Alle Maßnahmen"),
                (
                    Option(value=slug_of(status.label), label=label)
                    for status, label in (
                        (ResolutionStatus.UNDER_RESERVATION, _("ohne eigenen Beschluss")),
                        (ResolutionStatus.OWN_RESOLUTION, _("mit eigenem Beschluss")),
                        (ResolutionStatus.REJECTED, _("abgelehnt")),
                    )
                    if status in statuses.values()
                ),
            ),
        ),
    )


def _is_of_year(measure: MeasureEntry, year: int) -> bool:
    """Say whether a measure runs in a year; one that names no years runs in none."""
    if measure.start_year is None and measure.end_year is None and not measure.permanent:
        return False
    ends = None if measure.permanent else measure.end_year
    return (measure.start_year or year) <= year <= (ends or year)


def _years(measures: list[MeasureEntry]) -> range:
    """From the first to the last year that a measure names."""
    named = [year for each in measures for year in (each.start_year, each.end_year) if year]
    return range(min(named), max(named) + 1) if named else range(0)


def filtered(document: StrategyDocument, wanted: MeasureFilter) -> tuple[MeasurePlace, ...]:
    """The measures that a filter admits, in the order of the document."""
    return tuple(place for place in measure_places(document) if wanted.admits(place))
