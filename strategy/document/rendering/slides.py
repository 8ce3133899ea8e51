"""The strategy as slides for the council's session: theme fields, goals, numbers, money, and the way it takes."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from editing.amounts import euro, number
from exports.presentations import (
    TITLE_AT_MOST,
    Chart,
    Cover,
    Grid,
    Point,
    Points,
    Slide,
    shortened,
    write_presentation,
)
from strategy.document.document import OperationalGoalEntry, StrategyDocument, ThemeSection
from strategy.document.figures import (
    costs,
    measures_by_department,
    sdg_matrix,
    source_figures,
    theme_figures,
)
from strategy.document.notation import dashes, year
from strategy.document.rendering.pdf import Edition
from strategy.document.resources import resources_of
from strategy.document.route import RouteStep
from strategy.templatetags.print_tags import colour

LANGUAGE = "de-DE"


def document_slides(
    document: StrategyDocument, edition: Edition, *, route: Iterable[RouteStep], at: datetime
) -> bytes:
    """Write any document, frozen or not, as it was `at` a moment."""
    return write_presentation(
        _slides(document, edition, tuple(route)),
        title=f"{document.title}, {edition.label}",
        author=document.municipality.full_name,
        language=LANGUAGE,
        accent=colour(document.municipality.accent_colour).removeprefix("#"),
        at=at,
    )


def _slides(document: StrategyDocument, edition: Edition, route: tuple[RouteStep, ...]) -> Iterator[Slide]:
    part = document.excerpt
    label = part.label if part else ""
    yield Cover(
        title=document.title,
        lines=(document.municipality.full_name, label, edition.label, edition.state, _example(document)),
    )
    if part:
        yield Points(title=_("Was diese Folien zeigen"), points=(Point(text=part.left_out),))
    yield _overview(document)
    if document.themes:
        yield _theme_table(document)
    for theme in document.themes:
        yield _theme_points(theme)
        yield from _numbers(theme)
    yield from _references(document)
    yield from _money(document)
    yield from _route(route)


def _example(document: StrategyDocument) -> str:
    return _("Beispieldaten") if document.is_example else ""


def _overview(document: StrategyDocument) -> Points:
    found = costs(document.measures())
    said = [_("Zieljahr %(year)s") % {"year": year(document.target_year)}, *_counts(document)]
    said.append(_("%(amount)s im Jahr, solange die Maßnahmen laufen") % {"amount": euro(found.annual)})
    said.append(_("%(amount)s Investitionen") % {"amount": euro(found.investment)})
    if found.unfunded:
        said.append(
            ngettext(
                "Für %(n)d Maßnahme ist die Finanzierung noch ungeklärt",
                "Für %(n)d Maßnahmen ist die Finanzierung noch ungeklärt",
                found.unfunded,
            )
            % {"n": found.unfunded}
        )
    return Points(title=_("Auf einen Blick"), points=tuple(Point(text=text) for text in said))


def _counts(document: StrategyDocument) -> list[str]:
    fields = len(document.themes)
    strategic, operational = _count(document.strategic_goals()), _count(document.operational_goals())
    measures = _count(document.measures())
    return [
        ngettext("%(n)s Themenfeld", "%(n)s Themenfelder", fields) % {"n": number(fields)},
        ngettext("%(n)s strategisches Ziel", "%(n)s strategische Ziele", strategic)
        % {"n": number(strategic)},
        ngettext("%(n)s operatives Ziel", "%(n)s operative Ziele", operational) % {"n": number(operational)},
        ngettext("%(n)s Maßnahme", "%(n)s Maßnahmen", measures) % {"n": number(measures)},
    ]


def _theme_table(document: StrategyDocument) -> Grid:
    rows = [
        (
            f"{figures.theme.number} {figures.theme.title}",
            str(figures.strategic_goals),
            str(figures.operational_goals),
            str(figures.measures),
            euro(figures.costs.annual),
            euro(figures.costs.investment),
        )
        for figures in map(theme_figures, document.themes)
    ]
    return Grid(
        title=_("Die Themenfelder"),
        description=_("Für jedes Themenfeld die Zahl der Ziele und Maßnahmen und was sie kosten."),
        header=(
            _("Themenfeld"),
            _("Strategische Ziele"),
            _("Operative Ziele"),
            _("Maßnahmen"),
            _("Kosten im Jahr"),
            _("Investitionen"),
        ),
        rows=tuple(rows),
        widths=(7, 4, 4, 4, 4, 4),
        figures=frozenset(range(1, 6)),
    )


def _theme_points(theme: ThemeSection) -> Points:
    points = [Point(text=theme.guideline)] if theme.guideline.strip() else []
    for goal in theme.strategic_goals:
        points.append(Point(text=f"{goal.number} {goal.statement.strip() or _('Strategisches Ziel')}"))
        points += [Point(text=_named(below), level=1) for below in goal.operational_goals]
    title = f"{theme.number} {theme.title}"
    return Points(title=title, points=tuple(points) or (Point(text=_("Noch ohne Ziele.")),))


def _named(goal: OperationalGoalEntry) -> str:
    return f"{goal.number} {goal.heading.strip() or _('Operatives Ziel')}"


def _numbers(theme: ThemeSection) -> Iterator[Grid]:
    rows = [
        (
            _named(goal),
            goal.indicator,
            _value(goal.baseline_value, goal, goal.baseline_year),
            _value(goal.target_value, goal, goal.target_year),
        )
        for goal in theme.operational_goals()
        if goal.indicator.strip()
    ]
    if rows:
        yield Grid(
            title=shortened(
                f"{theme.number} {theme.title}", TITLE_AT_MOST, before=_(": Woran wir es messen")
            ),
            description=_("Für jedes operative Ziel der Indikator mit Ausgangswert und Zielwert."),
            header=(_("Ziel"), _("Indikator"), _("Ausgangswert"), _("Zielwert")),
            rows=tuple(rows),
            widths=(8, 8, 5, 5),
            figures=frozenset({2, 3}),
        )


def _value(value: Decimal | None, goal: OperationalGoalEntry, in_year: int | None) -> str:
    if value is None:
        return _("noch offen")
    said = f"{number(value)} {goal.unit}".strip()
    return f"{said} ({year(in_year)})" if in_year else said


def _references(document: StrategyDocument) -> Iterator[Chart]:
    matrix = sdg_matrix(document)
    if matrix.total:
        named = [f"SDG {sdg.number}" for sdg in matrix.sdgs]
        listed = zip(matrix.sdgs, matrix.totals, strict=True)
        yield Chart(
            title=_("Bezüge zur Agenda 2030"),
            description=", ".join(f"SDG {sdg.number} {sdg.title}: {total}" for sdg, total in listed),
            categories=tuple(named),
            series=((_("Bezüge der Ziele und Maßnahmen"), tuple(map(float, matrix.totals))),),
        )


def _money(document: StrategyDocument) -> Iterator[Slide]:
    resources = resources_of(document.measures(), until=document.period_end or document.target_year)
    years = [row for row in resources.by_year if row.cost]
    if years:
        yield Chart(
            title=_("Was es kostet, Jahr für Jahr"),
            description=", ".join(f"{year(row.year)}: {euro(row.cost)}" for row in years),
            categories=tuple(year(row.year) for row in years),
            series=(
                (_("laufend"), tuple(float(row.running_cost) for row in years)),
                (_("einmalig"), tuple(float(row.investment) for row in years)),
            ),
            number_format='#,##0 "€"',
        )
    sources = source_figures(document.measures())
    if sources:
        yield Grid(
            title=_("Wer zahlt"),
            description=_(
                "Für jede Art der Finanzierung die Zahl der Maßnahmen und die Beträge über alle Jahre."
            ),
            header=(_("Finanzierung"), _("Maßnahmen"), _("Beträge über alle Jahre"), _("ohne Betrag")),
            rows=tuple(
                (
                    str(each.kind.label),
                    str(each.measures),
                    euro(each.total) if each.total else "–",
                    str(each.unstated),
                )
                for each in sources
            ),
            widths=(8, 4, 5, 4),
            figures=frozenset({1, 2, 3}),
        )
    yield from _departments(document)


def _departments(document: StrategyDocument) -> Iterator[Grid]:
    rows = [
        (
            dashes(name) or _("noch offen"),
            str(len(measures)),
            euro(costs(measures).annual),
            euro(costs(measures).investment),
        )
        for name, measures in measures_by_department(document)
    ]
    if rows:
        yield Grid(
            title=_("Wer es umsetzt"),
            description=_("Für jeden Fachbereich die Zahl der Maßnahmen und was sie kosten."),
            header=(_("Zuständig"), _("Maßnahmen"), _("Kosten im Jahr"), _("Investitionen")),
            rows=tuple(rows),
            widths=(11, 4, 5, 5),
            figures=frozenset({1, 2, 3}),
        )


def _route(route: tuple[RouteStep, ...]) -> Iterator[Grid]:
    if route:
        yield Grid(
            title=_("Der Weg durch die Gremien"),
            description=_("Für jede Beratung das Gremium, seine Zuständigkeit, der Tag und das Ergebnis."),
            header=(_("Gremium"), _("Zuständigkeit"), _("Sitzung am"), _("Ergebnis")),
            rows=tuple(
                (
                    step.body,
                    step.role,
                    date_format(step.day, "j. F Y") if step.day else _("noch offen"),
                    step.outcome,
                )
                for step in route
            ),
            widths=(8, 4, 4, 6),
        )


def _count(entries: Iterable[object]) -> int:
    return sum(1 for _entry in entries)
