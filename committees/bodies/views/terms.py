"""The legislative terms of the council."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import SignedInRequest
from accounts.roles import Right
from committees.bodies.actions.terms import remove_term, save_term
from committees.bodies.forms.terms import LegislativeTermForm
from committees.bodies.models import LegislativeTerm
from editing.access import require_right
from editing.saving import FORM_PAGE, FormPage


@require_safe
def term_list(request: SignedInRequest) -> HttpResponse:
    """All legislative terms, the latest first."""
    require_right(request, Right.MANAGE_BODIES)
    terms = LegislativeTerm.objects.manageable_by(request.user).order_by("-starts_on")
    return render(request, "committees/bodies/term_list.html", {"terms": terms})


@require_http_methods(["GET", "HEAD", "POST"])
def term_add(request: SignedInRequest) -> HttpResponse:
    require_right(request, Right.MANAGE_BODIES)
    return _edit(request, LegislativeTerm(), _("Wahlperiode anlegen"))


@require_http_methods(["GET", "HEAD", "POST"])
def term_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    return _edit(request, _term(request, pk), _("Wahlperiode bearbeiten"))


@require_http_methods(["GET", "HEAD", "POST"])
def term_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask, then remove a legislative term."""
    term = _term(request, pk)
    if request.method == "POST":
        remove_term(term=term, by=request.user)
        messages.success(request, _("„%(name)s“ ist entfernt.") % {"name": term.name})
        return redirect("bodies:term-list")
    return render(request, "committees/bodies/term_remove.html", {"term": term})


def _edit(request: SignedInRequest, term: LegislativeTerm, title: str) -> HttpResponse:
    page = FormPage(request, LegislativeTermForm(request.POST or None, instance=term))
    if page.is_valid():
        with page.saving():
            save_term(term=page.form.save(commit=False), by=request.user)
            messages.success(request, _("Die Wahlperiode ist gespeichert."))
            return redirect("bodies:term-list")
    return page.answer(FORM_PAGE, {"title": title})


def _term(request: SignedInRequest, pk: int) -> LegislativeTerm:
    return get_object_or_404(LegislativeTerm.objects.manageable_by(request.user), pk=pk)
