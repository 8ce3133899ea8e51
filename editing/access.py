"""Refusing those who may not come in, and showing why."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib import messages
from django.http import Http404

from accounts.http import SignedInRequest
from accounts.roles import Right
from editing.exceptions import RuleBroken


def require_right(request: SignedInRequest, right: Right) -> None:
    """Answer 404 to somebody without the right: what one may not use, one need not know of."""
    if not request.user.has_right(right):
        raise Http404


@contextmanager
def refusal_shown(request: SignedInRequest) -> Iterator[None]:
    """Show the sentence of a broken rule on the next page instead of failing."""
    try:
        yield
    except RuleBroken as refusal:
        messages.error(request, str(refusal))
