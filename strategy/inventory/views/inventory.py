"""Bestandsaufnahme: how far the evaluation is, the bracket, and what still waits for a decision."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from accounts.roles import Right
from strategy.choices import Phase
from strategy.inventory.bracket import (
    bracket_of,
    by_concept,
    disagreements,
    fields_without_foundation,
    unsettled_goals,
)
from strategy.inventory.bracket_picture import draw_bracket
from strategy.inventory.evaluation import inventory_of
from strategy.models import ThemeField
from strategy.permissions import work_keys
from strategy.views.access import current_strategy


@require_safe
def inventory(request: SignedInRequest) -> HttpResponse:
    """The page of the phase: progress, bracket, open goals, theme fields without foundation, contradictions."""
    strategy = current_strategy(request)
    found = inventory_of(strategy)
    bracket = bracket_of(found)
    goals = unsettled_goals(found)
    themes = ThemeField.objects.filter(strategy=strategy).selected()
    editable, edits_all = work_keys(request.user), request.user.has_right(Right.EDIT_GOALS)
    context = {
        "inventory": found,
        "bracket": bracket,
        "picture": draw_bracket(bracket),
        "goals": by_concept(goals),
        "goals_count": len(goals),
        "baseless": fields_without_foundation(bracket),
        "disagreements": [entry for entry in disagreements(found) if entry.is_open],
        "themes": [(theme, edits_all if editable is None else theme.pk in editable) for theme in themes],
        "can_evaluate": request.user.has_right(Right.EVALUATE_CONCEPTS),
        "phase": Phase.INVENTORY,
    }
    return render(request, "strategy/inventory/inventory.html", context)
