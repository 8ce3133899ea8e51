"""The list of the measures with their own resolutions, and the forms to record one."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import SignedInRequest
from accounts.roles import Right
from committees.council.actions.measure_resolutions import (
    record_measure_resolution,
    remove_measure_resolution,
    save_measure_resolution,
)
from committees.council.forms.measure_resolutions import MeasureResolutionForm
from committees.council.measure_resolution_facts import adopted_version, measure_lines
from committees.council.measure_resolutions import MeasureLine, line_filter, sheet_of
from committees.council.models import MeasureResolution
from editing.access import refusal_shown, require_right
from editing.saving import FormPage
from exports.spreadsheets import write_csv
from exports.workbooks import write_workbook
from strategy.models import Measure
from strategy.views.access import current_strategy

LINES_PER_PAGE = 60
FORM = "committees/council/measure_resolution_form.html"
CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def measure_resolution_list(request: SignedInRequest) -> HttpResponse:
    """All measures of the adopted version; "ohne" leaves those that no body has decided on."""
    strategy = current_strategy(request)
    version = adopted_version()
    lines = measure_lines(version) if version else ()
    wanted = line_filter(request.GET)
    shown = [line for line in lines if wanted.admits(line)]
    themes = {line.theme_number: line.theme for line in lines}
    page = Paginator(shown, LINES_PER_PAGE).get_page(request.GET.get("seite"))
    listed = [line.key for line in page]
    context = {
        "strategy": strategy,
        "version": version,
        "filter": wanted,
        "page": page,
        "worked_on": set(Measure.objects.active().filter(pk__in=listed).values_list("pk", flat=True)),
        "without": sum(not line.has_own_resolution for line in lines),
        "total": len(lines),
        "themes": themes,
        "departments": sorted({line.department for line in lines if line.department}, key=str.casefold),
        "can_record": request.user.has_right(Right.MANAGE_PAPERS) and not strategy.is_submitted,
    }
    return render(request, "committees/council/measure_resolution_list.html", context)


@require_safe
def measure_resolution_csv(request: SignedInRequest) -> HttpResponse:
    """The list as it is filtered, as CSV."""
    return _file(write_csv(sheet_of(_shown_lines(request))), CSV, "csv")


@require_safe
def measure_resolution_xlsx(request: SignedInRequest) -> HttpResponse:
    """The list as it is filtered, as an Excel workbook."""
    return _file(write_workbook([sheet_of(_shown_lines(request))]), XLSX, "xlsx")


@require_http_methods(["GET", "HEAD", "POST"])
def measure_resolution_add(request: SignedInRequest, measure: UUID) -> HttpResponse:
    """Record what a body decided about a measure."""
    require_right(request, Right.MANAGE_PAPERS)
    found = get_object_or_404(Measure.objects.readable_by(request.user).with_ancestors(), pk=measure)
    page = FormPage(
        request, MeasureResolutionForm(request.POST or None, instance=MeasureResolution(measure=found))
    )
    if page.is_valid():
        with page.saving():
            record_measure_resolution(
                resolution=page.form.save(commit=False), by=request.user, at=timezone.now()
            )
            messages.success(
                request, _("Der Beschluss zur Maßnahme „%(title)s“ ist eingetragen.") % {"title": found}
            )
            return _back_to_list(request)
    return page.answer(FORM, {"measure": found})


@require_http_methods(["GET", "HEAD", "POST"])
def measure_resolution_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct an entry; the history keeps what stood there."""
    resolution = _editable(request, pk)
    page = FormPage(request, MeasureResolutionForm(request.POST or None, instance=resolution))
    if page.is_valid():
        with page.saving():
            save_measure_resolution(
                resolution=resolution,
                values=page.form.values(),
                revision=page.form.cleaned_data["revision"],
                by=request.user,
                at=timezone.now(),
            )
            messages.success(request, _("Gespeichert."))
            return _back_to_list(request)
    return page.answer(FORM, {"measure": resolution.measure})


@require_http_methods(["GET", "HEAD", "POST"])
def measure_resolution_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask, then take an entry back."""
    resolution = _editable(request, pk)
    if request.method == "POST":
        with refusal_shown(request):
            remove_measure_resolution(resolution=resolution, by=request.user)
            messages.success(request, _("Der Eintrag ist entfernt."))
        return _back_to_list(request)
    return render(request, "committees/council/measure_resolution_remove.html", {"resolution": resolution})


def _back_to_list(request: SignedInRequest) -> HttpResponse:
    """The list as it was filtered: the address of the form carries the filter along."""
    query = line_filter(request.GET).query
    address = reverse("council:measure-resolution-list")
    return redirect(f"{address}?{query}" if query else address)


def _shown_lines(request: SignedInRequest) -> list[MeasureLine]:
    require_right(request, Right.READ_WORKSPACE)
    version, wanted = adopted_version(), line_filter(request.GET)
    return [line for line in measure_lines(version) if wanted.admits(line)] if version else []


def _file(content: bytes, media_type: str, suffix: str) -> HttpResponse:
    name = f"beschluesse-zu-massnahmen-{timezone.localdate()}.{suffix}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type=media_type, headers=headers)


def _editable(request: SignedInRequest, pk: int) -> MeasureResolution:
    path = f"measure__{Measure.path_to_strategy}"
    resolutions = MeasureResolution.objects.editable_by(request.user).select_related("committee", path)
    return get_object_or_404(resolutions, pk=pk)
