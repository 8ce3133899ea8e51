"""The mail about what happened (Zusammenfassung), daily or weekly."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse

from accounts.mail import absolute_url, send
from accounts.models import User
from accounts.roles import RIGHTS, Right
from strategy.discussion.actions.news import digest_token, locked_preference
from strategy.discussion.choices import DigestFrequency
from strategy.discussion.digest_periods import is_due, told_since
from strategy.discussion.news import activity_for

# The rest is on the page.
LINES_AT_MOST = 40
READERS = [role for role, rights in RIGHTS.items() if Right.READ_WORKSPACE in rights]


def send_digests(*, at: datetime) -> int:
    """Send everybody the digest that is due. Returns the number of mails.

    Who has not come in yet, or has left, gets none.
    """
    people = User.objects.filter(is_active=True, role__in=READERS, last_login__isnull=False)
    return sum(send_digest(user=user, at=at) for user in people)


@transaction.atomic
def send_digest(*, user: User, at: datetime) -> bool:
    """Send one person what happened since the last digest, once in a period and only if something did.

    A period in which nothing happened is over as well: weekly digests come on the same day of the week.
    """
    preference = locked_preference(user)
    frequency = DigestFrequency(preference.digest)
    last = preference.digest_sent_at
    if not is_due(frequency, last=last, at=at):
        return False
    preference.digest_sent_at = at
    preference.save(update_fields=["digest_sent_at"])
    since = told_since(frequency, last=last, seen=preference.seen_at, at=at)
    activity = activity_for(user, since=since, until=at, at_most=LINES_AT_MOST)
    if activity.count:
        context = {
            "activity": activity,
            "since": since,
            "frequency": frequency,
            "base_url": absolute_url(""),
            "url": absolute_url(reverse("strategy:activity")),
        }
        address = absolute_url(reverse("strategy:digest-unsubscribe", args=[digest_token(user)]))
        send("digest", to=user, by=None, context=context, unsubscribe=address)
    return activity.count > 0
