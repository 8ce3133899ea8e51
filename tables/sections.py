"""Reads what stands in the working draft now, as tables need it."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from strategy.document.document import OperationalGoalEntry, ThemeSection
from strategy.document.drafting import theme_sections
from strategy.models import ThemeField


def sections_now(theme: UUID | None = None) -> tuple[ThemeSection, ...]:
    """The chosen theme fields with everything below, or one of them (10 queries)."""
    chosen = ThemeField.objects.selected()
    return theme_sections(list(chosen.filter(pk=theme) if theme else chosen))


def goals_in(sections: Sequence[ThemeSection]) -> Iterator[OperationalGoalEntry]:
    return (goal for section in sections for goal in section.operational_goals())
