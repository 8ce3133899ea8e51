"""Giving a measure to another department."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.http import SignedInRequest
from editing.saving import FormPage
from monitoring.actions.handover import hand_over
from monitoring.forms.rounds import HandOverForm
from monitoring.permissions import department_of, readable_measures
from monitoring.views.access import reportable_measure
from monitoring.views.ends import FORM
from strategy.departments import Directory


@require_http_methods(["GET", "HEAD", "POST"])
def hand_over_measure(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Say who carries a measure out from now on, and why."""
    _adopted, entry, measure = reportable_measure(request.user, key)
    former = department_of(measure)
    others = [row for row in Directory().active(timezone.localdate()) if row.pk != former]
    page = FormPage(request, HandOverForm(request.POST or None, others=others))
    if page.is_valid():
        with page.saving():
            to = page.form.cleaned_data["department"]
            note = page.form.cleaned_data["note"]
            hand_over(measure=measure, to=to, note=note, by=request.user, at=timezone.now())
            messages.success(request, _("Zuständig ist jetzt „%s“.") % to)
            if readable_measures(request.user).filter(pk=key).exists():
                return redirect("monitoring:measure-detail", key)
            return redirect("monitoring:own-rows")
    context = {
        "title": _("An einen anderen Fachbereich übergeben"),
        "about": f"{entry.number} {entry.title}",
        "back_url": reverse("monitoring:measure-detail", args=[key]),
        "back_label": _("Zur Maßnahme"),
    }
    return page.answer(FORM, context)
