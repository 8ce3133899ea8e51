"""How the published strategy came about: who sat in the steering group, when it met in public, what was asked there.

Only numbers and what was public: no name of a person, no vote, no meeting that was not public, nothing that was asked
secretly or beside a public meeting, and nothing from after the decision.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, time

from django.db.models import Count, F, Q
from django.utils import timezone
from msgspec import Struct

from committees.bodies.choices import CommitteeKind
from committees.bodies.models import Membership
from committees.meetings.choices import Secrecy
from committees.meetings.models import Meeting, Poll
from publication.current import Published

# The bodies that wrote the strategy; committees and council stand in the way to the decision.
WRITING = (CommitteeKind.STEERING_GROUP, CommitteeKind.CORE_TEAM)


class Sending(Struct, frozen=True):
    """A sending group and how many seats it had on the day of the decision."""

    name: str
    seats: int


class Asked(Struct, frozen=True):
    """What was asked at a public meeting, and how many of those entitled took part."""

    title: str
    took_part: int
    entitled: int


class PublicMeeting(Struct, frozen=True):
    """A public meeting with what was asked at it."""

    day: date
    body: str
    title: str
    asked: tuple[Asked, ...]


class ComingAbout(Struct, frozen=True):
    """All of it, as far as public."""

    groups: tuple[Sending, ...]
    meetings: tuple[PublicMeeting, ...]

    @property
    def seats(self) -> int:
        return sum(group.seats for group in self.groups)


def coming_about(current: Published) -> ComingAbout:
    """What is public about the way to the published version, in three queries."""
    day = current.version.adopted_on or timezone.localdate()
    return ComingAbout(groups=tuple(_groups(day)), meetings=tuple(_meetings(day)))


def _groups(day: date) -> Iterator[Sending]:
    seats = Membership.objects.on(day).filter(
        committee__kind=CommitteeKind.STEERING_GROUP, seat_group__isnull=False
    )
    rows = seats.values(name=F("seat_group__name")).annotate(seats=Count("pk"))
    for row in rows.order_by("seat_group__position", "name"):
        yield Sending(name=row["name"], seats=row["seats"])


def _meetings(day: date) -> Iterator[PublicMeeting]:
    end = timezone.make_aware(datetime.combine(day, time.max))
    meetings = Meeting.objects.over(min(end, timezone.now())).filter(
        is_public=True, cancelled_at__isnull=True, committee__kind__in=WRITING
    )
    asked = _asked(end)
    for meeting in meetings.select_related("committee").order_by("starts_at", "pk"):
        yield PublicMeeting(
            day=timezone.localdate(meeting.starts_at),
            body=str(meeting.committee),
            title=meeting.title,
            asked=tuple(asked[meeting.pk]),
        )


def _asked(end: datetime) -> dict[int, list[Asked]]:
    """What was asked openly at public meetings and is over, by the meeting."""
    polls = Poll.objects.filter(
        secrecy=Secrecy.NAMED,
        closes_at__lte=min(end, timezone.now()),
        agenda_item__meeting__is_public=True,
    )
    counted = polls.annotate(
        entitled=Count("voters"), took_part=Count("voters", filter=Q(voters__has_voted=True))
    )
    found: dict[int, list[Asked]] = defaultdict(list)
    for title, meeting, took_part, entitled in counted.order_by("agenda_item__position", "pk").values_list(
        "title", "agenda_item__meeting_id", "took_part", "entitled"
    ):
        found[meeting].append(Asked(title=title, took_part=took_part, entitled=entitled))
    return found
