"""What the strategy says when accounts asks for the sender of its mails."""

from django.utils.translation import gettext as _

from accounts.sender import Sender
from strategy.models import Strategy


def municipality_as_sender(**kwargs: object) -> Sender | None:
    """The municipality of this installation; None before the strategy has begun."""
    strategy = Strategy.objects.current()
    if strategy is None:
        return None
    municipality = strategy.municipality
    return Sender(
        name=_("Nachhaltigkeitsstrategie %(of_municipality)s")
        % {"of_municipality": municipality.in_genitive},
        short_name=_("Nachhaltigkeit %(name)s") % {"name": municipality.name},
        contact=municipality.contact.strip(),
        welcome=municipality.welcome.strip(),
    )
