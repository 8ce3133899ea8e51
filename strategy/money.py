"""What a measure costs from year to year, and who pays: rows in the order of years and sources. Pure.

The rows are values of two fields of a measure, in the database as in the document. Its single figures are their
shortest form: tables, lists and sums know these, and they follow from the rows as soon as a row says something of them.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Protocol, TypeVar

import msgspec
from django.utils.translation import gettext as _
from msgspec import Struct

from editing.amounts import euro, number, without_zeros
from strategy.choices import Funding, FundingState


class YearlyCost(Struct, frozen=True):
    """What a measure costs in one year, in Euro, and its staff in full-time equivalents; None means not stated."""

    year: int
    investment: Decimal | None = None
    running_cost: Decimal | None = None
    staff_fte: Decimal | None = None

    def __str__(self) -> str:
        """The row in words: "2027: 50.000 € einmalig, 12.000 € laufend, 0,5 Stellen"."""
        parts = (
            (self.investment, _("%s einmalig"), euro),
            (self.running_cost, _("%s laufend"), euro),
            (self.staff_fte, _("%s Stellen"), number),
        )
        said = ", ".join(words % shown(value) for value, words, shown in parts if value is not None)
        return f"{self.year}: {said}"


class FundingSource(Struct, frozen=True):
    """A source that a measure is paid from, over all its years: its name, the amount in Euro, and how sure it is."""

    kind: Funding
    name: str = ""
    amount: Decimal | None = None
    state: FundingState = FundingState.OPEN

    def __str__(self) -> str:
        """The row in words: "Fördermittel (Städtebauförderung): 40.000 €, beantragt"."""
        name = f" ({self.name})" if self.name else ""
        amount = _("Betrag offen") if self.amount is None else euro(self.amount)
        return f"{self.kind.label}{name}: {amount}, {self.state.label}"


Row = TypeVar("Row", YearlyCost, FundingSource)


class Priced(Protocol):
    """A measure, as a row or as an entry of the document."""

    @property
    def yearly_costs(self) -> Sequence[YearlyCost]: ...

    @property
    def funding_sources(self) -> Sequence[FundingSource]: ...


YEARLY = "yearly_costs"
SOURCES = "funding_sources"
# The single figures, with the list that each of them is the shortest form of.
SHORT_FORM: Mapping[str, str] = {
    "annual_cost": YEARLY,
    "investment": YEARLY,
    "staff_fte": YEARLY,
    "funding": SOURCES,
}


def in_order_of_years(rows: Iterable[YearlyCost]) -> tuple[YearlyCost, ...]:
    """The rows as they are kept: by year, the amounts without zeros that only a database adds."""
    return tuple(sorted(map(_exact, rows), key=lambda row: row.year))


def in_order_of_sources(rows: Iterable[FundingSource]) -> tuple[FundingSource, ...]:
    """The rows as they are kept: by kind, then by name."""
    return tuple(sorted(map(_exact, rows), key=_place_of_source))


def _place_of_source(row: FundingSource) -> tuple[int, str, str]:
    """Where a source stands among the others."""
    return list(Funding).index(row.kind), row.name.casefold(), str(row)


def _exact(row: Row) -> Row:
    amounts = {
        name: without_zeros(value)
        for name in row.__struct_fields__
        if isinstance(value := getattr(row, name), Decimal)
    }
    return msgspec.structs.replace(row, **amounts)


def short_form(costs: Iterable[YearlyCost], sources: Iterable[FundingSource]) -> dict[str, object]:
    """The single figures that follow from the rows; those of which no row says anything are missing.

    Investments add up. Running cost and staff are those of most years, the higher of two that are as frequent. The
    funding is the kind that pays most.
    """
    listed = list(costs)
    investments, running, staff = (
        [value for row in listed if (value := getattr(row, name)) is not None]
        for name in ("investment", "running_cost", "staff_fte")
    )
    found: dict[str, object] = {}
    if investments:
        found["investment"] = sum(investments, Decimal(0))
    if running:
        found["annual_cost"] = _most_frequent(running)
    if staff:
        found["staff_fte"] = _most_frequent(staff)
    kinds = _paid_by_kind(sources)
    if kinds:
        found["funding"] = max(kinds, key=kinds.__getitem__)
    return found


def contradictions(measure: Mapping[str, object], short: Mapping[str, object]) -> Iterator[str]:
    """Sentences about the figures of a measure that are not those that follow from its rows."""
    for name, value in short.items():
        if name in measure and measure[name] != value:
            yield _(
                "%(list)s ergibt %(derived)s, eingetragen ist %(value)s. "
                "Ändern Sie die Aufstellung, oder leeren Sie sie."
            ) % {
                "list": _("Die Aufstellung je Jahr")
                if SHORT_FORM[name] == YEARLY
                else _("Die Liste der Finanzierungsquellen"),
                "derived": in_words(name, value),
                "value": in_words(name, measure[name]) or _("nichts"),
            }


def in_words(name: str, value: object) -> str:
    """A single figure as people read it: "12.000 € im Jahr"."""
    words = {
        "annual_cost": _("%s im Jahr"),
        "investment": _("%s einmalig"),
        "staff_fte": _("%s Stellen"),
    }
    if isinstance(value, Decimal):
        return words[name] % (number(value) if name == "staff_fte" else euro(value))
    return str(Funding(value).label) if isinstance(value, str) and value else ""


def planned_cost(costs: Iterable[YearlyCost]) -> Decimal:
    """What the rows of all years add up to."""
    amounts = (value for row in costs for value in (row.investment, row.running_cost) if value is not None)
    return sum(amounts, Decimal(0))


def uncovered(measure: Priced) -> Decimal:
    """What the sources of a measure lack to the costs that are planned; 0 where one of the two is not stated."""
    amounts = [row.amount for row in measure.funding_sources]
    stated = [amount for amount in amounts if amount is not None]
    if not stated or len(stated) < len(amounts):
        return Decimal(0)
    return max(planned_cost(measure.yearly_costs) - sum(stated), Decimal(0))


def _most_frequent(values: Iterable[Decimal]) -> Decimal:
    counted = Counter(values)
    return max(counted, key=lambda value: (counted[value], value))


def _paid_by_kind(sources: Iterable[FundingSource]) -> dict[Funding, Decimal]:
    """What each kind of source pays, in the order of the kinds."""
    paid: dict[Funding, Decimal] = defaultdict(Decimal)
    for row in in_order_of_sources(sources):
        paid[row.kind] += row.amount or Decimal(0)
    return paid
