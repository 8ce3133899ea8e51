"""The table of a department as a workbook: taken away, filled in, previewed, taken over."""

import msgspec
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import SignedInRequest
from monitoring.adopted import adopted_strategy
from monitoring.permissions import own_answers
from monitoring.round_facts import RoundTable, tables_of
from tables.actions.rounds import apply_round_file
from tables.files.raw import UnreadableFile
from tables.forms.rounds import RoundFileForm
from tables.responses import XLSX, file_response
from tables.round_reading import Sent, preview_of
from tables.round_workbook import round_workbook

# The field that keeps what the preview showed.
ROWS = "zeilen"
SENTENCES_AT_MOST = 10


@require_safe
def round_file(request: SignedInRequest, pk: int) -> HttpResponse:
    table = _table(request, pk)
    name = slugify(f"{table.answer.round.title} {table.answer.department}")
    return file_response(round_workbook(table), XLSX, f"{name}.xlsx")


@require_http_methods(["GET", "HEAD", "POST"])
def round_read(request: SignedInRequest, pk: int) -> HttpResponse:
    """Read a filled in table: show what would change, then take it over."""
    table = _table(request, pk)
    if not table.answer.round.is_open:
        raise Http404
    if ROWS in request.POST:
        return _take_over(request, table)
    form = RoundFileForm(request.POST or None, request.FILES or None)
    preview = None
    if request.method == "POST" and form.is_valid():
        try:
            preview = preview_of(form.cleaned_data["file"], table, timezone.now())
        except UnreadableFile as refusal:
            form.add_error("file", str(refusal))
    context = {
        "form": form,
        "table": table,
        "preview": preview,
        "kept": msgspec.json.encode(preview.rows).decode() if preview else "",
        "back_url": reverse("monitoring:round-table", args=[pk]),
        "back_label": _("Zur Tabelle"),
    }
    return render(request, "tables/round_read.html", context, status=422 if form.errors else 200)


def _take_over(request: SignedInRequest, table: RoundTable) -> HttpResponse:
    try:
        rows = msgspec.json.decode(request.POST[ROWS], type=dict[str, Sent])
    except msgspec.MsgspecError:
        messages.error(
            request, _("Die Vorschau ist nicht vollständig angekommen. Bitte lesen Sie die Datei neu ein.")
        )
        return redirect("tables:round-read", table.answer.pk)
    applied = apply_round_file(table=table, rows=rows, by=request.user, at=timezone.now())
    said = ngettext("%d Zelle ist übernommen.", "%d Zellen sind übernommen.", applied.count)
    messages.success(request, said % applied.count)
    for sentence in applied.refused[:SENTENCES_AT_MOST]:
        messages.warning(request, sentence)
    others = len(applied.refused) - SENTENCES_AT_MOST
    if others > 0:
        more = ngettext("Und %d weitere Zeile.", "Und %d weitere Zeilen.", others)
        messages.warning(request, more % others)
    return redirect("monitoring:round-table", table.answer.pk)


def _table(request: SignedInRequest, pk: int) -> RoundTable:
    answer = get_object_or_404(own_answers(request.user), pk=pk)
    adopted = adopted_strategy()
    if adopted is None:
        raise Http404
    (table,) = tables_of(adopted, [answer], timezone.now())
    return table
