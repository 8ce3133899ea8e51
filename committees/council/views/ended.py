"""A paper that has ended stays as it is: its forms say so before anybody types."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from accounts.http import SignedInRequest
from committees.council.actions.papers import refuse_ended
from committees.council.models import Paper
from editing.exceptions import RuleBroken

P = ParamSpec("P")


def explains_end(
    view: Callable[Concatenate[SignedInRequest, int, P], HttpResponse],
) -> Callable[Concatenate[SignedInRequest, int, P], HttpResponse]:
    """Lead from the form of an ended paper, whose key is `pk`, back to it with the reason."""

    @wraps(view)
    def explained(request: SignedInRequest, pk: int, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        paper = Paper.objects.editable_by(request.user).filter(pk=pk).first()
        if paper is not None and request.method != "POST":
            try:
                refuse_ended(paper)
            except RuleBroken as refusal:
                messages.error(request, str(refusal))
                return redirect("council:paper-detail", pk)
        return view(request, pk, *args, **kwargs)

    return explained
