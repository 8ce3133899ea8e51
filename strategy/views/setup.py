"""Beginning a strategy, and the settings of municipality and strategy."""

from contextlib import suppress

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.actions import send_test_mail
from accounts.http import SignedInRequest
from accounts.invitation_mail import invitation_mail
from accounts.invitations import VALID_FOR
from accounts.mail import absolute_url, from_address
from accounts.models import User
from accounts.roles import Right, Role
from editing.access import require_right
from editing.exceptions import RuleBroken, StaleRevision
from editing.forms.conflicts import resolve
from editing.saving import FormPage
from strategy.actions.setup import begin_strategy, save_municipality, save_settings, save_welcome
from strategy.forms.setup import (
    LookForm,
    MunicipalityForm,
    NewMunicipalityForm,
    NewStrategyForm,
    PublicPagesForm,
    SettingsForm,
    StrategyForm,
    WelcomeForm,
)
from strategy.models import Municipality, Strategy
from strategy.views.access import current_strategy

# Stands in the preview where each person's own link will be.
LINK_IN_THE_PREVIEW = "eigener-Link"


class SettingsPage(FormPage[SettingsForm[Strategy]]):
    """The page of two forms: the municipality, and its strategy, which carries the revision of both."""

    def __init__(self, request: SignedInRequest, strategy: Strategy | None = None) -> None:
        data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
        self.municipality_form: SettingsForm[Municipality] = NewMunicipalityForm(data)
        form: SettingsForm[Strategy] = NewStrategyForm(data)
        if strategy:
            self.municipality_form = MunicipalityForm(data, files, instance=strategy.municipality)
            form = StrategyForm(data, instance=strategy)
        super().__init__(request, form)

    def is_valid(self) -> bool:
        """Ask both forms, so that all errors are shown at once."""
        return all([self.municipality_form.is_valid(), super().is_valid()])

    def show_other_saving(self, stale: StaleRevision) -> None:
        self.form, ours = resolve(self.form, stale.current)
        self.municipality_form, theirs = resolve(self.municipality_form, self.form.instance.municipality)
        self.conflicts = ours.with_other(theirs)

    def answer_with_both(self, template: str) -> HttpResponse:
        """Draw the page with both forms by their names."""
        context = {"municipality_form": self.municipality_form, "strategy_form": self.form}
        return self.answer(template, context)


@require_http_methods(["GET", "HEAD", "POST"])
def setup(request: SignedInRequest) -> HttpResponse:
    """A step of the first hour: municipality and strategy. Before it there is nothing else to see."""
    require_right(request, Right.READ_WORKSPACE)
    if Strategy.objects.exists():
        raise Http404
    if not request.user.has_right(Right.EDIT_SETTINGS):
        return render(request, "strategy/setup_pending.html")
    page = SettingsPage(request)
    if page.is_valid():
        with suppress(RuleBroken):
            # Somebody else was quicker: their strategy is the one to go on with.
            begin_strategy(
                municipality=page.municipality_form.save(commit=False),
                strategy=page.form.save(commit=False),
                by=request.user,
            )
        return redirect("bodies:first-bodies")
    return page.answer_with_both("strategy/setup.html")


@require_http_methods(["GET", "HEAD", "POST"])
def first_look(request: SignedInRequest) -> HttpResponse:
    """A step of the first hour: logo and colour."""
    return _first_settings(request, LookForm, "strategy/first_look.html", "strategy:first-pages")


@require_http_methods(["GET", "HEAD", "POST"])
def first_pages(request: SignedInRequest) -> HttpResponse:
    """A step of the first hour: whom people ask, and the mandatory pages of the public site."""
    return _first_settings(request, PublicPagesForm, "strategy/first_pages.html", "accounts:account-invite")


def _first_settings(
    request: SignedInRequest, form: type[LookForm] | type[PublicPagesForm], template: str, then: str
) -> HttpResponse:
    require_right(request, Right.EDIT_SETTINGS)
    municipality = current_strategy(request).municipality
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    page = FormPage(request, form(data, files, instance=municipality))
    if page.is_valid():
        with page.saving():
            save_municipality(
                municipality=municipality,
                values=page.form.values(),
                revision=page.form.cleaned_data["revision"],
                by=request.user,
            )
            return redirect(then)
    return page.answer(template, {"sender": from_address()})


@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: SignedInRequest) -> HttpResponse:
    """Municipality, strategy, and the mandatory pages of the public site."""
    require_right(request, Right.EDIT_SETTINGS)
    strategy = current_strategy(request)
    page = SettingsPage(request, strategy)
    if page.is_valid():
        with page.saving():
            save_settings(
                strategy=strategy,
                municipality=page.municipality_form.values(),
                revision=page.form.cleaned_data["revision"],
                values=page.form.values(),
                by=request.user,
            )
            messages.success(request, _("Gespeichert."))
            return redirect("strategy:settings")
    return page.answer_with_both("strategy/settings.html")


@require_http_methods(["GET", "HEAD", "POST"])
def mail_settings(request: SignedInRequest) -> HttpResponse:
    """The sender of all mails, the words of invitations with a preview, and the way to a test mail."""
    require_right(request, Right.EDIT_SETTINGS)
    municipality = current_strategy(request).municipality
    page = FormPage(request, WelcomeForm(request.POST or None, instance=municipality))
    if page.is_valid():
        with page.saving():
            save_welcome(
                municipality=municipality,
                welcome=page.form.cleaned_data["welcome"],
                revision=page.form.cleaned_data["revision"],
                by=request.user,
            )
            messages.success(request, _("Gespeichert. So steht es in der nächsten Einladung."))
            return redirect("strategy:mail-settings")
    subject, text = invitation_mail(
        User(name=_("Vorname Nachname"), role=Role.STEERING_MEMBER),
        by=request.user,
        token=LINK_IN_THE_PREVIEW,
        expires_at=timezone.now() + VALID_FOR,
    )
    context = {"sender": from_address(), "base_address": absolute_url("/"), "subject": subject, "text": text}
    return page.answer("strategy/mail_settings.html", context)


@require_POST
def test_mail(request: SignedInRequest) -> HttpResponse:
    """Send a test mail to the person who asks for it, and say what the mail server answered."""
    require_right(request, Right.EDIT_SETTINGS)
    attempt = send_test_mail(address=request.user.email, at=timezone.now())
    tell = messages.success if attempt.is_sent else messages.error
    tell(request, attempt.sentence)
    return redirect("strategy:mail-settings")
