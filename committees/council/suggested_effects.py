"""Financial effects of a paper as the costs of the strategy's measures suggest them. Pure."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _
from msgspec import Struct

from committees.council.choices import BudgetPlan
from strategy.document.document import MeasureEntry, StrategyDocument

# The field of a measure whose sum stands in each table. What it costs flows out, so it is negative there.
COSTS = {BudgetPlan.RESULT: "annual_cost", BudgetPlan.FINANCE: "investment"}
NAME_AT_MOST, NUMBER_AT_MOST = 200, 30


class SuggestedEffect(Struct, frozen=True):
    """A line of one of the two tables, in Euro, and how many measures it sums up."""

    plan: BudgetPlan
    number: str
    name: str
    amount: Decimal
    measures: int


def suggested_effects(document: StrategyDocument) -> tuple[SuggestedEffect, ...]:
    """A line for each department with costs; with the product of the budget if its measures name one only."""
    return tuple(line for plan in BudgetPlan for line in _lines(document, plan))


def _lines(document: StrategyDocument, plan: BudgetPlan) -> Iterator[SuggestedEffect]:
    groups: dict[str, list[MeasureEntry]] = defaultdict(list)
    for measure in document.measures():
        if getattr(measure, COSTS[plan]):
            groups[measure.department.strip()[:NAME_AT_MOST]].append(measure)
    for department, measures in sorted(groups.items()):
        products = {measure.budget_product.strip()[:NUMBER_AT_MOST] for measure in measures}
        yield SuggestedEffect(
            plan=plan,
            number=products.pop() if len(products) == 1 else "",
            name=department or _("Maßnahmen ohne Fachbereich"),
            amount=-sum((getattr(measure, COSTS[plan]) for measure in measures), Decimal()),
            measures=len(measures),
        )
