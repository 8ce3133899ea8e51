"""Who does it: the departments of the municipality and the external bodies that goals and measures name."""

import uuid
from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Count, F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from accounts.models import User
from accounts.roles import Right

NAME_AT_MOST = 200


class DepartmentKind(models.TextChoices):
    INTERNAL = "internal", _("Fachbereich der Verwaltung")
    EXTERNAL = "external", _("externe Stelle")


class DepartmentQuerySet(models.QuerySet["Department"]):
    def readable_by(self, user: User) -> Self:
        return self if user.has_right(Right.READ_WORKSPACE) else self.none()

    def editable_by(self, user: User) -> Self:
        return self.proper() if user.has_right(Right.MANAGE_DEPARTMENTS) else self.none()

    def proper(self) -> Self:
        """Without former spellings, which only lead to the department they were merged into."""
        return self.filter(merged_into__isnull=True)

    def with_uses(self) -> Self:
        """With the numbers of goals and measures in the strategy: those it leads, and those it takes part in."""
        return self.annotate(
            goal_count=_counted("operational_goals"),
            measure_count=_counted("measures"),
            joint_goal_count=_counted("joint_goals"),
            joint_measure_count=_counted("joint_measures"),
        ).order_by("name")


def _counted(relation: str) -> Count:
    return Count(relation, filter=Q(**{f"{relation}__retired_at__isnull": True}), distinct=True)


class Department(models.Model):
    """A department (Fachbereich) or an external body (externe Stelle).

    One that was merged into another stays as its former spelling: the history and tables go on to find it.
    """

    # Known before it is saved, so that a form can hold one that is only about to be added.
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(
        _("Name"),
        max_length=NAME_AT_MOST,
        unique=True,
        error_messages={"unique": _("Eine Stelle mit diesem Namen gibt es schon.")},
    )
    short_name = models.CharField(_("Kurzname"), max_length=40, blank=True)
    kind = models.CharField(_("Art"), max_length=10, choices=DepartmentKind, default=DepartmentKind.INTERNAL)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("gehört zu"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
    )
    mailbox = models.EmailField(_("E-Mail-Postfach"), blank=True)
    contact = models.CharField(_("Ansprechperson"), max_length=200, blank=True)
    deputy = models.CharField(_("Vertretung"), max_length=200, blank=True)
    active_from = models.DateField(_("besteht seit"), null=True, blank=True)
    # The first day on which nothing new is given to it.
    active_until = models.DateField(_("aufgelöst zum"), null=True, blank=True)
    merged_into = models.ForeignKey(
        "self",
        verbose_name=_("zusammengeführt mit"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="former_spellings",
    )
    revision = models.PositiveIntegerField(default=1, editable=False)

    objects = DepartmentQuerySet.as_manager()
    history = HistoricalRecords()
    # Who is named in the history when there is no request.
    _history_user: User | None
    not_in_history: ClassVar[frozenset[str]] = frozenset()
    # Only with `with_uses()`.
    goal_count: int
    measure_count: int
    joint_goal_count: int
    joint_measure_count: int

    class Meta:
        verbose_name = _("Fachbereich oder externe Stelle")
        verbose_name_plural = _("Fachbereiche und externe Stellen")
        ordering = ("name",)
        constraints = (
            models.CheckConstraint(
                condition=~Q(name=""),
                name="department_has_name",
                violation_error_message=_("Bitte geben Sie den Namen an."),
            ),
            models.UniqueConstraint(
                fields=("short_name",),
                condition=~Q(short_name="") & Q(merged_into__isnull=True),
                name="department_short_name_unique",
                violation_error_message=_("Diesen Kurznamen hat schon eine andere Stelle."),
            ),
            models.CheckConstraint(
                condition=(Q(parent__isnull=True) | ~Q(parent=F("id")))
                & (Q(merged_into__isnull=True) | ~Q(merged_into=F("id"))),
                name="department_not_below_itself",
                violation_error_message=_("Eine Stelle kann nicht zu sich selbst gehören."),
            ),
            models.CheckConstraint(
                condition=Q(active_from__isnull=True)
                | Q(active_until__isnull=True)
                | Q(active_until__gte=F("active_from")),
                name="department_ends_after_start",
                violation_error_message=_("Die Stelle ist aufgelöst, bevor sie besteht."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def joint_count(self) -> int:
        """Only with `with_uses()`: how many goals and measures it takes part in."""
        return self.joint_goal_count + self.joint_measure_count

    def is_active(self, today: date) -> bool:
        return self.merged_into_id is None and (self.active_until is None or self.active_until > today)
