"""What the departments do, and which of them may be one, read from the rows."""

from decimal import Decimal

from msgspec import Struct

from strategy.department_names import Likeness, alike_pairs
from strategy.models import Concept, Department, Measure, OperationalGoal


class Work(Struct, frozen=True):
    """The goals and measures of the strategy that name a department, and the concepts it answers for.

    The sums are those of the measures it leads: what others lead is counted there.
    """

    goals: tuple[OperationalGoal, ...]
    measures: tuple[Measure, ...]
    joint_goals: tuple[OperationalGoal, ...]
    joint_measures: tuple[Measure, ...]
    concepts: tuple[Concept, ...]
    annual_cost: Decimal
    investment: Decimal

    @property
    def count(self) -> int:
        named = (self.goals, self.measures, self.joint_goals, self.joint_measures, self.concepts)
        return sum(map(len, named))


class SpellingPair(Struct, frozen=True):
    """Two departments that may be one; the first is the one that is used more."""

    one: Department
    other: Department
    likeness: Likeness


def work_of(department: Department) -> Work:
    """Read what a department does (5 queries)."""
    goals = OperationalGoal.objects.active().in_chosen_themes().with_ancestors()
    measures = Measure.objects.active().in_chosen_themes().with_ancestors()
    leads = tuple(measures.filter(department=department))
    return Work(
        goals=tuple(goals.filter(responsible=department)),
        measures=leads,
        joint_goals=tuple(goals.filter(participants=department)),
        joint_measures=tuple(measures.filter(participants=department)),
        concepts=tuple(department.concepts.all()),
        annual_cost=sum((each.annual_cost or Decimal(0) for each in leads), Decimal(0)),
        investment=sum((each.investment or Decimal(0) for each in leads), Decimal(0)),
    )


def spelling_pairs(departments: list[Department]) -> list[SpellingPair]:
    """The pairs of departments, read `with_uses()`, that may be one: the surest first."""
    by_name = {row.name: row for row in departments}
    order = list(Likeness)
    found = []
    for pair in alike_pairs(by_name):
        one, other = sorted((by_name[pair.one], by_name[pair.other]), key=_weight, reverse=True)
        found.append(SpellingPair(one=one, other=other, likeness=pair.likeness))
    return sorted(found, key=lambda pair: order.index(pair.likeness))


def _weight(department: Department) -> tuple[bool, int]:
    """How much speaks for this of two names: a short name was given, many goals and measures use it."""
    uses = department.goal_count + department.measure_count + department.joint_count
    return bool(department.short_name), uses
