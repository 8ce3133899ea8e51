"""Reference data, loaded from strategy/data: the goals of the Agenda 2030, the catalogue of theme fields."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Sdg(models.Model):
    """One of the 17 Sustainable Development Goals of the Agenda 2030."""

    number = models.PositiveSmallIntegerField(_("Nummer"), primary_key=True)
    title = models.CharField(_("Titel"), max_length=100)
    colour = models.CharField(_("Farbe"), max_length=7)
    text_colour = models.CharField(_("Textfarbe"), max_length=7)

    class Meta:
        verbose_name = "SDG"
        verbose_name_plural = "SDGs"
        ordering = ("number",)

    def __str__(self) -> str:
        return f"SDG {self.number} {self.title}"


class SdgTarget(models.Model):
    """One of the 169 targets; `position` is its place in the official order (digits before letters)."""

    code = models.CharField(_("Nummer"), max_length=5, primary_key=True)
    sdg = models.ForeignKey(Sdg, on_delete=models.PROTECT, related_name="targets")
    label = models.CharField(_("Inhalt"), max_length=100)
    position = models.PositiveSmallIntegerField(unique=True)

    class Meta:
        verbose_name = _("SDG-Unterziel")
        verbose_name_plural = _("SDG-Unterziele")
        ordering = ("position",)

    def __str__(self) -> str:
        return f"{self.code} {self.label}"


class CatalogueField(models.Model):
    """A theme field that the programme offers. Catalogues differ between its rounds, so they are data."""

    position = models.PositiveSmallIntegerField(primary_key=True)
    title = models.CharField(_("Titel"), max_length=150, unique=True)
    description = models.TextField(_("Beschreibung"))
    prescribed = models.BooleanField(_("vorgeschrieben"), default=False)

    class Meta:
        verbose_name = _("Themenfeld des Katalogs")
        verbose_name_plural = _("Themenfeldkatalog")
        ordering = ("position",)

    def __str__(self) -> str:
        return self.title
