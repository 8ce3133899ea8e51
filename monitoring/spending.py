"""Money of the measures, year by year."""

from collections.abc import Collection
from decimal import Decimal
from uuid import UUID

from django.db.models import Sum
from msgspec import Struct

from monitoring.models import MeasureYear


class YearOfMoney(Struct, frozen=True):
    """What is planned and what was spent in a year, in euros; None where no measure states it."""

    year: int
    planned: Decimal | None
    spent: Decimal | None


def money_by_year(measures: Collection[UUID]) -> tuple[YearOfMoney, ...]:
    """The sums of some measures for each year in which one of them states money (1 query)."""
    rows = MeasureYear.objects.filter(measure__in=measures).values("year").order_by("year")
    sums = rows.annotate(planned=Sum("budget_planned"), spent=Sum("budget_spent"))
    return tuple(
        YearOfMoney(year=row["year"], planned=row["planned"], spent=row["spent"])
        for row in sums
        if row["planned"] is not None or row["spent"] is not None
    )
