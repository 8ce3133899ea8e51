"""The Fortschreibung: beginning the next cycle on the same strategy, and how far it is."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.http import SignedInRequest
from accounts.roles import Right
from committees.council.measure_resolution_facts import adopted_version
from editing.saving import FormPage
from monitoring.actions.renewal import begin_renewal
from monitoring.adopted import adopted_strategy
from monitoring.assessment_facts import assessed
from monitoring.forms.renewal import RenewalForm
from monitoring.models import Renewal
from monitoring.renewal import offer_of
from strategy.models import StrategyVersion


@require_http_methods(["GET", "HEAD", "POST"])
def renewal(request: SignedInRequest) -> HttpResponse:
    """Say what leaves the strategy and what comes back, and begin; once it has begun, what left and what comes next."""
    if not request.user.has_right(Right.MANAGE_IMPLEMENTATION):
        raise Http404
    version = adopted_version()
    if version is None:
        return render(request, "monitoring/renewal.html", {"version": None})
    begun = Renewal.objects.filter(version=version).select_related("begun_by").first()
    if begun is not None and request.method != "POST":
        return _begun_page(request, version, begun)
    return _offer_page(request, version)


def _offer_page(request: SignedInRequest, version: StrategyVersion) -> HttpResponse:
    adopted, now = adopted_strategy(), timezone.now()
    if adopted is None:
        raise Http404
    offer = offer_of(adopted.document, assessed(adopted, now), timezone.localdate(now))
    page = FormPage(request, RenewalForm(request.POST if request.method == "POST" else None, offer=offer))
    if page.is_valid():
        with page.saving():
            begin_renewal(
                version=version,
                ended=page.form.chosen_ended(),
                goals=page.form.chosen_goals(),
                by=request.user,
                at=now,
            )
            messages.success(request, _("Die Fortschreibung hat begonnen."))
            return redirect("monitoring:renewal")
    return page.answer("monitoring/renewal.html", {"version": version, "offer": offer})


def _begun_page(request: SignedInRequest, version: StrategyVersion, begun: Renewal) -> HttpResponse:
    newer = version.strategy.versions.without_content().filter(number__gt=version.number)
    context = {
        "version": version,
        "renewal": begun,
        # Who fetched one back from the bin has kept it.
        "left": begun.left.filter(measure__retired_at__isnull=False),
        "drafts": newer.order_by("-number"),
    }
    return render(request, "monitoring/renewal_begun.html", context)
