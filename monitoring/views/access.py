"""The first lines of the views of the implementation."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.http import SignedInRequest
from accounts.models import User
from accounts.roles import Right
from editing.asked import number_in
from monitoring.adopted import Adopted, adopted_strategy, last_adopted_with
from monitoring.models import DepartmentAnswer, Indicator
from monitoring.permissions import readable_indicators, readable_measures, reportable_measures
from strategy.document.document import MeasureEntry
from strategy.models import Measure

# The parameter that names the answer of a department.
ANSWER = "antwort"


def readable_measure(user: User, key: UUID) -> tuple[Adopted, MeasureEntry, Measure]:
    """A measure and the newest adopted version that it stands in; 404 for none, or if it is not theirs to see."""
    measure = get_object_or_404(readable_measures(user).distinct(), pk=key)
    adopted = last_adopted_with(measure)
    entry = adopted.measure(key) if adopted else None
    if adopted is None or entry is None:
        raise Http404
    return adopted, entry, measure


def reportable_measure(user: User, key: UUID) -> tuple[Adopted, MeasureEntry, Measure]:
    return _adopted_measure(reportable_measures(user), key)


def managed_measure(request: SignedInRequest, key: UUID) -> Measure:
    """A measure of the adopted strategy for coordination."""
    if not request.user.has_right(Right.MANAGE_IMPLEMENTATION):
        raise Http404
    return _adopted_measure(Measure.objects.all(), key)[2]


def readable_indicator(user: User, key: int) -> Indicator:
    return get_object_or_404(readable_indicators(user).select_related("responsible"), pk=key)


def managed_indicator(request: SignedInRequest, key: int) -> Indicator:
    if not request.user.has_right(Right.MANAGE_IMPLEMENTATION):
        raise Http404
    return get_object_or_404(Indicator, pk=key)


def way_back(request: SignedInRequest) -> tuple[str, str]:
    """Where a decision on a report was asked for: the answer of a department (ANSWER), or all that wait."""
    key = number_in(request.GET, ANSWER)
    answer = DepartmentAnswer.objects.filter(pk=key).first() if key else None
    if answer is None:
        return reverse("monitoring:waiting"), _("Zu den Meldungen")
    return reverse("monitoring:answer-detail", args=[answer.pk]), _("Zur Antwort des Fachbereichs")


def _adopted_measure(measures: QuerySet[Measure], key: UUID) -> tuple[Adopted, MeasureEntry, Measure]:
    measure = get_object_or_404(measures.distinct(), pk=key)
    adopted = adopted_strategy()
    entry = adopted.measure(key) if adopted else None
    if adopted is None or entry is None:
        raise Http404
    return adopted, entry, measure
