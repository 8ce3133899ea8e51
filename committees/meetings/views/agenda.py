"""The items of an agenda."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import SignedInRequest
from committees.meetings.actions.agenda import (
    add_agenda_item,
    move_agenda_item,
    remove_agenda_item,
    save_agenda_item,
)
from committees.meetings.forms.agenda import AgendaItemForm, ResultForm
from committees.meetings.models import AgendaItem, Meeting
from editing.access import refusal_shown
from editing.saving import FormPage


@require_http_methods(["GET", "HEAD", "POST"])
def agenda_item_add(request: SignedInRequest, pk: int) -> HttpResponse:
    """Append an item to the agenda of a meeting."""
    meeting = get_object_or_404(Meeting.objects.editable_by(request.user), pk=pk)
    page = FormPage(request, AgendaItemForm(request.POST or None))
    if page.is_valid():
        with page.saving():
            item = add_agenda_item(meeting=meeting, values=page.form.values(), by=request.user)
            return redirect(_place(item))
    return page.answer(
        "committees/meetings/form.html", {"title": _("Tagesordnungspunkt anlegen"), "meeting": meeting}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def agenda_item_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    return _edit(request, pk, AgendaItemForm, _("TOP %(position)s bearbeiten"))


@require_http_methods(["GET", "HEAD", "POST"])
def agenda_item_result(request: SignedInRequest, pk: int) -> HttpResponse:
    return _edit(request, pk, ResultForm, _("Ergebnis zu TOP %(position)s: %(title)s"))


@require_POST
def agenda_item_up(request: SignedInRequest, pk: int) -> HttpResponse:
    return _move(request, pk, up=True)


@require_POST
def agenda_item_down(request: SignedInRequest, pk: int) -> HttpResponse:
    return _move(request, pk, up=False)


@require_http_methods(["GET", "HEAD", "POST"])
def agenda_item_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask, then remove an item that has no result."""
    item = _item(request, pk)
    if request.method == "POST":
        with refusal_shown(request):
            remove_agenda_item(item=item, by=request.user)
            messages.success(request, _("„%(title)s“ ist entfernt.") % {"title": item.title})
        return redirect("meetings:meeting-detail", item.meeting_id)
    return render(request, "committees/meetings/agenda_item_remove.html", {"item": item})


def _edit(
    request: SignedInRequest, pk: int, form_class: type[AgendaItemForm | ResultForm], name: str
) -> HttpResponse:
    item = _item(request, pk)
    title = name % {"position": item.position, "title": item.title}
    page = FormPage(request, form_class(request.POST or None, instance=item))
    if page.is_valid():
        with page.saving():
            save_agenda_item(
                item=item,
                values=page.form.values(),
                revision=page.form.cleaned_data["revision"],
                by=request.user,
            )
            return redirect(_place(item))
    return page.answer("committees/meetings/form.html", {"title": title, "meeting": item.meeting})


def _move(request: SignedInRequest, pk: int, *, up: bool) -> HttpResponse:
    item = _item(request, pk)
    with refusal_shown(request):
        move_agenda_item(item=item, up=up, by=request.user)
    return redirect(_place(item))


def _item(request: SignedInRequest, pk: int) -> AgendaItem:
    items = AgendaItem.objects.editable_by(request.user).select_related("meeting__committee")
    return get_object_or_404(items, pk=pk)


def _place(item: AgendaItem) -> str:
    return f"{reverse('meetings:meeting-detail', args=[item.meeting_id])}#top-{item.pk}"
