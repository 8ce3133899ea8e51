"""The one mail of a day about what happened (Neuigkeiten): what is addressed to a person, and all news when due."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from msgspec.structs import replace

from accounts.mail import absolute_url, send
from accounts.models import User
from accounts.roles import READERS
from strategy.discussion.actions.news import digest_token, locked_preference
from strategy.discussion.choices import DigestFrequency
from strategy.discussion.digest_periods import is_due, told_since
from strategy.discussion.news import activity_for
from strategy.discussion.news_items import Activity
from strategy.models import ActivityPreference

# The rest is on the page.
LINES_AT_MOST = 40
# What is addressed to a person is told in full, among this many lines at most.
READ_AT_MOST = 400
PERSONAL, NEVER = DigestFrequency.PERSONAL, DigestFrequency.NEVER


def send_digests(*, at: datetime) -> int:
    """Send everybody the mail that is due. Returns the number of mails."""
    people = User.objects.filter(is_active=True, role__in=READERS)
    return sum(send_digest(user=user, at=at) for user in people)


@transaction.atomic
def send_digest(*, user: User, at: datetime) -> bool:
    """Send one person what happened since the last mail, once a day at most and only if something did.

    All news come once in the period that the person chose; what is addressed to them comes every day, and alone to
    whoever has not come in yet. A period in which nothing happened is over as well: the weekly mail comes on Mondays.
    """
    preference = locked_preference(user)
    frequency = DigestFrequency(preference.digest)
    if frequency == NEVER or not is_due(PERSONAL, last=preference.personal_sent_at, at=at):
        return False
    has_come_in = user.last_login is not None
    is_whole = (
        has_come_in and frequency != PERSONAL and is_due(frequency, last=preference.digest_sent_at, at=at)
    )
    since, activity = _whole(user, preference, at) if is_whole else _personal(user, preference, at)
    preference.personal_sent_at = at
    if is_whole:
        preference.digest_sent_at = at
    preference.save(update_fields=["personal_sent_at", "digest_sent_at"])
    if not activity.count:
        return False
    context = {
        "activity": activity,
        "since": since,
        "is_whole": is_whole,
        "frequency": frequency,
        "base_url": absolute_url(""),
        "url": absolute_url(reverse("strategy:activity")),
    }
    address = absolute_url(reverse("strategy:digest-unsubscribe", args=[digest_token(user)]))
    send("digest", to=user, by=None, context=context, unsubscribe=address)
    return True


def _whole(user: User, preference: ActivityPreference, at: datetime) -> tuple[datetime, Activity]:
    """All news since the last mail about all; what a mail has told already is not addressed to the person again."""
    frequency = DigestFrequency(preference.digest)
    last = preference.digest_sent_at
    since = told_since(frequency, last=last, seen=preference.seen_at, at=at)
    activity = activity_for(user, since=since, until=at, at_most=LINES_AT_MOST)
    since_personal, personal = _personal(user, preference, at)
    shown = [line for section in activity.sections for line in section.happenings]
    count = activity.count + sum(line not in shown for line in personal.for_me)
    return min(since, since_personal), replace(activity, for_me=personal.for_me, count=count)


def _personal(user: User, preference: ActivityPreference, at: datetime) -> tuple[datetime, Activity]:
    """What is addressed to the person since any mail."""
    since = told_since(PERSONAL, last=preference.personal_sent_at, seen=preference.seen_at, at=at)
    found = activity_for(user, since=since, until=at, at_most=READ_AT_MOST)
    return since, Activity(sections=(), for_me=found.for_me, count=len(found.for_me))
