"""The answer of a form's address while a paper brings the texts before the committees: why there is no form."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import Http404, HttpResponse
from django.shortcuts import render

from accounts.http import SignedInRequest
from accounts.models import User
from accounts.roles import Right
from editing.kept_text import typed_texts
from strategy.choices import ElementKind
from strategy.discussion.forms.proposals import PROPOSAL_FORMS
from strategy.forms.elements import FORMS
from strategy.inventory.forms.swot import SwotEntryForm
from strategy.models import Strategy

P = ParamSpec("P")

# Whoever has one of these writes the strategy; to all others a form stays unknown.
WRITING_RIGHTS = (Right.EDIT_GOALS, Right.EDIT_CHAPTERS, Right.EDIT_OWN_THEMES, Right.PROPOSE_CHANGES)


def explains_rest(
    view: Callable[Concatenate[SignedInRequest, P], HttpResponse],
) -> Callable[Concatenate[SignedInRequest, P], HttpResponse]:
    """Answer 409 with the reason, and what was typed, where `view` has no form because the texts rest."""

    @wraps(view)
    def explaining(request: SignedInRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Http404:
            strategy = Strategy.objects.current()
            if strategy is None or not strategy.is_submitted or not _writes(request.user):
                raise
            context = {"strategy": strategy, "texts": _typed(request, kwargs)}
            return render(request, "strategy/resting.html", context, status=409)

    return explaining


def _writes(user: User) -> bool:
    return any(user.has_right(right) for right in WRITING_RIGHTS)


def _typed(request: SignedInRequest, named: Mapping[str, object]) -> list[tuple[str, str, str]]:
    """The texts that were sent by a form that was opened before the texts were submitted."""
    if request.method != "POST":
        return []
    kind = named.get("kind")
    if isinstance(kind, ElementKind):
        is_proposal = "proposal_note" in request.POST and kind in PROPOSAL_FORMS
        form = PROPOSAL_FORMS[kind] if is_proposal else FORMS[kind]
        return list(typed_texts(form(request.POST), {}))
    texts = SwotEntryForm.base_fields["text"]
    text = request.POST.get("text", "")
    return [("id_text", str(texts.label), text)] if text else []
