"""The agenda and the minutes of a meeting as PDF/UA-1."""

from typing import Any

from django.template.loader import render_to_string

from committees.meeting_facts import agenda_of, attendance_of, attendance_words
from committees.meeting_times import when_words
from committees.models import Meeting
from exports.typesetting import typeset
from strategy.models import Municipality, Strategy

STYLESHEET = "print/meeting.css"


def agenda_pdf(meeting: Meeting) -> bytes:
    """What will be talked about, for whoever takes paper along."""
    return typeset(agenda_html(meeting), stylesheet=STYLESHEET)


def minutes_pdf(meeting: Meeting) -> bytes:
    """Who was there, what was recommended, and the minutes."""
    return typeset(minutes_html(meeting), stylesheet=STYLESHEET)


def agenda_html(meeting: Meeting) -> str:
    return render_to_string("committees/print/agenda.html", _context(meeting))


def minutes_html(meeting: Meeting) -> str:
    groups = attendance_of(meeting)
    attendance = {"attendance": groups, "attendance_words": attendance_words(groups)}
    return render_to_string("committees/print/minutes.html", _context(meeting) | attendance)


def _context(meeting: Meeting) -> dict[str, Any]:
    strategy = Strategy.objects.current()
    return {
        "meeting": meeting,
        "agenda": agenda_of(meeting),
        "when": when_words(meeting.starts_at, meeting.ends_at),
        "strategy": strategy,
        "municipality": Municipality.objects.first(),
    }
