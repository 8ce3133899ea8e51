from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import Right
from committees.bodies.models import Committee
from committees.council.choices import ConsultationRole


class RouteTemplateQuerySet(models.QuerySet["RouteTemplate"]):
    def editable_by(self, user: User) -> "RouteTemplateQuerySet":
        return self if user.has_right(Right.MANAGE_PAPERS) else self.none()


class RouteTemplate(models.Model):
    """A saved sequence of bodies (Vorlage einer Beratungsfolge) for the next paper."""

    name = models.CharField(_("Name"), max_length=120)

    objects: ClassVar[RouteTemplateQuerySet] = RouteTemplateQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("Gespeicherte Beratungsfolge")
        verbose_name_plural = _("Gespeicherte Beratungsfolgen")
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(
                fields=("name",),
                name="route_template_name_unique",
                violation_error_code="unique",
                violation_error_message=_("Eine Beratungsfolge mit diesem Namen gibt es schon."),
            ),
        )

    def __str__(self) -> str:
        return self.name


class RouteTemplateStep(models.Model):
    template = models.ForeignKey(RouteTemplate, on_delete=models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField(_("Reihenfolge"))
    committee = models.ForeignKey(
        Committee, on_delete=models.CASCADE, related_name="+", verbose_name=_("Gremium")
    )
    role = models.CharField(_("Zuständigkeit"), max_length=15, choices=ConsultationRole)

    class Meta:
        verbose_name = _("Schritt einer gespeicherten Beratungsfolge")
        verbose_name_plural = _("Schritte gespeicherter Beratungsfolgen")
        ordering = ("position", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("template", "position"),
                name="route_template_step_unique",
                violation_error_message=_("Diese Stelle ist schon besetzt."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.committee}, {self.get_role_display()}"
