"""What every part of the loading needs at hand."""

from datetime import datetime
from typing import Any, NamedTuple

from accounts.models import User
from committees.bodies.models import Committee
from strategy.models import Measure, OperationalGoal, StrategicGoal, Strategy, ThemeField


class Scene(NamedTuple):
    """`people` by name; `by` is the coordination, who does most of it; `now` is the moment of loading."""

    strategy: Strategy
    people: dict[str, User]
    steering_group: Committee
    by: User
    now: datetime


def numbered_elements(strategy: Strategy) -> dict[str, Any]:
    """The selected theme fields, goals and measures by their number."""
    found = {theme.number: theme for theme in ThemeField.objects.filter(strategy=strategy).selected()}
    for model in (StrategicGoal, OperationalGoal, Measure):
        rows = model.objects.active().with_ancestors().filter(**{model.path_to_strategy: strategy})
        found |= {row.number: row for row in rows}
    return found
