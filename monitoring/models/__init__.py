from monitoring.models.departments import DepartmentMember
from monitoring.models.frameworks import CoreIndicator, FrameworkAspect, ReportingFramework
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
from monitoring.models.report_files import ReportFile
from monitoring.models.rounds import DepartmentAnswer, ReportingRound, RoundMail

__all__ = [
    "CoreIndicator",
    "DepartmentAnswer",
    "DepartmentMember",
    "FormulaTerm",
    "FrameworkAspect",
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
    "ReportFile",
    "ReportPaper",
    "ReportSection",
    "ReportingFramework",
    "ReportingRound",
    "RoundMail",
]
