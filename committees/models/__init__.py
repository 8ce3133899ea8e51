from committees.models.amendments import Amendment, AmendmentFate
from committees.models.bodies import Committee, LegislativeTerm, Membership, SeatGroup
from committees.models.meetings import AgendaItem, Attendance, Meeting, MeetingDocument
from committees.models.papers import Consultation, FinancialEffect, Paper, PaperAnnex
from committees.models.polls import Ballot, Poll, PollOption, Voter
from committees.models.resolutions import FactionVote, MeasureResolution, Resolution
from committees.models.routes import RouteTemplate, RouteTemplateStep

__all__ = [
    "AgendaItem",
    "Amendment",
    "AmendmentFate",
    "Attendance",
    "Ballot",
    "Committee",
    "Consultation",
    "FactionVote",
    "FinancialEffect",
    "LegislativeTerm",
    "MeasureResolution",
    "Meeting",
    "MeetingDocument",
    "Membership",
    "Paper",
    "PaperAnnex",
    "Poll",
    "PollOption",
    "Resolution",
    "RouteTemplate",
    "RouteTemplateStep",
    "SeatGroup",
    "Voter",
]
