"""The SMART check while typing: a fragment drawn from what the form says now. Nothing is saved."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from accounts.http import SignedInRequest
from accounts.roles import Right
from editing.access import require_right
from strategy.completeness import smart
from strategy.forms.elements import OperationalGoalForm


@require_POST
def smart_check(request: SignedInRequest) -> HttpResponse:
    """Check the submitted texts and figures; measures, and so the letter R, are not part of the form."""
    require_right(request, Right.PROPOSE_CHANGES)
    form = OperationalGoalForm(request.POST)
    form.is_valid()
    values = form.cleaned_data
    checks = smart(
        statement=values.get("statement", ""),
        indicator=values.get("indicator", ""),
        target_value=values.get("target_value"),
        target_year=values.get("target_year"),
        responsible=values.get("responsible", ""),
    )
    return render(request, "strategy/_smart.html", {"smart": checks})
