"""Indicators with their series, targets and formulas."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import cast

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from editing.exceptions import RuleBroken, StaleRevision
from editing.revisions import Revised
from monitoring.actions.rows import changed, removed, save_row, still_there, written, written_with_links
from monitoring.models import (
    FormulaTerm,
    Indicator,
    IndicatorSeries,
    IndicatorTarget,
    IndicatorValue,
)

RELATIONS = ("goals", "themes", "sdg_targets")


@transaction.atomic
def create_indicator(*, indicator: Indicator, related: Mapping[str, Iterable[object]], by: User) -> Indicator:
    """Add an indicator with the series of its whole; `related` are its goals, theme fields and SDG targets."""
    written_with_links(indicator, related, by)
    IndicatorSeries.objects.create(indicator=indicator)
    return indicator


@transaction.atomic
def save_indicator(
    *, indicator: Indicator, values: Mapping[str, object], revision: int, by: User
) -> Indicator:
    """Change an indicator. Raises StaleRevision, and RuleBroken for another unit when there are values already."""
    current = still_there(indicator)
    if current.revision != revision:
        raise StaleRevision(cast(Revised, current))
    unit = values.get("unit", current.unit)
    if unit != current.unit and IndicatorValue.objects.filter(series__indicator=current).exists():
        raise RuleBroken(
            _(
                "Es gibt schon Werte in der Einheit „%(unit)s“. Mit einer anderen Einheit bedeuten sie etwas anderes: "
                "Legen Sie dafür einen eigenen Indikator an."
            )
            % {"unit": current.unit or _("ohne")}
        )
    related = {name: cast("Iterable[object]", values[name]) for name in RELATIONS if name in values}
    for name, value in values.items():
        if name not in RELATIONS:
            setattr(current, name, value)
    current.revision += 1
    return written_with_links(current, related, by)


@transaction.atomic
def set_formula(
    *,
    indicator: Indicator,
    terms: Iterable[Indicator],
    divisors: Iterable[Indicator],
    factor: Decimal,
    by: User,
) -> Indicator:
    """Let an indicator be computed from others; without terms its values are entered again.

    Raises RuleBroken for an input that is computed itself, and for an indicator with values of its own.
    """
    current = still_there(indicator)
    parts = [(each, False) for each in terms] + [(each, True) for each in divisors]
    _refuse_chain(current, [each for each, _is_divisor in parts])
    current.terms.all().delete()
    for each, is_divisor in parts:
        term = FormulaTerm(indicator=current, input=each, is_divisor=is_divisor)
        save_row(term)
    current.factor = factor
    current.revision += 1
    return written(current, by)


def _refuse_chain(indicator: Indicator, inputs: list[Indicator]) -> None:
    if not inputs:
        return
    if IndicatorValue.objects.filter(series__indicator=indicator).exists():
        raise RuleBroken(_("„%s“ hat eigene Werte. Berechnen Sie einen neuen Indikator.") % indicator)
    if indicator.used_in.exists():
        raise RuleBroken(_("Aus „%s“ wird schon ein anderer Indikator berechnet.") % indicator)
    computed = FormulaTerm.objects.filter(indicator__in=inputs).select_related("indicator").first()
    if computed is not None:
        raise RuleBroken(
            _("„%s“ ist selbst berechnet. Nehmen Sie die Indikatoren, aus denen er entsteht.")
            % computed.indicator
        )


@transaction.atomic
def add_series(*, series: IndicatorSeries, by: User) -> IndicatorSeries:
    """Add a part of a split. Raises RuleBroken for one that is there."""
    save_row(series)
    return series


@transaction.atomic
def add_target(*, target: IndicatorTarget, by: User) -> IndicatorTarget:
    """Add a target. Raises RuleBroken for a second one of its year, and for one that is no later than the baseline."""
    still_there(target.indicator)
    _refuse_before_baseline(target)
    return written(target, by)


@transaction.atomic
def save_target(
    *, target: IndicatorTarget, values: Mapping[str, object], revision: int, by: User
) -> IndicatorTarget:
    saved = changed(target, values, revision, by)
    _refuse_before_baseline(saved)
    return saved


@transaction.atomic
def remove_target(*, target: IndicatorTarget, by: User) -> None:
    removed(target, by)


def _refuse_before_baseline(target: IndicatorTarget) -> None:
    baseline = target.indicator.baseline_year
    if baseline is not None and target.year <= baseline:
        raise RuleBroken(
            _("Das Zieljahr %(year)d liegt nicht nach dem Ausgangsjahr %(baseline)d.")
            % {"year": target.year, "baseline": baseline}
        )
