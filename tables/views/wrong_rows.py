"""The wrong rows of a table that was read in, to take away."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from exports.spreadsheets import write_csv
from exports.workbooks import write_workbook
from tables.responses import CSV, XLSX, file_response
from tables.views.imports import found_import
from tables.wrong_rows import wrong_rows_sheet


@require_safe
def wrong_rows_workbook(request: SignedInRequest, pk: UUID) -> HttpResponse:
    sheet = wrong_rows_sheet(found_import(request, pk))
    if not sheet.rows:
        raise Http404
    return file_response(write_workbook([sheet]), XLSX, "fehlerhafte-zeilen.xlsx")


@require_safe
def wrong_rows_csv(request: SignedInRequest, pk: UUID) -> HttpResponse:
    sheet = wrong_rows_sheet(found_import(request, pk))
    if not sheet.rows:
        raise Http404
    return file_response(write_csv(sheet), CSV, "fehlerhafte-zeilen.csv")
