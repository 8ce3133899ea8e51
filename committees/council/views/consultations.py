"""The steps of the Beratungsfolge of a paper, and their order."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import SignedInRequest
from committees.council.actions.consultations import move_consultation, remove_consultation, save_consultation
from committees.council.forms.consultations import ConsultationForm
from committees.council.models import Consultation, Paper
from editing.access import refusal_shown
from editing.saving import FormPage


@require_http_methods(["GET", "HEAD", "POST"])
def consultation_add(request: SignedInRequest, pk: int) -> HttpResponse:
    """Add a step to the Beratungsfolge of a paper."""
    paper = get_object_or_404(Paper.objects.editable_by(request.user).with_version(), pk=pk)
    return _edit(request, Consultation(paper=paper), _("Beratung eintragen"))


@require_http_methods(["GET", "HEAD", "POST"])
def consultation_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    return _edit(request, _consultation(request, pk), _("Beratung bearbeiten"))


@require_POST
def consultation_up(request: SignedInRequest, pk: int) -> HttpResponse:
    return _move(request, pk, up=True)


@require_POST
def consultation_down(request: SignedInRequest, pk: int) -> HttpResponse:
    return _move(request, pk, up=False)


@require_http_methods(["GET", "HEAD", "POST"])
def consultation_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask, then remove a step without outcome."""
    consultation = _consultation(request, pk)
    if request.method == "POST":
        with refusal_shown(request):
            remove_consultation(consultation=consultation, by=request.user)
            messages.success(
                request, _("Die Beratung in „%(body)s“ ist entfernt.") % {"body": consultation.committee}
            )
        return redirect(_place(consultation))
    return render(request, "committees/council/consultation_remove.html", {"consultation": consultation})


def _edit(request: SignedInRequest, consultation: Consultation, title: str) -> HttpResponse:
    page = FormPage(request, ConsultationForm(request.POST or None, instance=consultation))
    if page.is_valid():
        with page.saving():
            save_consultation(consultation=page.form.save(commit=False), by=request.user)
            return redirect(_place(consultation))
    context = {"title": title, "paper": consultation.paper}
    return page.answer("committees/council/consultation_form.html", context)


def _move(request: SignedInRequest, pk: int, *, up: bool) -> HttpResponse:
    consultation = _consultation(request, pk)
    with refusal_shown(request):
        move_consultation(consultation=consultation, up=up, by=request.user)
    return redirect(_place(consultation))


def _consultation(request: SignedInRequest, pk: int) -> Consultation:
    steps = Consultation.objects.editable_by(request.user).select_related("committee", "paper__version")
    return get_object_or_404(steps.defer("paper__version__content"), pk=pk)


def _place(consultation: Consultation) -> str:
    return f"{reverse('council:paper-detail', args=[consultation.paper_id])}#consultations"
