"""What the views of this app share."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from accounts.http import SignedInRequest


def form_page(request: SignedInRequest, form: Any, *, title: str) -> HttpResponse:
    context = {"form": form, "title": title}
    return render(request, "committees/form.html", context, status=422 if form.is_bound else 200)
