from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import Role


class PutAwayQuerySet(models.QuerySet["PutAway"]):
    def of(self, user: User) -> "PutAwayQuerySet":
        """What somebody has put away in the role they have now."""
        return self.filter(user=user, role=user.role)


class PutAway(models.Model):
    """Somebody does not want to see the sentences for the first visit any more, in one role."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    role = models.CharField(_("Rolle"), max_length=20, choices=Role)

    objects = PutAwayQuerySet.as_manager()

    class Meta:
        verbose_name = _("weggelegte Einführung")
        verbose_name_plural = _("weggelegte Einführungen")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role"],
                name="put_away_once",
                violation_error_message=_("Die Einführung ist schon weggelegt."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display()}"
