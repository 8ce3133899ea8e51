from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from accounts.roles import Right
from editing.dialect_field import DialectField
from editing.text_limits import CHAPTER_AT_MOST, TextLimits
from strategy.choices import ChapterKind, ElementKind
from strategy.models.element import Element, ElementQuerySet
from strategy.models.strategy import Strategy


class Chapter(Element):
    """A written chapter of the strategy around the programme."""

    strategy = models.ForeignKey(Strategy, on_delete=models.PROTECT, related_name="chapters")
    chapter_kind = models.CharField(_("Kapitel"), max_length=20, choices=ChapterKind, editable=False)
    text = DialectField(_("Text"), blank=True, validators=[TextLimits(CHAPTER_AT_MOST)])

    objects = ElementQuerySet.as_manager()
    history = HistoricalRecords()

    kind: ClassVar[ElementKind] = ElementKind.CHAPTER
    edit_right: ClassVar[Right] = Right.EDIT_CHAPTERS
    remove_right: ClassVar[Right | None] = None
    parent_field: ClassVar[str] = "strategy"

    class Meta:
        verbose_name = _("Kapitel")
        verbose_name_plural = _("Kapitel")
        constraints = (
            models.UniqueConstraint(
                fields=("strategy", "chapter_kind"),
                name="chapter_kind_unique",
                violation_error_message=_("Dieses Kapitel gibt es schon."),
            ),
        )

    def __str__(self) -> str:
        return self.get_chapter_kind_display()

    @property
    def number(self) -> str:
        return ""

    @property
    def theme_of(self) -> None:
        """Chapters stand beside the theme fields."""
        return None
