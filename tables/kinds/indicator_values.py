"""Tables of the values of indicators, as statistical offices give them: a row, or a cell, for each value."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.roles import Right
from editing.amounts import without_zeros
from editing.typed import tidy
from exports.spreadsheets import Sheet as Spreadsheet
from exports.spreadsheets import SheetColumn
from monitoring.actions.values import report_value, withdraw_value
from monitoring.choices import Quality
from monitoring.models import FormulaTerm, IndicatorSeries, IndicatorValue
from strategy.models import Strategy
from tables.choices import TableKind
from tables.files.raw import RawCell, Sheet
from tables.kinds.column import CellValue, Column
from tables.kinds.indicator_columns import NOTE_AT_MOST, indicator_value_columns
from tables.kinds.indicator_series import SeriesParent, ValueMatcher, title_of_value
from tables.kinds.kind import Kind
from tables.kinds.lists import Lists
from tables.matching import ForAll, Parent, text_of
from tables.previewed import PreviewRow
from tables.rows import TableRow, as_cells
from tables.rules import BrokenRule
from tables.signs import MISSING, is_missing, marked
from tables.stored import Written
from tables.unfolding import unfolded
from tables.writing import Writer, named

PLACES = frozenset({"indicator", "unit", "dimension", "part", "period", "municipality"})
# As many years back as a table is asked for at a time.
YEARS_IN_TEMPLATE = 10


class IndicatorValueTables(Kind):
    choice = TableKind.INDICATOR_VALUES
    slug = "indikatorwerte"
    about = gettext_lazy("Alle angenommenen Werte, auch die der Aufteilungen, mit Güte und Quelle.")
    narrowed_by = frozenset()
    rights_to_import = frozenset({Right.IMPORT_TABLES, Right.MANAGE_IMPLEMENTATION})
    identifying = frozenset({"value"})
    locating = places = PLACES
    # Files have more indicators and more municipalities than one city.
    skipping = frozenset({"indicator", "municipality"})
    title_column = "indicator"
    doubled_column = "value"
    taken_back = gettext_lazy(
        "Neue Werte gelten nicht mehr, berichtigte gehen auf den früheren Wert zurück. Beides bleibt bei den Werten "
        "des Indikators zu sehen."
    )
    filled_in = gettext_lazy(
        "Eine Zeile für jeden Indikator und jeden Teil, eine Spalte für jedes Jahr; weitere Jahre können Sie "
        "anfügen. Leere Zellen ändern nichts."
    )

    def columns(self, lists: Lists) -> tuple[Column, ...]:
        return indicator_value_columns(lists)

    def readable_rows(self, user: User, theme: UUID | None) -> tuple[TableRow, ...]:
        found = IndicatorValue.objects.current().select_related("series__indicator__strategy__municipality")
        ordered = found.order_by("series__indicator__name", "series__dimension", "series__name", "period")
        return tuple(map(_row, ordered))

    def parents(self) -> dict[str, Parent]:
        """The series of all indicators, by key (3 queries)."""
        computed = set(FormulaTerm.objects.values_list("indicator", flat=True))
        waiting: dict[int, set[date]] = defaultdict(set)
        for series, period in IndicatorValue.objects.waiting().values_list("series", "period"):
            waiting[series].add(period)
        last_year = timezone.localdate().year
        return {
            str(row.pk): _parent(row, row.indicator_id in computed, frozenset(waiting[row.pk]), last_year)
            for row in IndicatorSeries.objects.select_related("indicator")
        }

    def matcher(
        self, existing: Sequence[TableRow], parents: Mapping[str, Parent], for_all: ForAll
    ) -> ValueMatcher:
        return ValueMatcher(existing, parents.values(), title_column=self.title_column, for_all=for_all)

    def template(self) -> Spreadsheet:
        """All series whose values are entered, with the last years to the right."""
        by_name = {column.name: column for column in self.columns(Lists())}
        last = timezone.localdate().year
        years = [str(year) for year in range(last - YEARS_IN_TEMPLATE + 1, last + 1)]
        named = tuple(
            SheetColumn(heading=by_name[name].heading, explanation=by_name[name].explanation)
            for name in ("indicator", "unit", "dimension", "part")
        )
        found = IndicatorSeries.objects.filter(indicator__terms__isnull=True).select_related("indicator")
        rows = (
            (row.indicator.name, row.indicator.unit, row.dimension, row.name, *("" for _year in years))
            for row in found.order_by("indicator__name", "dimension", "name")
        )
        value = by_name["value"].explanation
        columns = (*named, *(SheetColumn(heading=year, explanation=value) for year in years))
        return Spreadsheet(title=self.label, columns=columns, rows=tuple(rows), fixed=len(named))

    def laid_out(self, sheet: Sheet, columns: Sequence[Column]) -> Sheet:
        by_name = {column.name: column for column in columns}
        return unfolded(
            sheet, columns, across=by_name["indicator"], period=by_name["period"], value=by_name["value"]
        )

    def notes(self, columns: Sequence[Column], cells: Mapping[str, Sequence[RawCell]]) -> tuple[str, ...]:
        """What the signs of the file were understood as, each once with how often it stands there."""
        counts: Counter[tuple[str, str]] = Counter()
        for cell in cells.get("value", ()):
            if isinstance(cell, str):
                counts.update(_meanings(tidy(cell)))
        found = "; ".join(f"„{sign}“ = {meaning} ({count})" for (sign, meaning), count in counts.items())
        return (_("Zeichen bei den Werten: %s.") % found,) if found else ()

    def title_of(self, values: Mapping[str, CellValue]) -> str:
        return title_of_value(values)

    def says_nothing(self, values: Mapping[str, CellValue]) -> bool:
        """A sign in the place of a figure is no value, and never takes one away."""
        return values.get("value") is None

    def same_as(self, line: int) -> str:
        return _("Zeile %d nennt schon einen Wert für dasselbe Jahr.") % line

    def broken_rules(self, values: Mapping[str, CellValue]) -> tuple[BrokenRule, ...]:
        if len(text_of(values, "note")) <= NOTE_AT_MOST:
            return ()
        reason = _("Anmerkung, Quelle und Fußnoten haben zusammen mehr als %d Zeichen.") % NOTE_AT_MOST
        return (("note", reason),)

    def contradictions(
        self, typed: Mapping[str, str], values: Mapping[str, CellValue]
    ) -> tuple[BrokenRule, ...]:
        by_sign = marked(typed.get("value", "")).quality
        if not by_sign or "quality" not in typed or values.get("quality") == by_sign:
            return ()
        reason = _("Die Spalte „Güte“ sagt etwas anderes als das Zeichen beim Wert („%s“).")
        return (("quality", reason % Quality(by_sign).label),)

    def completed(
        self, values: Mapping[str, CellValue], typed: Mapping[str, str], row: Mapping[str, CellValue]
    ) -> dict[str, CellValue]:
        """The value with what its signs say. One that is there already, as certain as before, says nothing new."""
        if values.get("value") is None:
            return dict(values)
        cell = marked(typed.get("value", ""))
        quality = values.get("quality") or cell.quality or Quality.FINAL.value
        if row and (row["value"], row["quality"]) == (values["value"], quality):
            return {}
        note = "; ".join(filter(None, (text_of(values, "note"), cell.note)))
        return {**values, "quality": quality, "note": note}

    def writer(self, *, by: User, at: datetime) -> "ValueWriter":
        return ValueWriter(by=by, at=at)


class ValueWriter(Writer[IndicatorValue]):
    """Reports values. What counted before stays as corrected; what is taken back stays as withdrawn."""

    series: dict[str, IndicatorSeries]

    def lock(self, keys: Iterable[str]) -> None:
        """Lock all series before their values, as reporting does: values are locked behind their series only."""
        Strategy.objects.select_for_update().first()
        found = IndicatorSeries.objects.select_for_update(of=("self",)).select_related("indicator")
        self.series = {str(row.pk): row for row in found.order_by("pk")}
        super().lock(keys)

    def lockable(self) -> "QuerySet[IndicatorValue]":
        locked = IndicatorValue.objects.select_for_update(of=("self",))
        found: QuerySet[IndicatorValue] = locked.select_related("series__indicator")
        return found

    def held(self, row: IndicatorValue, name: str) -> CellValue:
        value: CellValue = getattr(row, name)
        return value

    def create(self, rows: Sequence[PreviewRow]) -> dict[int, Written]:
        return self.one_by_one(rows, self._create)

    def _create(self, row: PreviewRow) -> Written:
        series = named(self.series, row.parent_key)
        fields = {**self.fields(row.values), "period": row.places["period"]}
        value = report_value(value=IndicatorValue(series=series, **fields), by=self.by, at=self.at)
        return {"key": str(value.pk), "revision": 0, "after": self.state_of(value, row.values)}

    def save(self, current: IndicatorValue, values: Mapping[str, object], revision: int) -> IndicatorValue:
        """A value never changes: a correction is another one, and so is going back to what counted before."""
        kept = {name: getattr(current, name) for name in ("value", "quality", "note")}
        new = IndicatorValue(series=current.series, period=current.period, **{**kept, **values})
        return report_value(value=new, by=self.by, at=self.at)

    def in_the_way(self, written: Written) -> str:
        row = self.rows.get(written["key"])
        is_current = row is not None and row.is_accepted and row.replaced_at is None
        return "" if is_current else _("wurde inzwischen berichtigt oder zurückgenommen")

    def remove(self, row: IndicatorValue, written: Written) -> str:
        withdraw_value(value=row, by=self.by, at=self.at)
        return ""


INDICATOR_VALUES = IndicatorValueTables()


def _meanings(text: str) -> tuple[tuple[str, str], ...]:
    if is_missing(text):
        return ((text, _("%s, kein Wert") % MISSING[text.casefold()]),)
    return marked(text).meanings


def _parent(
    row: IndicatorSeries, is_computed: bool, waiting: frozenset[date], last_year: int
) -> SeriesParent:
    indicator = row.indicator
    return SeriesParent(
        key=str(row.pk),
        number="",
        title=indicator.name,
        dimension=row.dimension,
        part=row.name,
        unit=indicator.unit,
        source=indicator.source,
        is_computed=is_computed,
        waiting=waiting,
        last_year=last_year,
    )


def _row(value: IndicatorValue) -> TableRow:
    series = value.series
    values = as_cells(
        {
            "indicator": series.indicator.name,
            "unit": series.indicator.unit,
            "dimension": series.dimension,
            "part": series.name,
            "period": value.period,
            "value": without_zeros(value.value),
            "quality": value.quality,
            "note": value.note,
            "source": series.indicator.source,
            "licence": series.indicator.licence,
            "municipality": series.indicator.strategy.municipality.name,
        }
    )
    return TableRow(key=str(value.pk), number="", title=title_of_value(values), revision=0, values=values)
