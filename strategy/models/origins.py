"""Where a measure comes from that another municipality had first."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from strategy.models.measures import Measure

NAME_AT_MOST, TITLE_AT_MOST, ADDRESS_AT_MOST = 200, 300, 500


class MeasureOrigin(models.Model):
    """The measure of another municipality after which one of ours was made, as its licence wants it to be named.

    It repeats what the library said on the day of copying: the library may read on, or forget its source.
    """

    measure = models.OneToOneField(Measure, on_delete=models.CASCADE, related_name="origin")
    municipality = models.CharField(_("Kommune"), max_length=NAME_AT_MOST)
    title = models.CharField(_("Titel dort"), max_length=TITLE_AT_MOST)
    # Empty for what came as a file.
    address = models.CharField(_("Adresse"), max_length=ADDRESS_AT_MOST, blank=True)
    licence = models.CharField(_("Lizenz"), max_length=NAME_AT_MOST)
    licence_url = models.CharField(_("Text der Lizenz"), max_length=ADDRESS_AT_MOST)
    # Whom the licence wants to be named; empty where it asks for nobody.
    attribution = models.CharField(_("Namensnennung"), max_length=TITLE_AT_MOST, blank=True)
    read_on = models.DateField(_("gelesen am"))
    # Where the other municipality had it from: whoever was first stays named.
    goes_back_to = models.TextField(_("dort nach der Maßnahme"), blank=True)

    class Meta:
        verbose_name = _("Herkunft einer Maßnahme")
        verbose_name_plural = _("Herkunft von Maßnahmen")
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(municipality="") & ~models.Q(licence=""),
                name="measure_origin_is_named",
                violation_error_message=_("Zur Herkunft gehören Kommune und Lizenz."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.municipality}: {self.title}"
