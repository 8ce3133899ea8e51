from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from accounts.roles import Right
from editing.dialect_field import DialectField
from editing.text_limits import CHAPTER_AT_MOST, TextLimits
from strategy.chapter_catalogue import CATALOGUE_TITLES
from strategy.choices import ElementKind
from strategy.models.element import Element, ElementQuerySet, unique_position
from strategy.models.strategy import Strategy

TITLE_AT_MOST = 100


class ChapterQuerySet(ElementQuerySet["Chapter"]):
    def chosen(self) -> Self:
        """The chapters of the working draft in their order."""
        return self.active().order_by("position")


class Chapter(Element):
    """A written chapter of the strategy around the programme.

    One that a strategy does without is retired and keeps its text, but never lies in the bin.
    """

    strategy = models.ForeignKey(Strategy, on_delete=models.PROTECT, related_name="chapters")
    # Its name in the catalogue; empty for a chapter of the city's own.
    chapter_kind = models.CharField(_("Kapitel"), max_length=20, blank=True, editable=False)
    # Empty where it is called as in the catalogue.
    title = models.CharField(_("Überschrift"), max_length=TITLE_AT_MOST, blank=True, editable=False)
    position = models.PositiveIntegerField(_("Platz"), editable=False)
    text = DialectField(_("Text"), blank=True, validators=[TextLimits(CHAPTER_AT_MOST)])

    objects = ChapterQuerySet.as_manager()
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
                condition=~Q(chapter_kind=""),
                name="chapter_kind_unique",
                violation_error_message=_("Dieses Kapitel gibt es schon."),
            ),
            models.CheckConstraint(
                condition=~Q(chapter_kind="") | ~Q(title=""),
                name="chapter_has_title",
                violation_error_message=_("Ein eigenes Kapitel braucht eine Überschrift."),
            ),
            unique_position("strategy", "chapter_position_unique"),
        )

    def __str__(self) -> str:
        return self.title or CATALOGUE_TITLES.get(self.chapter_kind, self.chapter_kind)

    @property
    def number(self) -> str:
        return ""

    @property
    def theme_of(self) -> None:
        """Chapters stand beside the theme fields."""
        return None
