"""A meeting as calendar programs read it (RFC 5545), with what they need to update and to cancel it.

Organizer and UID never change, and SEQUENCE only grows: by these three a program recognises what it has
entered already.
"""

from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from icalendar import Calendar, Component, Event, vCalAddress, vText, vUri
from msgspec import Struct

PRODUCT = "-//GNK//Sitzungen//DE"
ZONE = ZoneInfo("Europe/Berlin")
# The rules of this zone, as the file must bring them along.
ZONE_RULES = """\
BEGIN:VTIMEZONE
TZID:Europe/Berlin
BEGIN:DAYLIGHT
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
DTSTART:19700329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
DTSTART:19701025T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
"""


class Method(StrEnum):
    """The request of a file to a calendar program (RFC 5546)."""

    PUBLISH = "PUBLISH"
    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


class Contact(Struct, frozen=True):
    name: str
    email: str


class Appointment(Struct, frozen=True):
    """A meeting as a calendar shows it. `video_link` and `place` may be empty."""

    uid: str
    sequence: int
    title: str
    starts_at: datetime
    ends_at: datetime
    place: str
    video_link: str
    description: str
    url: str
    organizer: Contact


def calendar_file(
    appointment: Appointment, *, method: Method, stamp: datetime, attendee: Contact | None = None
) -> str:
    """Write a calendar file. It names nobody but the person it is for."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method.value)
    calendar.add_component(Component.from_ical(ZONE_RULES))
    calendar.add_component(_event(appointment, method, stamp, attendee))
    return str(calendar.to_ical().decode())


def _event(appointment: Appointment, method: Method, stamp: datetime, attendee: Contact | None) -> Event:
    event = Event()
    event.add("uid", appointment.uid)
    event.add("sequence", appointment.sequence)
    event.add("dtstamp", stamp)
    event.add("dtstart", appointment.starts_at.astimezone(ZONE))
    event.add("dtend", appointment.ends_at.astimezone(ZONE))
    event.add("summary", appointment.title)
    event.add("location", " · ".join(filter(None, (appointment.place, appointment.video_link))))
    event.add("description", appointment.description)
    event.add("url", vUri(appointment.url))
    event.add("status", "CANCELLED" if method == Method.CANCEL else "CONFIRMED")
    event.add("organizer", _address(appointment.organizer))
    if appointment.video_link:
        link = vUri(appointment.video_link)
        link.params["VALUE"], link.params["FEATURE"] = "URI", "VIDEO"
        event.add("conference", link)
    if attendee is not None:
        address = _address(attendee)
        address.params.update(
            {"CUTYPE": "INDIVIDUAL", "ROLE": "REQ-PARTICIPANT", "PARTSTAT": "NEEDS-ACTION", "RSVP": "FALSE"}
        )
        event.add("attendee", address)
    return event


def _address(contact: Contact) -> vCalAddress:
    address = vCalAddress(f"mailto:{contact.email}")
    # Neither quotation marks nor line breaks have a place in a parameter (RFC 5545, 3.2).
    address.params["CN"] = vText(" ".join(contact.name.replace('"', "'").split()))
    return address
