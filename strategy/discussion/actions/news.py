"""Remembering up to when a person has read the news, and how often they want a mail about them."""

from datetime import datetime

from django.core import signing
from django.db import transaction

from accounts.models import User
from strategy.discussion.choices import DigestFrequency
from strategy.models import ActivityPreference

# What a token is for: one of another kind ends no digest.
DIGEST = "digest"


def preference_of(user: User) -> ActivityPreference:
    """The preference of a person, unsaved with its defaults before the first change."""
    return ActivityPreference.objects.filter(user=user).first() or ActivityPreference(user=user)


@transaction.atomic
def remember_seen(*, user: User, until: datetime) -> None:
    """Remember that somebody has seen what happened before `until`; an older page takes nothing back."""
    preference = locked_preference(user)
    if preference.seen_at is None or preference.seen_at < until:
        preference.seen_at = until
        preference.save(update_fields=["seen_at"])


@transaction.atomic
def set_digest(*, user: User, frequency: DigestFrequency) -> None:
    preference = locked_preference(user)
    preference.digest = frequency
    preference.save(update_fields=["digest"])


def digest_token(user: User) -> str:
    """The word in the address that ends the digest of one person, without signing in."""
    return signing.dumps(user.pk, salt=DIGEST)


def end_digest(token: str) -> bool:
    """End the digest of the person of a token; False for a token that is none of ours."""
    try:
        user = User.objects.get(pk=signing.loads(token, salt=DIGEST))
    except (signing.BadSignature, User.DoesNotExist):
        return False
    set_digest(user=user, frequency=DigestFrequency.NEVER)
    return True


def locked_preference(user: User) -> ActivityPreference:
    """The row of a person, made if need be, and locked until the end of the transaction."""
    ActivityPreference.objects.get_or_create(user=user)
    return ActivityPreference.objects.select_for_update().get(user=user)
