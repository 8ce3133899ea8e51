"""Reading tables in: the upload, the preview with its pages, and how far the work is."""

from uuid import UUID

import msgspec
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import SignedInRequest
from editing.exceptions import RuleBroken
from editing.saving import FormPage
from strategy.views.access import current_strategy
from tables.actions.imports import start_import
from tables.choices import ImportStatus
from tables.forms.for_all import ForAllForm
from tables.forms.imports import CellQuestionsForm, UploadForm
from tables.kinds.kind import Kind
from tables.models import TableImport
from tables.preview_page import columns_view, counts_of, rows_view, states_shown, summary_of
from tables.previewed import CellQuestion
from tables.remembering import with_learned_words
from tables.vocabulary import current_lists

ROWS_PER_PAGE = 50
IMPORTS_SHOWN = 20


@require_http_methods(["GET", "HEAD", "POST"])
def import_add(request: SignedInRequest, kind: Kind) -> HttpResponse:
    """Upload a table; below it the tables of this kind that were read in before."""
    current_strategy(request)
    if not kind.may_import(request.user):
        raise Http404
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    page = FormPage(request, UploadForm(*sent))
    if page.is_valid():
        upload = page.form.cleaned_data["file"]
        with page.saving(refused_at={RuleBroken: "file"}):
            started = start_import(
                kind=kind,
                upload=upload,
                filename=upload.name,
                size=upload.size,
                encoding=page.form.cleaned_data["encoding"],
                sheet=page.form.cleaned_data["sheet"],
                by=request.user,
                at=timezone.now(),
            )
            return redirect("tables:import-detail", started.pk)
    imports = (
        TableImport.objects.usable_by(request.user)
        .filter(kind=kind.choice)
        .select_related("created_by", "job")
        .with_waiting()
    )
    context = {"kind": kind, "imports": imports[:IMPORTS_SHOWN]}
    return page.answer("tables/import_form.html", context)


@require_safe
def import_detail(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """One table that is read in: its progress, its preview, or what became of it."""
    table_import = found_import(request, pk)
    context = {
        "table_import": table_import,
        "is_abandoned": TableImport.objects.abandoned(timezone.now()).filter(pk=table_import.pk).exists(),
    }
    if table_import.status in (ImportStatus.READY, ImportStatus.APPLIED):
        counts, columns = counts_of(table_import), columns_view(table_import)
        states = states_shown(request.GET.get("stand", ""), counts)
        rows = table_import.rows.filter(state__in=states).order_by("line")
        page = Paginator(rows, ROWS_PER_PAGE).get_page(request.GET.get("seite"))
        context |= {
            "counts": counts,
            "summary": summary_of(counts),
            "shown": request.GET.get("stand", ""),
            "page": page,
            "rows": rows_view(page, table_import),
            "is_assigned": bool(counts["total"]),
            "can_undo": table_import.rows_forgotten_at is None,
            "columns": columns,
            "is_derived": any(column.remark for column in columns),
            "dropped": ", ".join(column.label for column in columns if column.is_dropped),
        }
    if table_import.status == ImportStatus.READY:
        context["for_all"] = ForAllForm(table_import=table_import, user=request.user)
        context["questions"] = list(cell_questions_form(table_import).columns())
        context["is_asked"] = any(question["is_open"] for question in table_import.cell_questions)
    return render(request, "tables/import_detail.html", context)


def cell_questions_form(table_import: TableImport, data: QueryDict | None = None) -> CellQuestionsForm:
    """The form of what stands in cells of an import and cannot be read."""
    kind = table_import.table
    columns = with_learned_words(kind, kind.columns(current_lists()), table_import.words)
    return CellQuestionsForm(
        data,
        questions=msgspec.convert(table_import.cell_questions, list[CellQuestion]),
        columns=columns,
        left_out=table_import.left_out,
        note_heading=next((column.heading for column in columns if column.name == kind.note_column), ""),
    )


def found_import(request: SignedInRequest, pk: UUID) -> TableImport:
    """The import, 404 for whoever may not read such tables in."""
    current_strategy(request)
    found: TableImport = get_object_or_404(
        TableImport.objects.usable_by(request.user).select_related("created_by", "job"), pk=pk
    )
    return found
