"""Which series of which indicator a row of a table of values means. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from django.utils.translation import gettext as _

from editing.figures import other_unit
from editing.typed import short
from monitoring.lights import period_words
from tables.cells import normalised
from tables.kinds.column import CellValue
from tables.matching import ForAll, Match, Matcher, Parent, text_of
from tables.rows import TableRow
from tables.rules import BrokenRule
from tables.signs import marked, understood

# How tables call the whole beside its parts.
WHOLE = frozenset({"insgesamt", "gesamt", "zusammen", "alle", "total", "summe", "-", "–"})
# Units that are written in several ways.
SAME_UNITS = (
    frozenset({"%", "prozent", "v. h.", "v.h.", "vh", "proz."}),
    frozenset({"euro", "€", "eur"}),
    frozenset({"tonnen", "t", "tonne"}),
)


class SeriesParent(Parent, frozen=True):
    """A series below which values may come: its `title` is the name of the indicator.

    `waiting` are the periods for which a value lies before coordination; no value is later than `last_year`.
    """

    dimension: str = ""
    part: str = ""
    unit: str = ""
    source: str = ""
    is_computed: bool = False
    waiting: frozenset[date] = frozenset()
    last_year: int = 2100

    def __str__(self) -> str:
        return f"{self.dimension}: {self.part}"


def folded_unit(text: str) -> str:
    """A unit for comparing: "in %", "Prozent" and "%" are one."""
    plain = normalised(text).strip("()[]").removeprefix("in ").strip()
    return next((sorted(same)[0] for same in SAME_UNITS if plain in same), plain)


class ValueMatcher(Matcher):
    """Finds values by their indicator, the part of a split, and their year or day."""

    def __init__(
        self, existing: Iterable[TableRow], parents: Iterable[Parent], *, title_column: str, for_all: ForAll
    ) -> None:
        super().__init__(existing, title_column=title_column, for_all=for_all)
        self.by_indicator: dict[str, list[SeriesParent]] = defaultdict(list)
        for parent in parents:
            if isinstance(parent, SeriesParent):
                self.by_indicator[parent.title].append(parent)
        self.by_place = {
            (
                *(text_of(row.values, name) for name in ("indicator", "dimension", "part")),
                row.values["period"],
            ): row
            for row in self.by_key.values()
        }

    def match(self, values: Mapping[str, CellValue]) -> Match:
        series = self._series(values)
        if isinstance(series, Match):
            return series
        if reason := _other_unit(text_of(values, "unit"), series):
            return Match(reason=reason, column="unit")
        period = values.get("period")
        if not isinstance(period, date):
            return Match(reason=_("Es fehlt das Jahr oder der Stichtag."), column="period")
        if period.year > series.last_year:
            reason = _("Das Jahr %d hat noch nicht begonnen. Was erreicht werden soll, ist ein Zielwert.")
            return Match(reason=reason % period.year, column="period")
        row = self.by_place.get((series.title, series.dimension, series.part, period))
        return Match(key=row.key) if row else Match(parent_key=series.key)

    def new_identities(
        self, match: Match, values: Mapping[str, CellValue], decision: str, line: int
    ) -> list[tuple[str, ...]]:
        return [("value", match.parent_key, str(values["period"]))]

    def settled(self, values: Mapping[str, CellValue], decision: str = "") -> dict[str, CellValue]:
        """The values; a source that is not that of the indicator goes into the remark."""
        kept = {name: value for name, value in values.items() if name != "source"}
        series, source = self._series(values), text_of(values, "source")
        if not source or (
            isinstance(series, SeriesParent) and normalised(series.source) == normalised(source)
        ):
            return kept
        note = text_of(values, "note")
        return {**kept, "note": "; ".join(filter(None, (note, _("Quelle: %s") % source)))}

    def refusals(self, values: Mapping[str, CellValue], typed: Mapping[str, str]) -> tuple[BrokenRule, ...]:
        series = self._series(values)
        if isinstance(series, Match):
            return ()
        reason = other_unit(marked(typed.get("value", "")).figure, series.unit)
        return (("value", reason),) if reason else ()

    def doubts(self, values: Mapping[str, CellValue], typed: Mapping[str, str]) -> tuple[BrokenRule, ...]:
        found = [sentence] if (sentence := understood(typed.get("value", ""))) else []
        series, period = self._series(values), values.get("period")
        is_waiting = isinstance(series, SeriesParent) and period in series.waiting
        if is_waiting and values.get("value") is not None:
            found.append(_("Ein gemeldeter Wert wartet noch auf die Annahme. Er wird durch diesen ersetzt."))
        return tuple(("value", sentence) for sentence in found)

    def _series(self, values: Mapping[str, CellValue]) -> SeriesParent | Match:
        """The series that a row is about, or why there is none."""
        name = text_of(values, "indicator")
        found = self.by_indicator.get(name, [])
        if not name:
            return Match(reason=_("Es fehlt der Indikator."), column="indicator")
        if not found:
            return Match(reason=_("„%s“ gibt es nicht mehr.") % short(name), column="indicator")
        if found[0].is_computed:
            reason = _("„%s“ wird berechnet. Tragen Sie die Werte dort ein, woraus sie entsteht.") % name
            return Match(reason=reason, column="indicator")
        dimension, part = (normalised(text_of(values, column)) for column in ("dimension", "part"))
        return _part_of(found, dimension, "" if part in WHOLE else part, text_of(values, "part"))


def title_of_value(values: Mapping[str, CellValue]) -> str:
    """A value as people recognise it: its indicator, its part, its year."""
    period = values.get("period")
    when = period_words(period) if isinstance(period, date) else ""
    return ", ".join(filter(None, (text_of(values, "indicator"), text_of(values, "part"), when)))


def _part_of(found: Iterable[SeriesParent], dimension: str, part: str, typed: str) -> SeriesParent | Match:
    meant = [
        each
        for each in found
        if normalised(each.part) == part
        and (not part or not dimension or normalised(each.dimension) == dimension)
    ]
    if len(meant) == 1:
        return meant[0]
    if meant:
        reason = _("„%s“ gibt es in mehreren Aufteilungen. Es fehlt, wonach aufgeteilt ist.") % short(typed)
        return Match(reason=reason, column="dimension")
    known = ", ".join(str(each) for each in found if each.part)
    reason = _("Diesen Teil hat der Indikator nicht. Legen Sie ihn dort zuerst an („Aufteilen“).")
    return Match(reason=f"{reason} {_('Es gibt: %s.') % known}" if known else reason, column="part")


def _other_unit(typed: str, series: SeriesParent) -> str:
    """The reason why a unit is not that of the indicator; one that says nothing fits."""
    if not typed or not series.unit or folded_unit(typed) == folded_unit(series.unit):
        return ""
    return _("„%(typed)s“ ist nicht die Einheit des Indikators („%(unit)s“). Es wird nichts umgerechnet.") % {
        "typed": short(typed),
        "unit": series.unit,
    }
