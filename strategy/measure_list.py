"""The list of all measures of the working draft: what is chosen, in which order, and the sums. Pure."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from msgspec import Struct

from editing.asked import words_in
from strategy.choices import ImplementationStatus, MeasureKind, ResolutionStatus
from strategy.completeness import has_settled_funding, has_whole_period
from strategy.document.document import MeasureEntry, OperationalGoalEntry, StrategicGoalEntry, ThemeSection
from strategy.document.figures import Costs, costs
from strategy.filters import FilterField, Option, Wish, chosen_in_words, filter_field, shortened, theme_field

WORDS_AT_MOST = 200
YEARS_AT_MOST = 60


class Missing(Struct, frozen=True):
    """What a measure may lack: its name, and how to see it."""

    label: Promise
    lacks: Callable[[MeasureEntry], bool]


# The first three are those of the guide ("Was fehlt").
MISSING = {
    "zustaendigkeit": Missing(
        label=gettext_lazy("Zuständigkeit"), lacks=lambda measure: not measure.department
    ),
    "zeitraum": Missing(
        label=gettext_lazy("vollständiger Zeitraum"), lacks=lambda measure: not has_whole_period(measure)
    ),
    "finanzierung": Missing(
        label=gettext_lazy("geklärte Finanzierung"), lacks=lambda measure: not has_settled_funding(measure)
    ),
    "kosten": Missing(
        label=gettext_lazy("Angabe zu den Kosten"),
        lacks=lambda measure: measure.annual_cost is None and measure.investment is None,
    ),
    "beschreibung": Missing(
        label=gettext_lazy("Beschreibung"), lacks=lambda measure: not measure.description.strip()
    ),
    "sdg": Missing(
        label=gettext_lazy("Bezug zur Agenda 2030"), lacks=lambda measure: not measure.sdg_targets
    ),
}


class Line(Struct, frozen=True):
    """A measure with what stands above it."""

    theme: ThemeSection
    strategic_goal: StrategicGoalEntry
    goal: OperationalGoalEntry
    measure: MeasureEntry

    @property
    def missing(self) -> list[str]:
        return [str(missing.label) for missing in MISSING.values() if missing.lacks(self.measure)]


class Sums(Struct, frozen=True):
    """What measures cost together; `without_posts` counts those that state no posts."""

    measures: int
    costs: Costs
    posts: Decimal
    without_posts: int


# A text or a figure to sort by; None where a measure does not state it.
SortKey = tuple[str, Decimal] | None


def _text(text: str) -> SortKey:
    return (text.casefold(), Decimal(0)) if text else None


def _figure(figure: Decimal | int | None) -> SortKey:
    return None if figure is None else ("", Decimal(figure))


class Order(Struct, frozen=True):
    """An order of the list. What a measure does not state comes last, whichever way the others are sorted."""

    label: Promise
    key: Callable[[MeasureEntry], SortKey]
    largest_first: bool = False


ORDERS = {
    "titel": Order(label=gettext_lazy("Titel"), key=lambda measure: _text(measure.title)),
    "zustaendig": Order(label=gettext_lazy("Zuständig"), key=lambda measure: _text(measure.department)),
    "beginn": Order(label=gettext_lazy("Beginn"), key=lambda measure: _figure(measure.start_year)),
    "kosten": Order(
        label=gettext_lazy("Laufende Kosten, höchste zuerst"),
        key=lambda measure: _figure(measure.annual_cost),
        largest_first=True,
    ),
    "investition": Order(
        label=gettext_lazy("Investition, höchste zuerst"),
        key=lambda measure: _figure(measure.investment),
        largest_first=True,
    ),
    "stellen": Order(
        label=gettext_lazy("Stellen, meiste zuerst"),
        key=lambda measure: _figure(measure.staff_fte),
        largest_first=True,
    ),
}


class MeasureWish(Wish, frozen=True):
    """What somebody wants to see of the measures. No words mean all of them, an empty order the numbers."""

    words: str
    order: FilterField

    @property
    def is_active(self) -> bool:
        return bool(self.words) or super().is_active

    @property
    def selection(self) -> dict[str, str]:
        return super().selection | ({"q": self.words} if self.words else {})

    @property
    def whole_query(self) -> str:
        """The same with the order, for the pages of the list."""
        return urlencode(self.selection | ({self.order.name: self.order.chosen} if self.order.chosen else {}))

    @property
    def folded(self) -> str:
        """What is set behind the fold: words stand above it."""
        return chosen_in_words(*self.fields, self.order)

    def spoken(self, *but: str) -> list[str]:
        """What narrows the list, in words: "Art: neu"; all but the named choices."""
        chosen = [
            f"{field.label}: {field.chosen_label}"
            for field in self.fields
            if field.chosen and field.name not in but
        ]
        return [*chosen, *([_("Wörter: %(words)s") % {"words": self.words}] if self.words else [])]

    def admits(self, line: Line) -> bool:
        measure, year, missing = line.measure, self.chosen("jahr"), self.chosen("fehlt")
        return (
            self.chosen("themenfeld") in ("", str(line.theme.key))
            and self.chosen("ziel") in ("", str(line.strategic_goal.key), str(line.goal.key))
            and self.chosen("art") in ("", measure.measure_kind.value)
            and self.chosen("fachbereich") in ("", measure.department)
            and self.chosen("beschluss") in ("", measure.resolution_status.value)
            and self.chosen("umsetzung") in ("", measure.implementation_status.value)
            and (not year or runs_in(measure, int(year)))
            and (not missing or MISSING[missing].lacks(measure))
            and all(word in text_of(measure) for word in self.words.casefold().split())
        )


def runs_in(measure: MeasureEntry, year: int) -> bool:
    """Tell whether a measure runs in a year. Without a beginning nobody knows; without an end it is that year alone."""
    if measure.start_year is None:
        return False
    return measure.start_year <= year and (
        measure.permanent or year <= (measure.end_year or measure.start_year)
    )


def text_of(measure: MeasureEntry) -> str:
    """The words of a measure, as they are searched."""
    texts = (
        measure.number,
        measure.title,
        measure.description,
        measure.department,
        measure.partners,
        measure.target_group,
        measure.milestones,
        measure.budget_product,
        measure.note,
    )
    return "\n".join(texts).casefold()


def lines_of(themes: Iterable[ThemeSection]) -> Iterator[Line]:
    """All measures of the theme fields, in their order."""
    return (
        Line(theme=theme, strategic_goal=above, goal=goal, measure=measure)
        for theme in themes
        for above in theme.strategic_goals
        for goal in above.operational_goals
        for measure in goal.measures
    )


def measure_wish(themes: Sequence[ThemeSection], params: QueryDict) -> MeasureWish:
    """Read from an address what is wanted of the measures of these theme fields."""
    measures = [line.measure for line in lines_of(themes)]
    theme = theme_field(params, themes)
    return MeasureWish(
        words=words_in(params, "q", at_most=WORDS_AT_MOST),
        fields=(
            theme,
            filter_field(params, "ziel", _("Ziel"), _("Alle Ziele"), _goals(themes, theme.chosen)),
            filter_field(
                params,
                "fachbereich",
                _("Zuständig"),
                _("Alle Fachbereiche"),
                _plain({measure.department for measure in measures}),
            ),
            filter_field(
                params,
                "art",
                _("Art der Maßnahme"),
                _("Jede Art"),
                (Option(value=kind.value, label=str(kind.label)) for kind in MeasureKind),
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
                "umsetzung",
                _("Umsetzungsstand"),
                _("Jeder Stand"),
                (Option(value=status.value, label=str(status.label)) for status in ImplementationStatus),
            ),
            filter_field(
                params,
                "beschluss",
                _("Beschlussstand"),
                _("Jeder Stand"),
                (Option(value=status.value, label=str(status.label)) for status in ResolutionStatus),
            ),
            filter_field(
                params,
                "fehlt",
                _("Was fehlt"),
                _("Ohne Einschränkung"),
                (Option(value=name, label=str(missing.label)) for name, missing in MISSING.items()),
            ),
        ),
        order=filter_field(
            params,
            "sortierung",
            _("Sortieren nach"),
            _("Nummer"),
            (Option(value=name, label=str(order.label)) for name, order in ORDERS.items()),
        ),
    )


def chosen_lines(lines: Iterable[Line], wish: MeasureWish) -> list[Line]:
    """The measures that are wanted, in the order that is wanted."""
    found = [line for line in lines if wish.admits(line)]
    if not wish.order.chosen:
        return found
    order = ORDERS[wish.order.chosen]
    keyed = [(order.key(line.measure), line) for line in found]
    stated = [(key, line) for key, line in keyed if key is not None]
    stated.sort(key=lambda pair: pair[0], reverse=order.largest_first)
    return [*(line for _key, line in stated), *(line for key, line in keyed if key is None)]


def sums_of(lines: Sequence[Line]) -> Sums:
    """What these measures cost together."""
    measures = [line.measure for line in lines]
    return Sums(
        measures=len(measures),
        costs=costs(measures),
        posts=sum((measure.staff_fte or Decimal(0) for measure in measures), Decimal(0)),
        without_posts=sum(measure.staff_fte is None for measure in measures),
    )


def _goals(themes: Iterable[ThemeSection], chosen_theme: str) -> Iterator[Option]:
    """The goals of both levels; with a theme field those below it."""
    for theme in themes:
        if chosen_theme not in ("", str(theme.key)):
            continue
        for above in theme.strategic_goals:
            yield _goal(above)
            yield from map(_goal, above.operational_goals)


def _goal(goal: StrategicGoalEntry | OperationalGoalEntry) -> Option:
    return Option(value=str(goal.key), label=shortened(f"{goal.number} {goal.heading}"))


def _plain(values: Iterable[str]) -> Iterator[Option]:
    return (Option(value=value, label=value) for value in sorted(filter(None, values), key=str.casefold))


def _years(measures: Iterable[MeasureEntry]) -> Iterable[int]:
    """The years in which measures run, from the first beginning to the last end."""
    years = {year for measure in measures for year in (measure.start_year, measure.end_year) if year}
    return range(min(years), min(max(years), min(years) + YEARS_AT_MOST) + 1) if years else ()
