"""Where do we stand: the whole for those who read it, one's own rows for a department, and what waits."""

from datetime import date, datetime, time
from functools import partial

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from accounts.roles import Right
from editing.access import require_right
from monitoring.adopted import Adopted, adopted_strategy
from monitoring.assessment import Assessment, department_lights, sdg_lights
from monitoring.assessment_facts import assessed
from monitoring.changes import changes_between
from monitoring.filters import AssessmentWish, narrowed
from monitoring.forms.overview import OverviewForm
from monitoring.models import IndicatorValue, MeasureReport
from monitoring.permissions import departments_of, own_answers, own_indicators, own_measures
from monitoring.schedule import schedule_of
from monitoring.spending import money_by_year
from strategy.choices import Phase
from strategy.views.access import current_strategy

# So many measures stand on the overview itself.
FEW = 50


@require_safe
def overview(request: SignedInRequest) -> HttpResponse:
    """Both lights of every theme field, department and SDG, what is late with the reason, and what money was spent.

    The address narrows it, and names the day it tells of and the one it is compared with.
    """
    return _state(request, "monitoring/overview.html")


@require_safe
def schedule(request: SignedInRequest) -> HttpResponse:
    """The schedule of the measures, narrowed as the overview is, of the same day; a page of its own: it is long."""
    return _state(request, "monitoring/schedule.html")


@require_safe
def measure_states(request: SignedInRequest) -> HttpResponse:
    """The state of all measures, narrowed as the overview is, which shows them only while they are few."""
    return _state(request, "monitoring/measure_states.html")


def _state(request: SignedInRequest, template: str) -> HttpResponse:
    strategy = current_strategy(request)
    adopted = adopted_strategy()
    manages = request.user.has_right(Right.MANAGE_IMPLEMENTATION)
    context = {
        "strategy": strategy,
        "adopted": adopted,
        "phase": Phase.IMPLEMENTATION,
        "manages": manages,
        "waiting": _waiting_count() if manages else 0,
    }
    if adopted is None:
        return render(request, template, context)
    now, today = assessed(adopted, timezone.now()), timezone.localdate()
    form = OverviewForm(request.GET or None, adopted=adopted, assessment=now, today=today)
    shown = {**context, **_shown(adopted, now, form, today)}
    return render(request, template, shown, status=422 if form.errors else 200)


def _shown(adopted: Adopted, now: Assessment, form: OverviewForm, today: date) -> dict[str, object]:
    """What the page shows: of a form with errors everything as of today."""
    document = adopted.document
    is_asked = form.is_bound and form.is_valid()
    wish = form.wish() if is_asked else AssessmentWish()
    day = (form.cleaned_data["am"] or today) if is_asked else today
    since = form.cleaned_data["seit"] if is_asked else None
    whole = now if day == today else assessed(adopted, _end_of(day))
    shown = narrowed(document, whole, wish)
    return {
        "form": form,
        "wish": wish,
        "day": day,
        "since": since,
        "changes": changes_between(assessed(adopted, _end_of(since)), shown) if since else None,
        "assessment": shown,
        "are_few": len(shown.measures) <= FEW,
        # Called by the page that shows it.
        "schedule": partial(schedule_of, shown.measures, day),
        "departments": department_lights(shown.measures, shown.indicators),
        "sdgs": sdg_lights(document, shown.measures, shown.indicators),
        "money": money_by_year([line.key for line in shown.measures]) if day == today else (),
        "theme_key": next((theme.key for theme in document.themes if theme.number == wish.theme), None),
    }


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
        "today": timezone.localdate(),
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
    reports = (
        MeasureReport.objects.waiting()
        .select_related("measure", "reported_by")
        .prefetch_related("files__uploaded_by")
    )
    values = IndicatorValue.objects.waiting().select_related("series__indicator", "reported_by")
    context = {"adopted": adopted, "reports": reports, "values": values}
    return render(request, "monitoring/waiting.html", context)


def _end_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.max))


def _waiting_count() -> int:
    return MeasureReport.objects.waiting().count() + IndicatorValue.objects.waiting().count()
