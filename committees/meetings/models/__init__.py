from committees.meetings.models.meetings import AgendaItem, Attendance, Meeting, MeetingDocument, MeetingReply
from committees.meetings.models.polls import Ballot, Poll, PollOption, Voter

__all__ = [
    "AgendaItem",
    "Attendance",
    "Ballot",
    "Meeting",
    "MeetingDocument",
    "MeetingReply",
    "Poll",
    "PollOption",
    "Voter",
]
