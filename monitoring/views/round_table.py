"""The table of a department in a round: rows that are forms, cells that a script saves one by one."""

from collections.abc import Mapping
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe
from msgspec import Struct

from accounts.http import SignedInRequest
from editing.access import refusal_shown
from editing.exceptions import RuleBroken
from editing.forms.revised import revision_of
from editing.saving import FormPage
from monitoring.actions.round_rows import (
    Filled,
    begun_in,
    enter_value,
    fill_cells,
    leave_unchanged,
    save_draft,
)
from monitoring.actions.rounds import answer_round
from monitoring.adopted import Adopted, adopted_strategy
from monitoring.exceptions import EnteredMeanwhile
from monitoring.forms.rounds import ReportRowForm, ValueRowForm
from monitoring.models import DepartmentAnswer, IndicatorValue
from monitoring.permissions import own_answers
from monitoring.round_facts import MeasureRow, RoundTable, ValueRow, tables_of
from monitoring.views.row_answers import (
    report_form_of,
    row_answer,
    told,
    value_answer,
    value_overtaken,
    value_refused,
)

# A script names the cells that it sends, and asks for "no change" without leaving the page.
CELLS, UNCHANGED = "zellen", "unveraendert"


class MeasureLine(Struct):
    """A row as the page draws it: with cells to type into while it is open, or with what was typed into them."""

    row: MeasureRow
    form: ReportRowForm
    in_open_round: bool

    @property
    def is_open(self) -> bool:
        return self.form.is_bound or (self.in_open_round and self.row.is_open)


class ValueLine(Struct):
    row: ValueRow
    form: ValueRowForm
    in_open_round: bool

    @property
    def is_open(self) -> bool:
        return self.form.is_bound or self.in_open_round


@require_safe
def round_table(request: SignedInRequest, pk: int) -> HttpResponse:
    """The measures and indicators of a department, each with what it says in this round."""
    answer, adopted, table = _table(request, pk)
    return render(request, "monitoring/round_table.html", _context(answer, adopted, table))


@require_POST
def round_answer(request: SignedInRequest, pk: int) -> HttpResponse:
    """Hand in what is written."""
    answer, _adopted, table = _table(request, pk)
    with refusal_shown(request):
        answer_round(answer=answer, by=request.user, at=timezone.now())
        missing = table.count - table.written
        said = _("Vielen Dank, Ihre Antwort liegt jetzt bei der Koordination.")
        if missing:
            rows = ngettext(
                "%d Zeile ist noch leer, Sie können sie nachreichen.",
                "%d Zeilen sind noch leer, Sie können sie nachreichen.",
                missing,
            )
            said = f"{said} {rows % missing}"
        messages.success(request, said)
    return redirect("monitoring:round-table", pk)


@require_POST
def round_measure(request: SignedInRequest, pk: int, key: UUID) -> HttpResponse:
    """Save the row of a measure, or some cells of it."""
    answer, adopted, table = _table(request, pk)
    row = next((row for row in table.measures if row.entry.key == key), None)
    if row is None:
        raise Http404
    by_script = CELLS in request.POST
    page = FormPage(request, _report_form(answer, row, request.POST))
    if UNCHANGED in request.POST:
        if by_script or not page.form.has_changed():
            return _leave_unchanged(request, answer, row, by_script=by_script)
        page.form.add_error(
            None, _("In der Zeile steht etwas Neues. Wählen Sie „Speichern“, damit es nicht verloren geht.")
        )
    if by_script:
        return _fill_cells(request, answer, row, page.form)
    if page.is_valid():
        with page.saving():
            save_draft(
                answer=answer,
                measure=row.measure,
                values=page.form.values(),
                revision=page.form.cleaned_data["revision"],
                by=request.user,
                at=timezone.now(),
            )
            messages.success(request, _("Maßnahme %s ist gespeichert.") % row.entry.number)
            return redirect(_place(answer, f"zeile-{key}"))
    return page.answer(
        "monitoring/round_table.html", _context(answer, adopted, table, measure=(key, page.form))
    )


@require_POST
def round_indicator(request: SignedInRequest, pk: int, key: int) -> HttpResponse:
    """Save the value of an indicator."""
    answer, adopted, table = _table(request, pk)
    row = next((row for row in table.values if row.indicator.pk == key), None)
    if row is None:
        raise Http404
    page = FormPage(request, _value_form(row, request.POST))
    by_script = CELLS in request.POST
    if page.is_valid():
        with page.saving(refused_at={RuleBroken: "value"}):
            cells = page.form.cleaned_data
            entered = enter_value(
                answer=answer,
                series=row.series,
                value=IndicatorValue(value=cells["value"], quality=cells["quality"], note=cells["note"]),
                seen=cells["seen"] or 0,
                by=request.user,
                at=timezone.now(),
            )
            if by_script:
                return value_answer(row, entered)
            messages.success(request, _("Der Wert von „%s“ ist gespeichert.") % row.indicator)
            return redirect(_place(answer, f"zeile-{key}"))
    # Whoever saves again has read what the other one entered; only here is anybody told of it.
    present = page.refusal.present if isinstance(page.refusal, EnteredMeanwhile) else None
    if by_script:
        return value_overtaken(row, present) if present else value_refused(page.form)
    if present is not None:
        again = request.POST.copy()
        again["seen"] = str(present.pk)
        page.form.data = again
    return page.answer(
        "monitoring/round_table.html", _context(answer, adopted, table, indicator=(key, page.form))
    )


def _fill_cells(
    request: SignedInRequest, answer: DepartmentAnswer, row: MeasureRow, form: ReportRowForm
) -> JsonResponse:
    """Save the cells that can be saved, and say at each of the others why not."""
    form.is_valid()
    names = [name for name in request.POST.getlist(CELLS) if name in form.cells()]
    errors = {name: told(form, name) for name in names if name in form.errors}
    values = {name: form.cleaned_data[name] for name in names if name not in errors}
    try:
        filled = fill_cells(
            answer=answer,
            measure=row.measure,
            values=values,
            revision=revision_of(form),
            by=request.user,
            at=timezone.now(),
        )
    except RuleBroken as refusal:
        return JsonResponse({"errors": dict.fromkeys(names, str(refusal))}, status=422)
    saved = [name for name in values if name not in filled.refused]
    return row_answer(row, filled, saved, errors)


def _leave_unchanged(
    request: SignedInRequest, answer: DepartmentAnswer, row: MeasureRow, *, by_script: bool
) -> HttpResponse:
    try:
        report = leave_unchanged(answer=answer, measure=row.measure, by=request.user, at=timezone.now())
    except RuleBroken as refusal:
        if by_script:
            return JsonResponse({"errors": {"state": str(refusal)}}, status=422)
        messages.error(request, str(refusal))
        return redirect(_place(answer, f"zeile-{row.entry.key}"))
    if by_script:
        filled = Filled(report=report, overtaken={}, refused=())
        return row_answer(row, filled, report_form_of(report, row).cells(), {})
    messages.success(request, _("Maßnahme %s: keine Änderung, gespeichert.") % row.entry.number)
    return redirect(_place(answer, f"zeile-{row.entry.key}"))


def _table(request: SignedInRequest, pk: int) -> tuple[DepartmentAnswer, Adopted, RoundTable]:
    answer = get_object_or_404(own_answers(request.user), pk=pk)
    adopted = adopted_strategy()
    if adopted is None:
        raise Http404
    (table,) = tables_of(adopted, [answer], timezone.now())
    return answer, adopted, table


def _context(
    answer: DepartmentAnswer,
    adopted: Adopted,
    table: RoundTable,
    *,
    measure: tuple[UUID, ReportRowForm] | None = None,
    indicator: tuple[int, ValueRowForm] | None = None,
) -> dict[str, object]:
    """What the page shows, with the form that was sent for one of its rows."""
    is_open = answer.round.is_open
    reports, values = dict([measure] if measure else []), dict([indicator] if indicator else [])
    sent = measure or indicator
    return {
        "adopted": adopted,
        "answer": answer,
        "round": answer.round,
        "is_over": answer.round.deadline < timezone.localdate(),
        "table": table,
        "measures": [
            MeasureLine(
                row=row,
                form=reports.get(row.entry.key) or _report_form(answer, row),
                in_open_round=is_open,
            )
            for row in table.measures
        ],
        "values": [
            ValueLine(row=row, form=values.get(row.indicator.pk) or _value_form(row), in_open_round=is_open)
            for row in table.values
        ],
        "form": sent[1] if sent else None,
    }


def _report_form(
    answer: DepartmentAnswer, row: MeasureRow, data: Mapping[str, object] | None = None
) -> ReportRowForm:
    report = row.report or begun_in(round=answer.round, measure=row.measure, last=row.last, at=timezone.now())
    return ReportRowForm(data, instance=report, about=f"{row.entry.number} {row.entry.title}")


def _value_form(row: ValueRow, data: Mapping[str, object] | None = None) -> ValueRowForm:
    instance = row.shown or IndicatorValue(series=row.series)
    return ValueRowForm(data, instance=instance, key=row.indicator.pk, about=row.indicator.name)


def _place(answer: DepartmentAnswer, anchor: str) -> str:
    return f"{reverse('monitoring:round-table', args=[answer.pk])}#{anchor}"
