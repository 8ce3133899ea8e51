"""The bodies and their pages."""

from itertools import groupby

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import SignedInRequest
from accounts.roles import Right
from committees.bodies.actions.bodies import add_committees, save_committee
from committees.bodies.choices import CommitteeKind, MunicipalOrder
from committees.bodies.forms.bodies import CommitteeForm, StarterSetForm
from committees.bodies.models import Committee
from committees.bodies.rosters import roster_of
from committees.bodies.starter_set import order_of
from editing.access import require_right
from editing.exceptions import RuleBroken
from editing.saving import FORM_PAGE, FormPage
from strategy.models.municipality import MunicipalityKind
from strategy.views.access import current_strategy

# The words that the address uses.
ORDER_SLUGS = {
    MunicipalOrder.INDEPENDENT_CITY: "kreisfreie-stadt",
    MunicipalOrder.TOWN: "kreisangehoerig",
    MunicipalOrder.COUNTY: "kreis",
}


@require_safe
def committee_list(request: SignedInRequest) -> HttpResponse:
    """All bodies, by kind, from those who do the work to the council."""
    require_right(request, Right.READ_WORKSPACE)
    committees = Committee.objects.readable_by(request.user).with_seats(timezone.localdate())
    order = list(CommitteeKind)
    by_kind = sorted(committees, key=lambda committee: order.index(CommitteeKind(committee.kind)))
    kinds = [
        (CommitteeKind(kind), list(bodies))
        for kind, bodies in groupby(by_kind, key=lambda committee: committee.kind)
    ]
    return render(request, "committees/bodies/committee_list.html", {"kinds": kinds})


@require_safe
def committee_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """The people in a body, and the groups that sent them."""
    committee = get_object_or_404(Committee.objects.readable_by(request.user), pk=pk)
    now = timezone.now()
    roster = roster_of(committee, timezone.localdate(now))
    context = {"committee": committee, "roster": roster, "now": now}
    return render(request, "committees/bodies/committee_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def committee_add(request: SignedInRequest) -> HttpResponse:
    require_right(request, Right.MANAGE_BODIES)
    return _edit_committee(request, Committee(), _("Gremium anlegen"))


@require_http_methods(["GET", "HEAD", "POST"])
def starter_set(request: SignedInRequest) -> HttpResponse:
    """Begin with the bodies that a municipality of this kind usually has."""
    require_right(request, Right.MANAGE_BODIES)
    return _starter_set(request, "bodies:committee-list")


@require_http_methods(["GET", "HEAD", "POST"])
def first_bodies(request: SignedInRequest) -> HttpResponse:
    """A step of the first hour: the same for whoever sets the installation up, with the way to the next step."""
    require_right(request, Right.EDIT_SETTINGS)
    return _starter_set(request, "strategy:first-look")


def _starter_set(request: SignedInRequest, then: str) -> HttpResponse:
    municipality = current_strategy(request).municipality
    asked = request.GET.get("art", "")
    is_county = municipality.kind == MunicipalityKind.DISTRICT
    usual = order_of(is_county=is_county, ags=municipality.ags)
    order = next((each for each, word in ORDER_SLUGS.items() if word == asked), usual)
    page = FormPage(request, StarterSetForm(request.POST or None, order=order))
    if page.is_valid():
        with page.saving():
            wanted = page.form.named()
            added = add_committees(named=wanted, by=request.user)
            messages.success(request, _added_words(len(added), len(wanted) - len(added)))
            return redirect(then)
    context = {"order": order, "orders": [(each, ORDER_SLUGS[each]) for each in MunicipalOrder]}
    return page.answer("committees/bodies/starter_set.html", context)


def _added_words(added: int, known: int) -> str:
    words = ngettext("%d Gremium ist angelegt.", "%d Gremien sind angelegt.", added) % added
    if known:
        words += " " + ngettext("%d gab es schon.", "%d gab es schon.", known) % known
    return words


@require_http_methods(["GET", "HEAD", "POST"])
def committee_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    committee = get_object_or_404(Committee.objects.manageable_by(request.user), pk=pk)
    return _edit_committee(request, committee, _("Gremium bearbeiten"))


def _edit_committee(request: SignedInRequest, committee: Committee, title: str) -> HttpResponse:
    page = FormPage(request, CommitteeForm(request.POST or None, instance=committee))
    if page.is_valid():
        with page.saving(refused_at={RuleBroken: "name"}):
            saved = save_committee(committee=page.form.save(commit=False), by=request.user)
            messages.success(request, _("Das Gremium ist gespeichert."))
            return redirect("bodies:committee-detail", saved.pk)
    return page.answer(FORM_PAGE, {"title": title})
