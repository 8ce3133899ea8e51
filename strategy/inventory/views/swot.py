"""The SWOT view of a theme field: four fields of statements with their sources."""

from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import SignedInRequest
from accounts.roles import Right
from editing.access import refusal_shown
from editing.forms.field_values import comparable
from editing.history import history_of_all
from editing.kept_text import typed_texts
from editing.saving import FormPage
from strategy.inventory.actions.swot import add_swot_entry, remove_swot_entry, save_swot_entry
from strategy.inventory.choices import SWOT_TITLES, SwotKind
from strategy.inventory.forms.swot import SwotEntryForm
from strategy.models import SwotEntry, ThemeField
from strategy.permissions import can_edit_swot
from strategy.views.resting import explains_rest

FORM = "strategy/inventory/swot_form.html"


@require_safe
def swot(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The four fields of a theme field."""
    theme = get_object_or_404(ThemeField.objects.readable_by(request.user).selected(), pk=pk)
    entries = list(theme.swot_entries.order_by("pk").prefetch_related("extracts__concept"))
    fields = [
        (kind, SWOT_TITLES[kind], [entry for entry in entries if entry.kind == kind]) for kind in SwotKind
    ]
    context = {"theme": theme, "fields": fields, "can_edit": can_edit_swot(request.user, theme)}
    return render(request, "strategy/inventory/swot_detail.html", context)


@require_safe
def swot_history(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The changes, with who made them and when; removed statements included."""
    theme = get_object_or_404(ThemeField.objects.readable_by(request.user).selected(), pk=pk)
    entries = history_of_all(SwotEntry, SwotEntry.history.filter(theme=theme))
    return render(request, "strategy/inventory/swot_history.html", {"theme": theme, "entries": entries})


@require_http_methods(["GET", "HEAD", "POST"])
@explains_rest
def swot_add(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The form of a new statement; the address may name the field in which it begins."""
    theme = get_object_or_404(ThemeField.objects.open_to(request.user).selected(), pk=pk)
    kind = request.GET.get("kind", "")
    initial: dict[str, object] | None = {"kind": kind} if kind in SwotKind.values else None
    page = FormPage(request, SwotEntryForm(request.POST or None, theme=theme, initial=initial))
    if page.form.only_searches:
        return _searched(page, theme)
    if page.is_valid():
        with page.saving():
            entry = add_swot_entry(theme=theme, values=page.form.values(), by=request.user)
            messages.success(request, _("Eingetragen."))
            return redirect(_place_of(entry))
    return page.answer(FORM, _page_of(theme))


@require_http_methods(["GET", "HEAD", "POST"])
@explains_rest
def swot_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """The form of a statement."""
    entry = _editable(request).filter(pk=pk).first()
    if entry is None and request.method == "POST":
        return _kept_text(request, pk)
    if entry is None:
        raise Http404
    page = FormPage(request, SwotEntryForm(request.POST or None, theme=entry.theme, instance=entry))
    if page.form.only_searches:
        return _searched(page, entry.theme)
    if page.is_valid():
        with page.saving():
            save_swot_entry(
                entry=entry,
                values=page.form.values(),
                revision=page.form.cleaned_data["revision"],
                by=request.user,
            )
            messages.success(request, _("Gespeichert."))
            return redirect(_place_of(entry))
    if page.refusal:
        return _kept_text(request, pk)
    return page.answer(FORM, _page_of(entry.theme))


@require_http_methods(["GET", "HEAD", "POST"])
@explains_rest
def swot_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask, then remove a statement."""
    entry = get_object_or_404(_editable(request), pk=pk)
    if request.method == "POST":
        with refusal_shown(request):
            remove_swot_entry(entry=entry, by=request.user)
            messages.success(request, _("Entfernt."))
        return redirect("strategy:swot", entry.theme_id)
    return render(request, "strategy/inventory/swot_remove.html", {"entry": entry, "theme": entry.theme})


def _editable(request: SignedInRequest) -> QuerySet[SwotEntry]:
    """The statements that somebody may edit: those of theme fields that still belong to the strategy."""
    entries = SwotEntry.objects.editable_by(request.user).filter(theme__in=ThemeField.objects.selected())
    return entries.select_related("theme")


def _place_of(entry: SwotEntry) -> str:
    return f"{reverse('strategy:swot', args=[entry.theme_id])}#eintrag-{entry.pk}"


def _page_of(theme: ThemeField) -> dict[str, object]:
    return {
        "theme": theme,
        "back_url": reverse("strategy:swot", args=[theme.pk]),
        "back_label": _("Abbrechen"),
    }


def _searched(page: FormPage[SwotEntryForm], theme: ThemeField) -> HttpResponse:
    """Show what the search for extracts found; nothing was to be saved yet."""
    page.form = page.form.without_errors()
    return page.answer(FORM, _page_of(theme), status=200)


def _sentence(theme: ThemeField) -> str:
    if theme.strategy.is_submitted:
        return _("Die Strategie liegt als Vorlage %(paper)s den Gremien vor.") % {
            "paper": theme.strategy.submitted_paper
        }
    return _("Dieser Eintrag wurde inzwischen entfernt, oder sein Themenfeld ist gesperrt.")


def _kept_text(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show what was typed once more when it can no longer be saved; 404 to whoever could never have opened it."""
    record = SwotEntry.history.filter(id=pk).order_by("history_date", "history_id").last()
    works = request.user.has_right(Right.EDIT_GOALS) or request.user.has_right(Right.EDIT_OWN_THEMES)
    if record is None or not works:
        raise Http404
    entry = SwotEntry.objects.filter(pk=pk).first()
    form = SwotEntryForm(request.POST, theme=record.theme, instance=entry)
    saved = {name: comparable(getattr(entry, name)) for name in form._meta.fields or ()} if entry else {}
    context = {
        "sentence": _sentence(record.theme),
        "texts": list(typed_texts(form, saved)),
        "back_url": reverse("strategy:swot", args=[record.theme_id]),
    }
    return render(request, "editing/kept_text.html", context, status=409)
