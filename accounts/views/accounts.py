"""The accounts of the installation, for coordination."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.conf import settings
from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions import (
    close_account,
    create_invited_user,
    invite,
    pseudonymise,
    reopen_account,
    save_account,
)
from accounts.exceptions import RuleBroken
from accounts.forms.accounts import AccountForm, LeavingForm
from accounts.http import SignedInRequest
from accounts.models import User
from accounts.roles import Right


@require_safe
def account_list(request: SignedInRequest) -> HttpResponse:
    """Everybody with an account, and how their invitation stands."""
    _require_right(request)
    now = timezone.now()
    rows = [(user, user.state(now)) for user in User.objects.select_related("invitation")]
    return render(request, "accounts/account_list.html", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
def account_invite(request: SignedInRequest) -> HttpResponse:
    """Create an account and invite its person."""
    _require_right(request)
    form = AccountForm(request.POST or None, button=_("Einladen"))
    if request.method == "POST" and form.is_valid():
        with _refusal_in(form):
            user = create_invited_user(**form.cleaned_data, by=request.user, at=timezone.now())
            messages.success(request, _("Die Einladung an %(name)s ist unterwegs.") % {"name": user.name})
            return redirect("accounts:account-list")
    return _form_page(request, form, _("Person einladen"))


@require_http_methods(["GET", "HEAD", "POST"])
def account_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change name, address and role of an account."""
    user = _account(request, pk)
    form = AccountForm(request.POST or None, instance=user, button=_("Speichern"))
    if request.method == "POST" and form.is_valid():
        with _refusal_in(form):
            save_account(user=user, values=form.cleaned_data, by=request.user)
            messages.success(request, _("Das Konto ist gespeichert."))
            return redirect("accounts:account-list")
    return _form_page(request, form, _("Konto bearbeiten"), user)


@require_http_methods(["GET", "HEAD", "POST"])
def account_leave(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask, then take the personal data of an account away."""
    user = _account(request, pk)
    form = LeavingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with _refusal_in(form):
            pseudonymise(user=user, label=form.cleaned_data["label"], by=request.user, at=timezone.now())
            messages.success(
                request,
                _("%(name)s ist verabschiedet. Name und Adresse sind gelöscht.") % {"name": user.name},
            )
            return redirect("accounts:account-list")
    context = {"form": form, "person": user}
    return render(request, "accounts/account_leave.html", context, status=422 if form.is_bound else 200)


@require_POST
def account_reinvite(request: SignedInRequest, pk: int) -> HttpResponse:
    """Send a new link; the old one stops working."""
    done = _("Die neue Einladung an %(name)s ist unterwegs. Der alte Link gilt nicht mehr.")
    return _change(request, pk, lambda user: invite(user=user, by=request.user, at=timezone.now()), done)


@require_POST
def account_close(request: SignedInRequest, pk: int) -> HttpResponse:
    """Nobody can sign in with the account any more."""
    done = _("Das Konto von %(name)s ist abgeschaltet.")
    days = ngettext(
        "Bleibt es das, werden Name und Adresse nach %d Tag gelöscht.",
        "Bleibt es das, werden Name und Adresse nach %d Tagen gelöscht.",
        settings.KEEP_CLOSED_ACCOUNTS_DAYS,
    )
    done = f"{done} {days % settings.KEEP_CLOSED_ACCOUNTS_DAYS}"
    return _change(
        request, pk, lambda user: close_account(user=user, by=request.user, at=timezone.now()), done
    )


@require_POST
def account_reopen(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let the person sign in again."""
    done = _("%(name)s kann sich wieder anmelden.")
    return _change(request, pk, lambda user: reopen_account(user=user, by=request.user), done)


def _change(request: SignedInRequest, pk: int, action: Callable[[User], object], done: str) -> HttpResponse:
    user = _account(request, pk)
    try:
        action(user)
    except RuleBroken as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done % {"name": user.name})
    return redirect("accounts:account-list")


@contextmanager
def _refusal_in(form: BaseForm) -> Iterator[None]:
    """Show the sentence of a broken rule above the form; the page then keeps what was typed."""
    try:
        yield
    except RuleBroken as refusal:
        form.add_error(None, str(refusal))


def _form_page(
    request: SignedInRequest, form: AccountForm, title: str, person: User | None = None
) -> HttpResponse:
    status = 422 if form.is_bound else 200
    context = {"form": form, "title": title, "person": person}
    return render(request, "accounts/account_form.html", context, status=status)


def _account(request: SignedInRequest, pk: int) -> User:
    """Those who left have no account any more."""
    _require_right(request)
    return get_object_or_404(User, pk=pk, left_at=None)


def _require_right(request: SignedInRequest) -> None:
    if not request.user.has_right(Right.MANAGE_ACCOUNTS):
        raise Http404
