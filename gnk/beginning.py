"""The first hour of an installation: six steps from the first account to the first invitation.

How far it is follows from the data, so one may stop anywhere. It is over when somebody else has an account; what is
still missing then stands under "Was fehlt".
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from msgspec import Struct

from accounts.models import User
from accounts.roles import Right
from committees.bodies.models import Committee
from strategy.models import Municipality, Strategy


class Step(Struct, frozen=True):
    """A step with the page that does it, and the page where one finds it when it is done."""

    label: str | Promise
    page: str
    afterwards: str
    is_done: bool


def is_beginning(user: User) -> bool:
    """Whether a person may set the installation up and is still alone in it."""
    return user.has_right(Right.EDIT_SETTINGS) and not User.objects.exclude(pk=user.pk).exists()


def steps() -> list[Step]:
    """The steps in their order."""
    strategy = Strategy.objects.current()
    municipality = strategy.municipality if strategy else None
    return [
        Step(_("Ihr Konto"), "accounts:profile", "accounts:profile", True),
        Step(_("Kommune und Strategie"), "strategy:setup", "strategy:settings", municipality is not None),
        Step(_("Gremien"), "bodies:first-bodies", "bodies:committee-list", Committee.objects.exists()),
        Step(_("Logo und Farbe"), "strategy:first-look", "strategy:first-look", _has_look(municipality)),
        Step(
            _("Absender und Pflichtseiten"),
            "strategy:first-pages",
            "strategy:first-pages",
            _has_pages(municipality),
        ),
        Step(_("Einladen"), "accounts:account-invite", "accounts:account-invite", False),
    ]


def _has_look(municipality: Municipality | None) -> bool:
    default = Municipality._meta.get_field("accent_colour").default
    return municipality is not None and (bool(municipality.logo) or municipality.accent_colour != default)


def _has_pages(municipality: Municipality | None) -> bool:
    return municipality is not None and all(
        (municipality.contact, municipality.imprint, municipality.privacy, municipality.accessibility)
    )
