"""One's own account: consent, second factor, sessions."""

from allauth.mfa.models import Authenticator
from allauth.usersessions.internal.flows.sessions import end_other_sessions
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.sessions.models import Session
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions import save_consent
from accounts.forms.accounts import ConsentForm
from accounts.http import SignedInRequest
from accounts.second_factor import FACTORS, is_required


@require_safe
def profile(request: SignedInRequest) -> HttpResponse:
    """The page with what one can look up and change about one's own account."""
    context = {
        "has_second_factor": Authenticator.objects.filter(user=request.user, type__in=FACTORS).exists(),
        "needs_second_factor": is_required(request.user),
        "has_password": request.user.has_usable_password(),
    }
    return render(request, "accounts/profile.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def consent(request: SignedInRequest) -> HttpResponse:
    """Ask whether the name may be published; the first answer leads on into the working area."""
    first = request.user.name_consent is None
    form = ConsentForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        save_consent(user=request.user, consent=form.answer(), at=timezone.now())
        messages.success(request, _("Ihre Antwort ist gespeichert. Sie können sie jederzeit ändern."))
        return redirect("strategy:guide" if first else "accounts:profile")
    status = 422 if form.is_bound else 200
    return render(request, "accounts/consent.html", {"form": form, "first": first}, status=status)


@require_safe
def session_list(request: SignedInRequest) -> HttpResponse:
    """The sessions in which one is signed in."""
    running = Session.objects.filter(expire_date__gt=timezone.now()).values("session_key")
    sessions = UserSession.objects.filter(user=request.user, session_key__in=running).order_by("-created_at")
    context = {"sessions": sessions, "current": request.session.session_key}
    return render(request, "accounts/session_list.html", context)


@require_POST
def end_sessions(request: SignedInRequest) -> HttpResponse:
    """Sign out everywhere but here."""
    end_other_sessions(request, request.user)
    messages.success(request, _("Sie sind überall abgemeldet, außer hier."))
    return redirect("accounts:session-list")
