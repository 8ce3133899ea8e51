"""The working area of the pages that the law prescribes."""

from collections.abc import Mapping

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import SignedInRequest
from accounts.roles import Right
from editing.access import require_right
from editing.history import history_of
from editing.saving import FORM_PAGE, FormPage
from publication.actions.declaration import save_declaration
from publication.legal.age import is_due
from publication.legal.forms import DeclarationForm, ImprintForm, PrivacyForm
from publication.legal.texts import imprint_text, privacy_text
from publication.models import AccessibilityDeclaration
from strategy.actions.setup import save_municipality
from strategy.models import Municipality
from strategy.views.access import current_strategy


@require_safe
def legal_pages(request: SignedInRequest) -> HttpResponse:
    """Which of the prescribed pages there are, and the way to each."""
    require_right(request, Right.EDIT_SETTINGS)
    municipality = current_strategy(request).municipality
    declaration = AccessibilityDeclaration.objects.current()
    context = {
        "municipality": municipality,
        "declaration": declaration,
        "is_old": declaration is not None and is_due(declaration.checked_on, timezone.localdate()),
    }
    return render(request, "publication/legal_pages.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def declaration_edit(request: SignedInRequest) -> HttpResponse:
    """Record the last checks; the public declaration follows from them."""
    require_right(request, Right.EDIT_SETTINGS)
    row = AccessibilityDeclaration.objects.current() or AccessibilityDeclaration()
    page = FormPage(request, DeclarationForm(request.POST or None, instance=row))
    if page.is_valid():
        with page.saving():
            revision = page.form.cleaned_data["revision"]
            save_declaration(values=page.form.values(), revision=revision, by=request.user)
            messages.success(request, _("Gespeichert. So steht es jetzt auf der öffentlichen Website."))
            return redirect("publicity:legal-pages")
    return page.answer(FORM_PAGE, {"title": _("Erklärung zur Barrierefreiheit"), **_way_back()})


@require_safe
def declaration_history(request: SignedInRequest) -> HttpResponse:
    """What was recorded before."""
    require_right(request, Right.EDIT_SETTINGS)
    declaration = AccessibilityDeclaration.objects.current()
    context = {"entries": history_of(declaration) if declaration else ()}
    return render(request, "publication/declaration_history.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def imprint_guide(request: SignedInRequest) -> HttpResponse:
    """Answer a few questions; the imprint is written from them."""
    municipality = _municipality(request)
    page = FormPage(request, ImprintForm(request.POST or None, initial={"provider": str(municipality)}))
    if page.is_valid():
        with page.saving():
            return _written(request, municipality, "imprint", imprint_text(page.form.cleaned_data))
    return page.answer(
        FORM_PAGE, {"title": _guide_title(municipality.imprint, _("Impressum")), **_way_back()}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def privacy_guide(request: SignedInRequest) -> HttpResponse:
    """Answer a few questions; the privacy notice is written from them and from what the application does."""
    municipality = _municipality(request)
    page = FormPage(request, PrivacyForm(request.POST or None, initial={"controller": str(municipality)}))
    if page.is_valid():
        with page.saving():
            text = privacy_text(
                page.form.cleaned_data,
                feedback_days=settings.KEEP_FEEDBACK_DAYS,
                account_days=settings.KEEP_CLOSED_ACCOUNTS_DAYS,
            )
            return _written(request, municipality, "privacy", text)
    title = _guide_title(municipality.privacy, _("Datenschutzerklärung"))
    return page.answer(FORM_PAGE, {"title": title, **_way_back()})


def _municipality(request: SignedInRequest) -> Municipality:
    require_right(request, Right.EDIT_SETTINGS)
    return current_strategy(request).municipality


def _guide_title(there: str, name: str) -> str:
    return (
        _("%s neu schreiben: Der Text von heute wird ersetzt") % name if there else _("%s schreiben") % name
    )


def _written(request: SignedInRequest, municipality: Municipality, name: str, text: str) -> HttpResponse:
    save_municipality(
        municipality=municipality, values={name: text}, revision=municipality.revision, by=request.user
    )
    messages.success(request, _("Der Text ist erstellt. Lesen und ändern Sie ihn hier."))
    return redirect(f"{reverse('strategy:settings')}#id_municipality-{name}")


def _way_back() -> Mapping[str, str | Promise]:
    return {"back_url": reverse("publicity:legal-pages"), "back_label": _("Zurück")}
