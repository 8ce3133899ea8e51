"""The page of one form."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from accounts.http import SignedInRequest


def form_page(
    request: SignedInRequest,
    form: Any,
    *,
    title: str,
    meeting: Any = None,
    conflicts: Any = None,
    status: int | None = None,
) -> HttpResponse:
    """A page with one form: 200 when it is opened, 422 with errors, 409 with the `conflicts` of two savings.

    With a `meeting` it says the way back to it.
    """
    if status is None:
        status = 409 if conflicts else 422 if form.is_bound else 200
    context = {"form": form, "title": title, "meeting": meeting, "conflicts": conflicts}
    return render(request, "committees/form.html", context, status=status)
