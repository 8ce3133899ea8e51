"""Offering to take back what was just done: a button beside the sentence that says so."""

from collections.abc import Sequence
from urllib.parse import urlencode

from django.contrib import messages
from django.urls import reverse

from accounts.http import SignedInRequest


def say_with_way_back(
    request: SignedInRequest, sentence: str, page: str, *args: object, **asked: Sequence[object]
) -> None:
    """Show a sentence on the next page, with a button that posts to the page that takes it back."""
    address, question = reverse(page, args=args), urlencode(asked, doseq=True)
    messages.success(request, sentence, extra_tags=f"{address}?{question}" if question else address)
