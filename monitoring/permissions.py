"""Whose rows are whose: coordination manages all, whoever reads the working area reads all, a department its own."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Q, QuerySet

from accounts.models import User
from accounts.roles import Right
from monitoring.adopted import adopted_strategy
from monitoring.choices import ReportStatus
from monitoring.models import DepartmentAnswer, Indicator, MeasureExecution, MeasureReport, ReportFile
from strategy.departments import Directory
from strategy.models import Department, Measure


def departments_of(user: User) -> QuerySet[Department]:
    """The departments that an account answers for, as deputy or not."""
    return Department.objects.filter(members__user=user)


def measures_of_departments(departments: Collection[UUID]) -> QuerySet[Measure]:
    """The measures that departments carry out: those given to them since, otherwise as the council adopted it."""
    return Measure.objects.filter(
        Q(execution__department__in=departments)
        | Q(pk__in=_adopted_measures_of(departments), execution__department__isnull=True)
    )


def department_of(measure: Measure) -> UUID | None:
    """The department that carries a measure out: the one it was given to since, otherwise the adopted one."""
    given = MeasureExecution.objects.filter(measure=measure, department__isnull=False).first()
    if given is not None:
        return given.department_id
    adopted = adopted_strategy()
    entry = adopted.measure(measure.pk) if adopted else None
    found = Directory().find(entry.department) if entry else None
    return found.pk if found else None


def _adopted_measures_of(departments: Collection[UUID]) -> list[UUID]:
    adopted, directory = adopted_strategy(), Directory()
    if adopted is None or not departments:
        return []
    return [
        entry.key
        for entry in adopted.document.measures()
        if (found := directory.find(entry.department)) is not None and found.pk in departments
    ]


def readable_measures(user: User) -> QuerySet[Measure]:
    """The measures whose implementation somebody may see."""
    if user.has_right(Right.READ_WORKSPACE):
        return Measure.objects.all()
    if not user.has_right(Right.REPORT_OWN_ROWS):
        return Measure.objects.none()
    return own_measures(user)


def own_measures(user: User) -> QuerySet[Measure]:
    """The measures of one's departments."""
    return measures_of_departments(set(departments_of(user).values_list("pk", flat=True)))


def reportable_measures(user: User) -> QuerySet[Measure]:
    """The measures on which somebody may report."""
    if user.has_right(Right.MANAGE_IMPLEMENTATION):
        return Measure.objects.all()
    return own_measures(user) if user.has_right(Right.REPORT_OWN_ROWS) else Measure.objects.none()


def can_change_files(user: User, report: MeasureReport) -> bool:
    """Tell whether somebody who may report on the measure may add files to a report and change those it has."""
    return user.has_right(Right.MANAGE_IMPLEMENTATION) or report.status != ReportStatus.ACCEPTED


def reportable_reports(user: User) -> QuerySet[MeasureReport]:
    """The reports whose files somebody may add to and change."""
    found = MeasureReport.objects.filter(measure__in=reportable_measures(user).values("pk"))
    return (
        found if user.has_right(Right.MANAGE_IMPLEMENTATION) else found.exclude(status=ReportStatus.ACCEPTED)
    )


def readable_report_files(user: User) -> QuerySet[ReportFile]:
    """The files of the reports that somebody may see: of drafts only for those who report."""
    readable = Q(report__measure__in=readable_measures(user).values("pk"))
    drafts = Q(report__status=ReportStatus.DRAFT)
    own = Q(report__measure__in=reportable_measures(user).values("pk"))
    return ReportFile.objects.filter(readable & (~drafts | own))


def changeable_report_files(user: User) -> QuerySet[ReportFile]:
    return ReportFile.objects.filter(report__in=reportable_reports(user).values("pk")).changeable_by(user)


def own_indicators(user: User) -> QuerySet[Indicator]:
    return Indicator.objects.filter(responsible__in=departments_of(user))


def readable_indicators(user: User) -> QuerySet[Indicator]:
    if user.has_right(Right.READ_WORKSPACE):
        return Indicator.objects.all()
    return own_indicators(user) if user.has_right(Right.REPORT_OWN_ROWS) else Indicator.objects.none()


def reportable_indicators(user: User) -> QuerySet[Indicator]:
    """The indicators for which somebody may report values."""
    if user.has_right(Right.MANAGE_IMPLEMENTATION):
        return Indicator.objects.all()
    return own_indicators(user) if user.has_right(Right.REPORT_OWN_ROWS) else Indicator.objects.none()


def own_answers(user: User) -> QuerySet[DepartmentAnswer]:
    """The rounds that ask one's departments, closed ones included."""
    if not user.has_right(Right.REPORT_OWN_ROWS):
        return DepartmentAnswer.objects.none()
    found = DepartmentAnswer.objects.filter(department__in=departments_of(user))
    return found.select_related("round", "department").order_by("round__deadline", "department__name")
