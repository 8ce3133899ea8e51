"""Frozen Umsetzungsberichte: their files, publishing them, and the paper that brings one before the council."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import SignedInRequest
from accounts.roles import Right
from editing.access import refusal_shown, require_right
from editing.asking import Question, ask
from editing.ways_back import say_with_way_back
from exports.wordprocessing import CONTENT_TYPE as DOCX
from exports.workbooks import CONTENT_TYPE as XLSX
from kern.quotes import inside_quotes
from monitoring.actions.progress import order_report_pdf, publish_report, withdraw_report
from monitoring.models import FrozenReport
from monitoring.progress.figures import theme_figures
from monitoring.progress.published import report_document, spending_is_named
from monitoring.progress.rendering.docx import report_docx
from monitoring.progress.rendering.pdf import filename
from monitoring.progress.rendering.sheets import report_workbook
from strategy.models import StrategyVersion


@require_safe
def frozen_report(request: SignedInRequest, number: int) -> HttpResponse:
    """One report: when and by whom it was frozen, what it says, its files."""
    report = _report(request, number)
    user, export = request.user, report.pdf_file
    context = {
        "report": report,
        "document": report_document(report),
        "themes": theme_figures(report_document(report)),
        "papers": report.papers.select_related("paper"),
        "can_order_pdf": user.has_right(Right.MANAGE_IMPLEMENTATION)
        and (export is None or not (export.is_there or export.is_under_way)),
        "can_add_paper": user.has_right(Right.MANAGE_PAPERS),
        "can_publish": user.has_right(Right.PUBLISH_VERSIONS),
    }
    return render(request, "monitoring/progress/frozen_report.html", context)


@require_safe
def report_json(request: SignedInRequest, number: int) -> HttpResponse:
    """The frozen report itself, byte for byte what the checksum was made of."""
    report = _report(request, number)
    return _download(report.content, "application/json", report, "json")


@require_safe
def report_word(request: SignedInRequest, number: int) -> HttpResponse:
    """The report for word processors; it is made at once."""
    report = _report(request, number)
    return _download(report_docx(report_document(report), at=report.frozen_at), DOCX, report, "docx")


@require_safe
def report_tables(request: SignedInRequest, number: int) -> HttpResponse:
    """The tables of the report as a workbook."""
    report = _report(request, number)
    return _download(report_workbook(report_document(report), at=report.frozen_at), XLSX, report, "xlsx")


@require_POST
def report_pdf(request: SignedInRequest, number: int) -> HttpResponse:
    """Order the PDF again, after a failure; a finished one stays, because citizens may be reading it."""
    require_right(request, Right.MANAGE_IMPLEMENTATION)
    order_report_pdf(report=_report(request, number), by=request.user)
    return redirect("monitoring:frozen-report", number)


@require_http_methods(["GET", "HEAD", "POST"])
def report_publish(request: SignedInRequest, number: int) -> HttpResponse:
    """Ask, then let citizens read the report."""
    require_right(request, Right.PUBLISH_VERSIONS)
    report = _report(request, number)
    if request.method == "POST":
        with refusal_shown(request):
            publish_report(report=report, by=request.user, at=timezone.now())
            said = _("Der Bericht ist jetzt für alle zu lesen.")
            say_with_way_back(request, said, "monitoring:report-withdraw", number)
        return redirect("monitoring:frozen-report", number)
    sentences = [
        _(
            "Danach lesen alle diesen Bericht auf der öffentlichen Seite, mit PDF, Tabellen und offenen Daten."
        ),
        _("Er bleibt dort stehen, auch wenn es einen neueren gibt."),
        _("Zurücknehmen können Sie ihn. Was jemand schon gespeichert hat, bleibt."),
    ]
    if not StrategyVersion.objects.published().exists():
        sentences.append(
            _("Lesen kann ihn noch niemand: Dazu muss erst eine Fassung der Strategie veröffentlicht sein.")
        )
    if report_document(report).names_spending:
        sentences.append(spending_is_named())
    question = Question(
        title=_("„%s“ veröffentlichen?") % inside_quotes(str(report)),
        sentences=sentences,
        yes=_("Ja, veröffentlichen"),
        back=reverse("monitoring:frozen-report", args=[number]),
    )
    return ask(request, question)


@require_http_methods(["GET", "HEAD", "POST"])
def report_withdraw(request: SignedInRequest, number: int) -> HttpResponse:
    """Ask, then take the report off the public site."""
    require_right(request, Right.PUBLISH_VERSIONS)
    report = _report(request, number)
    if request.method == "POST":
        withdraw_report(report=report)
        said = _("Der Bericht ist nicht mehr öffentlich.")
        say_with_way_back(request, said, "monitoring:report-publish", number)
        return redirect("monitoring:frozen-report", number)
    question = Question(
        title=_("Veröffentlichung von „%s“ zurücknehmen?") % inside_quotes(str(report)),
        sentences=[_("Danach findet niemand diesen Bericht mehr auf der öffentlichen Seite.")],
        yes=_("Ja, zurücknehmen"),
        back=reverse("monitoring:frozen-report", args=[number]),
    )
    return ask(request, question)


def _download(content: str | bytes, content_type: str, report: FrozenReport, ending: str) -> HttpResponse:
    name = filename(report).removesuffix("pdf") + ending
    return HttpResponse(
        content,
        content_type=content_type,
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "X-Content-Type-Options": "nosniff",
        },
    )


def _report(request: SignedInRequest, number: int) -> FrozenReport:
    reports = FrozenReport.objects.readable_by(request.user).select_related(
        "report", "strategy", "version", "frozen_by", "published_by", "pdf_file__job"
    )
    return get_object_or_404(reports.defer("version__content"), number=number)
