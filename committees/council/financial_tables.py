"""The two tables of the financial effects, with their sums. Pure."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Generic, Protocol, TypeVar

from msgspec import Struct

from committees.council.choices import BudgetPlan


class FinancialLine(Protocol):
    """A line as it is summed up: a `FinancialEffect`, a suggested or a printed one."""

    @property
    def plan(self) -> str: ...

    @property
    def amount(self) -> Decimal: ...


L = TypeVar("L", bound=FinancialLine)


class FinancialTable(Struct, Generic[L], frozen=True):
    """One of the two tables in Euro; each of its `lines` has an amount."""

    plan: BudgetPlan
    lines: tuple[L, ...]

    @property
    def is_investment(self) -> bool:
        return self.plan == BudgetPlan.FINANCE

    @property
    def total(self) -> Decimal:
        return sum((line.amount for line in self.lines), Decimal())


def financial_tables(lines: Iterable[L]) -> tuple[FinancialTable[L], ...]:
    """Both tables, also the empty one; `lines` have a plan and come in their order."""
    lines = tuple(lines)
    return tuple(
        FinancialTable(plan=plan, lines=tuple(line for line in lines if line.plan == plan))
        for plan in BudgetPlan
    )
