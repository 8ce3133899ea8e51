"""To the municipality's identity provider and back. One that does not answer must not fail the page."""

from allauth.socialaccount.providers.openid_connect import views
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe
from requests import RequestException

from accounts.adapters import not_signed_in


@login_not_required
@require_POST
def begin(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Lead the person to the provider."""
    try:
        return views.login(request, provider_id)
    except RequestException:
        return not_signed_in(request)


@login_not_required
@require_safe
def come_back(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Sign in whom the provider has vouched for."""
    try:
        return views.callback(request, provider_id)
    except RequestException:
        return not_signed_in(request)
