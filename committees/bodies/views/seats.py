"""Seats: giving, changing, ending them, and seeing off the people who leave."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.http import SignedInRequest
from committees.bodies.actions.leaving import label_of, see_off
from committees.bodies.actions.seats import add_seat, end_seat, save_seat
from committees.bodies.forms.seats import NewSeatForm, SeatEndForm, SeatForm
from committees.bodies.models import Committee, Membership
from editing.access import refusal_shown
from editing.exceptions import RuleBroken
from editing.saving import FORM_PAGE, FormPage


@require_http_methods(["GET", "HEAD", "POST"])
def seat_add(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give a seat to somebody with an account."""
    committee = get_object_or_404(Committee.objects.manageable_by(request.user), pk=pk)
    seat = Membership(committee=committee, since=timezone.localdate())
    page = FormPage(request, NewSeatForm(request.POST or None, instance=seat))
    if page.is_valid():
        with page.saving():
            person = page.form.cleaned_data["user"]
            add_seat(committee=committee, user=person, by=request.user, **page.form.values())
            messages.success(request, _("%(name)s hat jetzt einen Sitz.") % {"name": person.name})
            return redirect("bodies:committee-detail", pk)
    return page.answer(FORM_PAGE, {"title": _("%(body)s: Sitz vergeben") % {"body": committee.name}})


@require_http_methods(["GET", "HEAD", "POST"])
def seat_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    seat = _seat(request, pk)
    page = FormPage(request, SeatForm(request.POST or None, instance=seat))
    if page.is_valid():
        with page.saving():
            save_seat(seat=seat, values=page.form.values(), by=request.user)
            return redirect("bodies:committee-detail", seat.committee_id)
    return page.answer(FORM_PAGE, {"title": _("Sitz von %(name)s") % {"name": seat.user.name}})


@require_http_methods(["GET", "HEAD", "POST"])
def seat_end(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask for the last day, then end a seat. The account stays."""
    seat = _seat(request, pk)
    page = FormPage(request, SeatEndForm(request.POST or None, initial={"until": timezone.localdate()}))
    if page.is_valid():
        with page.saving(refused_at={RuleBroken: "until"}):
            end_seat(seat=seat, until=page.form.cleaned_data["until"], by=request.user)
            return redirect("bodies:committee-detail", seat.committee_id)
    context = {"seat": seat}
    return page.answer("committees/bodies/seat_end.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def member_leave(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask, then see a member off: all seats end, personal data go."""
    seats = Membership.objects.dismissible_by(request.user).with_people()
    seat = get_object_or_404(seats, pk=pk)
    person, now = seat.user, timezone.now()
    if request.method == "POST":
        with refusal_shown(request):
            see_off(user=person, by=request.user, at=now)
            messages.success(
                request,
                _("%(name)s ist verabschiedet. Name und Adresse sind gelöscht.") % {"name": person.name},
            )
        return redirect("bodies:committee-detail", seat.committee_id)
    held = person.memberships.not_ended_on(timezone.localdate(now)).with_people()
    groups = person.working_group_memberships.select_related("theme").order_by("theme__position")
    context = {"seat": seat, "person": person, "held": held, "groups": groups, "label": label_of(person)}
    return render(request, "committees/bodies/member_leave.html", context)


def _seat(request: SignedInRequest, pk: int) -> Membership:
    return get_object_or_404(Membership.objects.manageable_by(request.user).with_people(), pk=pk)
