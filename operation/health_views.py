from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from operation.health import FAULT, OK, readiness
from operation.metrics import CONTENT_TYPE, exposition


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


@never_cache
@require_safe
@login_not_required
def metrics(request: HttpRequest) -> HttpResponse:
    """Figures for Prometheus, for who brings the token of the settings; without one there are none for anybody."""
    asked = request.headers.get("Authorization", "")
    expected = f"Bearer {settings.METRICS_TOKEN}"
    if not settings.METRICS_TOKEN or not constant_time_compare(asked, expected):
        return HttpResponse(status=401, headers={"WWW-Authenticate": "Bearer"})
    return HttpResponse(exposition(timezone.now()), content_type=CONTENT_TYPE)
