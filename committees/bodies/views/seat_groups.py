"""The groups that send people into the steering group."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import SignedInRequest
from accounts.roles import Right
from committees.bodies.actions.bodies import move_seat_group, remove_seat_group, save_seat_group
from committees.bodies.forms.bodies import SeatGroupForm
from committees.bodies.models import SeatGroup
from editing.access import refusal_shown, require_right
from editing.exceptions import RuleBroken
from editing.saving import FORM_PAGE, FormPage


@require_safe
def seat_group_list(request: SignedInRequest) -> HttpResponse:
    require_right(request, Right.MANAGE_BODIES)
    groups = SeatGroup.objects.manageable_by(request.user).with_uses()
    return render(request, "committees/bodies/seat_group_list.html", {"groups": groups})


@require_http_methods(["GET", "HEAD", "POST"])
def seat_group_add(request: SignedInRequest) -> HttpResponse:
    require_right(request, Right.MANAGE_BODIES)
    return _edit_group(request, SeatGroup(), _("Entsendende Gruppe anlegen"))


@require_http_methods(["GET", "HEAD", "POST"])
def seat_group_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    return _edit_group(request, _group(request, pk), _("Entsendende Gruppe umbenennen"))


@require_POST
def seat_group_up(request: SignedInRequest, pk: int) -> HttpResponse:
    return _move(request, pk, down=False)


@require_POST
def seat_group_down(request: SignedInRequest, pk: int) -> HttpResponse:
    return _move(request, pk, down=True)


@require_http_methods(["GET", "HEAD", "POST"])
def seat_group_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask, then remove a group that was never used."""
    group = _group(request, pk)
    if request.method == "POST":
        with refusal_shown(request):
            remove_seat_group(group=group, by=request.user)
            messages.success(request, _("„%(name)s“ ist entfernt.") % {"name": group.name})
        return redirect("bodies:seat-group-list")
    return render(request, "committees/bodies/seat_group_remove.html", {"group": group})


def _edit_group(request: SignedInRequest, group: SeatGroup, title: str) -> HttpResponse:
    page = FormPage(request, SeatGroupForm(request.POST or None, instance=group))
    if page.is_valid():
        with page.saving(refused_at={RuleBroken: "name"}):
            save_seat_group(group=page.form.save(commit=False), by=request.user)
            return redirect("bodies:seat-group-list")
    return page.answer(FORM_PAGE, {"title": title})


def _move(request: SignedInRequest, pk: int, *, down: bool) -> HttpResponse:
    with refusal_shown(request):
        move_seat_group(group=_group(request, pk), down=down, by=request.user)
    return redirect("bodies:seat-group-list")


def _group(request: SignedInRequest, pk: int) -> SeatGroup:
    return get_object_or_404(SeatGroup.objects.manageable_by(request.user), pk=pk)
