"""What the database holds about the measures, as values of `execution_status`."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from uuid import UUID

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from monitoring.choices import ExecutionLight, MeasureState
from monitoring.execution_status import ExecutionFacts, MilestoneFacts
from monitoring.lights import Override
from monitoring.models import Judgement, MeasureExecution, MeasureReport, Milestone
from monitoring.overrides import override_of
from strategy.document.document import MeasureEntry


def execution_facts(
    measures: Iterable[MeasureEntry], moment: datetime, *, titles: Mapping[UUID, str]
) -> dict[UUID, ExecutionFacts]:
    """The facts about adopted measures as they counted at a moment, in 4 queries however many there are.

    `titles` are those of all adopted measures, for the one that another has become a part of.

    Dates that nobody has set are those of the adopted text: it is to begin and to end within the years it names.
    """
    entries = {entry.key: entry for entry in measures}
    executions = MeasureExecution.objects.select_related("department").filter(measure__in=entries)
    dates = {row.measure_id: row for row in executions}
    reports = last_reports(entries, moment)
    milestones = _milestones(entries, timezone.localdate(moment))
    overrides = _overrides(entries, moment)
    return {
        key: _facts_of(
            entry, dates.get(key), reports.get(key), tuple(milestones[key]), overrides.get(key), titles
        )
        for key, entry in entries.items()
    }


def last_reports(measures: Iterable[UUID], moment: datetime) -> dict[UUID, MeasureReport]:
    """The last accepted report on each measure, as it counted at a moment (1 query)."""
    accepted = MeasureReport.objects.accepted().accepted_until(moment)
    newest = accepted.filter(measure=OuterRef("measure")).order_by("-reported_at", "-pk").values("pk")[:1]
    reports = accepted.filter(measure__in=list(measures), pk=Subquery(newest))
    return {report.measure_id: report for report in reports}


def _milestones(measures: Iterable[UUID], day: date) -> dict[UUID, list[MilestoneFacts]]:
    """The milestones of today, and which of them had been reached on a day."""
    found: dict[UUID, list[MilestoneFacts]] = defaultdict(list)
    rows = Milestone.objects.filter(measure__in=list(measures))
    for key, title, due_on, done_on in rows.values_list("measure", "title", "due_on", "done_on"):
        reached_on = done_on if done_on is not None and done_on <= day else None
        found[key].append(MilestoneFacts(title=title, due_on=due_on, done_on=reached_on))
    return found


def _overrides(measures: Iterable[UUID], moment: datetime) -> dict[UUID | None, Override]:
    rows = Judgement.objects.in_force(moment).filter(measure__in=list(measures))
    return {row.measure_id: override_of(row, ExecutionLight(row.light)) for row in rows}


def _facts_of(
    entry: MeasureEntry,
    execution: MeasureExecution | None,
    report: MeasureReport | None,
    milestones: tuple[MilestoneFacts, ...],
    override: Override | None,
    titles: Mapping[UUID, str],
) -> ExecutionFacts:
    dates = execution or MeasureExecution()
    return ExecutionFacts(
        state=MeasureState(report.state) if report else None,
        reported_on=timezone.localdate(report.reported_at) if report else None,
        reason=report.reason if report else "",
        merged_with=titles.get(report.merged_with_id, "") if report and report.merged_with_id else "",
        planned_start=dates.planned_start or _end_of(entry.start_year),
        planned_end=dates.planned_end or _end_of(entry.end_year),
        actual_start=dates.actual_start,
        actual_end=dates.actual_end,
        milestones=milestones,
        override=override,
        department=str(dates.department or "") or entry.department,
    )


def _end_of(year: int | None) -> date | None:
    return None if year is None else date(year, 12, 31)
