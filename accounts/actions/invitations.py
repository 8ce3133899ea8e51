"""Inviting a person by a mailed link, and what happens when they follow it."""

from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.exceptions import RuleBroken
from accounts.invitations import VALID_FOR, hash_of, new_token
from accounts.mail import is_silent
from accounts.models import Invitation, User
from accounts.tasks import send_invitation


@transaction.atomic
def invite(*, user: User, by: User | None, at: datetime) -> Invitation:
    """Invite a person, or invite them again: the new link replaces the old one.

    The link itself is made when the mail is sent, so that no usable link lies in the database. Raises RuleBroken
    for a closed account.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    if not user.is_active:
        raise RuleBroken(
            _("Das Konto von %(name)s ist abgeschaltet. Schalten Sie es zuerst wieder ein.")
            % {"name": user.name}
        )
    # Nobody knows the token behind this hash; sending puts another one in its place.
    values = {
        "token_hash": hash_of(new_token()),
        "invited_at": at,
        "invited_by": by,
        "sent_at": None,
        "failure": "",
        "expires_at": at + VALID_FOR,
        "accepted_at": None,
    }
    invitation, _created = Invitation.objects.update_or_create(user=user, defaults=values)
    if not is_silent():
        transaction.on_commit(partial(send_invitation.enqueue, invitation.pk))
    return invitation


@transaction.atomic
def accept_invitation(*, token: str, at: datetime) -> User:
    """Use up the link and return whom it invited. Raises RuleBroken, with the reason, for every other link."""
    locked = Invitation.objects.select_for_update(of=("self",))
    invitation = usable(locked.select_related("user").filter(token_hash=hash_of(token)).first(), at)
    invitation.accepted_at = at
    invitation.save(update_fields=["accepted_at"])
    return invitation.user


def invitation_of(token: str) -> Invitation | None:
    """The invitation behind a link."""
    return Invitation.objects.select_related("user").filter(token_hash=hash_of(token)).first()


def usable(invitation: Invitation | None, at: datetime) -> Invitation:
    """Return an invitation that leads into a session. Raises RuleBroken, with the reason, for every other."""
    if invitation is None or not invitation.user.is_active:
        raise RuleBroken(
            _(
                "Diesen Link gibt es nicht mehr. Vielleicht haben Sie inzwischen eine neuere Einladung bekommen."
            )
        )
    if invitation.accepted_at:
        raise RuleBroken(_("Dieser Link wurde schon benutzt. Jeder Link gilt nur einmal."))
    if at >= invitation.expires_at:
        raise RuleBroken(_("Dieser Link ist abgelaufen. Eine Einladung gilt 14 Tage."))
    return invitation
