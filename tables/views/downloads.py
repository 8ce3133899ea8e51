"""Tables to take away: the page that lists them, the files, and the empty templates for reading tables in."""

from datetime import datetime
from urllib.parse import urlencode

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from msgspec import structs

from accounts.http import SignedInRequest
from exports.spreadsheets import write_csv
from exports.workbooks import About, write_workbook
from strategy.measure_list import chosen_lines, lines_of, measure_wish
from strategy.models import Strategy, ThemeField
from strategy.views.access import current_strategy
from tables.forms.narrowing import NarrowingForm
from tables.kinds.kind import Kind
from tables.kinds.measures import MEASURES
from tables.responses import CSV, XLSX, file_response
from tables.sheets.of_kinds import template_sheet
from tables.sheets.offered import Scope, Table, tables_for

# How far the drop-downs reach below the last row.
FREE_ROWS, TEMPLATE_ROWS = 200, 2_000
READ_BACK = gettext_lazy(
    "Sie können diese Tabelle bearbeiten und wieder einlesen. Lassen Sie die Nummern stehen: An ihnen werden "
    "die Zeilen erkannt."
)
FILL_IN = gettext_lazy("Speichern Sie die Datei und lesen Sie sie unter „Tabellen“ ein.")
REQUIRED = gettext_lazy(
    "Die dunkleren Spalten müssen ausgefüllt sein. Spalten, die Sie nicht brauchen, können Sie löschen."
)


@require_safe
def table_list(request: SignedInRequest) -> HttpResponse:
    """All tables that a person may take away, and the templates for tables to read in."""
    current_strategy(request)
    form = NarrowingForm(request.GET or None)
    theme, department = form.chosen() if form.is_bound and form.is_valid() else (None, "")
    tables = tables_for(request.user)
    context = {
        "form": form,
        "tables": [(table, _query(table, theme, department)) for table in tables],
        "kinds": [(table.kind, table.kind.may_import(request.user)) for table in tables if table.kind],
    }
    return render(request, "tables/table_list.html", context, status=422 if form.errors else 200)


@require_safe
def table_workbook(request: SignedInRequest, name: str) -> HttpResponse:
    """A table as an Excel workbook."""
    table, scope, theme = _asked_for(request, name)
    at = timezone.now()
    facts = _facts_of_table(table, scope, theme)
    about = _about(scope.strategy, at, str(table.name.label), facts, is_draft=table.is_draft)
    content = write_workbook(table.build(scope), about=about, free_rows=FREE_ROWS if table.kind else 0)
    return file_response(content, XLSX, f"{name}-{timezone.localdate(at)}.xlsx")


@require_safe
def table_csv(request: SignedInRequest, name: str) -> HttpResponse:
    """A table as CSV: its first sheet."""
    table, scope, _theme = _asked_for(request, name)
    content = write_csv(table.build(scope)[0])
    return file_response(content, CSV, f"{name}-{timezone.localdate()}.csv")


@require_safe
def table_template(request: SignedInRequest, kind: Kind) -> HttpResponse:
    """An empty table to fill in, with drop-downs and explanations."""
    strategy = current_strategy(request)
    table = next((table for table in tables_for(request.user) if table.kind == kind), None)
    if table is None:
        raise Http404
    title = _("Vorlage: %(kind)s") % {"kind": kind.label}
    facts = ((_("So geht es"), f"{kind.filled_in} {FILL_IN}"), (_("Pflicht"), str(REQUIRED)))
    about = _about(strategy, timezone.now(), title, facts, is_draft=False)
    content = write_workbook([template_sheet(kind)], about=about, free_rows=TEMPLATE_ROWS)
    return file_response(content, XLSX, f"vorlage-{table.name}.xlsx")


def _asked_for(request: SignedInRequest, name: str) -> tuple[Table, Scope, ThemeField | None]:
    strategy = current_strategy(request)
    table = next((table for table in tables_for(request.user) if table.name == name), None)
    form = NarrowingForm(request.GET)
    if table is None or not form.is_valid():
        raise Http404
    theme, department = form.chosen()
    theme = theme if "theme" in table.filters else None
    scope = Scope(
        user=request.user,
        strategy=strategy,
        theme=theme.pk if theme else None,
        department=department if "department" in table.filters else "",
    )
    return table, _as_listed(scope, request.GET) if table.kind is MEASURES else scope, theme


def _as_listed(scope: Scope, params: QueryDict) -> Scope:
    """Narrow the table of measures to what the list of measures shows at the same parameters."""
    sections = scope.sections()
    wish = measure_wish(sections, params)
    if not wish.is_active:
        return scope
    keys = frozenset(str(line.measure.key) for line in chosen_lines(lines_of(sections), wish))
    spoken = ", ".join(wish.spoken("themenfeld", "fachbereich"))
    return structs.replace(scope, chosen=keys, spoken=spoken)


def _query(table: Table, theme: ThemeField | None, department: str) -> str:
    """The part of the address that narrows a table: only what it can be narrowed by."""
    query = {}
    if "theme" in table.filters and theme:
        query["themenfeld"] = str(theme.pk)
    if "department" in table.filters and department:
        query["fachbereich"] = department
    return urlencode(query)


def _facts_of_table(table: Table, scope: Scope, theme: ThemeField | None) -> tuple[tuple[str, str], ...]:
    facts = [(_("Inhalt"), str(table.about))]
    if theme:
        facts.append((_("Themenfeld"), f"{theme.number} {theme}"))
    if scope.department:
        facts.append((_("Fachbereich"), scope.department))
    if scope.spoken:
        facts.append((_("Auswahl"), scope.spoken))
    if table.kind:
        facts.append((_("Einlesen"), str(READ_BACK)))
    return tuple(facts)


def _about(
    strategy: Strategy, at: datetime, title: str, facts: tuple[tuple[str, str], ...], *, is_draft: bool
) -> About:
    author = f"{strategy.municipality.kind} {strategy.municipality.name}"
    moment = date_format(timezone.localtime(at), "j. F Y, H:i")
    state = _("Entwurf: Arbeitsstand vom %(at)s, nicht beschlossen") % {"at": moment} if is_draft else moment
    example = ((_("Hinweis"), _("Beispieldaten")),) if strategy.is_example else ()
    about = ((_("Strategie"), strategy.title), (_("Kommune"), author), (_("Stand"), state), *example, *facts)
    return About(title=title, author=author, at=at, facts=about)
