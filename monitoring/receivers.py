"""What the monitoring does and says when lower rooms ask: the guide, the review, a merged department, a paper."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Max
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from accounts.roles import Right
from committees.council.measure_resolution_facts import current_statuses
from committees.council.models import Paper
from committees.council.printed_annex import Annex
from kern.quotes import inside_quotes
from monitoring.actions.handover import ask_in_rounds
from monitoring.adopted import Adopted, adopted_strategy
from monitoring.assessment_facts import adopted_measure_lines, assessed
from monitoring.choices import VALUE_MAY_BE_OLD, Direction, ExecutionLight, Interval
from monitoring.execution_status import overdue
from monitoring.implementation_guide import RoundFacts, underway
from monitoring.models import (
    DepartmentAnswer,
    DepartmentMember,
    FrozenReport,
    Indicator,
    IndicatorValue,
    MeasureExecution,
    MeasureReport,
    Renewal,
    ReportingRound,
    ReportPaper,
)
from monitoring.progress.document import ReportDocument
from monitoring.progress.published import report_document, spending_is_named
from monitoring.progress.rendering.pdf import BODY, edition_of, expected_pages, print_context
from strategy.choices import Phase, ResolutionStatus
from strategy.completeness import Check, Remedy, remedy_check
from strategy.guide import Underway
from strategy.models import Department

OWN_RESOLUTION_WITHIN = timedelta(days=365)


def implementation_now(**kwargs: object) -> Underway | None:
    """The words and next steps of the guide's last phase; None before the council has decided."""
    adopted = adopted_strategy()
    if adopted is None:
        return None
    waiting = MeasureReport.objects.waiting().count() + IndicatorValue.objects.waiting().count()
    return underway(
        assessed(adopted, timezone.now()),
        waiting=waiting,
        latest=_latest_round(),
        adopted_on=adopted.on,
        today=timezone.localdate(),
        is_renewed=Renewal.objects.filter(version__number=adopted.number).exists(),
    )


def _latest_round() -> RoundFacts | None:
    row = ReportingRound.objects.with_answers().order_by("-opened_at", "-pk").first()
    if row is None:
        return None
    return RoundFacts(
        title=row.title,
        is_open=row.is_open,
        deadline=row.deadline,
        asked=row.asked,
        answered=row.answered,
        is_told=FrozenReport.objects.filter(period_end__gte=row.period_end).exists(),
    )


def implementation_checks(**kwargs: object) -> list[Check]:
    """What is missing in the implementation, one finding of each kind; nothing before the council has decided."""
    adopted = adopted_strategy()
    if adopted is None:
        return []
    now = timezone.now()
    return [
        *_indicator_checks(now),
        _milestone_check(adopted, now),
        _resolution_check(adopted, now),
    ]


def end_memberships(*, user: User, **kwargs: object) -> None:
    """Whoever leaves answers for no department any more."""
    DepartmentMember.objects.filter(user=user).delete()


def follow_merged_department(
    *, former: Department, remaining: Department, by: User, **kwargs: object
) -> None:
    """Give what a department had in the implementation to the one that it was merged into."""
    for indicator in Indicator.objects.filter(responsible=former):
        indicator.responsible, indicator._history_user = remaining, by
        indicator.revision += 1
        indicator.save()
    for execution in MeasureExecution.objects.filter(department=former):
        execution.department, execution._history_user = remaining, by
        execution.revision += 1
        execution.save()
    there = DepartmentMember.objects.filter(department=remaining).values("user")
    DepartmentMember.objects.filter(department=former).exclude(user__in=there).update(department=remaining)
    DepartmentMember.objects.filter(department=former).delete()
    asked = DepartmentAnswer.objects.filter(department=remaining).values("round")
    both = DepartmentAnswer.objects.filter(
        department=former, round__in=asked, round__closed_at__isnull=True, answered_at__isnull=True
    )
    ask_in_rounds(remaining, rounds=list(both.values_list("round", flat=True)), at=timezone.now())
    DepartmentAnswer.objects.filter(department=former).exclude(round__in=asked).update(department=remaining)


def report_annex(*, paper: Paper, **kwargs: object) -> Annex | None:
    """The frozen report that a paper brings before the council; None for a paper about something else."""
    link = ReportPaper.objects.select_related("report").filter(paper=paper).first()
    if link is None:
        return None
    document = report_document(link.report)
    return Annex(
        title=link.report.title,
        address=reverse("monitoring:frozen-report", args=[link.report.number]),
        edition=edition_of(document),
        pages=expected_pages(link.report),
        template=BODY,
        context=lambda: print_context(document),
        stylesheet="print/report_paper.css",
        made_public=tuple(_made_public(link.report, document)),
    )


def _made_public(report: FrozenReport, document: ReportDocument) -> Iterator[str]:
    """What a public paper says about the report in it, published or not (ADR 18: money stands in a report)."""
    title = {"title": inside_quotes(report.title)}
    if report.is_published:
        yield _("Der Bericht „%(title)s“ liegt ihr als Anlage bei.") % title
    else:
        yield (
            _(
                "Der Bericht „%(title)s“ liegt ihr als Anlage bei. Er ist noch nicht veröffentlicht: "
                "Mit der Vorlage können ihn alle lesen."
            )
            % title
        )
    if document.names_spending:
        yield spending_is_named()


def _indicator_checks(now: datetime) -> list[Check]:
    rows = list(Indicator.objects.filter(terms__isnull=True))
    latest = dict(
        IndicatorValue.objects.current()
        .of_totals()
        .values_list("series__indicator")
        .annotate(latest=Max("period"))
        .order_by()
    )
    aimed = set(Indicator.objects.filter(targets__isnull=False).values_list("pk", flat=True))
    stale = sum(
        row.pk not in latest or now.year - latest[row.pk].year > VALUE_MAY_BE_OLD[Interval(row.interval)]
        for row in rows
    )
    aimless = sum(row.pk not in aimed and row.direction != Direction.WITHIN for row in rows)
    words = ngettext(
        "%d Indikator hat keinen Wert, der neu genug ist, um etwas zu sagen.",
        "%d Indikatoren haben keinen Wert, der neu genug ist, um etwas zu sagen.",
        stale,
    )
    undirected = sum(row.direction == Direction.UNKNOWN for row in rows)
    unsaid = ngettext(
        "Bei %d Indikator steht nicht fest, ob mehr oder weniger besser ist.",
        "Bei %d Indikatoren steht nicht fest, ob mehr oder weniger besser ist.",
        undirected,
    )
    aim = ngettext("%d Indikator hat keinen Zielwert.", "%d Indikatoren haben keinen Zielwert.", aimless)
    return [
        _check("indicator-without-value", stale, words, "monitoring:indicator-list", _("Zu den Indikatoren")),
        _check(
            "indicator-without-target", aimless, aim, "monitoring:indicator-list", _("Zu den Indikatoren")
        ),
        _check(
            "indicator-without-direction",
            undirected,
            unsaid,
            "monitoring:indicator-list",
            _("Zu den Indikatoren"),
        ),
    ]


def _milestone_check(adopted: Adopted, now: datetime) -> Check:
    today = timezone.localdate(now)
    lines = adopted_measure_lines(adopted, now)
    passed = sum(len(overdue(line.facts, today)) for line in lines if line.light == ExecutionLight.LATE)
    words = ngettext(
        "%d Meilenstein ist verstrichen und nicht als erreicht eingetragen.",
        "%d Meilensteine sind verstrichen und nicht als erreicht eingetragen.",
        passed,
    )
    return _check("milestone-passed", passed, words, "monitoring:overview", _("Ansehen, was sich verspätet"))


def _resolution_check(adopted: Adopted, now: datetime) -> Check:
    without = 0
    if adopted.on + OWN_RESOLUTION_WITHIN < timezone.localdate(now):
        settled = (ResolutionStatus.OWN_RESOLUTION, ResolutionStatus.REJECTED)
        without = sum(status not in settled for status in current_statuses(adopted.document).values())
    words = ngettext(
        "%d Maßnahme ist ein Jahr nach dem Beschluss der Strategie ohne eigenen Beschluss.",
        "%d Maßnahmen sind ein Jahr nach dem Beschluss der Strategie ohne eigenen Beschluss.",
        without,
    )
    page, button = "council:measure-resolution-list", _("Zu den Beschlüssen")
    return _check("measure-without-resolution", without, words, page, button, Right.MANAGE_PAPERS)


def _check(
    code: str,
    count: int,
    words: str,
    page: str,
    button: str,
    right: Right = Right.MANAGE_IMPLEMENTATION,
) -> Check:
    remedy = Remedy(address=reverse(page), right=right, button=button)
    return remedy_check(not count, code, Phase.IMPLEMENTATION, words % count, remedy)
