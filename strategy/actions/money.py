"""What every way of writing a measure asks of its money."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import cast

from django.core.exceptions import ValidationError
from django.db.models import Field

from editing.exceptions import RuleBroken
from strategy.models import Element, Measure
from strategy.money import (
    SHORT_FORM,
    SOURCES,
    YEARLY,
    FundingSource,
    YearlyCost,
    contradictions,
    in_order_of_sources,
    in_order_of_years,
    short_form,
)


def agree_about_money(element: Element, values: dict[str, object]) -> None:
    """Put rows in their order and complete the figures that follow from them. Raises RuleBroken for other figures."""
    if not isinstance(element, Measure) or not values.keys() & {YEARLY, SOURCES, *SHORT_FORM}:
        return
    costs = in_order_of_years(cast("Iterable[YearlyCost]", values.get(YEARLY, element.yearly_costs)))
    sources = in_order_of_sources(
        cast("Iterable[FundingSource]", values.get(SOURCES, element.funding_sources))
    )
    short = short_form(costs, sources)
    refusals = chain((sentence for _name, sentence in too_large(short)), contradictions(values, short))
    if sentence := next(refusals, ""):
        raise RuleBroken(f"„{element}“: {sentence}" if element.title else sentence)
    rows = {YEARLY: costs, SOURCES: sources}
    values.update(short, **{name: value for name, value in rows.items() if name in values})


def too_large(short: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """The figures that all years together make larger than one can be, each with a sentence."""
    for name, value in short.items():
        try:
            cast("Field", Measure._meta.get_field(name)).run_validators(value)
        except ValidationError as error:
            yield name, " ".join(error.messages)
