from committees.council.models.amendments import Amendment, AmendmentFate
from committees.council.models.papers import Consultation, FinancialEffect, Paper, PaperAnnex
from committees.council.models.resolutions import FactionVote, MeasureResolution, Resolution
from committees.council.models.routes import RouteTemplate, RouteTemplateStep

__all__ = [
    "Amendment",
    "AmendmentFate",
    "Consultation",
    "FactionVote",
    "FinancialEffect",
    "MeasureResolution",
    "Paper",
    "PaperAnnex",
    "Resolution",
    "RouteTemplate",
    "RouteTemplateStep",
]
