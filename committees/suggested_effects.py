"""Financial effects of a paper as the costs of the strategy's measures suggest them. Pure."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from committees.choices import BudgetPlan
from strategy.document import MeasureEntry, StrategyDocument
from strategy.values import Value

# The field of a measure whose sum stands in each table. What it costs flows out, so it is negative there.
COSTS = {BudgetPlan.RESULT: "annual_cost", BudgetPlan.FINANCE: "investment"}
NAME_AT_MOST, NUMBER_AT_MOST = 200, 30


class SuggestedEffect(Value, frozen=True):
    """A line of one of the two tables, in Euro, and how many measures it sums up."""

    plan: BudgetPlan
    number: str
    name: str
    amount: Decimal
    measures: int


def suggested_effects(document: StrategyDocument) -> tuple[SuggestedEffect, ...]:
    """A line for each product of the budget and department with costs, in the order of the products."""
    return tuple(line for plan in BudgetPlan for line in _lines(document, plan))


def _lines(document: StrategyDocument, plan: BudgetPlan) -> Iterator[SuggestedEffect]:
    groups: dict[tuple[str, str], list[MeasureEntry]] = defaultdict(list)
    for measure in document.measures():
        if getattr(measure, COSTS[plan]):
            product, department = measure.budget_product.strip(), measure.department.strip()
            groups[product[:NUMBER_AT_MOST], department[:NAME_AT_MOST]].append(measure)
    for (product, department), measures in sorted(groups.items()):
        yield SuggestedEffect(
            plan=plan,
            number=product,
            name=department or measures[0].title[:NAME_AT_MOST],
            amount=-sum((getattr(measure, COSTS[plan]) for measure in measures), Decimal()),
            measures=len(measures),
        )
