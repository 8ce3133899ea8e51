"""The first lines of every view of the working area."""

from django.http import Http404

from accounts.http import SignedInRequest
from accounts.roles import Right
from editing.access import require_right
from strategy.models import Strategy


def current_strategy(request: SignedInRequest) -> Strategy:
    """The strategy of this installation, 404 for somebody who may not read it or before it exists."""
    require_right(request, Right.READ_WORKSPACE)
    strategy = Strategy.objects.current()
    if strategy is None:
        raise Http404
    return strategy
