"""What of the adopted strategy may belong to an aspect: what refers to the same goals of the Agenda 2030. Pure."""

from collections.abc import Collection
from uuid import UUID

from msgspec import Struct

from strategy.document.document import OperationalGoalEntry, StrategyDocument


class Suggestion(Struct, frozen=True):
    """Theme fields and operational goals, by their keys."""

    themes: tuple[UUID, ...]
    goals: tuple[UUID, ...]


def suggestion_for(document: StrategyDocument, sdgs: Collection[int]) -> Suggestion:
    """The goals that name one of the SDGs, themselves or in a measure, and the theme fields in which they stand."""
    codes = {target.code for target in document.sdg_targets if target.sdg in set(sdgs)}
    goals, themes = [], []
    for theme in document.themes:
        found = [goal.key for goal in theme.operational_goals() if codes & _targets_of(goal)]
        goals += found
        if found:
            themes.append(theme.key)
    return Suggestion(themes=tuple(themes), goals=tuple(goals))


def _targets_of(goal: OperationalGoalEntry) -> set[str]:
    return {*goal.sdg_targets, *(code for measure in goal.measures for code in measure.sdg_targets)}
