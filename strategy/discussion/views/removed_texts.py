"""Showing once more what somebody wrote about an element that was removed meanwhile."""

from uuid import UUID

from django.forms import BaseForm
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.http import SignedInRequest
from editing.kept_text import typed_texts
from strategy.choices import ElementKind
from strategy.models.kinds import ELEMENT_MODELS


def removed_text(request: SignedInRequest, kind: ElementKind, pk: UUID, form: BaseForm) -> HttpResponse:
    """Answer a proposal or comment that came too late: 404 to a GET, and where there never was an element."""
    if request.method != "POST" or not ELEMENT_MODELS[kind].history.filter(id=pk).exists():
        raise Http404
    context = {
        "sentence": _("Dieser Text wurde entfernt, während Sie geschrieben haben."),
        "texts": list(typed_texts(form, {})),
        "back_url": reverse("strategy:theme-list"),
    }
    return render(request, "editing/kept_text.html", context, status=409)
