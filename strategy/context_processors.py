from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from strategy.models import Strategy


def installation(request: HttpRequest) -> dict[str, object]:
    """Give every template the strategy of this installation, fetched only where it is used."""
    return {"installation": SimpleLazyObject(Strategy.objects.current)}
