from monitoring.models.departments import DepartmentMember
from monitoring.models.indicators import (
    FormulaTerm,
    Indicator,
    IndicatorSeries,
    IndicatorTarget,
    IndicatorValue,
)
from monitoring.models.judgements import Judgement
from monitoring.models.measures import MeasureExecution, MeasureReport, MeasureYear, Milestone
from monitoring.models.progress import FrozenReport, ProgressReport, ReportPaper, ReportSection
from monitoring.models.renewals import LeftMeasure, Renewal
from monitoring.models.rounds import DepartmentAnswer, ReportingRound, RoundMail

__all__ = [
    "DepartmentAnswer",
    "DepartmentMember",
    "FormulaTerm",
    "FrozenReport",
    "Indicator",
    "IndicatorSeries",
    "IndicatorTarget",
    "IndicatorValue",
    "Judgement",
    "LeftMeasure",
    "MeasureExecution",
    "MeasureReport",
    "MeasureYear",
    "Milestone",
    "ProgressReport",
    "Renewal",
    "ReportPaper",
    "ReportSection",
    "ReportingRound",
    "RoundMail",
]
