"""The mailed link of an invitation: how it is made, and how the account it leads to stands."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.deliveries import SENDING_TAKES
from accounts.roles import Role

VALID_FOR = timedelta(days=14)


class AccountState(TextChoices):
    ACTIVE = "active", _("aktiv")
    SENDING = "sending", _("Einladung wird verschickt")
    UNDELIVERED = "undelivered", _("nicht zugestellt")
    INVITED = "invited", _("eingeladen")
    EXPIRED = "expired", _("Einladung abgelaufen")
    ACCEPTED = "accepted", _("angenommen")
    CLOSED = "closed", _("abgeschaltet")
    LEFT = "left", _("ausgeschieden")


# Read on from "… lädt Sie ein, ".
WHAT_FOR: dict[str, str | Promise] = {
    Role.COORDINATION: _("die Arbeit zu koordinieren"),
    Role.CORE_TEAM: _("im Kernteam mitzuarbeiten"),
    Role.STEERING_MEMBER: _("in der Steuerungsgruppe mitzuarbeiten"),
    Role.COMMITTEE_OFFICE: _("die Strategie durch die Gremien zu begleiten"),
    Role.READER: _("mitzulesen, wie die Strategie entsteht"),
    Role.DEPARTMENT: _("zu berichten, was aus den Maßnahmen und Zielen Ihres Fachbereichs geworden ist"),
}


def new_token() -> str:
    """A link that nobody can guess: 128 random bits, short enough for one line of a mail."""
    return secrets.token_urlsafe(16)


def hash_of(token: str) -> str:
    """The part of a link that the database keeps. The token is random, so that a plain hash cannot be reversed."""
    return hashlib.sha256(token.encode()).hexdigest()


def invitation_state(
    *,
    invited_at: datetime,
    sent_at: datetime | None,
    expires_at: datetime,
    accepted_at: datetime | None,
    has_failed: bool,
    at: datetime,
) -> AccountState:
    """The state of an invitation at a time; `has_failed` says that its last mail did."""
    if accepted_at:
        return AccountState.ACCEPTED
    if at >= expires_at:
        return AccountState.EXPIRED
    if sent_at:
        return AccountState.INVITED
    if has_failed or at >= invited_at + SENDING_TAKES:
        return AccountState.UNDELIVERED
    return AccountState.SENDING
