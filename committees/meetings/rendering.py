"""The agenda and the minutes of a meeting as PDF/UA-1."""

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from committees.meetings.meeting_facts import agenda_of, attendance_of, attendance_words
from committees.meetings.meeting_times import when_words
from committees.meetings.models import Meeting
from editing.exceptions import RuleBroken
from exports.typesetting import typeset
from strategy.models import Municipality, Strategy

STYLESHEET = "print/meeting.css"
# A unit of weight takes up to 3 ms: the heaviest form is laid out in about ten seconds. Minutes of twenty pages
# weigh 1,000; only pasted data weighs more than this.
WEIGHT_AT_MOST = 4000
LONG_WORD = 80


def agenda_pdf(meeting: Meeting) -> bytes:
    """The agenda on paper, for whoever takes it along. Raises RuleBroken if it is too much to print."""
    _refuse_heavy(meeting)
    return typeset(agenda_html(meeting), stylesheet=STYLESHEET)


def minutes_pdf(meeting: Meeting) -> bytes:
    """The attendance, the recommendations and the minutes. Raises RuleBroken if it is too much to print."""
    _refuse_heavy(meeting)
    return typeset(minutes_html(meeting), stylesheet=STYLESHEET)


def agenda_html(meeting: Meeting) -> str:
    return render_to_string("committees/meetings/print/agenda.html", _context(meeting))


def minutes_html(meeting: Meeting) -> str:
    groups = attendance_of(meeting)
    attendance = {"attendance": groups, "attendance_words": attendance_words(groups)}
    return render_to_string("committees/meetings/print/minutes.html", _context(meeting) | attendance)


def weight(text: str) -> int:
    """The work that a long text makes: lines, cells, marks and words that must be broken, not letters."""
    marks = sum(text.count(mark) for mark in "\n|*_`[")
    broken = sum(len(word) for word in text.split() if len(word) > LONG_WORD)
    return marks + broken // 3 + len(text) // 150


def _refuse_heavy(meeting: Meeting) -> None:
    texts = [meeting.description, meeting.minutes]
    for item in meeting.items.all():
        texts += [item.description, item.result]
    if sum(map(weight, texts)) > WEIGHT_AT_MOST:
        raise RuleBroken(
            _("Diese Texte sind für ein PDF zu umfangreich. Kürzen Sie lange Listen und Tabellen.")
        )


def _context(meeting: Meeting) -> dict[str, object]:
    strategy = Strategy.objects.current()
    return {
        "meeting": meeting,
        "agenda": agenda_of(meeting),
        "when": when_words(meeting.starts_at, meeting.ends_at),
        "strategy": strategy,
        "municipality": Municipality.objects.first(),
    }
