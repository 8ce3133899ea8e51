from datetime import datetime
from typing import ClassVar, Self, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from monitoring.choices import ReportStatus
from monitoring.models.rounds import ReportingRound

AReport = TypeVar("AReport", bound="Reported", covariant=True)


class ReportedQuerySet(models.QuerySet[AReport]):
    # What two of them are about when one is newer than the other.
    subject: ClassVar[tuple[str, ...]]

    def accepted(self) -> Self:
        return self.filter(status=ReportStatus.ACCEPTED)

    def waiting(self) -> Self:
        """What lies before coordination."""
        return self.filter(status=ReportStatus.REPORTED)

    def unanswered(self) -> Self:
        """What coordination has given back, while nothing newer was reported on the same."""
        same = {name: OuterRef(name) for name in self.subject}
        newer = self.model._base_manager.filter(**same).exclude(status=ReportStatus.DRAFT)
        later = Q(reported_at__gt=OuterRef("reported_at")) | Q(
            reported_at=OuterRef("reported_at"), pk__gt=OuterRef("pk")
        )
        return self.filter(~Exists(newer.filter(later)), status=ReportStatus.RETURNED)

    def accepted_until(self, moment: datetime) -> Self:
        """What counted at a moment."""
        return self.filter(accepted_at__lte=moment)


class Reported(models.Model):
    """Something that a person reported, which counts only when coordination has accepted it."""

    status = models.CharField(
        _("Stand der Meldung"),
        max_length=10,
        choices=ReportStatus,
        default=ReportStatus.REPORTED,
        editable=False,
    )
    reported_at = models.DateTimeField(_("gemeldet am"), editable=False)
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    round = models.ForeignKey(
        ReportingRound,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="%(class)ss",
    )
    accepted_at = models.DateTimeField(_("angenommen am"), null=True, blank=True, editable=False)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    # Why coordination gave it back.
    return_remark = models.CharField(_("Rückfrage"), max_length=500, blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def is_accepted(self) -> bool:
        return self.status == ReportStatus.ACCEPTED

    @property
    def is_waiting(self) -> bool:
        return self.status == ReportStatus.REPORTED


def acceptance_is_dated(name: str) -> models.CheckConstraint:
    """Exactly what is accepted has the moment of it."""
    return models.CheckConstraint(
        condition=Q(status=ReportStatus.ACCEPTED, accepted_at__isnull=False)
        | (~Q(status=ReportStatus.ACCEPTED) & Q(accepted_at__isnull=True)),
        name=name,
        violation_error_message=_("Genau eine angenommene Meldung hat den Zeitpunkt der Annahme."),
    )


def return_has_remark(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=~Q(status=ReportStatus.RETURNED) | ~Q(return_remark=""),
        name=name,
        violation_error_message=_("Bitte sagen Sie, was an der Meldung fehlt."),
    )
