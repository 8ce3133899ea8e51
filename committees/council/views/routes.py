"""Saved sequences of bodies: keeping, naming, removing and using them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import SignedInRequest
from accounts.roles import Right
from committees.council.actions.routes import apply_route, remove_route, rename_route, save_route
from committees.council.forms.consultations import RouteChoiceForm, RouteNameForm
from committees.council.models import Paper, RouteTemplate
from editing.access import require_right
from editing.saving import FORM_PAGE, FormPage


@require_safe
def route_list(request: SignedInRequest) -> HttpResponse:
    """The saved sequences with their bodies."""
    require_right(request, Right.MANAGE_PAPERS)
    routes = RouteTemplate.objects.editable_by(request.user).prefetch_related("steps__committee")
    return render(request, "committees/council/route_list.html", {"routes": routes})


@require_http_methods(["GET", "HEAD", "POST"])
def route_save(request: SignedInRequest, pk: int) -> HttpResponse:
    """Keep the Beratungsfolge of a paper under a name."""
    paper = _paper(request, pk)
    page = FormPage(request, RouteNameForm(request.POST or None))
    if page.is_valid():
        with page.saving():
            route = save_route(paper=paper, name=page.form.cleaned_data["name"], by=request.user)
            messages.success(
                request,
                _("Die Beratungsfolge ist als „%(name)s“ gespeichert. Sie steht jetzt jeder Vorlage offen.")
                % {"name": route.name},
            )
            return redirect(_place(paper))
    return page.answer(FORM_PAGE, {"title": _("Beratungsfolge speichern")})


@require_http_methods(["GET", "HEAD", "POST"])
def route_apply(request: SignedInRequest, pk: int) -> HttpResponse:
    """Add the steps of a saved sequence to a paper that is prepared."""
    paper = _paper(request, pk)
    page = FormPage(request, RouteChoiceForm(request.POST if request.method == "POST" else None))
    if page.is_valid():
        with page.saving():
            added = apply_route(route=page.form.cleaned_data["route"], paper=paper, by=request.user)
            messages.success(request, _added_words(added))
            return redirect(_place(paper))
    return page.answer("committees/council/route_apply.html", {"paper": paper})


@require_http_methods(["GET", "HEAD", "POST"])
def route_rename(request: SignedInRequest, pk: int) -> HttpResponse:
    route = _route(request, pk)
    page = FormPage(request, RouteNameForm(request.POST or None, instance=route))
    if page.is_valid():
        with page.saving():
            rename_route(route=route, name=page.form.cleaned_data["name"], by=request.user)
            return redirect("council:route-list")
    return page.answer(FORM_PAGE, {"title": _("Beratungsfolge umbenennen")})


@require_http_methods(["GET", "HEAD", "POST"])
def route_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask, then remove a saved sequence."""
    route = _route(request, pk)
    if request.method == "POST":
        remove_route(route=route, by=request.user)
        messages.success(request, _("„%(name)s“ ist entfernt.") % {"name": route.name})
        return redirect("council:route-list")
    return render(request, "committees/council/route_remove.html", {"route": route})


def _added_words(added: int) -> str:
    return (
        ngettext("%d Beratung ist eingetragen.", "%d Beratungen sind eingetragen.", added) % added
        if added
        else _("Nichts eingetragen: Die Vorlage hat schon ein entscheidendes Gremium.")
    )


def _paper(request: SignedInRequest, pk: int) -> Paper:
    return get_object_or_404(Paper.objects.editable_by(request.user).with_version(), pk=pk)


def _route(request: SignedInRequest, pk: int) -> RouteTemplate:
    return get_object_or_404(RouteTemplate.objects.editable_by(request.user), pk=pk)


def _place(paper: Paper) -> str:
    return f"{reverse('council:paper-detail', args=[paper.pk])}#consultations"
