"""Asking before a decision that ends a survey: nobody can vote any more, and who has not is told by mail."""

from collections.abc import Collection, Mapping
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.http import SignedInRequest
from editing.asking import CONFIRMED, Question, ask
from strategy.reviewing import endings_of


def ending_asked(
    request: SignedInRequest, keys: Collection[UUID], *, back: str, keeps: Mapping[str, str] | None = None
) -> HttpResponse | None:
    """The page that asks, if deciding these elements ends a survey and nobody has confirmed that yet."""
    endings = endings_of(keys) if CONFIRMED not in request.POST else ()
    if not endings:
        return None
    people = sorted({person for ending in endings for person in ending.people}, key=str)
    told = _("Wer noch nicht abgestimmt hat, bekommt eine E-Mail, dass es nicht mehr nötig ist.")
    question = Question(
        title=ngettext(
            "Damit endet eine Abfrage. Trotzdem entscheiden?",
            "Damit enden %(count)d Abfragen. Trotzdem entscheiden?",
            len(endings),
        )
        % {"count": len(endings)},
        sentences=[
            *(_("„%s“ läuft noch. Danach kann niemand mehr abstimmen.") % ending.title for ending in endings),
            *([told] if people else []),
        ],
        people=people,
        keeps=keeps or {},
        yes=_("Ja, entscheiden"),
        back=back,
    )
    return ask(request, question)
