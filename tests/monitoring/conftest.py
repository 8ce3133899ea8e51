"""An adopted strategy with one measure, and a department that carries it out."""

from types import SimpleNamespace

import pytest

from accounts.models import User
from accounts.roles import Role
from strategy.models import Strategy
from tests.builders import (
    answer_for,
    make_adopted_version,
    make_department,
    make_goal,
    make_measure,
    make_strategic_goal,
    make_theme,
    make_user,
)
from tests.remembered import remembered


@pytest.fixture
@remembered
def adopted(strategy: Strategy, coordination: User) -> SimpleNamespace:
    """Two measures, the first of the department "FB 33", for which `reporter` answers."""
    department, reporter = make_department("FB 33"), make_user(Role.DEPARTMENT)
    above = make_strategic_goal(make_theme(strategy, by=coordination), by=coordination)
    goal = make_goal(
        above,
        by=coordination,
        indicator="Anteil Radverkehr",
        unit="Prozent",
        baseline_value=20,
        baseline_year=2019,
        target_value=30,
        target_year=2030,
        responsible=department,
    )
    measure = make_measure(goal, by=coordination, department=department)
    other = make_measure(goal, by=coordination)
    version = make_adopted_version(strategy, by=coordination)
    answer_for(department, reporter)
    return SimpleNamespace(
        strategy=strategy,
        version=version,
        goal=goal,
        measure=measure,
        other=other,
        department=department,
        reporter=reporter,
        by=coordination,
    )
