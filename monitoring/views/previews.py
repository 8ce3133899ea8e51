"""What the draft of an Umsetzungsbericht would say if it were frozen now: both lights, and the whole as a PDF."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.http import SignedInRequest
from accounts.roles import Right
from editing.access import refusal_shown
from monitoring.actions.progress import order_preview, preview_file
from monitoring.adopted import adopted_strategy
from monitoring.models import ProgressReport
from monitoring.progress.chosen_pictures import missing_pictures
from monitoring.progress.drafting import previewed_report
from monitoring.progress.figures import theme_figures


@require_safe
def progress_preview(request: SignedInRequest, pk: int) -> HttpResponse:
    """Both lights of each theme field as the report would name them, and its PDF, if somebody has ordered one."""
    reports = ProgressReport.objects.readable_by(request.user).select_related("frozen")
    report = get_object_or_404(reports, pk=pk)
    if report.is_frozen:
        return redirect("monitoring:frozen-report", report.frozen.number)
    document, adopted = previewed_report(report, with_pictures=False), adopted_strategy()
    if document is None or adopted is None:
        raise Http404
    export = preview_file(report)
    context = {
        "report": report,
        "document": document,
        "themes": theme_figures(document),
        "missing_pictures": missing_pictures(report, adopted),
        "export": export,
        "can_order_pdf": request.user.has_right(Right.MANAGE_IMPLEMENTATION)
        and (export is None or not export.is_under_way),
    }
    return render(request, "monitoring/progress/progress_preview.html", context)


@require_POST
def preview_pdf(request: SignedInRequest, pk: int) -> HttpResponse:
    """Have the PDF of the draft made anew, as everything stands now."""
    report = get_object_or_404(ProgressReport.objects.editable_by(request.user), pk=pk)
    with refusal_shown(request):
        order_preview(report=report, by=request.user)
        messages.success(request, _("Die Vorschau wird jetzt erstellt."))
        return redirect("monitoring:progress-preview", pk)
    return redirect("monitoring:progress-detail", pk)
