from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from operation.health import FAULT, OK, readiness


@never_cache
@require_safe
@login_not_required
def live(request: HttpRequest) -> JsonResponse:
    """Say that the process answers; asks nothing and nobody."""
    return JsonResponse({"status": OK})


@never_cache
@require_safe
@login_not_required
def ready(request: HttpRequest) -> JsonResponse:
    """Say whether all that the installation needs is there: 503 when something is missing."""
    checks = readiness(timezone.now())
    if set(checks.values()) == {OK}:
        return JsonResponse({"status": OK, "checks": checks})
    return JsonResponse({"status": FAULT, "checks": checks}, status=503, headers={"Retry-After": "60"})
