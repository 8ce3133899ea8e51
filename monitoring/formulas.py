"""Computed indicators: per head, shares, sums. Pure.

A formula is the sum of some indicators, by the sum of others where there are any, times a factor: no text is run.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal, localcontext

from django.utils.translation import gettext as _
from msgspec import Struct

from kern.quotes import inside_quotes
from monitoring.choices import Quality
from monitoring.effect_status import ValueFacts

DECIMALS = 3
# Enough for the largest figures that people can enter, multiplied and divided.
DIGITS = 80
# As large as no entered value can be.
TOO_LARGE = Decimal(10) ** 11


class Input(Struct, frozen=True):
    """An indicator that a formula takes, with its values."""

    name: str
    values: tuple[ValueFacts, ...]

    def in_period(self, period: date) -> ValueFacts | None:
        return next((value for value in self.values if value.period == period), None)


class Formula(Struct, frozen=True):
    """Without divisors it is a sum."""

    terms: tuple[Input, ...]
    divisors: tuple[Input, ...] = ()
    factor: Decimal = Decimal(1)


class Computed(Struct, frozen=True):
    """The value for a period, or the names of what is missing for it, or why nothing comes of what is there."""

    period: date
    value: ValueFacts | None
    missing: tuple[str, ...] = ()
    problem: str = ""

    @property
    def reason(self) -> str:
        return _("es fehlt: %s") % ", ".join(self.missing) if self.missing else self.problem


def computed(formula: Formula) -> tuple[Computed, ...]:
    """The results for all periods for which any input has a value, in the order of time."""
    inputs = (*formula.terms, *formula.divisors)
    periods = sorted({value.period for each in inputs for value in each.values})
    with localcontext(prec=DIGITS):
        return tuple(_in_period(formula, period) for period in periods)


def _in_period(formula: Formula, period: date) -> Computed:
    found = {each: each.in_period(period) for each in (*formula.terms, *formula.divisors)}
    missing = tuple(dict.fromkeys(each.name for each, value in found.items() if value is None))
    if missing:
        return Computed(period=period, value=None, missing=missing)
    above = _sum(found, formula.terms)
    if formula.divisors:
        below = _sum(found, formula.divisors)
        if below == 0:
            return Computed(period=period, value=None, problem=_zero_words(formula))
        above /= below
    result = round(above * formula.factor, DECIMALS)
    if abs(result) >= TOO_LARGE:
        return Computed(period=period, value=None, problem=_("das Ergebnis ist zu groß"))
    quality = _worst(value.quality for value in found.values() if value is not None)
    return Computed(period=period, value=ValueFacts(period=period, value=result, quality=quality))


def _zero_words(formula: Formula) -> str:
    names = " + ".join(each.name for each in formula.divisors)
    return _("der Teiler „%s“ ist 0") % inside_quotes(names)


def _sum(found: Mapping[Input, ValueFacts | None], parts: Sequence[Input]) -> Decimal:
    return sum((value.value for part in parts if (value := found[part]) is not None), Decimal(0))


def _worst(qualities: Iterable[Quality]) -> Quality:
    """A result is no better than the least certain of its inputs."""
    order = list(Quality)
    return max(qualities, key=order.index)
