"""The sender of all mails, as people know it: a room above says it, which knows the municipality."""

from django.utils.translation import gettext as _
from msgspec import Struct
from msgspec.structs import replace

from accounts.models import User
from accounts.roles import Role
from accounts.signals import sender_asked

# So many are named where the municipality has said no contact.
COORDINATORS_NAMED = 2


class Sender(Struct, frozen=True):
    """The name of the sender, a short one for subjects, whom to ask (lines), and the welcome of invitations."""

    name: str
    short_name: str
    contact: str
    welcome: str


def current_sender() -> Sender:
    """The sender of this installation; without a contact of the municipality, coordination answers."""
    for _receiver, answer in sender_asked.send(sender=None):
        if isinstance(answer, Sender):
            return answer if answer.contact else replace(answer, contact=_coordinators())
    return Sender(
        name=_("Nachhaltigkeitsstrategie"),
        short_name=_("Nachhaltigkeit"),
        contact=_coordinators(),
        welcome="",
    )


def _coordinators() -> str:
    people = User.objects.filter(role=Role.COORDINATION, is_active=True).order_by("pk")
    return "\n".join(f"{person.name}, {person.email}" for person in people[:COORDINATORS_NAMED])
