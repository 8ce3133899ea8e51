"""How the forms about a measure or an indicator end: saved, or shown with the way back to it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.http import SignedInRequest
from editing.saving import FormPage
from monitoring.adopted import adopted_strategy
from monitoring.models import Indicator
from strategy.models import Measure

FORM = "monitoring/form.html"


def saved(request: SignedInRequest, about: Measure | Indicator) -> HttpResponse:
    messages.success(request, _("Gespeichert."))
    return redirect(_page_of(about))


def form_page(page: FormPage, about: Measure | Indicator, title: str) -> HttpResponse:
    adopted = adopted_strategy()
    is_measure = isinstance(about, Measure)
    context = {
        "title": title,
        "about": adopted.title_of(about) if adopted and isinstance(about, Measure) else about,
        "back_url": _page_of(about),
        "back_label": _("Zur Maßnahme") if is_measure else _("Zum Indikator"),
    }
    return page.answer(FORM, context)


def _page_of(about: Measure | Indicator) -> str:
    name = "measure-detail" if isinstance(about, Measure) else "indicator-detail"
    return reverse(f"monitoring:{name}", args=[about.pk])
