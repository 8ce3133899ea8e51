"""Unsaved texts that the browser keeps: whose they are, and the key that only pages of this person carry."""

from django import template
from django.utils.crypto import salted_hmac

from accounts.models import User

register = template.Library()


@register.simple_tag
def draft_owner(user: User) -> str:
    """An opaque name that keeps the drafts of different people in one browser apart."""
    return salted_hmac("strategy.drafts.owner", str(user.pk), algorithm="sha256").hexdigest()[:32]


@register.simple_tag
def draft_key(user: User) -> str:
    """The key that the drafts in the browser are encrypted with, as 64 hexadecimal digits."""
    return salted_hmac("strategy.drafts.key", str(user.pk), algorithm="sha256").hexdigest()
