"""The page of a form about a paper."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from accounts.http import SignedInRequest
from committees.council.models import Paper


def paper_form_page(
    request: SignedInRequest, form: Any, *, paper: Paper | None, title: str, conflicts: Any = None
) -> HttpResponse:
    """A page with one form about a paper, or for a new one: 200, 422 with errors, 409 with `conflicts`."""
    status = 409 if conflicts else 422 if form.is_bound else 200
    context = {"form": form, "title": title, "paper": paper, "conflicts": conflicts}
    return render(request, "committees/form.html", context, status=status)
