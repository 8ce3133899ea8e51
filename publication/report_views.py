"""The published reports on the implementation: these pages stay, and what they show never changes."""

from base64 import b64decode

from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from committees.council.story_facts import stories_of
from exports.spreadsheets import Sheet, write_csv
from exports.workbooks import CONTENT_TYPE as XLSX
from monitoring.progress.document import json_schema
from monitoring.progress.figures import theme_figures
from monitoring.progress.rendering.open_sdg import open_sdg_archive
from monitoring.progress.rendering.pdf import filename
from monitoring.progress.rendering.sheets import measure_sheet, report_workbook, value_sheet
from publication.current import published_or_404
from publication.finished_pages import kept
from publication.pages import finished, page, pdf_of
from publication.reports import PublishedReport, council_papers, published_report_or_404, published_reports


@kept()
@login_not_required
@require_safe
def report_list(request: HttpRequest) -> HttpResponse:
    """All published reports, the newest first."""
    context = {"reports": published_reports()}
    return page(request, "publication/report_list.html", published_or_404(), context)


@kept()
@login_not_required
@require_safe
def report(request: HttpRequest, number: int) -> HttpResponse:
    """One report: both lights, what changed, what is proposed, and its files."""
    current, shown = published_or_404(), published_report_or_404(number)
    context = {
        "shown": shown.report,
        "report": shown.document,
        "themes": theme_figures(shown.document),
        "pdf": finished(shown.report.pdf_file),
        "stories": stories_of(council_papers(shown.report), public=True),
        "newer": next((one for one in published_reports() if one.number > number), None),
    }
    return page(request, "publication/report.html", current, context)


@kept()
@login_not_required
@require_safe
def report_theme(request: HttpRequest, number: int, theme: str) -> HttpResponse:
    """A theme field in a report: its text, its indicators with their curves, all its measures."""
    current, shown = published_or_404(), published_report_or_404(number)
    figures = next((one for one in theme_figures(shown.document) if one.theme.number == theme), None)
    if figures is None:
        raise Http404(f"No theme field {theme}")
    context = {"shown": shown.report, "report": shown.document, "figures": figures}
    return page(request, "publication/report_theme.html", current, context)


@kept()
@login_not_required
@require_safe
def report_appendix(request: HttpRequest, number: int) -> HttpResponse:
    """What a report says by the Berichtsrahmen: reported, or not and why."""
    current, shown = published_or_404(), published_report_or_404(number)
    if shown.document.appendix is None:
        raise Http404(f"No appendix of report {number}")
    context = {"shown": shown.report, "report": shown.document}
    return page(request, "publication/report_appendix.html", current, context)


@kept()
@login_not_required
@require_safe
def report_picture(request: HttpRequest, number: int, theme: str, place: int) -> HttpResponse:
    """A picture of a theme field as the report holds it."""
    themes = published_report_or_404(number).document.themes
    found = [picture for each in themes if each.number == theme for picture in each.pictures]
    if not 1 <= place <= len(found):
        raise Http404(f"No picture {place}")
    picture = found[place - 1]
    return HttpResponse(b64decode(picture.data), content_type=picture.media_type)


@login_not_required
@require_safe
def report_pdf(request: HttpRequest, number: int) -> HttpResponse | FileResponse:
    """The PDF of a report."""
    current, shown = published_or_404(), published_report_or_404(number)
    return pdf_of(request, current, shown.report.pdf_file, title=shown.report.title)


@kept()
@login_not_required
@require_safe
def report_json(request: HttpRequest, number: int) -> HttpResponse:
    """The frozen report itself, byte for byte what its checksum was made of."""
    content = published_report_or_404(number).report.content
    return HttpResponse(content, content_type="application/json")


@kept()
@login_not_required
@require_safe
def report_schema(request: HttpRequest) -> JsonResponse:
    """The JSON Schema of the reports."""
    return JsonResponse(json_schema(), json_dumps_params={"ensure_ascii": False, "indent": 2})


@kept()
@login_not_required
@require_safe
def report_tables(request: HttpRequest, number: int) -> HttpResponse:
    """All tables of a report as a workbook."""
    shown = published_report_or_404(number)
    return _download(report_workbook(shown.document, at=shown.report.frozen_at), XLSX, shown, "xlsx")


@kept()
@login_not_required
@require_safe
def report_measures(request: HttpRequest, number: int) -> HttpResponse:
    """The measures of a report as CSV."""
    shown = published_report_or_404(number)
    return _csv(measure_sheet(shown.document), shown, "massnahmen.csv")


@kept()
@login_not_required
@require_safe
def report_values(request: HttpRequest, number: int) -> HttpResponse:
    """The values of the indicators in a report as CSV."""
    shown = published_report_or_404(number)
    return _csv(value_sheet(shown.document), shown, "werte.csv")


@kept()
@login_not_required
@require_safe
def report_open_sdg(request: HttpRequest, number: int) -> HttpResponse:
    """The indicators of a report as a platform for SDG indicators (Open SDG) reads them."""
    shown = published_report_or_404(number)
    return _download(open_sdg_archive(shown.document), "application/zip", shown, "open-sdg.zip")


def _csv(sheet: Sheet, shown: PublishedReport, ending: str) -> HttpResponse:
    return _download(write_csv(sheet), "text/csv; charset=utf-8", shown, ending)


def _download(content: bytes, content_type: str, shown: PublishedReport, ending: str) -> HttpResponse:
    name = filename(shown.report).removesuffix("pdf") + ending
    return HttpResponse(
        content,
        content_type=content_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
