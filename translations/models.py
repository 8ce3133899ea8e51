from typing import ClassVar, Self
from urllib.parse import urlsplit

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from accounts.models import User
from editing.text_limits import TextLimits
from files.models import TitledFile
from strategy.models import StrategyVersion
from translations.choices import FIELDS, WHOLE, Told, Wording

TITLE_AT_MOST = 250
TEXT_AT_MOST = 12_000
SUMMARY_AT_MOST = 3_000


def _is_written_for_its_subject() -> Q:
    wanted = Q()
    for wording, told in FIELDS.items():
        wanted |= Q(wording=wording, told__in=sorted(told))
    return wanted


class Words(models.Model):
    """Words in which an element, or the whole strategy, is told: what is used of them says `FIELDS`."""

    title = models.CharField(_("Titel"), max_length=TITLE_AT_MOST, blank=True)
    summary = models.TextField(_("Kurzfassung"), blank=True, validators=[TextLimits(SUMMARY_AT_MOST)])
    text = models.TextField(_("Text"), blank=True, validators=[TextLimits(TEXT_AT_MOST)])

    class Meta:
        abstract = True


class Translation(Words):
    """An element in other words, as people write on it. Nobody outside reads it before it is published."""

    wording = models.CharField(max_length=10, choices=Wording, editable=False)
    told = models.CharField(max_length=20, choices=Told, editable=False)
    # The key of the element, as frozen documents carry it; it outlives the row.
    key = models.UUIDField(editable=False)
    revision = models.PositiveIntegerField(default=1, editable=False)

    history = HistoricalRecords()
    # Who did it, and what the history says of it instead of "geändert".
    _history_user: User | None
    _change_reason: str | None
    not_in_history: ClassVar[frozenset[str]] = frozenset({"wording", "told", "key"})

    class Meta:
        verbose_name = _("Text in anderen Worten")
        verbose_name_plural = _("Texte in anderen Worten")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("wording", "told", "key"),
                name="translation_once",
                violation_error_message=_("Diesen Text gibt es inzwischen schon. Bitte öffnen Sie ihn neu."),
            ),
            models.CheckConstraint(
                condition=_is_written_for_its_subject(),
                name="translation_has_subject",
                violation_error_message=_("Dafür gibt es keinen solchen Text."),
            ),
            models.CheckConstraint(
                condition=Q(told=Told.STRATEGY, key=WHOLE) | (~Q(told=Told.STRATEGY) & ~Q(key=WHOLE)),
                name="translation_key_fits",
                violation_error_message=_("Ein Text gehört zur ganzen Strategie oder zu einem Element."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_wording_display()}: {self.get_told_display()}"

    @property
    def holds_something(self) -> bool:
        """Say whether there is anything to publish."""
        return any(getattr(self, name).strip() for name in FIELDS[self.wording][self.told])


class ShownQuerySet(models.QuerySet):
    """Rows that tell about a version: everybody sees them as long as that version is published."""

    def shown(self) -> Self:
        """Those that everybody sees, each with its version but for its content."""
        rows = self.filter(version__published_at__isnull=False).select_related("version")
        return rows.defer("version__content")


class PublishedTranslation(Words):
    """What everybody reads of a translation: as somebody published it, beside the version that it tells about."""

    translation = models.OneToOneField(Translation, on_delete=models.CASCADE, related_name="published")
    wording = models.CharField(max_length=10, choices=Wording)
    told = models.CharField(max_length=20, choices=Told)
    key = models.UUIDField()
    # The revision of the translation that this is.
    revision = models.PositiveIntegerField()
    version = models.ForeignKey(StrategyVersion, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(_("veröffentlicht am"))

    objects = ShownQuerySet.as_manager()

    class Meta:
        verbose_name = _("veröffentlichter Text in anderen Worten")
        verbose_name_plural = _("veröffentlichte Texte in anderen Worten")
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=~Q(title="", summary="", text=""),
                name="published_translation_says_something",
                violation_error_message=_("Ein leerer Text wird nicht veröffentlicht."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_wording_display()}: {self.get_told_display()}"


class SignVideo(TitledFile):
    """A video in sign language about the whole strategy or a theme field: a file of ours, or a page of the city.

    Public from the moment it is added, as long as its version is.
    """

    told = models.CharField(
        _("Worum geht es?"),
        max_length=20,
        choices=[(each.value, each.label) for each in (Told.STRATEGY, Told.THEME)],
    )
    key = models.UUIDField(editable=False)
    version = models.ForeignKey(StrategyVersion, on_delete=models.PROTECT, related_name="+", editable=False)
    file = models.FileField(_("Datei"), upload_to="gebaerdensprache/", max_length=250, blank=True)
    subtitles = models.FileField(_("Untertitel"), upload_to="gebaerdensprache/", max_length=250, blank=True)
    link = models.URLField(_("Adresse im Internet"), max_length=500, blank=True)

    objects = ShownQuerySet.as_manager()

    class Meta:
        verbose_name = _("Video in Gebärdensprache")
        verbose_name_plural = _("Videos in Gebärdensprache")
        ordering = ("uploaded_at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=(~Q(file="") & Q(link="")) | (Q(file="") & ~Q(link="")),
                name="sign_video_file_or_link",
                violation_error_message=_("Ein Video ist entweder eine Datei oder ein Link."),
            ),
            models.CheckConstraint(
                condition=Q(subtitles="") | ~Q(file=""),
                name="sign_video_subtitles_of_file",
                violation_error_message=_("Untertitel gehören zu einer Datei."),
            ),
            models.CheckConstraint(
                condition=Q(told=Told.STRATEGY, key=WHOLE) | (Q(told=Told.THEME) & ~Q(key=WHOLE)),
                name="sign_video_key_fits",
                violation_error_message=_("Ein Video gehört zur ganzen Strategie oder zu einem Themenfeld."),
            ),
            # The last one: Django reads no SQLite table that has more behind the sign by which LIKE escapes.
            models.CheckConstraint(
                condition=Q(link="") | Q(link__startswith="https://"),
                name="sign_video_link_is_https",
                violation_error_message=_("Ein Link beginnt mit https://."),
            ),
        )

    @property
    def host(self) -> str:
        """The server that a link leads to; empty for a file."""
        return urlsplit(self.link).hostname or ""
