from typing import ClassVar, Self

from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from accounts.models import User
from accounts.roles import Right
from strategy.inventory.choices import SwotKind
from strategy.inventory.models.extracts import Extract
from strategy.models.themes import ThemeField

SWOT_TEXT_AT_MOST = 1_000


class SwotEntryQuerySet(models.QuerySet["SwotEntry"]):
    def readable_by(self, user: User) -> Self:
        return self if user.has_right(Right.READ_WORKSPACE) else self.none()

    def editable_by(self, user: User) -> Self:
        """The twin of `permissions.can_edit_swot`: whoever may work in the theme field."""
        return self.filter(theme__in=ThemeField.objects.open_to(user))


class SwotEntry(models.Model):
    """One strength, weakness, opportunity or threat of a theme field, with its sources."""

    theme = models.ForeignKey(ThemeField, on_delete=models.CASCADE, related_name="swot_entries")
    kind = models.CharField(_("Art"), max_length=12, choices=SwotKind)
    text = models.TextField(
        _("Aussage"),
        validators=[
            MaxLengthValidator(
                SWOT_TEXT_AT_MOST,
                _("Eine Aussage hat höchstens %(limit_value)s Zeichen, diese hat %(show_value)s."),
            )
        ],
    )
    extracts = models.ManyToManyField(
        Extract, blank=True, related_name="swot_entries", verbose_name=_("Fundstellen als Quelle")
    )
    other_source = models.CharField(_("Andere Quelle"), max_length=300, blank=True)
    revision = models.PositiveIntegerField(default=1, editable=False)

    # The history does not show it: entries stay in their theme field.
    parent_field: ClassVar[str] = "theme"
    objects = SwotEntryQuerySet.as_manager()
    history = HistoricalRecords(m2m_fields=["extracts"])
    # Who is named in the history when there is no request.
    _history_user: User | None
    # Set while a row is saved that is saved again right after: one change is one entry in the history.
    skip_history_when_saving: bool

    class Meta:
        verbose_name = _("Eintrag der SWOT-Analyse")
        verbose_name_plural = _("SWOT-Analyse")
        ordering = ("theme", "pk")

    def __str__(self) -> str:
        return self.text
