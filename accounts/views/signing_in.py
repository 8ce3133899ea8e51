"""The sign-in page and the way in by an invitation."""

from allauth.account.forms import RequestLoginCodeForm
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.account.views import LoginView
from allauth.core import ratelimit
from allauth.socialaccount.adapter import get_adapter
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.actions import accept_invitation, welcome_first
from accounts.actions.first_person import open_first_invitation
from accounts.actions.invitations import invitation_of, usable
from accounts.exceptions import RuleBroken, UnusableCode
from accounts.forms.first_person import FirstPersonForm
from accounts.forms.signing_in import RequestCodeForm
from accounts.models import User


class SignInView(LoginView):
    """allauth's page for a password, with the other ways in: a mailed code, a passkey, the identity provider."""

    template_name = "account/login.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        code_form: RequestLoginCodeForm = RequestCodeForm(auto_id="id_code_%s")
        providers = get_adapter().list_providers(self.request)
        return super().get_context_data(code_form=code_form, providers=providers, **kwargs)


login = SignInView.as_view()


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Show whom a link invites; only the button uses it up, because mail scanners follow links."""
    try:
        if request.method != "POST":
            found = usable(invitation_of(token), timezone.now())
            return render(request, "accounts/invitation.html", {"invitation": found})
        user = accept_invitation(token=token, at=timezone.now())
    except RuleBroken as refusal:
        return render(request, "accounts/invitation_refused.html", {"refusal": refusal}, status=410)
    return _let_in(request, user, reverse("accounts:consent"))


@login_not_required
@never_cache
@sensitive_post_parameters("code", "password")
@require_http_methods(["GET", "HEAD", "POST"])
def first_person(request: HttpRequest) -> HttpResponse:
    """The first person of an installation makes their account; the code comes from the link that it printed."""
    # They are counted with the attempts to sign in.
    if request.method == "POST" and not ratelimit.consume(request, action="login"):
        return ratelimit.respond_429(request)
    try:
        form = FirstPersonForm(request.POST or None, invitation=open_first_invitation(timezone.now()))
        if form.is_valid():
            return _let_in(request, _welcomed(form), reverse("strategy:guide"))
    except UnusableCode as refusal:
        # A newer link was made at this moment.
        form.add_error("code", str(refusal))
    except RuleBroken as refusal:
        return render(request, "accounts/first_person_refused.html", {"refusal": refusal}, status=410)
    status = 422 if form.is_bound else 200
    return render(request, "accounts/first_person.html", {"form": form}, status=status)


def _welcomed(form: FirstPersonForm) -> User:
    values = form.cleaned_data
    return welcome_first(
        token=values["code"],
        name=values["name"],
        email=values["email"],
        password=values["password"],
        at=timezone.now(),
    )


def _let_in(request: HttpRequest, user: User, target: str) -> HttpResponse:
    if request.user.is_authenticated:
        logout(request)
    record_authentication(request, user, method="invitation")
    return perform_login(request, Login(user=user, redirect_url=target))
