"""The mail that invites a person."""

from datetime import datetime

from django.urls import reverse

from accounts.invitations import WHAT_FOR
from accounts.mail import absolute_url, render
from accounts.models import User


def invitation_mail(person: User, *, by: User | None, token: str, expires_at: datetime) -> tuple[str, str]:
    """Subject and text of an invitation whose link carries `token`."""
    context = {
        "person": person,
        "by": by,
        "what_for": WHAT_FOR[person.role],
        "url": absolute_url(reverse("accounts:invitation", args=[token])),
        "login_url": absolute_url(reverse("account_login")),
        "expires_at": expires_at,
    }
    return render("invitation", context)
