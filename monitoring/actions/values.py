"""Values of indicators. They are only added: a correction stands beside what it replaces."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Right
from editing.exceptions import RuleBroken
from monitoring.actions.reports import ask_again, mark_accepted, refuse_settled
from monitoring.actions.rows import save_row
from monitoring.choices import ReportStatus
from monitoring.models import IndicatorSeries, IndicatorValue


@transaction.atomic
def report_value(*, value: IndicatorValue, by: User, at: datetime) -> IndicatorValue:
    """Report a value. For a period that has one it is a correction, which counts when it is accepted.

    What coordination reports is accepted at once. A newer report takes the place of one that still waits. Raises
    RuleBroken for a period that has not begun, for a computed indicator, and for a correction that says nothing new:
    after a question it may say that the former value stays.
    """
    series = lock_series(value.series)
    _refuse_future(value, at)
    if series.indicator.terms.exists():
        sentence = _("„%s“ wird berechnet. Tragen Sie die Werte dort ein, woraus sie entsteht.")
        raise RuleBroken(sentence % series.indicator)
    former = series.values.current().filter(period=value.period).first()
    if not series.values.unanswered().filter(period=value.period).exists():
        _refuse_same(value, former)
    for waiting in series.values.waiting().filter(period=value.period):
        waiting.status = ReportStatus.RETURNED
        waiting.return_remark = _("durch eine neuere Meldung ersetzt")
        waiting.save()
    value.status, value.reported_at, value.reported_by = ReportStatus.REPORTED, at, by
    if by.has_right(Right.MANAGE_IMPLEMENTATION):
        return _accepted(value, former, by, at)
    save_row(value)
    return value


@transaction.atomic
def accept_value(*, value: IndicatorValue, by: User, at: datetime) -> IndicatorValue:
    """Let a value count. The one it corrects stays, as replaced. Raises RuleBroken if it does not wait."""
    series = lock_series(value.series)
    current = series.values.get(pk=value.pk)
    refuse_settled(current)
    return _accepted(current, series.values.current().filter(period=current.period).first(), by, at)


@transaction.atomic
def return_value(*, value: IndicatorValue, remark: str, by: User, at: datetime) -> IndicatorValue:
    """Give a value back with a question; in a round its department has to answer again.

    Raises RuleBroken without a question, and if it does not wait.
    """
    series = lock_series(value.series)
    current = series.values.get(pk=value.pk)
    refuse_settled(current)
    current.status, current.return_remark = ReportStatus.RETURNED, remark.strip()
    save_row(current)
    if current.round is not None:
        ask_again(round=current.round, department=series.indicator.responsible_id, at=at)
    return current


@transaction.atomic
def withdraw_value(*, value: IndicatorValue, by: User, at: datetime) -> IndicatorValue:
    """Let a value count no more without another in its place. It stays, with who withdrew it.

    Raises RuleBroken if it does not count any more.
    """
    series = lock_series(value.series)
    current = series.values.current().filter(pk=value.pk).first()
    if current is None:
        raise RuleBroken(_("Dieser Wert gilt nicht mehr."))
    day = date_format(timezone.localdate(at), "d.m.Y")
    current.replaced_at = at
    current.return_remark = _("zurückgenommen am %(day)s von %(by)s") % {"day": day, "by": by}
    current.save(update_fields=["replaced_at", "return_remark"])
    return current


def lock_series(series: IndicatorSeries) -> IndicatorSeries:
    return (
        IndicatorSeries.objects.select_for_update(of=("self",)).select_related("indicator").get(pk=series.pk)
    )


def _refuse_future(value: IndicatorValue, at: datetime) -> None:
    today = timezone.localdate(at)
    if value.period > today and value.period.year > today.year:
        sentence = _("Das Jahr %d hat noch nicht begonnen. Was erreicht werden soll, ist ein Zielwert.")
        raise RuleBroken(sentence % value.period.year)


def _refuse_same(value: IndicatorValue, former: IndicatorValue | None) -> None:
    """Refuse what changes nothing: the same figure, as certain as before."""
    if former is not None and (former.value, former.quality) == (value.value, value.quality):
        raise RuleBroken(_("Diesen Wert gibt es für diesen Zeitpunkt schon."))


def _accepted(value: IndicatorValue, former: IndicatorValue | None, by: User, at: datetime) -> IndicatorValue:
    if former is not None:
        former.replaced_at = at
        former.save(update_fields=["replaced_at"])
    value.replaces = former
    mark_accepted(value, by, at)
    save_row(value)
    return value
