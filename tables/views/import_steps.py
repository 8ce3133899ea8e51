"""Steps of people with a table that was read: assign columns, decide, take over, discard, undo, try again."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import SignedInRequest
from editing.access import refusal_shown
from editing.asked import number_of
from editing.asking import Question, ask
from editing.exceptions import RuleBroken
from editing.saving import FormPage
from tables.actions.imports import (
    answer_questions,
    assign_columns,
    decide_rows,
    discard_import,
    request_applying,
    request_undoing,
    retry_import,
)
from tables.choices import ImportStatus
from tables.forms.for_all import ForAllForm
from tables.forms.imports import ColumnsForm
from tables.views.imports import cell_questions_form, found_import
from tables.vocabulary import current_lists

DECISION = "row-"


@require_http_methods(["GET", "HEAD", "POST"])
def import_columns(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Say which column fills which field."""
    table_import = found_import(request, pk)
    if table_import.status != ImportStatus.READY:
        return redirect("tables:import-detail", pk)
    page = FormPage(
        request,
        ColumnsForm(
            request.POST if request.method == "POST" else None,
            facts=table_import.columns,
            columns=table_import.table.columns(current_lists()),
        ),
    )
    if page.is_valid():
        with page.saving():
            assign_columns(table_import=table_import, chosen=page.form.chosen(), by=request.user)
            return redirect("tables:import-detail", pk)
    context = {"table_import": table_import, "columns": list(page.form.rows())}
    return page.answer("tables/import_columns.html", context)


@require_POST
def import_decide(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Keep what was chosen for ambiguous rows, and make the preview again."""
    table_import = found_import(request, pk)
    decisions = {
        line: str(choice)
        for name, choice in request.POST.items()
        if name.startswith(DECISION) and choice
        for line in [number_of(name.removeprefix(DECISION))]
        if line is not None
    }
    with refusal_shown(request):
        decide_rows(table_import=table_import, decisions=decisions, by=request.user)
    return redirect("tables:import-detail", pk)


@require_POST
def import_answer(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Keep what was said about the whole file, and make the preview again."""
    table_import = found_import(request, pk)
    for_all = ForAllForm(request.POST, table_import=table_import, user=request.user)
    cells = cell_questions_form(table_import, request.POST)
    with refusal_shown(request):
        if not (for_all.is_valid() and cells.is_valid()):
            raise RuleBroken(_("Diese Auswahl gibt es nicht mehr. Bitte wählen Sie noch einmal."))
        answer_questions(
            table_import=table_import,
            words=cells.words(table_import.words),
            left_out=cells.left_out(),
            for_all=for_all.chosen(),
            by=request.user,
        )
    return redirect("tables:import-detail", pk)


@require_POST
def import_apply(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Take over all right rows."""
    table_import = found_import(request, pk)
    with refusal_shown(request):
        request_applying(table_import=table_import, by=request.user)
    return redirect("tables:import-detail", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def import_discard(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Ask, then take over nothing and forget the file."""
    table_import = found_import(request, pk)
    kind = table_import.table
    if request.method == "POST":
        try:
            discard_import(table_import=table_import)
        except RuleBroken as refusal:
            messages.error(request, str(refusal))
            return redirect("tables:import-detail", pk)
        messages.success(request, _("Die Tabelle ist verworfen. Es wurde nichts geändert."))
        return redirect("tables:import-add", kind)
    question = Question(
        title=_("Tabelle verwerfen?"),
        sentences=[
            _("Die hochgeladene Datei und Ihre Antworten zu ihren Spalten werden gelöscht."),
            _("An der Strategie ändert sich nichts."),
        ],
        texts=[table_import.filename],
        yes=_("Ja, verwerfen"),
        back=reverse("tables:import-detail", args=[pk]),
    )
    return ask(request, question)


@require_http_methods(["GET", "HEAD", "POST"])
def import_undo(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Ask, then take back what was written."""
    table_import = found_import(request, pk)
    if request.method == "POST":
        with refusal_shown(request):
            request_undoing(table_import=table_import, by=request.user)
        return redirect("tables:import-detail", pk)
    if table_import.status != ImportStatus.APPLIED:
        raise Http404
    return render(request, "tables/import_undo.html", {"table_import": table_import})


@require_POST
def import_retry(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Start lost or cancelled work anew."""
    table_import = found_import(request, pk)
    with refusal_shown(request):
        retry_import(table_import=table_import, by=request.user)
    return redirect("tables:import-detail", pk)
