"""Reporting to others that one has the form of a text open."""

from datetime import datetime, timedelta

from django.db import transaction

from accounts.models import User
from editing.models import PRESENT_FOR, EditingPresence

FORGOTTEN_AFTER = timedelta(days=1)


@transaction.atomic
def announce(*, subject: str, user: User, at: datetime) -> None:
    """Report that somebody has a text open. After a pause the time since when begins anew."""
    EditingPresence.objects.filter(seen_at__lt=at - FORGOTTEN_AFTER).delete()
    EditingPresence.objects.filter(subject=subject, user=user, seen_at__lte=at - PRESENT_FOR).update(since=at)
    EditingPresence.objects.update_or_create(
        subject=subject, user=user, defaults={"seen_at": at}, create_defaults={"since": at, "seen_at": at}
    )


def leave(*, subject: str, user: User) -> None:
    """Report that somebody has finished with a text."""
    EditingPresence.objects.filter(subject=subject, user=user).delete()
