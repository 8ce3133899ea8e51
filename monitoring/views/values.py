"""Reporting and correcting values of indicators, and deciding on what was reported."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import SignedInRequest
from accounts.roles import Right
from editing.access import refusal_shown, require_right
from editing.saving import FormPage
from monitoring.actions.values import accept_value, report_value, return_value
from monitoring.forms.indicators import ValueForm
from monitoring.forms.measures import RemarkForm
from monitoring.models import Indicator, IndicatorValue
from monitoring.permissions import reportable_indicators
from monitoring.views.access import way_back
from monitoring.views.ends import FORM


@require_http_methods(["GET", "HEAD", "POST"])
def value_add(request: SignedInRequest, pk: int) -> HttpResponse:
    """Report a value for a year or a day."""
    indicator = get_object_or_404(reportable_indicators(request.user).distinct(), pk=pk)
    total = indicator.series.filter(dimension="").first()
    return _value_page(request, indicator, IndicatorValue(series=total), _("Wert eintragen"))


@require_http_methods(["GET", "HEAD", "POST"])
def value_correct(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct a value: the former one stays, as replaced."""
    former = get_object_or_404(
        IndicatorValue.objects.current().select_related("series__indicator"),
        pk=pk,
        series__indicator__in=reportable_indicators(request.user),
    )
    begun = IndicatorValue(
        series=former.series,
        period=former.period,
        value=former.value,
        quality=former.quality,
        note=former.note,
    )
    return _value_page(request, former.series.indicator, begun, _("Wert berichtigen"))


@require_POST
def value_accept(request: SignedInRequest, pk: int) -> HttpResponse:
    value = _managed(request, pk)
    with refusal_shown(request):
        accept_value(value=value, by=request.user, at=timezone.now())
        messages.success(request, _("Der Wert von „%s“ ist angenommen.") % value.series.indicator)
    return redirect(way_back(request)[0])


@require_http_methods(["GET", "HEAD", "POST"])
def value_return(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give a value back with a question."""
    value = _managed(request, pk)
    page = FormPage(request, RemarkForm(request.POST or None))
    back_url, back_label = way_back(request)
    if page.is_valid():
        with page.saving():
            return_value(
                value=value, remark=page.form.cleaned_data["remark"], by=request.user, at=timezone.now()
            )
            messages.success(request, _("Der Wert ist mit Ihrer Rückfrage zurückgegeben."))
            return redirect(way_back(request)[0])
    context = {
        "title": _("Wert zurückgeben"),
        "about": value.series.indicator,
        "back_url": back_url,
        "back_label": back_label,
    }
    return page.answer(FORM, context)


def _value_page(
    request: SignedInRequest, indicator: Indicator, begun: IndicatorValue, title: str
) -> HttpResponse:
    page = FormPage(request, ValueForm(request.POST or None, instance=begun, indicator=indicator))
    if page.is_valid():
        with page.saving():
            value = report_value(value=page.form.save(commit=False), by=request.user, at=timezone.now())
            messages.success(request, _said(value))
            return redirect("monitoring:indicator-detail", indicator.pk)
    context = {
        "title": title,
        "about": indicator,
        "back_url": reverse("monitoring:indicator-detail", args=[indicator.pk]),
        "back_label": _("Zum Indikator"),
    }
    return page.answer(FORM, context)


def _managed(request: SignedInRequest, pk: int) -> IndicatorValue:
    require_right(request, Right.MANAGE_IMPLEMENTATION)
    return get_object_or_404(IndicatorValue.objects.select_related("series__indicator"), pk=pk)


def _said(value: IndicatorValue) -> str:
    if not value.is_accepted:
        return _("Ihr Wert liegt jetzt bei der Koordination. Er gilt, sobald er angenommen ist.")
    if value.replaces_id is not None:
        return _("Der Wert ist berichtigt. Der bisherige steht im Verlauf.")
    return _("Der Wert ist eingetragen.")
