"""What every view of the working area begins with."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib import messages
from django.http import Http404

from accounts.http import SignedInRequest
from accounts.roles import Right
from strategy.exceptions import RuleBroken
from strategy.models import Strategy


def require_right(request: SignedInRequest, right: Right) -> None:
    """Answer 404 to somebody without the right: what one may not use, one need not know of."""
    if not request.user.has_right(right):
        raise Http404


def current_strategy(request: SignedInRequest) -> Strategy:
    """The strategy of this installation, 404 for somebody who may not read it or before it exists."""
    require_right(request, Right.READ_WORKSPACE)
    strategy = Strategy.objects.current()
    if strategy is None:
        raise Http404
    return strategy


@contextmanager
def refusal_shown(request: SignedInRequest) -> Iterator[None]:
    """Show the sentence of a broken rule on the next page instead of failing."""
    try:
        yield
    except RuleBroken as refusal:
        messages.error(request, str(refusal))
