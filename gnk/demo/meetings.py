"""The meetings of the steering group: planned with their agenda, and recorded with minutes and recommendations."""

from datetime import date, datetime, timedelta

from committees.meetings.actions.agenda import add_agenda_item, save_agenda_item
from committees.meetings.actions.attendance import record_attendance, seats_at
from committees.meetings.actions.invitations import invite_to_meeting
from committees.meetings.actions.meetings import create_meeting, save_meeting
from committees.meetings.choices import AttendanceStatus
from committees.meetings.models import Meeting
from gnk.demo.history import happened
from gnk.demo.reading import Content, local, read
from gnk.demo.scene import Scene, numbered_elements

# How long before a meeting its invitation went out, and how long after it the minutes were written.
INVITED, RECORDED = timedelta(days=14), timedelta(days=2)


def plan_meeting(scene: Scene, number: int, *, on: date | None = None) -> Meeting:
    """A meeting with its agenda, to which the members are invited; on its own day or on another one."""
    content = _content(number)
    starts_at, ends_at = (_moved(local(content[name]), on) for name in ("starts", "ends"))
    elements = numbered_elements(scene.strategy)
    meeting = Meeting(
        committee=scene.steering_group,
        title=content["title"],
        starts_at=starts_at,
        ends_at=ends_at,
        place=content["place"],
        video_link=content["video_link"],
        description=content["description"],
        is_public=content.get("is_public", False),
    )
    invited = starts_at - INVITED
    with happened(invited):
        meeting = create_meeting(meeting=meeting, by=scene.by)
        for entry in content["items"]:
            values = {"title": entry["title"], "description": entry["description"]}
            if "element" in entry:
                values["element_key"] = elements[entry["element"]].pk
            add_agenda_item(meeting=meeting, values=values, by=scene.by)
        invite_to_meeting(meeting=meeting, by=scene.by, at=invited)
    return meeting


def record_meeting(scene: Scene, number: int, meeting: Meeting) -> None:
    """Record who was there, what was recommended, and the minutes."""
    content = _content(number)
    missing = {
        name: status
        for part, status in (("excused", AttendanceStatus.EXCUSED), ("absent", AttendanceStatus.ABSENT))
        for name in content[part]
    }
    statuses = {seat.pk: missing.get(seat.user.name, AttendanceStatus.PRESENT) for seat in seats_at(meeting)}
    record_attendance(meeting=meeting, statuses=statuses, by=scene.by)
    with happened(meeting.ends_at + RECORDED):
        for item, entry in zip(meeting.items.all(), content["items"], strict=True):
            values = {"result": entry["result"]}
            save_agenda_item(item=item, values=values, revision=item.revision, by=scene.by)
        minutes = {"minutes": content["minutes"]}
        save_meeting(meeting=meeting, values=minutes, revision=meeting.revision, by=scene.by)


def _content(number: int) -> Content:
    found: Content = read("meetings.json")[number - 1]
    return found


def _moved(moment: datetime, on: date | None) -> datetime:
    return moment if on is None else local(f"{on}T{moment:%H:%M}")
