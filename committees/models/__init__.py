from committees.models.bodies import Committee, Membership, SeatGroup
from committees.models.meetings import AgendaItem, Attendance, Meeting, MeetingDocument
from committees.models.papers import Consultation, Paper
from committees.models.polls import Ballot, Poll, PollOption, Voter

__all__ = [
    "AgendaItem",
    "Attendance",
    "Ballot",
    "Committee",
    "Consultation",
    "Meeting",
    "MeetingDocument",
    "Membership",
    "Paper",
    "Poll",
    "PollOption",
    "SeatGroup",
    "Voter",
]
