"""Where do we stand: the whole for those who read it, one's own rows for a department, and what waits."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from accounts.roles import Right
from editing.access import require_right
from monitoring.adopted import adopted_strategy
from monitoring.assessment_facts import assessed
from monitoring.models import IndicatorValue, MeasureReport
from monitoring.permissions import departments_of, own_answers, own_indicators, own_measures
from strategy.choices import Phase
from strategy.views.access import current_strategy


@require_safe
def overview(request: SignedInRequest) -> HttpResponse:
    """Both lights of every theme field, what is late with the reason, and what nobody has reported on."""
    strategy = current_strategy(request)
    adopted = adopted_strategy()
    manages = request.user.has_right(Right.MANAGE_IMPLEMENTATION)
    context = {
        "strategy": strategy,
        "adopted": adopted,
        "phase": Phase.IMPLEMENTATION,
        "manages": manages,
        "today": timezone.localdate(),
        "assessment": assessed(adopted, timezone.now()) if adopted else None,
        "waiting": _waiting_count() if manages else 0,
    }
    return render(request, "monitoring/overview.html", context)


@require_safe
def own_rows(request: SignedInRequest) -> HttpResponse:
    """The measures and indicators of one's departments."""
    require_right(request, Right.REPORT_OWN_ROWS)
    adopted = adopted_strategy()
    measures = set(own_measures(request.user).values_list("pk", flat=True))
    indicators = set(own_indicators(request.user).values_list("pk", flat=True))
    assessment = assessed(adopted, timezone.now()) if adopted else None
    context = {
        "adopted": adopted,
        "departments": departments_of(request.user),
        "answers": own_answers(request.user)
        .filter(round__closed_at__isnull=True)
        .select_related("answered_by"),
        "measures": [line for line in assessment.measures if line.key in measures] if assessment else [],
        "indicators": [line for line in assessment.indicators if line.key in indicators]
        if assessment
        else [],
    }
    return render(request, "monitoring/own_rows.html", context)


@require_safe
def waiting(request: SignedInRequest) -> HttpResponse:
    """What departments have reported and nobody has decided on."""
    require_right(request, Right.MANAGE_IMPLEMENTATION)
    adopted = adopted_strategy()
    reports = MeasureReport.objects.waiting().select_related("measure", "reported_by")
    values = IndicatorValue.objects.waiting().select_related("series__indicator", "reported_by")
    context = {"adopted": adopted, "reports": reports, "values": values}
    return render(request, "monitoring/waiting.html", context)


def _waiting_count() -> int:
    return MeasureReport.objects.waiting().count() + IndicatorValue.objects.waiting().count()
