"""The page that asks before something reaches many people or cannot be taken back."""

from collections.abc import Mapping, Sequence

from django.http import HttpResponse
from django.shortcuts import render
from msgspec import Struct

from accounts.http import SignedInRequest
from accounts.models import User

# The names of the buttons of a page that keeps what was typed.
CONFIRMED, BACK = "bestaetigt", "zurueck"


class Question(Struct, frozen=True):
    """What a page asks: its title, sentences about what follows, the texts concerned, who gets a mail, the button.

    `keeps` is what was typed, by the names of its fields. The page posts it with `CONFIRMED` or, for whoever wants to
    change it, with `BACK`; without it the way back is a link. `chosen` are fields that come several times.
    """

    title: str
    sentences: Sequence[str]
    yes: str
    back: str
    texts: Sequence[str] = ()
    people: Sequence[User] = ()
    keeps: Mapping[str, str] = {}
    chosen: Mapping[str, Sequence[str]] = {}


def ask(request: SignedInRequest, question: Question) -> HttpResponse:
    """Draw the question; its button posts to the address of the page."""
    return render(request, "editing/ask.html", {"question": question, "people": question.people})
