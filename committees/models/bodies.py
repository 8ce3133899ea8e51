from django.db import models
from django.utils.translation import gettext_lazy as _

from committees.choices import CommitteeKind


class Committee(models.Model):
    """A body (Gremium): steering group, core team, specialist committee, district council or council."""

    name = models.CharField(_("Name"), max_length=150)
    kind = models.CharField(_("Art"), max_length=20, choices=CommitteeKind)

    class Meta:
        verbose_name = _("Gremium")
        verbose_name_plural = _("Gremien")
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(
                fields=("name",),
                name="committee_name_unique",
                # Django then shows the sentence at the field.
                violation_error_code="unique",
                violation_error_message=_("Ein Gremium mit diesem Namen gibt es schon."),
            ),
        )

    def __str__(self) -> str:
        return self.name
