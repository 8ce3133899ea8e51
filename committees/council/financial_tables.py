"""The two tables of the financial effects, with their sums. Pure."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from msgspec import Struct

from committees.council.choices import BudgetPlan


class FinancialTable(Struct, frozen=True):
    """One of the two tables in Euro; each of its `lines` has an amount."""

    plan: BudgetPlan
    lines: tuple[Any, ...]

    @property
    def is_investment(self) -> bool:
        return self.plan == BudgetPlan.FINANCE

    @property
    def total(self) -> Decimal:
        return sum((line.amount for line in self.lines), Decimal())


def financial_tables(lines: Iterable[Any]) -> tuple[FinancialTable, ...]:
    """Both tables, also the empty one; `lines` have a plan and come in their order."""
    lines = tuple(lines)
    return tuple(
        FinancialTable(plan=plan, lines=tuple(line for line in lines if line.plan == plan))
        for plan in BudgetPlan
    )
