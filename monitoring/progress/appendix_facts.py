"""The appendix as it would be frozen now, read from rows in a constant number of queries."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from uuid import UUID

from monitoring.choices import FrameworkArea
from monitoring.models import CoreIndicator, FrameworkAspect, ReportingFramework
from monitoring.progress.appendix import (
    AnsweringIndicator,
    Appendix,
    AspectEntry,
    CoreIndicatorEntry,
    FieldEntry,
    NumberedTitle,
)
from strategy.document.document import StrategyDocument
from strategy.models import Strategy


def drafted_appendix(
    strategy: Strategy, document: StrategyDocument, answering: Mapping[int, AnsweringIndicator]
) -> Appendix | None:
    """What the city says by its Berichtsrahmen; None before it has loaded one.

    Themes and goals are named as the adopted `document` has them, without those that it lacks; `answering` has what
    counted of each indicator.
    """
    framework = ReportingFramework.objects.filter(strategy=strategy).first()
    if framework is None:
        return None
    aspects = framework.frameworkaspects.all().listed().prefetch_related("themes", "goals", "indicators")
    titles = _titles(document)
    fields = [
        FieldEntry(
            area=FrameworkArea(area),
            title=title,
            aspects=tuple(_aspect(row, titles, answering) for row in rows),
        )
        for (area, title), rows in groupby(aspects, key=attrgetter("area", "field"))
    ]
    figures = framework.coreindicators.all().listed()
    return Appendix(
        name=framework.name,
        edition=framework.edition,
        source=framework.source,
        is_example=framework.is_example,
        fields=tuple(fields),
        core_indicators=tuple(_core_indicator(row, answering) for row in figures),
    )


def _titles(document: StrategyDocument) -> dict[UUID, NumberedTitle]:
    """The theme fields and operational goals in their order, by their keys."""
    found = {}
    for theme in document.themes:
        found[theme.key] = NumberedTitle(number=theme.number, title=theme.title)
        for goal in theme.operational_goals():
            found[goal.key] = NumberedTitle(number=goal.number, title=goal.short_title or goal.statement)
    return found


def _aspect(
    row: FrameworkAspect, titles: Mapping[UUID, NumberedTitle], answering: Mapping[int, AnsweringIndicator]
) -> AspectEntry:
    linked = [answering[each.pk] for each in row.indicators.all() if each.pk in answering]
    return AspectEntry(
        code=row.code,
        title=row.title,
        sdgs=tuple(row.sdgs),
        state=row.state,
        text=row.text,
        reason=row.reason,
        themes=_named(titles, [theme.pk for theme in row.themes.all()]),
        goals=_named(titles, [goal.pk for goal in row.goals.all()]),
        indicators=tuple(sorted(linked, key=lambda each: each.name)),
    )


def _core_indicator(row: CoreIndicator, answering: Mapping[int, AnsweringIndicator]) -> CoreIndicatorEntry:
    return CoreIndicatorEntry(
        code=row.code,
        title=row.title,
        unit=row.unit,
        sdgs=tuple(row.sdgs),
        state=row.state,
        reason=row.reason,
        indicator=answering.get(row.indicator_id) if row.indicator_id else None,
    )


def _named(titles: Mapping[UUID, NumberedTitle], keys: Sequence[UUID]) -> tuple[NumberedTitle, ...]:
    return tuple(title for key, title in titles.items() if key in keys)
