"""Creating, changing and closing accounts."""

from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.actions.invitations import invite
from accounts.actions.leaving import end_sessions, keep_a_coordination, lock_account
from accounts.exceptions import RuleBroken
from accounts.models import User
from accounts.roles import Role


@transaction.atomic
def create_invited_user(*, name: str, email: str, role: Role, by: User | None, at: datetime) -> User:
    """Create an account without password and invite its person. Raises RuleBroken for a taken or invalid address."""
    try:
        with transaction.atomic():
            user = User.objects.create_user(email.strip(), name=name.strip(), role=role)
    except ValidationError as error:
        raise RuleBroken(" ".join(error.messages)) from error
    except IntegrityError as error:
        # Somebody else has invited the same person at this moment.
        raise RuleBroken(_("Zu dieser E-Mail-Adresse gibt es schon ein Konto.")) from error
    invite(user=user, by=by, at=at)
    return user


@transaction.atomic
def save_account(*, user: User, values: dict[str, Any], by: User) -> User:
    """Change name, e-mail address and role of an account.

    A new address ends all sessions: whoever reads the old mailbox must not stay inside. Raises RuleBroken for a taken
    address, an account that left, and when nobody would be left in coordination.
    """
    user = _locked(user)
    if values["role"] != user.role:
        keep_a_coordination(without=user)
    email = values["email"].lower()
    moved = email != user.email
    user.name, user.email, user.role = values["name"], email, values["role"]
    try:
        with transaction.atomic():
            user.full_clean(exclude=["password"])
            user.save(update_fields=["name", "email", "role"])
    except ValidationError as error:
        raise RuleBroken(" ".join(error.messages)) from error
    except IntegrityError as error:
        raise RuleBroken(_("Zu dieser E-Mail-Adresse gibt es schon ein Konto.")) from error
    if moved:
        EmailAddress.objects.filter(user=user).delete()
        end_sessions(user=user)
    return user


@transaction.atomic
def close_account(*, user: User, by: User, at: datetime) -> User:
    """Nobody can sign in with a closed account; it can be opened again, until `forget_closed_accounts` takes its data.

    Raises RuleBroken for the last coordination.
    """
    user = _locked(user)
    keep_a_coordination(without=user)
    user.is_active, user.closed_at = False, at
    user.save(update_fields=["is_active", "closed_at"])
    end_sessions(user=user)
    return user


@transaction.atomic
def reopen_account(*, user: User, by: User) -> User:
    """Let the person of a closed account sign in again."""
    user = _locked(user)
    user.is_active, user.closed_at = True, None
    user.save(update_fields=["is_active", "closed_at"])
    return user


@transaction.atomic
def save_consent(*, user: User, consent: bool, at: datetime) -> User:
    """Record whether the person's name may be published. The latest answer counts."""
    user = User.objects.select_for_update().get(pk=user.pk)
    user.name_consent, user.name_consent_at = consent, at
    user.save(update_fields=["name_consent", "name_consent_at"])
    return user


def _locked(user: User) -> User:
    user = lock_account(user)
    if user.left_at:
        raise RuleBroken(_("Diese Person ist ausgeschieden. Das Konto bleibt, wie es ist."))
    return user
