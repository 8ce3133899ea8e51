"""The tray: what was read in without a goal, to be placed or removed."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST
from msgspec import Struct

from accounts.http import SignedInRequest
from editing.access import refusal_shown
from editing.asked import numbers_in
from editing.saving import FormPage
from strategy.views.access import current_strategy
from tables.actions.tray import place_rows, remove_rows
from tables.forms.tray import TrayForm
from tables.kinds.kind import Kind
from tables.models import ImportRow
from tables.previewed import PreviewRow
from tables.stored import from_stored

ROWS_PER_PAGE = 50
ROW, SHOWN = "row", "shown"
# Sent by the page that asks.
CONFIRMED = "confirmed"


class WaitingRow(Struct, frozen=True):
    """A row of the tray as its page shows it; `facts` are headings with what stands there."""

    stored: ImportRow
    row: PreviewRow
    goal: str
    facts: tuple[tuple[str, str], ...]


@require_http_methods(["GET", "HEAD", "POST"])
def tray(request: SignedInRequest, kind: Kind) -> HttpResponse:
    """List what waits for a goal, and place what is ticked."""
    _require_tray(request, kind)
    chosen = _chosen(request.POST)
    page = FormPage(
        request, TrayForm(request.POST if request.method == "POST" else None, kind=kind, user=request.user)
    )
    if page.is_valid():
        with page.saving():
            goal = page.form.cleaned_data["goal"]
            count = place_rows(kind=kind, keys=chosen, goal=goal, by=request.user, at=timezone.now())
            sentence = ngettext("%d Eintrag ist zugeordnet.", "%d Einträge sind zugeordnet.", count) % count
            messages.success(request, sentence)
            return redirect("tables:tray", kind)
    rows = ImportRow.objects.waiting(kind).select_related("table_import__created_by")
    shown = Paginator(rows, ROWS_PER_PAGE).get_page(request.GET.get("seite"))
    context = {
        "kind": kind,
        "page": shown,
        "rows": _waiting_rows(kind, list(shown)),
        "chosen": chosen,
    }
    return page.answer("tables/tray.html", context)


@require_POST
def tray_remove(request: SignedInRequest, kind: Kind) -> HttpResponse:
    """Ask about the rows that are ticked, then take them out of the tray."""
    _require_tray(request, kind)
    chosen = _chosen(request.POST)
    if CONFIRMED in request.POST:
        with refusal_shown(request):
            count = remove_rows(kind=kind, keys=chosen, by=request.user)
            sentence = ngettext("%d Eintrag ist entfernt.", "%d Einträge sind entfernt.", count) % count
            messages.success(request, sentence)
        return redirect("tables:tray", kind)
    rows = list(
        ImportRow.objects.waiting(kind).filter(pk__in=chosen).select_related("table_import__created_by")
    )
    if not rows:
        messages.error(request, _("Wählen Sie mindestens einen Eintrag aus."))
        return redirect("tables:tray", kind)
    return render(request, "tables/tray_remove.html", {"kind": kind, "rows": _waiting_rows(kind, rows)})


def _chosen(sent: QueryDict) -> list[int]:
    """The keys of the rows that are ticked, or of all that the page showed."""
    return numbers_in(sent, SHOWN if "all" in sent else ROW)


def _require_tray(request: SignedInRequest, kind: Kind) -> None:
    current_strategy(request)
    if not kind.goal_column or not kind.may_import(request.user):
        raise Http404


def _waiting_rows(kind: Kind, rows: list[ImportRow]) -> list[WaitingRow]:
    return [_waiting_row(kind, stored) for stored in rows]


def _waiting_row(kind: Kind, stored: ImportRow) -> WaitingRow:
    row = from_stored(stored.content)
    facts = tuple((each.heading, each.after) for each in row.changes if each.name != kind.goal_column)
    goal = str(row.places.get(kind.goal_column) or "")
    return WaitingRow(stored=stored, row=row, goal=goal, facts=facts)
