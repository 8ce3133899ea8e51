from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.roles import REPORTERS
from strategy.models import Department


class DepartmentMemberQuerySet(models.QuerySet["DepartmentMember"]):
    def answering(self) -> Self:
        """Those whose account can still do what they are asked for."""
        return self.filter(user__is_active=True, user__role__in=REPORTERS)


class DepartmentMember(models.Model):
    """An account that answers for a department, or as its deputy."""

    department = models.ForeignKey(
        Department, on_delete=models.CASCADE, related_name="members", verbose_name=_("Fachbereich")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="department_memberships",
        verbose_name=_("Konto"),
    )
    is_deputy = models.BooleanField(_("vertritt nur"), default=False)
    added_at = models.DateTimeField(editable=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )

    objects = DepartmentMemberQuerySet.as_manager()

    class Meta:
        verbose_name = _("Konto eines Fachbereichs")
        verbose_name_plural = _("Konten der Fachbereiche")
        ordering = ("department__name", "is_deputy", "user__name")
        constraints = (
            models.UniqueConstraint(
                fields=("department", "user"),
                name="department_member_once",
                violation_error_message=_("Dieses Konto gehört schon zu diesem Fachbereich."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.user}, {self.department}"
