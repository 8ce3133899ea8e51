"""Whose rows are whose: coordination manages all, whoever reads the working area reads all, a department its own."""

from django.db.models import Q, QuerySet

from accounts.models import User
from accounts.roles import Right
from monitoring.models import Indicator
from strategy.models import Department, Measure


def departments_of(user: User) -> QuerySet[Department]:
    """The departments that an account answers for, as deputy or not."""
    return Department.objects.filter(members__user=user)


def measures_of_department(department: Department) -> QuerySet[Measure]:
    """The measures that a department carries out: those given to it since, otherwise the adopted ones."""
    return Measure.objects.filter(
        Q(execution__department=department) | Q(department=department) & Q(execution__department__isnull=True)
    )


def readable_measures(user: User) -> QuerySet[Measure]:
    """The measures whose implementation somebody may see."""
    if user.has_right(Right.READ_WORKSPACE):
        return Measure.objects.all()
    if not user.has_right(Right.REPORT_OWN_ROWS):
        return Measure.objects.none()
    return own_measures(user)


def own_measures(user: User) -> QuerySet[Measure]:
    """The measures of one's departments."""
    own = departments_of(user)
    return Measure.objects.filter(
        Q(execution__department__in=own) | Q(department__in=own) & Q(execution__department__isnull=True)
    )


def reportable_measures(user: User) -> QuerySet[Measure]:
    """The measures on which somebody may report."""
    if user.has_right(Right.MANAGE_IMPLEMENTATION):
        return Measure.objects.all()
    return own_measures(user) if user.has_right(Right.REPORT_OWN_ROWS) else Measure.objects.none()


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
