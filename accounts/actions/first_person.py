"""The first person of an installation: the link that lets them in, and what happens when they follow it."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.exceptions import RuleBroken, UnusableCode
from accounts.invitations import hash_of, new_token
from accounts.models import THE_ONLY_ONE, FirstInvitation, User
from accounts.roles import Role

FIRST_LINK_VALID_FOR = timedelta(hours=48)


def has_coordination() -> bool:
    """Whether somebody can invite others, so that nobody needs the link of the first person."""
    return User.objects.filter(role=Role.COORDINATION, is_active=True).exists()


@transaction.atomic
def invite_first(*, at: datetime) -> str:
    """Make a new link for the first person and return its code; an older one stops working.

    Raises RuleBroken where there is a coordination: it invites everybody else.
    """
    _refuse_after_the_first()
    token = new_token()
    values = {"token_hash": hash_of(token), "made_at": at, "expires_at": at + FIRST_LINK_VALID_FOR}
    FirstInvitation.objects.update_or_create(pk=THE_ONLY_ONE, defaults=values)
    return token


def open_first_invitation(at: datetime) -> FirstInvitation:
    """Return the link that is valid. Raises RuleBroken, with the reason, when there is none."""
    _refuse_after_the_first()
    invitation = FirstInvitation.objects.filter(expires_at__gt=at).first()
    if invitation is None:
        raise RuleBroken(
            _(
                "Zurzeit gilt kein Link für die erste Person. Wer den Server betreut, erzeugt einen neuen mit: "
                "gnk invite_first"
            )
        )
    return invitation


def check_first_code(invitation: FirstInvitation, token: str) -> None:
    """Raise UnusableCode unless this is the code of the link that is valid."""
    if invitation.token_hash != hash_of(token):
        raise UnusableCode(
            _(
                "Dieser Code gilt nicht. Es zählt nur der Link, der zuletzt erzeugt wurde. Bitte kopieren Sie ihn ganz."
            )
        )


@transaction.atomic
def welcome_first(*, token: str, name: str, email: str, password: str, at: datetime) -> User:
    """Make the account of the first person, with the role of coordination, and use up the link.

    Without a password nobody signs in by one. Raises UnusableCode for another code, RuleBroken when there is a
    coordination or no valid link.
    """
    # Whoever sends the same code at this moment waits here, and then finds it used.
    list(FirstInvitation.objects.select_for_update().values_list("pk"))
    invitation = open_first_invitation(at)
    check_first_code(invitation, token)
    user = User.objects.create_user(email, password or None, name=name, role=Role.COORDINATION)
    invitation.delete()
    return user


def _refuse_after_the_first() -> None:
    if has_coordination():
        raise RuleBroken(
            _(
                "In dieser Installation gibt es schon eine Koordination. Sie lädt alle anderen ein: "
                "„Verwaltung → Konten → Person einladen“."
            )
        )
