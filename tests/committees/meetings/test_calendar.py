"""The calendar file of a meeting."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from committees.meetings.calendar import Appointment, Contact, Method, calendar_file

STAMP = datetime(2021, 7, 1, 8, tzinfo=UTC)


def appointment(**fields: Any) -> Appointment:
    values = {
        "uid": "0b0c",
        "sequence": 0,
        "title": "Steuerungsgruppe: Ziele",
        "starts_at": datetime(2021, 8, 12, 16, tzinfo=UTC),
        "ends_at": datetime(2021, 8, 12, 18, tzinfo=UTC),
        "place": "Rathaus",
        "video_link": "https://video.example/raum;1",
        "description": "Zeile 1\nZeile 2",
        "url": "https://strategie.example/sitzungen/1/",
        "organizer": Contact(name="Strategie", email="post@strategie.example"),
        **fields,
    }
    return Appointment(**values)


def read(text: str) -> Any:
    calendar = Calendar.from_ical(text)
    (event,) = calendar.walk("VEVENT")
    return event


def test_invitation_is_read_again_as_it_was_meant() -> None:
    text = calendar_file(
        appointment(),
        method=Method.REQUEST,
        stamp=STAMP,
        attendee=Contact(name="Anna Kaya", email="anna@ihk.example"),
    )
    event, zone = read(text), ZoneInfo("Europe/Berlin")
    assert Calendar.from_ical(text)["METHOD"] == "REQUEST"
    assert {name: str(event[name]) for name in ("UID", "SUMMARY", "LOCATION", "DESCRIPTION", "STATUS")} == {
        "UID": "0b0c",
        "SUMMARY": "Steuerungsgruppe: Ziele",
        "LOCATION": "Rathaus · https://video.example/raum;1",
        "DESCRIPTION": "Zeile 1\nZeile 2",
        "STATUS": "CONFIRMED",
    }
    assert (event.start, event.end) == (
        datetime(2021, 8, 12, 18, tzinfo=zone),
        datetime(2021, 8, 12, 20, tzinfo=zone),
    )
    assert (event["SEQUENCE"], event["DTSTAMP"].dt) == (0, STAMP)
    assert (event["ORGANIZER"], event["ATTENDEE"]) == (
        "mailto:post@strategie.example",
        "mailto:anna@ihk.example",
    )
    assert str(event["CONFERENCE"]) == "https://video.example/raum;1"


def test_cancellation_says_so_twice() -> None:
    text = calendar_file(appointment(sequence=3), method=Method.CANCEL, stamp=STAMP)
    assert Calendar.from_ical(text)["METHOD"] == "CANCEL"
    assert (read(text)["STATUS"], read(text)["SEQUENCE"]) == ("CANCELLED", 3)


def test_file_for_everybody_names_nobody() -> None:
    text = calendar_file(appointment(), method=Method.PUBLISH, stamp=STAMP)
    assert "ATTENDEE" not in text


def test_file_brings_the_rules_of_its_zone() -> None:
    text = calendar_file(appointment(), method=Method.PUBLISH, stamp=STAMP)
    zone: Any = Calendar.from_ical(text).walk("VTIMEZONE")[0]
    assert zone["TZID"] == "Europe/Berlin"
    offsets = {
        day: zone.to_tz(lookup_tzid=False).utcoffset(day).total_seconds() / 3600
        for day in (datetime(2021, 8, 12), datetime(2021, 12, 1), datetime(2035, 7, 1))
    }
    assert list(offsets.values()) == [2, 1, 2]


@pytest.mark.parametrize("title", ["Ä" * 200, "BEGIN:VEVENT\r\nX:1; Umwelt, Verkehr \\n", "<b>Ziele</b>"])
def test_lines_are_short_and_whole_whatever_was_typed(title: str) -> None:
    attendee = Contact(name='Dr. "Max"\r\nATTENDEE:mailto:x@x.example, B; C: D', email="m@x.example")
    text = calendar_file(appointment(title=title), method=Method.REQUEST, stamp=STAMP, attendee=attendee)
    lines = text.encode().split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    assert text.count("BEGIN:VEVENT\r\n") == 1
    assert read(text)["ATTENDEE"] == "mailto:m@x.example"
    assert str(read(text)["SUMMARY"]).replace("\r\n", "\n") == title.replace("\r\n", "\n")
