"""The second factors of one's account, and its recovery codes as a page that can be printed."""

from allauth.account.decorators import reauthentication_required
from allauth.mfa.base.views import IndexView
from allauth.mfa.models import Authenticator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from accounts.second_factor import is_missing


@reauthentication_required(app="allauth.mfa")
@never_cache
@require_safe
def recovery_codes(request: SignedInRequest) -> HttpResponse:
    """Those codes that have not been used yet."""
    own = Authenticator.objects.filter(user=request.user, type=Authenticator.Type.RECOVERY_CODES)
    codes = get_object_or_404(own).wrap().get_unused_codes()
    return render(request, "mfa/recovery_codes/index.html", {"codes": codes})


class SecondFactorView(IndexView):
    """allauth's page of one's factors, which also says when a role needs one."""

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        return super().get_context_data(is_missing=is_missing(self.request.user), **kwargs)


index = SecondFactorView.as_view()
