from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User

# An open form reports every 20 seconds; after three missed reports it counts as closed.
PRESENT_FOR = timedelta(seconds=60)


class EditingPresenceQuerySet(models.QuerySet["EditingPresence"]):
    def present(self, at: datetime) -> "EditingPresenceQuerySet":
        return self.filter(seen_at__gt=at - PRESENT_FOR)

    def others_editing(self, subject: str, user: User, at: datetime) -> "EditingPresenceQuerySet":
        """The others who have this text open, the first one first."""
        return self.present(at).filter(subject=subject).exclude(user=user).select_related("user")


class EditingPresence(models.Model):
    """Somebody has the form of a text open ("wird gerade bearbeitet").

    `subject` names the text in any app, such as "measure:<key>" or "paper:12". A row that was not renewed for
    a while no longer counts.
    """

    subject = models.CharField(_("Text"), max_length=80)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField(_("seit"))
    seen_at = models.DateTimeField(_("zuletzt gemeldet"))

    objects: ClassVar[EditingPresenceQuerySet] = EditingPresenceQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("Offenes Formular")
        verbose_name_plural = _("Offene Formulare")
        ordering = ("since", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("subject", "user"),
                name="editing_presence_once",
                violation_error_message=_("Diese Person ist schon eingetragen."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.subject}, {self.user}"
