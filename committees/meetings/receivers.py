"""The end of votes to come when a person leaves."""

from datetime import datetime

from accounts.models import User
from committees.meetings.models import Voter


def end_votes_to_come(*, user: User, at: datetime, **kwargs: object) -> None:
    """Take the person off the lists of voters of surveys that are not open yet; votes they gave stay."""
    Voter.objects.filter(user=user, poll__opens_at__gt=at).delete()
