"""Showing once more what somebody typed into a form whose text was removed or locked meanwhile."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.http import SignedInRequest
from accounts.models import User
from accounts.roles import Right
from editing.access import require_right
from editing.forms.field_values import comparable
from editing.kept_text import typed_texts
from strategy.choices import ElementKind
from strategy.forms.elements import FORMS
from strategy.links import place_of
from strategy.models.kinds import ELEMENT_MODELS, AnyElement, elements_of
from strategy.permissions import is_open_to


def kept_text(request: SignedInRequest, kind: ElementKind, pk: UUID) -> HttpResponse:
    """Answer a form that can no longer be saved: 404 to whoever could never have opened it."""
    require_right(request, Right.READ_WORKSPACE)
    model = ELEMENT_MODELS[kind]
    if not _edits_some(request.user, model) or not model.history.filter(id=pk).exists():
        raise Http404
    element = elements_of(kind).filter(pk=pk).active().with_ancestors().first()
    form = FORMS[kind](request.POST, instance=element)
    saved = {name: comparable(getattr(element, name)) for name in form._meta.fields or ()} if element else {}
    context = {
        "sentence": _sentence(request.user, element),
        "texts": list(typed_texts(form, saved)),
        "back_url": place_of(element) if element else reverse("strategy:theme-list"),
    }
    return render(request, "editing/kept_text.html", context, status=409)


def _edits_some(user: User, model: type[AnyElement]) -> bool:
    in_own_themes = model.path_to_theme is not None and user.has_right(Right.EDIT_OWN_THEMES)
    return in_own_themes or user.has_right(model.edit_right)


def _sentence(user: User, element: AnyElement | None) -> str:
    if element is None:
        return _("Dieser Text wurde entfernt, während Sie geschrieben haben.")
    strategy = element.strategy_of
    if strategy.is_submitted:
        return _("Die Strategie liegt als Vorlage %(paper)s den Gremien vor.") % {
            "paper": strategy.submitted_paper
        }
    theme = element.theme_of
    if theme is not None and theme.consolidation_since is not None:
        return _("Die Koordination führt die Texte dieses Themenfelds gerade zusammen.")
    if is_open_to(user, element):
        return _("Dieser Text wurde abgestimmt, während Sie geschrieben haben. Damit ist er gesperrt.")
    return _("Sie können diesen Text nicht mehr bearbeiten.")
