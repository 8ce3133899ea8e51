"""Says who must prove a second time who they are, and whether they can."""

from allauth.mfa.models import Authenticator
from django.conf import settings

from accounts.models import User
from accounts.roles import SECOND_FACTOR_ROLES

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def is_required(user: User) -> bool:
    """Say whether the role of this account needs a second factor in this installation."""
    return settings.SECOND_FACTOR and user.role in SECOND_FACTOR_ROLES


def is_missing(user: User) -> bool:
    """Say whether this account must set up a second factor before anything else."""
    return is_required(user) and not Authenticator.objects.filter(user=user, type__in=FACTORS).exists()
