"""Reporting on a measure, and deciding on what was reported."""

from uuid import UUID

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
from monitoring.actions.reports import accept_report, report_measure, return_report
from monitoring.actions.round_rows import LASTING
from monitoring.adopted import adopted_strategy
from monitoring.choices import ReportStatus
from monitoring.forms.measures import RemarkForm, ReportForm
from monitoring.models import MeasureReport
from monitoring.views.access import reportable_measure, way_back
from monitoring.views.ends import FORM
from strategy.models import Measure


@require_http_methods(["GET", "HEAD", "POST"])
def report_add(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Report on a measure; the form begins with what was reported last."""
    adopted, entry, measure = reportable_measure(request.user, key)
    last = measure.reports.exclude(status=ReportStatus.DRAFT).order_by("reported_at", "pk").last()
    begun = _begun(measure, last) if request.method != "POST" else MeasureReport(measure=measure)
    form = ReportForm(request.POST or None, instance=begun, adopted=adopted.document.measures())
    page = FormPage(request, form)
    if page.is_valid():
        with page.saving():
            report = report_measure(report=page.form.save(commit=False), by=request.user, at=timezone.now())
            messages.success(request, _said(report))
            return redirect("monitoring:measure-detail", measure.pk)
    back = reverse("monitoring:measure-detail", args=[measure.pk])
    context = {
        "title": _("Stand melden"),
        "about": f"{entry.number} {entry.title}",
        "remark": last.return_remark if last else "",
        "back_url": back,
        "back_label": _("Zur Maßnahme"),
    }
    return page.answer(FORM, context)


@require_POST
def report_accept(request: SignedInRequest, pk: int) -> HttpResponse:
    report = _managed(request, pk)
    with refusal_shown(request):
        accept_report(report=report, by=request.user, at=timezone.now())
        messages.success(request, _("Die Meldung zu „%s“ ist angenommen.") % _title_of(report))
    return redirect(way_back(request)[0])


@require_http_methods(["GET", "HEAD", "POST"])
def report_return(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give a report back with a question."""
    report = _managed(request, pk)
    page = FormPage(request, RemarkForm(request.POST or None))
    back_url, back_label = way_back(request)
    if page.is_valid():
        with page.saving():
            return_report(
                report=report, remark=page.form.cleaned_data["remark"], by=request.user, at=timezone.now()
            )
            messages.success(request, _("Die Meldung ist mit Ihrer Rückfrage zurückgegeben."))
            return redirect(way_back(request)[0])
    context = {
        "title": _("Meldung zurückgeben"),
        "about": _title_of(report),
        "back_url": back_url,
        "back_label": back_label,
    }
    return page.answer(FORM, context)


ALL = (*LASTING, "done", "spent", "spent_year")


def _begun(measure: Measure, last: MeasureReport | None) -> MeasureReport:
    """A report that begins where the last one stood; one that was not accepted is taken up whole."""
    begun = MeasureReport(measure=measure)
    if last is not None:
        for name in LASTING if last.is_accepted else ALL:
            setattr(begun, name, getattr(last, name))
    return begun


def _title_of(report: MeasureReport) -> str:
    adopted = adopted_strategy()
    return adopted.title_of(report.measure) if adopted else str(report.measure)


def _managed(request: SignedInRequest, pk: int) -> MeasureReport:
    require_right(request, Right.MANAGE_IMPLEMENTATION)
    return get_object_or_404(MeasureReport.objects.select_related("measure"), pk=pk)


def _said(report: MeasureReport) -> str:
    if report.is_accepted:
        return _("Der Stand ist eingetragen.")
    return _("Ihre Meldung liegt jetzt bei der Koordination. Sie gilt, sobald sie angenommen ist.")
