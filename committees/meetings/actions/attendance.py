"""The attendance at a meeting."""

from collections.abc import Mapping

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from committees.bodies.models import Membership, MembershipQuerySet
from committees.meetings.actions.meetings import lock_meeting
from committees.meetings.choices import AttendanceStatus
from committees.meetings.models import Attendance, Meeting


def seats_at(meeting: Meeting) -> MembershipQuerySet:
    """The seats held on the day of a meeting, and those that are on its list already."""
    day = timezone.localdate(meeting.starts_at)
    held = Membership.objects.filter(committee=meeting.committee_id).on(day)
    seats = Membership.objects.filter(Q(pk__in=held.values("pk")) | Q(attendances__meeting=meeting))
    return seats.distinct().with_people()


@transaction.atomic
def record_attendance(
    *, meeting: Meeting, statuses: Mapping[int, str], by: User, rest_is_present: bool = False
) -> None:
    """Record who was there, by the key of the seat; an empty status takes a record back.

    Only the seats in `statuses` change, so that two people can keep the list together; `rest_is_present` adds
    everybody who has no record then. Raises RuleBroken for a cancelled meeting.
    """
    current = lock_meeting(meeting)
    allowed = set(seats_at(current).values_list("pk", flat=True))
    for seat, status in statuses.items():
        if seat not in allowed:
            continue
        if status:
            Attendance.objects.update_or_create(
                meeting=current, membership_id=seat, defaults={"status": status}
            )
        else:
            Attendance.objects.filter(meeting=current, membership_id=seat).delete()
    if rest_is_present:
        recorded = set(current.attendances.values_list("membership_id", flat=True))
        Attendance.objects.bulk_create(
            Attendance(meeting=current, membership_id=seat, status=AttendanceStatus.PRESENT)
            for seat in sorted(allowed - recorded)
        )
