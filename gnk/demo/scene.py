"""The things that every part of the loading needs at hand."""

from datetime import datetime
from typing import NamedTuple

from accounts.models import User
from committees.bodies.models import Committee
from strategy.models import Strategy, ThemeField
from strategy.models.kinds import MODELS_BELOW_THEMES, ProgrammeElement


class Scene(NamedTuple):
    """`people` by name; `by` is the coordination, who does most of it; `now` is the moment of loading."""

    strategy: Strategy
    people: dict[str, User]
    steering_group: Committee
    by: User
    now: datetime


def numbered_elements(strategy: Strategy) -> dict[str, ProgrammeElement]:
    """The selected theme fields, goals and measures by their number."""
    themes = ThemeField.objects.filter(strategy=strategy).selected()
    found: dict[str, ProgrammeElement] = {theme.number: theme for theme in themes}
    for model in MODELS_BELOW_THEMES.values():
        rows = model.objects.active().with_ancestors().filter(**{model.path_to_strategy: strategy})
        found |= {row.number: row for row in rows}
    return found
