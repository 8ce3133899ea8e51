from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from strategy.discussion.choices import DigestFrequency


class ActivityPreference(models.Model):
    """Up to when somebody has seen what happened, and how often they want a mail about it."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="activity_preference"
    )
    seen_at = models.DateTimeField(_("gesehen bis"), null=True, blank=True, editable=False)
    digest = models.CharField(
        _("Neuigkeiten per E-Mail"),
        max_length=10,
        choices=DigestFrequency,
        default=DigestFrequency.WEEKLY,
    )
    # The end of what the last mail about all news told, and of what any mail told that was addressed to the person.
    digest_sent_at = models.DateTimeField(_("zuletzt verschickt"), null=True, blank=True, editable=False)
    personal_sent_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("Einstellung zu Neuigkeiten")
        verbose_name_plural = _("Einstellungen zu Neuigkeiten")

    def __str__(self) -> str:
        return f"{self.user}, {self.get_digest_display()}"
